"""A second log is begun only where one is wanted: never beside one that was lost, nor half way to another name."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from sealing import Killed, SealedSite, killed_after

from conftest import AS_OF, review, review_id
from site_gen.deploy.items import scan
from site_gen.deploy.kept import KeptOutputs
from site_gen.errors import SiteGenError
from site_gen.pipeline import log_init
from site_gen.pipeline.erase import erase
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.keys import KeySource
from site_gen.pipeline.log_init import begin_log
from site_gen.reviewlog.fault import LogError

SECOND = "harbor.example/second"


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(review(1, text="One.") + review(2, text="Two."))
    site.seal()
    return site


def _begin(sealed, origin=SECOND):
    return begin_log(sealed.root, sealed.keys, AS_OF, new_origin=origin)


def test_a_log_that_was_lost_is_not_begun_anew_beside_its_output(sealed):
    sealed.build()
    shutil.rmtree(sealed.root / "log")
    for _ in range(2):
        with pytest.raises(
            LogError, match=r"public/review-log/checkpoint is of harbor\.example/review-log with 8 entries"
        ):
            sealed.seal()
    assert not (sealed.root / "log/checkpoint").exists()
    assert _begin(sealed).origin == SECOND
    assert sealed.seal().size == 8


def test_a_log_that_was_lost_is_known_by_an_output_elsewhere_and_by_a_log_before_it(sealed, tmp_path):
    sealed.build(out=tmp_path / "out")
    (sealed.root / "log").rename(sealed.root / "log.1-old")
    with pytest.raises(LogError, match=r"out/review-log/checkpoint is of"):
        sealed.seal()
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(LogError, match=r"log\.1-old/checkpoint is of"):
        sealed.seal()
    (sealed.root / "log.1-old").rename(tmp_path / "away")
    assert sealed.seal().size == 8


def test_a_log_that_was_lost_is_known_by_what_was_deployed(sealed):
    out = sealed.build().folder
    kept = KeptOutputs(sealed.root / ".site-gen/deploy/web-0123")
    items = scan(out, lambda _done, _all: None)
    kept.hold(out, items)
    kept.begin(items, 8, datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC), None)
    for lost in ("log", "public"):
        shutil.rmtree(sealed.root / lost)
    with pytest.raises(LogError, match=r"deploy/web-0123 is of harbor\.example/review-log with 8 entries"):
        sealed.seal()
    shutil.rmtree(sealed.root / ".site-gen")
    assert sealed.seal().size == 8


def test_the_first_log_of_a_name_is_begun_whatever_else_lies_there(tmp_path):
    site = SealedSite(tmp_path / "site")
    (site.root / "public/review-log").mkdir(parents=True)
    (site.root / "public/review-log/checkpoint").write_text("something else\n")
    assert site.seal().size == 4
    shutil.rmtree(site.root / "log")
    (site.root / "log.1-old").mkdir()
    other = SealedSite.__new__(SealedSite)
    shutil.copytree(site.root, tmp_path / "other")
    other.root, other.keys = tmp_path / "other", tmp_path / "other-keys"
    assert _begin(other).origin == SECOND
    shutil.copy(other.root / "log/checkpoint", site.root / "log.1-old/checkpoint")
    assert site.seal().size == 4


def test_a_name_that_a_log_had_before_is_given_to_no_other(sealed):
    assert _begin(sealed).aside == "log.1-old"
    with pytest.raises(LogError, match=r"log\.1-old/checkpoint is of harbor\.example/review-log with 8 entries"):
        _begin(sealed, "harbor.example/review-log")


def test_empty_lines_and_other_keys_below_log_are_no_obstacle(sealed):
    key = sealed.settings().key
    head = (sealed.root / "site.yaml").read_text().rpartition("log:")[0]
    kept = "  # whoever asks\n\n  cosigned_within_days: 7  # ours\n"
    (sealed.root / "site.yaml").write_text(f"{head}log:\n  origin: harbor.example/review-log\n\n  key: {key}\n{kept}")
    begun = _begin(sealed)
    text = (sealed.root / "site.yaml").read_text()
    assert text == f'{head}log:\n  origin: "{SECOND}"\n\n  key: "{begun.key}"\n{kept}'
    assert sealed.log().checkpoint.origin == SECOND


def test_nothing_is_moved_or_made_where_site_yaml_cannot_be_edited(sealed, monkeypatch):
    before = sealed.everything()

    def refuse(*_arguments):
        raise SiteGenError("cannot put the log into site.yaml")

    monkeypatch.setattr(log_init, "with_log", refuse)
    with pytest.raises(SiteGenError, match="cannot put"):
        _begin(sealed)
    assert sealed.everything() == before
    assert [file.name for file in sealed.keys.iterdir()] == [sealed.key_file.name]


def test_a_new_origin_that_stops_at_any_step_never_leads_to_a_fork(sealed, monkeypatch, tmp_path):
    erase(sealed.root, review_id(1), "erasure", key=KeySource(sealed.keys), as_of=AS_OF)
    marks = (sealed.root / "log/private/erased").read_bytes()
    old = sealed.log()
    for count in range(20):
        copy = SealedSite.__new__(SealedSite)
        copy.root, copy.keys = tmp_path / f"{count}" / "site", tmp_path / f"{count}" / "keys"
        shutil.copytree(sealed.root, copy.root)
        shutil.copytree(sealed.keys, copy.keys)
        step, stopped = killed_after(count), False
        with monkeypatch.context() as patch:
            for name in ("write_key", "write_durably", "add_attributes", "seal"):
                patch.setattr(log_init, name, step(getattr(log_init, name)))
            patch.setattr(log_init.Path, "rename", step(Path.rename))
            try:
                _begin(copy)
            except Killed:
                stopped = True
        _go_on(copy, old, tmp_path / f"{count}")
        assert read_erased(copy.root).holds(review_id=review_id(1), source="", source_id=None)
        assert (copy.root / "log/private/erased").read_bytes() == marks
        if not stopped:
            assert count > 6
            return
    raise AssertionError("a new origin has fewer steps")


def _go_on(site, old, place):
    """Seal after a kill: with the old log, not at all before the same command was given again, or with the new one."""
    site.write(review(3, text="Three."))
    if site.settings().origin != SECOND and (site.root / "log.1-old").exists():
        with pytest.raises(LogError, match=r"log\.1-old/checkpoint is of harbor\.example/review-log"):
            site.seal()
        (site.keys / "harbor.example_second.key").rename(place / "unused.key")
        assert _begin(site).origin == SECOND
    site.seal()
    log = site.log()
    assert log.checkpoint.origin == site.settings().origin
    if log.checkpoint.origin == SECOND:
        assert (site.root / "log.1-old/checkpoint").read_bytes() == old.signed
    else:
        assert not (site.root / "log.1-old").exists()
        assert log.size == old.size + 2
