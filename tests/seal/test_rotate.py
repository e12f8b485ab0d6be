"""A key is replaced: the log says so, both sign for a year, and who knows only the old one can follow."""

from __future__ import annotations

import datetime

import pytest
from sealing import ORIGIN, SealedSite, later

from conftest import AS_OF, review, review_id
from site_gen.errors import SiteGenError
from site_gen.pipeline import rotate as rotate_module
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource, verifier_text
from site_gen.pipeline.rotate import rotate
from site_gen.reviewlog.checkpoint import open_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.sign import format_signing_key, generate_signing_key
from site_gen.reviewlog.vkey import parse_vkey


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(review(1, text="Good."))
    site.seal()
    return site


def _rotate(sealed, name="harbor.example_review-log.2027.key"):
    return rotate(sealed.root, sealed.keys / name, key=KeySource(sealed.keys), as_of=AS_OF)


def test_both_keys_sign_and_either_opens_the_log(sealed):
    old = sealed.settings().key
    done = _rotate(sealed)
    assert done.made
    assert sealed.kinds()[-1] == "key"
    settings = sealed.settings()
    assert (settings.key, [one.key for one in settings.previous_keys]) == (done.key, [old])
    assert done.until >= AS_OF.replace(year=AS_OF.year + 1)
    sealed.write(review(2, text="Fine."))
    sealed.seal()
    for vkey in (old, done.key):
        assert open_checkpoint((sealed.root / "log/checkpoint").read_bytes(), [parse_vkey(vkey)]).size == 9
    sealed.build()


def test_a_key_that_the_next_seal_does_not_find_by_itself_is_said(sealed):
    assert _rotate(sealed).is_found
    assert not rotate(sealed.root, sealed.keys / "2028.key", key=KeySource(sealed.keys), as_of=AS_OF).is_found
    sealed.write(review(2, text="Fine."))
    with pytest.raises(SiteGenError, match="does not belong to") as caught:
        sealed.seal()
    assert "after --rotate name both" in caught.value.hint


def test_while_the_year_lasts_a_seal_needs_both_keys_and_then_the_new_one(sealed):
    _rotate(sealed)
    new = KeySource(sealed.keys, files=(sealed.keys / "harbor.example_review-log.2027.key",))
    sealed.write(review(2, text="Fine."))
    with pytest.raises(SiteGenError, match="previous key as well until 2027-11-25"):
        sealed.seal(key=new)
    assert sealed.seal(key=new, as_of=later(400)).size == 9


def test_the_rest_of_site_yaml_stays_as_it_was(sealed):
    before = (sealed.root / "site.yaml").read_text()
    _rotate(sealed)
    after = (sealed.root / "site.yaml").read_text()
    assert [line for line in before.splitlines() if not line.startswith("log:")] == [
        line for line in after.splitlines() if not line.startswith("log:")
    ]


def test_a_rotation_that_stops_before_site_yaml_is_completed_before_anything_is_sealed(sealed, monkeypatch):
    def stop(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotate_module, "write_durably", stop)
        with pytest.raises(KeyboardInterrupt):
            _rotate(sealed)
    sealed.write(review(2, text="Fine."))
    signed = (sealed.root / "log/checkpoint").read_bytes()
    with pytest.raises(LogError, match="a rotation was not finished"):
        sealed.seal()
    with pytest.raises(LogError, match="a rotation was not finished"):
        erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    assert (sealed.root / "log/checkpoint").read_bytes() == signed
    assert not _rotate(sealed).made
    assert sealed.kinds().count("key") == 1
    sealed.seal()
    signed = (sealed.root / "log/checkpoint").read_bytes()
    for key in (sealed.settings().key, sealed.settings().previous_keys[0].key):
        assert open_checkpoint(signed, [parse_vkey(key)]).size == 9


FORMS = {
    "lines": "log:\n  origin: {0}\n\n  # ours\n  key: {1} # the first\n\n  cosigned_within_days: 7 # witnesses\n",
    "braces": "log: {{origin: {0}, cosigned_within_days: 7, key: {1}}}  # ours, the first, witnesses\nchecks: {{}}\n",
    "last": "checks: {{}}\nlog:\n  cosigned_within_days: 7 # witnesses, the first\n  key: {1}\n  # ours\n  origin: {0}",
}


def _written_as(sealed, form):
    file = sealed.root / "site.yaml"
    settings = sealed.settings()
    head = file.read_text().rpartition("log:")[0]
    file.write_text(head + form.format(settings.origin, f'"{settings.key}"'))
    return head


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_other_keys_comments_and_empty_lines_of_the_log_stay(sealed, form):
    head = _written_as(sealed, form)
    old = sealed.settings().key
    done = _rotate(sealed)
    _rotate(sealed, "harbor.example_review-log.2028.key")
    text = (sealed.root / "site.yaml").read_text()
    assert text.startswith(head)
    assert [text.count(word) for word in ("ours", "the first", "witnesses")] == [1, 1, 1]
    settings = sealed.settings()
    assert [one.key for one in settings.previous_keys] == [done.key, old]
    assert settings.cosigned_within_days == 7
    sealed.write(review(2, text="Fine."))
    assert sealed.seal().findings == ()


def test_nothing_is_signed_where_site_yaml_cannot_be_edited(sealed, monkeypatch):
    before = sealed.everything()

    def refuse(*_arguments):
        raise SiteGenError("cannot put the log into site.yaml")

    with monkeypatch.context() as patch:
        patch.setattr(rotate_module, "with_log", refuse)
        with pytest.raises(SiteGenError, match="cannot put"):
            _rotate(sealed)
    assert sealed.everything() == before
    assert [file.name for file in sealed.keys.iterdir()] == [sealed.key_file.name]
    assert sealed.seal().steps == ()


def test_a_second_rotation_keeps_all_that_still_sign(sealed):
    _rotate(sealed)
    second = _rotate(sealed, "harbor.example_review-log.2028.key")
    assert len(sealed.settings().previous_keys) == 2
    assert second.until == AS_OF + datetime.timedelta(days=366)
    assert sealed.log().size == 8


def test_a_key_of_another_log_of_the_log_itself_or_inside_the_site_is_refused(sealed):
    with pytest.raises(SiteGenError, match="already, or was it before"):
        _rotate(sealed, sealed.key_file.name)
    (sealed.keys / "other.key").write_text(format_signing_key(generate_signing_key("other.example/x")))
    with pytest.raises(SiteGenError, match="the key is for other"):
        _rotate(sealed, "other.key")
    with pytest.raises(SiteGenError, match="inside the site"):
        rotate(sealed.root, sealed.root / "new.key", key=KeySource(sealed.keys), as_of=AS_OF)
    (sealed.root.parent / ".git").mkdir()
    source = KeySource(sealed.keys, text=sealed.key_file.read_text())
    with pytest.raises(SiteGenError, match=r"new\.key would lie inside the Git repository"):
        rotate(sealed.root, sealed.root.parent / "new.key", key=source, as_of=AS_OF)
    assert sealed.log().size == 6


def test_an_empty_log_has_no_key_to_replace(tmp_path):
    site = SealedSite(tmp_path / "empty")
    with pytest.raises(SiteGenError, match="the log is empty"):
        _rotate(site)


def test_a_log_signed_by_a_key_that_was_never_named_is_refused(sealed):
    other = generate_signing_key(ORIGIN)
    sealed.edit("site.yaml", sealed.settings().key, verifier_text(other))
    with pytest.raises(LogError, match="not signed by any known key"):
        sealed.log()
