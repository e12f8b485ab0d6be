"""The register of signed authorizations, from a line in it to what the log and the pages say."""

from __future__ import annotations

import pytest
from sealing import PENDING, PUBLISHED, SealedSite, about_the_log, codes, later

from conftest import AS_OF, SiteFolder, review, review_id
from site_gen.cli.main import run
from site_gen.pipeline.cache import load_record
from site_gen.pipeline.cache_folder import CACHE
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource

SIGNED = "authorization: {basis: signed, reference: a-1, version: web-1, scope: [website], signed_on: 2026-03-10}"
PAGE = "providers/ana-diaz/index.html"


def form(reference: str = "a-1", more: str = "") -> str:
    return f"  - {{reference: {reference}, version: web-1, scope: [website], signed_on: 2026-03-10{more}}}\n"


def keep(sealed: SiteFolder, *forms: str, file: str = "authorizations.yaml") -> None:
    place = sealed.root / "content" / file
    place.parent.mkdir(exist_ok=True)
    place.write_text("authorizations:\n" + "".join(forms))


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site", covered=True)
    site.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    return site


def says(result):
    return [step.says for step in result.steps if step.kind == "decision"]


def findings(site, *wanted):
    found = [one for one in site.findings() if one.code in wanted]
    return [(one.code, one.severity.value, one.path, one.line) for one in found]


def test_a_revocation_in_the_register_withholds_the_review_at_the_next_seal(sealed):
    sealed.seal()
    keep(sealed, form(), form("a-2"))
    assert sealed.seal().steps == ()
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    result = sealed.seal()
    assert says(result) == ["withhold (authorization-revoked)"]
    assert dict(result.withdrawn) == {review_id(1): "authorization-revoked"}
    assert sealed.state(1).reason == "authorization-revoked"
    assert b"Good words." not in sealed.build().bytes(PAGE)
    assert sealed.seal().steps == ()
    assert about_the_log(sealed.findings()) == []


def test_until_it_is_sealed_the_page_shows_the_text_and_the_build_says_so_loudly(sealed):
    sealed.seal()
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    assert b"Good words." in sealed.build().bytes(PAGE)
    register, file = "content/authorizations.yaml", sealed.file(1)
    assert findings(sealed, "PRV323", "INT121") == [
        ("PRV323", "error", register, 2),
        ("INT121", "warning", file, 9),
    ]
    message = next(one.message for one in sealed.findings() if one.code == "PRV323")
    assert message == "the text is still public: its authorization was revoked on 2026-11-20"
    sealed.seal()
    assert findings(sealed, "PRV323", "INT121") == []


def test_a_revocation_that_is_dated_tomorrow_waits_until_then(sealed):
    sealed.seal()
    keep(sealed, form(more=f", revoked_on: {later(1)}"))
    assert sealed.seal().steps == ()
    assert says(sealed.seal(as_of=later(1))) == ["withhold (authorization-revoked)"]


def test_a_text_whose_form_came_later_is_published(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    source = "source_id: row-17"
    sealed.write(review(1, text="Good words.", extra=f"{source}\n{PUBLISHED}"))
    result = sealed.seal()
    assert codes(result) == ["PRV323"]
    assert sealed.state(1).state == "pending"
    assert b"Good words." not in sealed.build().bytes(PAGE)
    keep(sealed, form("b-7", ", source: website-form, source_id: row-17"))
    assert says(sealed.seal()) == ["publish"]
    assert b"Good words." in sealed.build().bytes(PAGE)
    assert findings(sealed, "PRV323", "SRC003") == []


def test_what_ran_out_is_withheld_and_comes_back_when_it_is_prolonged(sealed):
    keep(sealed, form(more=", expires_on: 2026-11-25"))
    sealed.seal()
    assert findings(sealed, "PRV323") == [("PRV323", "warning", "content/authorizations.yaml", 2)]
    result = sealed.seal(as_of=later(2))
    assert says(result) == ["withhold (authorization-missing)"]
    assert dict(result.withdrawn) == {review_id(1): "authorization-missing"}
    assert b"Good words." not in sealed.build(as_of=later(2)).bytes(PAGE)
    assert sealed.seal(as_of=later(3)).steps == ()
    keep(sealed, form(more=", expires_on: 2028-11-25"))
    assert says(sealed.seal(as_of=later(3))) == ["publish"]


def test_what_never_was_public_is_not_decided_by_a_date(sealed):
    keep(sealed, form(more=", expires_on: 2026-11-20"))
    result = sealed.seal()
    assert (codes(result), says(result)) == (["PRV323"], [])
    assert sealed.state(1).state == "pending"


def test_who_needs_no_authorization_is_held_to_a_revocation_and_to_no_last_day(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    keep(sealed, form(more=", expires_on: 2026-11-20"))
    sealed.seal()
    assert sealed.state(1).state == "published"
    keep(sealed, form(more=", expires_on: 2026-11-20, revoked_on: 2026-11-21"))
    assert says(sealed.seal()) == ["withhold (authorization-revoked)"]


def test_a_decision_to_withhold_for_another_reason_stays(sealed):
    sealed.seal()
    sealed.moderate(1, "moderation: {status: withheld, reason: unrelated, by: compliance}")
    sealed.seal()
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    assert sealed.seal().steps == ()
    assert sealed.state(1).reason == "unrelated"


def test_a_new_form_after_a_revocation_brings_the_text_back(sealed):
    sealed.seal()
    keep(sealed, form(more=", revoked_on: 2026-06-20"))
    sealed.seal()
    again = f"  - {{reference: a-2, version: web-2, scope: [website], signed_on: 2026-07-01, review: {review_id(1)}}}\n"
    keep(sealed, form(more=", revoked_on: 2026-06-20"), again)
    assert says(sealed.seal()) == ["publish"]


def test_a_long_register_has_several_files(sealed):
    sealed.seal()
    keep(sealed, form("a-0"))
    keep(sealed, form(more=", revoked_on: 2026-11-20"), file="authorizations/year-2026.yaml")
    assert says(sealed.seal()) == ["withhold (authorization-revoked)"]


def test_nothing_is_sealed_while_the_register_does_not_load(sealed):
    keep(sealed, "  - {reference: a-1, name: Maria Sample}\n")
    result = sealed.seal()
    assert result.steps == ()
    assert {one.code for one in result.findings} == {"SRC002"}
    assert not sealed.try_build().published


def test_a_reply_that_discusses_the_case_is_held_to_the_register(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    reply = (
        "reply: {status: published, published_at: 2026-03-20T12:00:00Z, approved_by: compliance, "
        "text: We are glad that your crown looks great.}"
    )
    sealed.write(review(1, text="My crown looks great.", extra=f"{SIGNED}\n{PUBLISHED}\n{reply}"))
    assert "RPL703" in codes(sealed.seal())
    keep(sealed, form().replace("[website]", "[website, reply]"))
    assert [step.kind for step in sealed.seal().steps] == ["reply"]


def test_a_site_without_a_log_shows_no_revoked_text(site):
    folder = site(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    assert b"Good words." in folder.build().bytes(PAGE)
    (folder.root / "content/authorizations.yaml").write_text(
        "authorizations:\n" + form(more=", revoked_on: 2026-11-20")
    )
    public = folder.build()
    assert b"Good words." not in public.bytes(PAGE)
    assert "authorization revoked" in public.text("transparency/index.html")
    assert findings(folder, "PRV323") == [("PRV323", "error", "content/authorizations.yaml", 2)]


def _remade(sealed: SealedSite) -> tuple[str, ...]:
    return tuple(file for file in sealed.try_build().changed if file.startswith("providers/"))


def test_a_changed_register_makes_only_the_pages_of_the_providers_concerned_again(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    profile = (sealed.root / "content/providers/ana-diaz.yaml").read_text()
    (sealed.root / "content/providers/bo-li.yaml").write_text(profile.replace("Ana", "Bo").replace("Diaz", "Li"))
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    other = review(2, text="Kind words.", extra=f"{SIGNED}\n{PUBLISHED}").replace("ana-diaz", "bo-li")
    sealed.write(other.replace("a-1", "a-2"))
    sealed.seal()
    keep(sealed, form("a-2"), form("a-1"))
    sealed.try_build()
    record = load_record(sealed.root / CACHE, sealed.root / "public")
    keep(sealed, form("a-2"), form("a-1", ", revoked_on: 2026-11-20"))
    report = sealed.try_build().report
    assert [one.provider for one in report.findings if one.code == "PRV323"] == ["ana-diaz"]
    after = load_record(sealed.root / CACHE, sealed.root / "public")
    assert after.providers["bo-li"].content == record.providers["bo-li"].content
    assert after.providers["ana-diaz"].content != record.providers["ana-diaz"].content
    assert after.ground == record.ground
    assert sealed.try_build(full=True).report.findings == report.findings


def test_seal_prints_what_it_withdrew_and_what_is_left_to_do(sealed, capsys, monkeypatch):
    monkeypatch.setenv("SITE_GEN_LOG_KEY_FILE", str(sealed.key_file))
    monkeypatch.delenv("SITE_GEN_LOG_KEY", raising=False)
    sealed.seal()
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    run(["-C", str(sealed.root), "seal", "--dry-run", "--as-of", str(AS_OF)])
    assert f"would withdraw {review_id(1)}: its authorization was revoked\n" in capsys.readouterr().out
    assert run(["-C", str(sealed.root), "seal", "--as-of", str(AS_OF)]) == 0
    said = capsys.readouterr()
    assert f"withdrew {review_id(1)}: its authorization was revoked\n" in said.out
    assert "public until the site is built and deployed" in said.err
    assert run(["-C", str(sealed.root), "seal", "--as-of", str(AS_OF)]) == 0
    assert "withdrew" not in capsys.readouterr().out


def test_an_author_who_withdrew_before_anything_was_decided_leaves_the_review_pending(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PENDING}"))
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    assert says(sealed.seal()) == []
    assert sealed.state(1).state == "pending"


LACKING = {
    "another scope": (
        "version: web-2, scope: [newsletter], signed_on: 2026-03-10",
        "covers newsletter, not the website",
    ),
    "no scope": ("version: web-2, signed_on: 2026-03-10", "covers nothing, not the website"),
    "no version": ("scope: [website], signed_on: 2026-03-10", "does not say which version"),
    "no day": ("version: web-2, scope: [website]", "not signed yet"),
    "a day to come": ("version: web-2, scope: [website], signed_on: 2027-03-10", "not signed yet"),
    "over": (
        "version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2026-11-01",
        "ran out on 2026-11-01",
    ),
}


@pytest.mark.parametrize(("keys", "says_why"), LACKING.values(), ids=LACKING)
def test_what_does_not_carry_a_public_page_is_not_sealed_as_published(tmp_path, keys, says_why):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good words.", extra=f"authorization: {{basis: signed, {keys}}}\n{PUBLISHED}"))
    result = sealed.seal()
    assert (codes(result), sealed.state(1).state) == (["PRV323"], "pending")
    assert says_why in result.findings[0].message
    assert b"Good words." not in sealed.build().bytes(PAGE)


@pytest.mark.parametrize("scope", ["website", "web", "newsletter, website"])
def test_a_form_of_a_known_version_that_covers_the_web_carries_a_public_page(tmp_path, scope):
    sealed = SealedSite(tmp_path / "site", covered=True)
    signed = f"authorization: {{basis: signed, version: web-2, scope: [{scope}], signed_on: 2026-03-10}}"
    sealed.write(review(1, text="Good words.", extra=f"{signed}\n{PUBLISHED}"))
    assert says(sealed.seal()) == ["publish"]


def test_a_text_that_nobody_judged_de_identified_is_not_published(tmp_path):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(
        review(1, text="Good words.", extra=f"authorization: {{basis: deidentified}}\n{PUBLISHED}")
        + review(2, text="Kind words.", extra=f"authorization: {{basis: deidentified, by: compliance}}\n{PUBLISHED}")
    )
    assert codes(sealed.seal()) == ["PRV323"]
    assert (sealed.state(1).state, sealed.state(2).state) == ("pending", "published")


def test_a_site_without_a_log_shows_no_text_that_no_authorization_carries(site):
    newsletter = SIGNED.replace("[website]", "[newsletter]")
    folder = site(review(1, text="Good words.", extra=f"{newsletter}\n{PUBLISHED}"))
    assert b"Good words." in folder.build().bytes(PAGE)
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: true")
    assert b"Good words." not in folder.build().bytes(PAGE)
    folder.edit(f"content/reviews/ana-diaz/{review_id(1)}.yaml", "[newsletter]", "[website]")
    assert b"Good words." in folder.build().bytes(PAGE)


@pytest.mark.parametrize("link", ["review: r-zzzzzzzzzzzz", "source: website-form, source_id: row-1"])
def test_who_names_the_form_of_another_review_is_not_published_on_it(tmp_path, link):
    sealed = SealedSite(tmp_path / "site", covered=True)
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\nsource_id: row-9\n{PUBLISHED}"))
    keep(sealed, form(more=f", {link}"))
    assert codes(sealed.seal()) == ["PRV323"]
    assert ("SRC003", "warning", sealed.file(1), 8) in findings(sealed, "SRC003")
    keep(sealed, form(more=", source: website-form, source_id: row-9"))
    assert says(sealed.seal()) == ["publish"]


def test_a_form_that_comes_to_name_another_review_changes_what_is_said_of_this_one(sealed):
    keep(sealed, form())
    sealed.seal()
    sealed.try_build()
    assert findings(sealed, "PRV323") == []
    keep(sealed, form(more=", review: r-zzzzzzzzzzzz"))
    said = [one.message for one in sealed.try_build().report.findings if one.code == "PRV323"]
    assert said == ["its authorization is not signed yet, or does not say when it was"]


def test_one_form_that_two_reviews_name_is_an_error_until_the_register_says_whose_it_is(sealed):
    sealed.write(review(2, text="Kind words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    keep(sealed, form())
    assert [one[:3] for one in findings(sealed, "PRV323")] == [("PRV323", "error", sealed.file(2))]
    keep(sealed, form(more=f", review: {review_id(1)}"), form("a-2", f", review: {review_id(2)}"))
    assert findings(sealed, "PRV323") == []


def test_versions_of_one_review_share_its_form_and_what_is_withheld_claims_none(sealed):
    sealed.write(review(2, text="Good words, again.", extra=f"supersedes: {review_id(1)}\n{SIGNED}\n{PUBLISHED}"))
    spam = "moderation: {status: withheld, reason: spam, by: compliance}"
    sealed.write(review(3, text="Kind words.", extra=f"{SIGNED}\n{spam}"))
    keep(sealed, form())
    assert findings(sealed, "PRV323") == []


def test_a_revoked_text_that_another_file_keeps_public_is_named(sealed, capsys):
    sealed.seal()
    keep(sealed, form(more=", revoked_on: 2026-11-20"))
    (sealed.root / "content/providers/bad.yaml").write_text("nmae: {}\n")
    result = sealed.seal()
    assert (result.steps, result.public) == ((), (review_id(1),))
    assert run(["-C", str(sealed.root), "seal", "--as-of", AS_OF.isoformat(), "--dry-run"]) == 1
    assert f"{review_id(1)}: its authorization has ended, and the text is still public: mend this first" in (
        capsys.readouterr().out
    )
    (sealed.root / "content/providers/bad.yaml").unlink()
    assert sealed.seal().public == ()
    (sealed.root / "content/providers/bad.yaml").write_text("nmae: {}\n")
    assert sealed.seal().public == ()


def test_a_text_whose_authorization_holds_is_not_named(sealed):
    sealed.seal()
    (sealed.root / "content/providers/bad.yaml").write_text("nmae: {}\n")
    assert sealed.seal().public == ()


def later_version(number=2, text="Better words.", extra=PUBLISHED):
    return review(number, text=text, extra=f"supersedes: {review_id(number - 1)}\n{extra}")


@pytest.mark.parametrize("link", [f", review: {review_id(1)}", ""], ids=["by id", "by the reference in its file"])
def test_who_takes_back_the_form_of_a_review_takes_back_what_was_made_of_it(tmp_path, link):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good words.", extra=f"{SIGNED}\n{PUBLISHED}"))
    sealed.write(later_version())
    keep(sealed, form(more=link))
    sealed.seal()
    assert b"Better words." in sealed.build().bytes(PAGE)
    keep(sealed, form(more=f"{link}, revoked_on: 2026-11-20"))
    said = [(one.path, one.review, one.line) for one in sealed.findings() if one.code == "PRV323"]
    assert said == [("content/authorizations.yaml", review_id(2), 2)]
    result = sealed.seal()
    assert result.withdrawn[review_id(2)] == "authorization-revoked"
    page = sealed.build().bytes(PAGE)
    assert b"Better words." not in page
    assert b"Good words." not in page
    assert sealed.seal().steps == ()
    assert about_the_log(sealed.findings()) == []


def test_who_takes_back_the_form_of_a_later_version_leaves_the_first(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good words."))
    sealed.seal()
    sealed.write(later_version(extra=PENDING))
    keep(sealed, form(more=f", review: {review_id(2)}, revoked_on: 2026-11-20"))
    assert says(sealed.seal()) == []
    assert sealed.state(1).state == "published"


def test_the_queue_publishes_no_version_of_a_review_whose_author_took_it_back(tmp_path, capsys):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="Good words."))
    sealed.seal()
    sealed.write(later_version(extra=PENDING))
    keep(sealed, form(more=f", review: {review_id(1)}, revoked_on: 2026-11-20"))
    assert run(["-C", str(sealed.root), "moderate", review_id(2), "--publish", "--role", "compliance"]) != 0
    assert "revoked" in capsys.readouterr().err
    keep(sealed, form(more=f", review: {review_id(1)}"))
    assert run(["-C", str(sealed.root), "moderate", review_id(2), "--publish", "--role", "compliance"]) == 0


def said(site, code="SRC003"):
    return [(one.severity.value, one.line, one.message) for one in site.findings() if one.code == code]


def test_a_form_whose_id_at_the_source_no_review_has_is_said_and_one_line_tells_of_many(sealed):
    sealed.write(review(2, text="Other words.", extra="source_id: row-2\nmoderation: {status: pending}"))
    sealed.seal()
    rows = [form(f"b-{number}", f", source: website-form, source_id: row-{number}") for number in range(1, 9)]
    keep(sealed, form(), *rows)
    (notice,) = said(sealed)
    assert notice == (
        "notice",
        3,
        "the authorizations b-1, b-3, b-4, b-5, b-6 and 2 more name an id at the source that no review has",
    )
    keep(sealed, form(), form("b-2", ", source: press-ganey, source_id: row-2, revoked_on: 2026-11-20"))
    assert said(sealed) == [
        ("warning", 3, "the authorization b-2 was revoked, and no review of press-ganey has its id")
    ]
    keep(sealed, form(), form("b-2", ", source: website-form, source_id: row-2, revoked_on: 2026-11-20"))
    assert said(sealed) == []


def test_the_form_of_a_review_that_was_erased_is_kept_in_silence(sealed):
    sealed.write(review(2, text="Other words.", extra="source_id: row-2\nmoderation: {status: pending}"))
    sealed.seal()
    by_id = form("b-1", f", review: {review_id(2)}, revoked_on: 2026-11-20")
    by_source = form("b-2", ", source: website-form, source_id: row-2, revoked_on: 2026-11-20")
    keep(sealed, form(), by_id, by_source)
    assert said(sealed) == []
    key = KeySource(sealed.keys)
    erase(sealed.root, review_id(2), "authorization-revoked", key=key, as_of=AS_OF)
    assert said(sealed) == []
    keep(sealed, form(), by_id.replace(review_id(2), review_id(3)), by_source.replace("row-2", "row-3"))
    assert [severity for severity, _line, _message in said(sealed)] == ["warning", "warning"]
