"""The register of signed authorizations, from a line in it to what the log and the pages say."""

from __future__ import annotations

import pytest
from sealing import PENDING, PUBLISHED, SealedSite, about_the_log, codes, later

from conftest import AS_OF, SiteFolder, review, review_id
from site_gen.cli.main import run
from site_gen.pipeline.cache import CACHE, load_record

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
