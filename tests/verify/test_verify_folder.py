"""A published site in a folder, and folders that want to lead astray."""

from __future__ import annotations

import os
import shutil

import pytest

from site_gen.errors import SiteGenError
from site_gen.pipeline.verify import open_source
from site_gen.verify.claims import Claim
from site_gen.verify.source import Folder, MissingFileError
from verify.copies import Copy
from verify.sites import ANA, BEN, LOG


@pytest.fixture
def copy(small: Copy) -> Copy:
    """One language is enough here."""
    return small


@pytest.fixture
def folder(tmp_path) -> Folder:
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/a/index.html").write_bytes(b"page")
    (tmp_path / "secret").write_bytes(b"secret")
    return Folder(tmp_path / "site")


def test_a_path_with_a_slash_is_its_index_page(folder):
    assert folder.read("a/", 10) == folder.read("a/index.html", 4) == b"page"
    assert "a/index.html" in folder.files()


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "a/../../secret", "a\\b", "a\x00b", "b/", "a"])
def test_a_path_never_leads_out_of_the_folder(folder, path):
    with pytest.raises(SiteGenError):
        folder.read(path, 10)


def test_links_that_lead_out_pipes_and_long_files_are_no_files(folder):
    (folder.root / "link").symlink_to("../secret")
    (folder.root / "loop").symlink_to("loop")
    os.mkfifo(folder.root / "pipe")
    (folder.root / "inside").symlink_to("a/index.html")
    for path in ("link", "loop", "pipe"):
        with pytest.raises(MissingFileError):
            folder.read(path, 10)
    with pytest.raises(MissingFileError, match="more than 3 bytes"):
        folder.read("a/index.html", 3)
    assert folder.read("inside", 10) == b"page"


def test_a_folder_that_is_not_there_is_an_error():
    with pytest.raises(SiteGenError, match="no folder"):
        open_source("there/is/none")


@pytest.mark.parametrize(
    "path",
    ["../", "/etc/", "https://other.example/", "a/../b/", "providers/ana-diaz", "//other.example/", "a/%2e%2e/", ""],
)
def test_site_json_cannot_lead_astray(copy: Copy, path: str):
    site = copy.json(f"{LOG}site.json")
    site["providers"]["ana-diaz"]["en"][0] = path
    copy.write_json(f"{LOG}site.json", site)
    assert copy.failed() == {Claim.VANISHED}


def test_pages_that_the_log_does_not_ask_for_are_not_read(copy: Copy):
    site = copy.json(f"{LOG}site.json")
    site["providers"]["ana-diaz"]["en"] += [f"more/{number}/" for number in range(5000)]
    copy.write_json(f"{LOG}site.json", site)
    verdict = copy.verify()
    assert [one.message for one in verdict.failures] == ["has 5003 pages in en, with its reviews there are 3"] or (
        len(verdict.failures) < 5
    )


def test_a_provider_that_the_log_does_not_know_fails(copy: Copy):
    site = copy.json(f"{LOG}site.json")
    site["providers"]["zed-ghost"] = site["providers"]["ben-ode"]
    copy.write_json(f"{LOG}site.json", site)
    assert Claim.SHOWN in copy.failed()


def test_a_site_file_that_is_missing_or_broken_leaves_the_pages_unchecked(copy: Copy):
    for data in (b"{}", b"[", None):
        if data is None:
            (copy.public / LOG / "site.json").unlink()
        else:
            copy.write(f"{LOG}site.json", data)
        assert copy.failed() == {Claim.VANISHED}


def test_two_languages_are_two(copy: Copy):
    site = copy.json(f"{LOG}site.json")
    copy.write_json(f"{LOG}site.json", {**site, "languages": ["en", "en"]})
    assert Claim.VANISHED in copy.failed()


def test_a_folder_may_hold_pages_that_cannot_be_read(copy: Copy):
    (copy.public / "big.html").write_bytes(b" " * (9 << 20))
    assert copy.failed() == {Claim.STRAY}


def test_several_processes_find_the_same(copy: Copy, monkeypatch):
    monkeypatch.setattr("site_gen.pipeline.verify._ALONE", 1)
    shutil.rmtree(copy.public / BEN)
    copy.edit(f"{ANA}index.html", "Would come again", "Would not come again")
    assert copy.verify(jobs=2) == copy.verify(jobs=1)


def test_files_of_others_are_no_reviews(copy: Copy):
    copy.write("google1234.html", b"google-site-verification: google1234.html")
    copy.edit("index.html", "</main>", '<h2 id="review-policy">Our reviews</h2></main>')
    assert copy.failed() == set()
