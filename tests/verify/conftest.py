"""A small sealed site, built once; each test changes its public files, which are put back afterwards."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from conftest import SiteFolder, review_id
from site_gen.reviewlog.note import add_signatures, format_note, parse_note
from site_gen.reviewlog.sign import SigningKey, cosign, generate_signing_key
from site_gen.reviewlog.vkey import SignatureType, format_vkey
from site_gen.verify import feeds, others, visit
from site_gen.verify import whole as whole_site
from site_gen.verify.page import Page, read_page
from verify.copies import Copy, Kept
from verify.sites import LISTS, LOG, SealedSite, later_reviews


@lru_cache(maxsize=400)
def read_once(data: bytes) -> Page:
    return read_page(data)


@pytest.fixture(autouse=True)
def read_each_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the same page once for all tests: most of them change one of many."""

    def read(data: bytes) -> Page:
        return read_once(data) if len(data) < 100_000 else read_page(data)

    for module in (feeds, others, visit, whole_site):
        monkeypatch.setattr(module, "read_page", read)


@dataclasses.dataclass(frozen=True)
class Built:
    """A site and its published files: as they are, and as they were before the last seal."""

    site: SealedSite
    public: Path
    before: Path


def _build(root: Path, languages: str) -> Built:
    site = SealedSite(root, languages=languages)
    before = shutil.copytree(site.build(), root.parent / "before")
    site.folder.write(later_reviews())
    site.folder.edit(
        f"content/reviews/ana-diaz/{review_id(9)}.yaml",
        "status: published, published_at",
        "status: approved, published_at",
    )
    site.seal()
    site.erase(review_id(15))
    return Built(site, site.build(), before)


def without_lists(public: Path) -> Path:
    for name in LISTS:
        shutil.rmtree(public / name)
    return public


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build(tmp_path_factory.mktemp("verify") / "site", "en, es")


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the same in one language: what is true of it is quicker to see."""
    return _build(tmp_path_factory.mktemp("small") / "site", "en")


@pytest.fixture(scope="session")
def kept_copy(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(shutil.copytree(built.public, tmp_path_factory.mktemp("copy") / "public"))


@pytest.fixture(scope="session")
def kept_whole(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(shutil.copytree(built_small.public, tmp_path_factory.mktemp("whole") / "public"))


@pytest.fixture(scope="session")
def kept_small(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(without_lists(shutil.copytree(built_small.public, tmp_path_factory.mktemp("small") / "public")))


@pytest.fixture
def copy(kept_copy: Kept, built: Built) -> Iterator[Copy]:
    """Give a site in two languages."""
    yield Copy(kept_copy.public, built.site, kept_copy)
    kept_copy.put_back()


@pytest.fixture
def whole(kept_whole: Kept, built_small: Built) -> Iterator[Copy]:
    """Give a site in one language, with all its pages."""
    yield Copy(kept_whole.public, built_small.site, kept_whole)
    kept_whole.put_back()


@pytest.fixture
def small(kept_small: Kept, built_small: Built) -> Iterator[Copy]:
    """Give the same without its lists."""
    yield Copy(kept_small.public, built_small.site, kept_small)
    kept_small.put_back()


Resealed = Callable[..., Copy]


@pytest.fixture(scope="session")
def resealed(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Resealed:
    """Give a function that changes the content, makes a new log of all of it with this key or another, and builds.

    What comes of it is not to be changed: the same is given for the same change.
    """

    @cache
    def rewrite(change: Callable[[SiteFolder], object], key: SigningKey | None = None) -> Copy:
        root = tmp_path_factory.mktemp("again") / "site"
        old = built_small.site
        shutil.copytree(old.folder.root, root, ignore=shutil.ignore_patterns("public", "log", ".site-gen"))
        site = SealedSite.__new__(SealedSite)
        site.key, site.vkey, site.kept = key or old.key, old.vkey, old.kept
        site.folder = SiteFolder(root)
        site.folder.edit("site.yaml", old.vkey, format_vkey(site.key.verifier))
        change(site.folder)
        site.seal()
        return Copy(without_lists(site.build()), site)

    return rewrite


Watched = Callable[..., dict[str, Any]]


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """Give a function that cosigns a checkpoint at some times, by one witness each; it gives options for `verify`."""

    def cosigned(copy: Copy, *seconds: int, quorum: int = 1) -> dict[str, Any]:
        keys = [generate_signing_key(f"w{number}.example", SignatureType.COSIGNATURE) for number in range(3)]
        note = parse_note(copy.bytes(f"{LOG}checkpoint"))
        signatures = [cosign(note.text, key, seconds=second) for key, second in zip(keys, seconds, strict=False)]
        copy.write(f"{LOG}checkpoint", format_note(add_signatures(note, signatures)))
        lines = [f"witness w{number} {format_vkey(key.verifier)}\n" for number, key in enumerate(keys)]
        policy = tmp_path / "policy"
        policy.write_text(f"log {copy.site.vkey}\n{''.join(lines)}group all {quorum} w0 w1 w2\nquorum all\n")
        return {"keys": (), "policy": policy}

    return cosigned
