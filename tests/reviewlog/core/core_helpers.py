"""What the tests of the log's formats share: keys, logs in memory, and ways to spoil bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st

from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.edge import EMPTY_EDGE, Edge, grow
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, Signature
from site_gen.reviewlog.sign import SigningKey, sign_checkpoint
from site_gen.reviewlog.tiles import Tile, tile_path
from site_gen.reviewlog.vkey import SignatureType

T = TypeVar("T")

REPOSITORY = Path(__file__).parents[3]
ORIGIN = "harbor.example/review-log"
LOG_KEY = SigningKey(ORIGIN, SignatureType.NOTE, bytes(range(32)))
NEXT_LOG_KEY = SigningKey(ORIGIN, SignatureType.NOTE, bytes(range(1, 33)))
OTHER_KEY = SigningKey("other.example/log", SignatureType.NOTE, bytes(range(2, 34)))
WITNESS_KEYS = [
    SigningKey(f"witness.example/w{number}", SignatureType.COSIGNATURE, bytes([number + 100]) * 32)
    for number in range(1, 5)
]

names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="+"), min_size=1, max_size=12
)
numbers = st.integers(0, (1 << 63) - 1)
hashes = st.binary(min_size=32, max_size=32)
signatures = st.builds(Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80))
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters=[chr(c) for c in range(32) if c != 10]))
notes = st.builds(Note, texts.map(lambda text: text + "\n"), st.lists(signatures, min_size=1, max_size=4).map(tuple))
checkpoints = st.builds(Checkpoint, names, st.integers(1, (1 << 63) - 1), hashes)
any_text = st.text(st.characters())


def log_in_memory(entries: list[bytes]) -> tuple[dict[str, bytes], Edge]:
    """Give the files of a log without its checkpoint, by path, and its edge."""
    files: dict[str, bytes] = {}

    def write(tile: Tile, data: bytes) -> None:
        assert tile_path(tile) not in files, "every tile is written once"
        files[tile_path(tile)] = data

    return files, grow(EMPTY_EDGE, entries, write)


def reader(files: dict[str, bytes]) -> Callable[[Tile], bytes]:
    """Give the tile reader of files in memory."""
    return lambda tile: files[tile_path(tile)]


def signed(checkpoint: Checkpoint, *keys: SigningKey) -> Note:
    """Give a checkpoint as its log signs it."""
    return sign_checkpoint(checkpoint, keys or (LOG_KEY,))


def gives_itself_or_is_refused(parse: Callable[[bytes], T], write: Callable[[T], bytes], data: bytes) -> None:
    """Hold a parser to its promise: a value that is written as the very same bytes, or `LogError`."""
    try:
        value = parse(data)
    except LogError:
        return
    assert write(value) == data


@st.composite
def spoiled(draw: st.DrawFn, valid: bytes) -> bytes:
    """Give valid bytes with a few of them replaced, removed, repeated or added."""
    data = bytearray(valid)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(start + 4, len(data))))
        data[start:end] = draw(
            st.one_of(
                st.binary(max_size=3),
                st.sampled_from([b"\n", b"\n\n", b" ", b"0", b"+", b"=", b"\r", b"\xe2\x80\x94 ", bytes(data[start:])]),
            )
        )
    return bytes(data)
