"""The lock of the log lies in a folder that may be removed at any time; two that sign at once would make a fork."""

from __future__ import annotations

import shutil

import pytest
from sealing import SealedSite

from conftest import review, review_id
from site_gen.errors import UnwritableError
from site_gen.pipeline import log_write


@pytest.fixture
def sealed(tmp_path):
    site = SealedSite(tmp_path / "site")
    site.write(review(1, text="One."))
    site.seal()
    site.write(review(2, text="Two."))
    return site


def _meanwhile(monkeypatch, name, act, *, is_after=False):
    """Do something once, before or after a step of `log_write`."""
    real = getattr(log_write, name)
    once = iter([act])

    def step(*arguments, **named):
        if not is_after:
            next(once, bool)()
        given = real(*arguments, **named)
        next(once, bool)()
        return given

    monkeypatch.setattr(log_write, name, step)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("step", "is_after"),
    [("grow", False), ("grow", True), ("sign_checkpoint", False)],
    ids=["tiles", "openings", "checkpoint"],
)
def test_of_two_seals_without_a_common_lock_one_signs(sealed, monkeypatch, step, is_after, first):
    if first:
        shutil.rmtree(sealed.root / "log")
    after = {}

    def seal_elsewhere():
        shutil.rmtree(sealed.root / ".site-gen")
        sealed.write(review(3, text="Three."))
        sealed.seal()
        after["log"] = sealed.everything("log")

    _meanwhile(monkeypatch, step, seal_elsewhere, is_after=is_after)
    with pytest.raises(UnwritableError, match=r"\.site-gen was removed while the log was written"):
        sealed.seal()
    assert sealed.everything("log") == after["log"]
    assert set(sealed.openings()) == set(map(review_id, (1, 2, 3)))
    assert sealed.seal().steps == ()


def test_a_checkpoint_that_somebody_puts_there_meanwhile_is_not_written_over(sealed, monkeypatch):
    other = sealed.root.parent / "other"
    shutil.copytree(sealed.root, other)
    elsewhere = SealedSite.__new__(SealedSite)
    elsewhere.root, elsewhere.keys = other, sealed.keys
    elsewhere.seal()
    signed = (other / "log/checkpoint").read_bytes()
    _meanwhile(monkeypatch, "sign_checkpoint", lambda: (sealed.root / "log/checkpoint").write_bytes(signed))
    with pytest.raises(UnwritableError, match="log/checkpoint was changed while the log was written"):
        sealed.seal()
    assert (sealed.root / "log/checkpoint").read_bytes() == signed
