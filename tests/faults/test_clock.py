"""A clock that is wrong, and times of files that say nothing: a change is never missed."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from conftest import Public
from faults.faulting import DAY
from site_gen.pipeline import build as build_module

PROFILE = "content/providers/ana-diaz.yaml"
PAGE = "providers/ana-diaz/index.html"
FOUR_YEARS = 4 * 365 * 86_400


@pytest.fixture
def site(site):
    """Give a site that was built some moments ago, so that its files are settled."""
    time.sleep(0.02)
    assert site.run("build", DAY).code == 0
    assert ", nothing changed, in" in site.run("build", DAY).out
    return site


def shown(site):
    said = site.run("build", DAY)
    assert said.code == 0, said
    return Public(site.root / "public").bytes(PAGE)


def set_time(place, seconds):
    os.utime(place, (seconds, seconds))


def test_an_edit_of_the_same_size_whose_old_time_is_put_back_is_seen(site):
    before = (site.root / PROFILE).stat()
    site.edit(PROFILE, "after teeth", "after gums.")
    os.utime(site.root / PROFILE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (site.root / PROFILE).stat().st_size == before.st_size
    assert (site.root / PROFILE).stat().st_mtime_ns == before.st_mtime_ns
    assert b"after gums." in shown(site)


def test_a_file_that_is_restored_with_an_older_time_is_seen(site, tmp_path):
    kept = shutil.copy2(site.root / PROFILE, tmp_path / "backup")
    site.edit(PROFILE, "after teeth", "after gums.")
    assert b"after gums." in shown(site)
    set_time(kept, 1_000_000_000)
    shutil.copy2(kept, site.root / PROFILE)
    assert b"after gums." not in shown(site)


@pytest.mark.parametrize("seconds", [0, 1_000_000_000, 4_000_000_000])
def test_times_of_files_in_1970_or_the_future_hide_no_change_and_cost_nothing(site, seconds):
    for place in (site.root / "content").rglob("*"):
        set_time(place, seconds)
    site.run("build", DAY)
    time.sleep(0.02)
    site.run("build", DAY)
    said = site.run("build", DAY)
    assert ", nothing changed, in" in said.out
    site.edit(PROFILE, "after teeth", "after gums.")
    set_time(site.root / PROFILE, seconds)
    assert b"after gums." in shown(site)


@pytest.mark.parametrize("jump", [FOUR_YEARS, -FOUR_YEARS, -50 * 365 * 86_400])
def test_a_clock_that_was_wrong_during_a_build_hides_no_change_from_the_next(site, monkeypatch, jump):
    real = build_module.start_mark
    with monkeypatch.context() as patch:
        patch.setattr(build_module, "start_mark", lambda cache: real(cache) + jump * 1_000_000_000)
        site.edit(PROFILE, "after teeth", "after gums.")
        assert b"after gums." in shown(site)
    site.edit(PROFILE, "after gums.", "after teeth")
    assert b"after teeth" in shown(site)


@pytest.mark.parametrize("day", ["1970-01-01", "2024-02-29", "2100-12-31"])
def test_another_date_of_the_clock_changes_pages_and_neither_content_nor_log(site, day):
    """What a wrong clock published is right again with the next build by the right one."""
    before, right = site.files(), Public(site.root / "public").tree()
    said = site.run("build", f"--as-of={day}")
    assert said.code in (0, 1), said
    after = site.files()
    for path, data in before.items():
        assert path.startswith("public/") or after[path] == data
    assert site.run("build", DAY).code == 0
    assert Public(site.root / "public").tree() == right


@pytest.mark.parametrize("day", ["1970-01-01", "2024-02-29"])
def test_a_seal_by_a_clock_that_went_back_keeps_the_months_of_the_log_in_order(site, day):
    said = site.run("seal", f"--key-file={site.key}", f"--as-of={day}")
    assert said.code in (0, 1, 2), said
    assert site.run("seal", f"--key-file={site.key}", DAY).code == 0
    checked = site.run("check", DAY)
    assert "INT118" not in checked.out
    assert checked.code == 0, checked.out
