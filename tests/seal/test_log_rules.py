"""What `check` says about the log as a whole, about erasures, and what it cannot look at."""

from __future__ import annotations

import shutil

import pytest
from sealing import PUBLISHED, SealedSite, about_the_log

from conftest import AS_OF, review, review_id
from site_gen.pipeline.build import check
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, format_vkey


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(review(1, text="One. More.", extra=PUBLISHED) + review(2, text="Two. More.", extra=PUBLISHED))
    site.seal()
    return site


def looked_at(sealed):
    return check(sealed.options())


def found(sealed, code):
    """Give path and message of what a rule says."""
    return [(one.path, one.message) for one in looked_at(sealed).findings if one.code == code]


def not_checked(sealed):
    return {(one.code, one.reason.partition(" ")[0]) for one in looked_at(sealed).not_checked if one.code[:3] == "INT"}


def erase_first(sealed):
    kept = (sealed.root / sealed.file(1)).read_text()
    erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    return kept


def test_a_whole_log_says_nothing_and_tells_what_was_not_compared(sealed):
    assert about_the_log(looked_at(sealed).findings) == []
    assert not_checked(sealed) == {("INT106", "the"), ("INT117", "no")}
    (sealed.root / "log/last-seen").unlink()
    assert not_checked(sealed) == {("INT106", "the"), ("INT106", "no"), ("INT117", "no")}


def test_an_older_log_over_a_newer_one_is_a_fork(sealed):
    aside = sealed.root.parent / "older"
    shutil.copytree(sealed.root / "log", aside)
    sealed.write(review(3, text="Three.", extra=PUBLISHED))
    sealed.seal()
    seen = (sealed.root / "log/last-seen").read_bytes()
    shutil.rmtree(sealed.root / "log")
    shutil.copytree(aside, sealed.root / "log")
    (sealed.root / "log/last-seen").write_bytes(seen)
    [(path, message)] = found(sealed, "INT106")
    assert (path, message.partition(",")[0]) == ("log/checkpoint", "the log has 8 entries here")
    assert not sealed.try_build().published


def test_what_was_seen_must_be_a_checkpoint_of_this_log(sealed):
    (sealed.root / "log/last-seen").write_text("something else\n")
    assert [path for path, _message in found(sealed, "INT106")] == ["log/last-seen"]


def test_a_key_that_is_none_is_said_once(sealed):
    sealed.edit("site.yaml", sealed.settings().key, "harbor.example/review-log")
    assert [path for path, _message in found(sealed, "INT105")] == ["site.yaml"]


def test_a_key_of_another_log_is_told_apart_from_a_broken_log_by_its_hint(sealed):
    settings = sealed.settings()
    sealed.edit("site.yaml", settings.key, format_vkey(VerifierKey(settings.origin, SignatureType.NOTE, bytes(32))))
    hints = [finding.hint for finding in looked_at(sealed).findings if finding.code == "INT105"]
    assert "put the key back into site.yaml" in hints[0]


def test_a_policy_of_witnesses_that_is_none_is_said_with_its_line(sealed):
    (sealed.root / "log/witness-policy").write_text("quorum nobody\n")
    [(path, message)] = found(sealed, "INT117")
    assert path == "log/witness-policy"
    assert "line 1" in message


def test_the_file_of_an_erased_review_must_not_come_back(sealed):
    kept = erase_first(sealed)
    assert about_the_log(looked_at(sealed).findings) == []
    (sealed.root / sealed.file(1)).write_text(kept)
    assert [path for path, _message in found(sealed, "INT112")] == [sealed.file(1)]
    assert about_the_log(looked_at(sealed).findings) == ["INT112"]
    assert not sealed.try_build().published


def test_without_the_marks_of_erased_reviews_a_file_that_came_back_is_not_checked(sealed):
    erase_first(sealed)
    shutil.rmtree(sealed.root / "log/private")
    assert ("INT112", "the") in not_checked(sealed)


def test_marks_without_their_secret_say_nothing(sealed):
    erase_first(sealed)
    (sealed.root / "log/private/secret").unlink()
    assert [path for path, _message in found(sealed, "INT112")] == ["log/private/erased"]


def test_the_log_before_this_one_keeps_no_original_of_an_erased_review(sealed):
    old = sealed.root / "log.1-old/openings/ana-diaz.jsonl"
    old.parent.mkdir(parents=True)
    old.write_bytes((sealed.root / "log/openings/ana-diaz.jsonl").read_bytes())
    kept = old.read_bytes()
    erase_first(sealed)
    assert found(sealed, "INT112") == []
    old.write_bytes(kept)
    [(path, message)] = found(sealed, "INT112")
    assert path == "log.1-old/openings/ana-diaz.jsonl"
    assert review_id(1) in message


def test_a_log_before_this_one_that_comes_back_is_found_by_the_next_build_and_so_is_its_new_name(sealed):
    shutil.copytree(sealed.root / "log", sealed.root / "kept")
    erase_first(sealed)
    for _ in range(2):
        assert sealed.try_build().published
    (sealed.root / "kept").rename(sealed.root / "log.1-old")
    for name in ("log.1-old", "log.2-old"):
        for full in (False, True):
            result = sealed.try_build(full=full)
            assert not result.published
            codes = [(one.code, one.path) for one in result.report.errors]
            assert codes == [("INT112", f"{name}/openings/ana-diaz.jsonl")]
        if name == "log.1-old":
            (sealed.root / "log.1-old").rename(sealed.root / "log.2-old")
    shutil.rmtree(sealed.root / "log.2-old")
    assert sealed.try_build().published


def test_a_renamed_provider_is_said_once(sealed):
    (sealed.root / "content/providers/ana-diaz.yaml").rename(sealed.root / "content/providers/ana-reyes.yaml")
    (sealed.root / "content/reviews/ana-diaz").rename(sealed.root / "content/reviews/ana-reyes")
    sealed.edit("content/providers/ana-reyes.yaml", "kind:", "id: ana-diaz\nkind:")
    errors = {one.code for one in looked_at(sealed).errors if one.code[:3] in ("INT", "SRC")}
    assert errors == {"SRC003", "SRC015"}


def test_an_original_of_another_provider_is_no_original_here(sealed):
    sealed.edit("log/openings/ana-diaz.jsonl", f'"id":"{review_id(2)}","index":5', f'"id":"{review_id(2)}","index":0')
    assert [message for _path, message in found(sealed, "INT104")] == ["leaf 0 is no review of this provider"]


def test_a_file_that_does_not_load_is_not_one_that_vanished(tmp_path):
    sealed = SealedSite(tmp_path / "site").write(review(1, text="One.") + review(2, text="Two."))
    sealed.seal()
    sealed.edit(sealed.file(1), "rating: 5", "rating: many")
    found = [one.code for one in sealed.findings() if one.severity.value == "error"]
    assert found == ["SRC002"]
    (sealed.root / sealed.file(2)).unlink()
    assert "INT101" in [one.code for one in sealed.findings()]
