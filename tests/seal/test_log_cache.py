"""What a build remembers of the log changes nothing but its time, and never stands in for bytes that changed."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sealing import PENDING, PUBLISHED, REPLY, SealedSite, later

from conftest import review, review_id
from site_gen.pipeline import log_cache
from site_gen.pipeline.build import check
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.tiles import ENTRIES, TILE_WIDTH, Tile

CACHE = ".site-gen/log.states"
WITHHELD = "moderation: {status: withheld, reason: abusive, by: compliance}"
EDITS = st.one_of(
    st.tuples(st.just("review"), st.integers(0, 7)),
    st.tuples(st.sampled_from(["publish", "withhold", "reply", "erase"]), st.integers(0, 7)),
    st.tuples(st.just("provider"), st.integers(0, 2)),
    st.tuples(st.sampled_from(["seal", "build", "touch"]), st.just(0)),
)


def profile(number: int) -> str:
    name = f"name: {{given: Bo, family: Lee{number}}}\n"
    return f"-- content/providers/bo-lee{number}.yaml --\n{name}kind: dentist\nlanguages: [en]\nbio: Text.\n"


def apply(sealed: SealedSite, kind: str, number: int) -> None:
    """Change content or log; every edit leaves a site that seals."""
    file = sealed.root / sealed.file(number)
    if kind == "review" and not has_erasure(sealed) and review_id(number) not in sealed.openings():
        sealed.write(review(number, rating=number % 5 + 1, text=f"Text {number}. More.", extra=PENDING))
    elif kind == "provider":
        sealed.write(profile(number))
    elif kind == "seal":
        sealed.seal()
    elif kind == "build":
        sealed.build()
    elif kind == "touch":
        for tile in (sealed.root / "log/tile").rglob("*.p/*"):
            os.utime(tile)
    elif kind == "erase" and review_id(number) in sealed.openings():
        keys = KeySource(sealed.keys)
        erase(sealed.root, review_id(number), "erasure", key=keys, as_of=later(0))
    elif file.exists() and kind in ("publish", "withhold", "reply"):
        sealed.moderate(number, {"publish": PUBLISHED, "withhold": WITHHELD, "reply": f"{PUBLISHED}\n{REPLY}"}[kind])


def has_erasure(sealed: SealedSite) -> bool:
    """Tell whether a review was erased, so that an id could come back that must not."""
    return any(state.erasure is not None for state in sealed.log().replay.reviews.values())


@pytest.fixture
def sealed(tmp_path) -> SealedSite:
    site = SealedSite(tmp_path / "site")
    site.write(review(1, text="One. More.", extra=PUBLISHED) + review(2, text="Two. More.", extra=PUBLISHED))
    site.seal()
    return site


def count_played(monkeypatch) -> list[bytes]:
    """Give the list of the entries that are played from now on."""
    played: list[bytes] = []
    real = log_cache.advance

    def advance(replay, data):
        played.append(data)
        real(replay, data)

    monkeypatch.setattr(log_cache, "advance", advance)
    return played


def touch(sealed: SealedSite) -> None:
    """Change the site, so that a build does not stop at the sight of the same files from outside."""
    sealed.write(profile(9))


def same_as_full(sealed: SealedSite) -> bool:
    """Build with what is known and without, in that order, and compare."""
    known = sealed.build().tree()
    return known == sealed.build(out=sealed.root.parent / "full", full=True).tree()


@given(st.lists(st.lists(EDITS, min_size=1, max_size=5), min_size=1, max_size=4))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_edits_and_seals_a_build_that_remembers_equals_one_that_does_not(tmp_path_factory, steps):
    root = tmp_path_factory.mktemp("world")
    sealed = SealedSite(root / "site")
    sealed.seal()
    for edits in steps:
        for edit in edits:
            apply(sealed, *edit)
        remembered = sealed.build().tree()
        kept = (sealed.root / CACHE).read_bytes()
        assert remembered == sealed.build(out=root / "full", full=True).tree()
        (sealed.root / CACHE).write_bytes(kept)
    shutil.rmtree(root)


def test_entries_are_played_once_and_after_a_seal_only_the_new_ones(sealed, monkeypatch):
    played = count_played(monkeypatch)
    sealed.build()
    assert len(played) == sealed.log().size
    played.clear()
    sealed.build()
    assert played == []
    sealed.write(review(3, text="Three.", extra=PUBLISHED))
    sealed.seal()
    assert same_as_full(sealed)
    assert len(played) == 2 + sealed.log().size


def test_a_full_build_plays_everything(sealed, monkeypatch):
    sealed.build()
    played = count_played(monkeypatch)
    sealed.build(full=True)
    assert len(played) == sealed.log().size


@pytest.mark.parametrize("place", ["entries", "0"])
@pytest.mark.parametrize("known", [True, False])
def test_a_changed_tile_under_the_same_checkpoint_is_found(sealed, place, known):
    if known:
        sealed.build()
    (tile,) = (sealed.root / f"log/tile/{place}").rglob("*.p/*")
    data = bytearray(tile.read_bytes())
    data[-2] ^= 1
    tile.write_bytes(data)
    result = sealed.try_build()
    assert not result.published
    assert {finding.code for finding in result.report.errors} == {"INT107"}


def test_touched_tiles_are_read_again_and_their_entries_not_played_again(sealed, monkeypatch):
    sealed.build()
    for tile in (sealed.root / "log/tile").rglob("*.p/*"):
        os.utime(tile)
    played = count_played(monkeypatch)
    assert sealed.try_build().published
    assert played == []


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_cache_is_none(sealed, monkeypatch, at):
    sealed.build()
    data = bytearray((sealed.root / CACHE).read_bytes())
    data[at] ^= 1
    (sealed.root / CACHE).write_bytes(data)
    touch(sealed)
    played = count_played(monkeypatch)
    assert same_as_full(sealed)
    assert len(played) == 2 * sealed.log().size


def test_a_cache_of_other_code_is_none(sealed, monkeypatch):
    sealed.build()
    monkeypatch.setattr(log_cache, "code_digest", lambda: b"other")
    touch(sealed)
    played = count_played(monkeypatch)
    sealed.build()
    assert len(played) == sealed.log().size


def test_another_log_in_the_same_place_is_played_from_its_beginning(sealed, tmp_path, monkeypatch):
    sealed.build()
    size = sealed.log().size
    for lost in ("log", "public"):  # what shows the log that was lost would stop the seal
        shutil.rmtree(sealed.root / lost)
    sealed.seal()
    sealed.write(review(3, text="Three.", extra=PUBLISHED))
    sealed.seal()
    assert sealed.log().size == size + 2
    played = count_played(monkeypatch)
    assert same_as_full(sealed)
    assert len(played) == 2 * sealed.log().size


def test_a_tile_that_was_changed_and_got_its_time_back_is_noticed_by_everybody(sealed, monkeypatch):
    sealed.build()
    played = count_played(monkeypatch)
    options = sealed.options()
    assert check(options).errors == ()
    assert len(played) == sealed.log().size
    (tile,) = (sealed.root / "log/tile/entries").rglob("*.p/*")
    before = tile.stat()
    tile.write_bytes(tile.read_bytes().replace(b'"value":5', b'"value":1', 1))
    os.utime(tile, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not sealed.try_build().published
    for again in (check(options), sealed.report(full=True)):
        assert {finding.code for finding in again.errors} == {"INT107"}
    with pytest.raises(LogError, match="does not hash"):
        sealed.seal()


def test_after_a_seal_full_tiles_that_look_as_they_did_are_not_read_again_and_others_are(sealed, monkeypatch):
    sealed.write("".join(review(number, text=f"Text {number}. More.", extra=PUBLISHED) for number in range(3, 280)))
    sealed.seal()
    sealed.build()
    read = count_read(monkeypatch)
    sealed.write(review(300, text="Another.", extra=PUBLISHED))
    sealed.seal()
    sealed.build()
    assert not [tile for tile in read if tile.level == ENTRIES and tile.width == TILE_WIDTH]
    read.clear()
    os.utime(sealed.root / "log/tile/entries/000")
    sealed.write(review(301, text="One more.", extra=PUBLISHED))
    sealed.seal()
    sealed.build()
    assert [tile.index for tile in read if tile.level == ENTRIES and tile.width == TILE_WIDTH] == [0]


def test_a_full_tile_that_is_damaged_before_the_next_seal_is_noticed(sealed):
    sealed.write("".join(review(number, text=f"Text {number}. More.", extra=PUBLISHED) for number in range(3, 280)))
    sealed.seal()
    sealed.build()
    sealed.write(review(300, text="Another.", extra=PUBLISHED))
    sealed.seal()
    bundle = sealed.root / "log/tile/entries/000"
    bundle.write_bytes(bundle.read_bytes()[:-1] + b"!")
    assert "INT107" in {one.code for one in sealed.try_build().report.findings}


def count_read(monkeypatch) -> list[Tile]:
    """Give the list of the tiles that builds read from now on."""
    read: list[Tile] = []
    real = log_cache.tile_reader

    def tile_reader(root):
        reader = real(root)
        return lambda tile: read.append(tile) or reader(tile)

    monkeypatch.setattr(log_cache, "tile_reader", tile_reader)
    return read


def test_tiles_of_a_branch_that_was_given_up_are_not_published(sealed):
    first = sealed.log().size
    sealed.write(review(4, text="One more.", extra=PENDING))
    sealed.seal()
    before = {path for path in sealed.build().tree() if path.startswith("review-log/tile/")}
    tiles = sealed.root / "log/tile"
    assert {f"review-log/tile/{level}/000.p/{first}" for level in ("0", "entries")} <= before
    for level, data in (("0", bytes(96)), ("entries", b"\0\3abc")):
        (tiles / level / "000.p/3").write_bytes(data)
        (tiles / level / "000.p/4").write_bytes(b"")
        (tiles / level / "000.p/200").write_bytes(data)
        (tiles / level / "001").write_bytes(data)
    (tiles / "1").mkdir()
    (tiles / "1/000").write_bytes(bytes(32))
    (tiles / "readme.txt").write_text("No tile.")
    for full in (True, False):
        after = {path for path in sealed.build(full=full).tree() if path.startswith("review-log/tile/")}
        assert after == before
