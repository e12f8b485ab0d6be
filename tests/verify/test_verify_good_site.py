"""A site that is as its log says: what is proven, what is not, and how it is told."""

from __future__ import annotations

import json

import pytest

from conftest import AS_OF, review, review_id
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.verify.claims import SAYS, Checks, Claim, Outcome, results
from site_gen.verify.report import format_json, format_text, last_line
from verify.copies import Copy, failed, outcomes
from verify.sites import DECIDED, LOG, SealedSite, of_ben
from verify.tampering import Answer, Capture, verify_command


def plain(text: str, _color: str) -> str:
    return text


def test_every_claim_is_proven_with_the_key_and_an_older_checkpoint(copy: Copy):
    verdict = copy.verify(since=copy.site.kept)
    assert not verdict.failures, verdict.failures
    assert outcomes(verdict) == dict.fromkeys(Claim, Outcome.PROVEN)
    size = len(copy.entries())
    assert last_line(verdict) == f"9 reviews on 3 providers verified against checkpoint size {size}"


def test_without_key_and_older_checkpoint_two_claims_are_not_checked(copy: Copy):
    verdict = copy.verify(keys=())
    unchecked = {claim for claim, outcome in outcomes(verdict).items() if outcome is Outcome.NOT_CHECKED}
    assert unchecked == {Claim.CHECKPOINT, Claim.NOT_REWRITTEN}
    assert failed(verdict) == set()


def test_the_report_names_every_claim_and_ends_with_the_verdict(copy: Copy):
    verdict = copy.verify()
    text = format_text(verdict, plain)
    assert text.splitlines()[-1] == last_line(verdict)
    for claim in Claim:
        assert f" {claim} " in text
    copy.edit_pages("Waited 50", "Waited 5")
    text = format_text(copy.verify(), plain)
    assert "providers/ana-diaz/reviews/1/: r-000000000002: the page says 'Waited 5 minutes" in text
    assert text.splitlines()[-1].startswith("FAILED: text-unedited: ")


def test_the_report_for_machines_has_the_documented_form(copy: Copy):
    copy.edit_pages("Waited 50", "Waited 5")
    value = json.loads(format_json(copy.verify()))
    assert value["schema"] == 1
    assert value["size"] == len(copy.entries())
    assert {"claim", "outcome", "count", "detail"} == set(value["claims"][0])
    assert {"claim", "review", "provider", "page", "message"} == set(value["failures"][0])
    assert value["failures"][0]["review"] == review_id(2)


def test_each_claim_is_said_in_words():
    assert set(SAYS) == set(Claim)
    assert {result.outcome for result in results(Checks())} == {Outcome.NOT_CHECKED}


def test_a_site_without_published_reviews_is_not_checked(tmp_path):
    site = SealedSite(tmp_path / "site", reviews="")
    verdict = verify(VerifyOptions(target=str(site.build()), today=AS_OF, keys=(site.vkey,)))
    assert failed(verdict) == set()
    assert outcomes(verdict)[Claim.TEXT] is Outcome.NOT_CHECKED
    assert last_line(verdict).startswith("not checked: no published review on 3 providers, checkpoint size ")


def test_a_review_that_was_moved_to_the_right_provider_is_proven_there(tmp_path):
    shown = f"moderation: {{status: published, {DECIDED}}}"
    moved = f"moderation: {{status: withheld, reason: wrong-provider, moved_to: {review_id(2)}, {DECIDED}}}"
    words = "Dr. Ode was gentle. Nobody waited."
    site = SealedSite(tmp_path / "site", reviews=review(1, text=words, extra=shown))
    site.folder.write(review(1, text=words, extra=moved) + of_ben(review(2, text=words, extra=shown)))
    site.seal()
    copy = Copy(site.build(), site)
    verdict = copy.verify(since=site.kept)
    assert not verdict.failures, verdict.failures
    assert verdict.reviews == 1
    entries = [entry.replace(b'"moved_to":', b'"moved_to":1') for entry in copy.entries()]
    copy.write_log(entries)
    assert Claim.STATES in copy.failed()


def test_the_erasure_of_a_review_that_is_shown_elsewhere_leaves_a_site_that_is_proven(tmp_path):
    google = [review(number, text=f"On Google, {number}.", extra="moderation: {status: pending}") for number in (1, 2)]
    shown = f"moderation: {{status: published, {DECIDED}}}"
    elsewhere = "".join(google).replace("website-form", "google-business-profile").replace("invited-all", "imported")
    site = SealedSite(tmp_path / "site", reviews=elsewhere + review(3, text="Here.", extra=shown))
    site.erase(review_id(1))
    verdict = verify(VerifyOptions(target=str(site.build()), today=AS_OF, keys=(site.vkey,)))
    assert not verdict.failures, verdict.failures
    assert outcomes(verdict)[Claim.COUNTS] is Outcome.PROVEN


def test_a_long_log_with_years_instead_of_months_is_proven(tmp_path):
    shown = f"moderation: {{status: published, {DECIDED}}}"
    many = [
        review(
            number,
            rating=number % 5 + 1,
            text=f"Visit {number}.",
            month=f"202{number % 3 + 3}-0{number % 9 + 1}",
            extra=shown,
        )
        for number in range(140)
    ]
    site = SealedSite(tmp_path / "site", reviews="".join(many), settings="received_precision: year, ")
    public = site.build()
    verdict = verify(VerifyOptions(target=str(public), today=AS_OF, keys=(site.vkey,)))
    assert not verdict.failures, verdict.failures[:3]
    assert verdict.size > 256
    assert outcomes(verdict)[Claim.VANISHED] is Outcome.PROVEN
    copy = Copy(public, site)
    copy.edit("providers/ana-diaz/index.html", "2025", "2023")
    assert copy.failed() >= {Claim.FIELDS}


@pytest.mark.parametrize(("before", "after"), [("month", "year"), ("year", "month")])
def test_a_site_that_tells_more_or_less_of_the_time_of_receipt_from_now_on_is_proven(tmp_path, before, after):
    shown = f"moderation: {{status: published, {DECIDED}}}"
    old = [
        review(number, rating=4, text=f"Visit {number}.", month="2025-0" + str(number + 1), extra=shown)
        for number in range(3)
    ]
    site = SealedSite(tmp_path / "site", reviews="".join(old), settings=f"received_precision: {before}, ")
    settings = site.folder.root / "site.yaml"
    settings.write_text(settings.read_text().replace(f"precision: {before}", f"precision: {after}"))
    site.folder.write(review(9, rating=2, text="Later.", month="2026-03", extra=shown))
    site.seal()
    public = site.build()
    verdict = verify(VerifyOptions(target=str(public), today=AS_OF, keys=(site.vkey,)))
    assert not verdict.failures, verdict.failures[:3]
    page = (public / "providers/ana-diaz/index.html").read_text()
    told = {"month": ("2025-02", "2026-03"), "year": ("2025", "2026")}
    assert f'datetime="{told[before][0]}"' in page
    assert f'datetime="{told[after][1]}"' in page


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_speaks_and_exits_as_designed(small: Copy, capsysbinary: Capture, form: str):
    def run(*arguments: str) -> Answer:
        return verify_command(small, capsysbinary, *arguments, "--format", form)

    good = run("--key", small.site.vkey, "--since", str(small.site.kept))
    assert (good.code, good.err) == (0, b"")
    assert (b"verified against checkpoint size" in good.out) == (form == "text")
    warned = run()
    assert warned.code == 0
    assert b"warning: no key given" in warned.err
    small.edit_pages("Waited 50", "Waited 5")
    assert run().code == 1
    (small.public / LOG / "checkpoint").unlink()
    broken = run()
    assert (broken.code, broken.out) == (2, b"")
    assert b"site-gen: error: no review log here" in broken.err


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("no-such-folder", ()),
        ("https://", ()),
        ("", ("--key", "nonsense")),
        ("", ("--key", "nonsense", "--policy", "x")),
        ("", ("--policy", "no-such-file")),
        ("", ("--since", "README.md")),
    ],
)
def test_the_command_refuses_what_it_cannot_use(
    small: Copy, capsysbinary: Capture, target: str, arguments: tuple[str, ...]
):
    answer = verify_command(small, capsysbinary, *arguments, target=target)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith(b"site-gen: error: ")
