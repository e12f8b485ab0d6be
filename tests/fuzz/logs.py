"""The review log: notes and keys, entries and openings, tiles, whole logs, segments and commitments, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from site_gen.load.log_folder import opening_places, parse_openings_file
from site_gen.reviewlog import canonical
from site_gen.reviewlog.bundle import encode_bundle, parse_bundle
from site_gen.reviewlog.checkpoint import Checkpoint, format_checkpoint, open_checkpoint, parse_checkpoint
from site_gen.reviewlog.commitment import commit_review, restore_review
from site_gen.reviewlog.cosignature import pack_cosignature, unpack_cosignature
from site_gen.reviewlog.disclosure import make_field, make_segment, parse_field, parse_segment
from site_gen.reviewlog.entries import format_entry, parse_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.graphemes import is_boundary
from site_gen.reviewlog.note import format_note, format_signatures, parse_note, parse_signatures
from site_gen.reviewlog.openings import format_opening, opened_segments, opened_values, parse_opening, verify_opening
from site_gen.reviewlog.policy import check_policy, parse_policy, policy_of
from site_gen.reviewlog.proof import format_entry_proof, parse_entry_proof
from site_gen.reviewlog.published import format_openings, parse_openings
from site_gen.reviewlog.segments import MOST_SEGMENTS, split_text
from site_gen.reviewlog.sign import format_signing_key, parse_signing_key
from site_gen.reviewlog.stored import read_entries
from site_gen.reviewlog.strict import format_base64, format_decimal, parse_base64, parse_decimal, parse_hash
from site_gen.reviewlog.tiles import ENTRIES, Tile, parse_tile_path, split_tile, tile_path
from site_gen.reviewlog.vkey import format_vkey, parse_vkey
from site_gen.reviewlog.witness import (
    accept_cosignatures,
    format_add_checkpoint,
    parse_add_checkpoint,
    parse_old_size,
)
from site_gen.verify.receipt import check_receipt, format_receipt, receipt_json

from .sources import REPOSITORY, helper, sample
from .target import Target

T = TypeVar("T")

_NOTE_WORDS = (
    "\u2014 ".encode(), b"\n\n", b"\n", b"+", b" ", b"old 5\n", b"index 4\n", b"extra ",
    b"c2sp.org/tlog-proof@v1\n", b"log ", b"witness ", b"group ", b"quorum ", b"none", b"any", b"all",
    b"PRIVATE+KEY+", b"AAAAAA==", b"9223372036854775807", b"9223372036854775808", b"00", b"=", b"\r", b"\t", b"#",
    "\u00a0".encode(), "\u0661".encode(),
)  # fmt: skip
_ENTRY_WORDS = (
    b'"type":"review"', b'"v":"site-gen.review-log/1"', b'"logged":"2026-03"', b'"_sd":[', b'"_sd_alg":"sha-256"',
    b'"text":[{"...":"', b"null", b"9007199254740991", b"9007199254740992", b"1e3", b"1.0", b"-0", b'"\\ud800"',
    b'"\\u0000"', b"\\u00e9", b"[[[[[[[[[[[[[[[[[[", b"{", b"}", b" ", b"true", "\u00e9".encode(), b"\xed\xa0\x80",
)  # fmt: skip


def same_again(data: bytes, parse: Callable[[bytes], T], write: Callable[[T], bytes]) -> None:
    """What is read is written as the same bytes, or is refused."""
    with suppress(LogError):
        value = parse(data)
        assert write(value) == data, f"{parse.__name__} takes two spellings"


def read_note(data: bytes) -> None:
    """Read every format of the log that is text in lines; each value has one spelling."""
    text = data.decode("utf-8", "surrogateescape")
    same_again(data, parse_note, format_note)
    same_again(data, parse_entry_proof, format_entry_proof)
    same_again(data, parse_add_checkpoint, format_add_checkpoint)
    same_again(data, unpack_cosignature, lambda value: pack_cosignature(*value))
    texts: tuple[tuple[Callable[[str], Any], Callable[[Any], str]], ...] = (
        (parse_signatures, format_signatures),
        (parse_checkpoint, format_checkpoint),
        (parse_vkey, format_vkey),
        (parse_signing_key, format_signing_key),
        (parse_tile_path, tile_path),
        (lambda one: parse_decimal(one, "x"), lambda one: format_decimal(one, "x")),
        (lambda one: parse_base64(one, "x"), format_base64),
    )
    for parse, write in texts:
        with suppress(LogError):
            assert write(parse(text)) == text, "two spellings"
    with suppress(LogError):
        parse_hash(text, "x")
    with suppress(LogError):
        parse_old_size(data)
    _open_note(data)


def _open_note(data: bytes) -> None:
    core = helper("reviewlog/core", "core_helpers")
    keys = [core.LOG_KEY.verifier, *[key.verifier for key in core.WITNESS_KEYS]]
    with suppress(LogError):
        open_checkpoint(data, keys)
    with suppress(LogError):
        check_policy(parse_note(data), policy_of(keys))
    with suppress(LogError):
        policy = parse_policy(data)
        assert policy.keys is not None
    with suppress(LogError):
        accept_cosignatures(core.signed(Checkpoint(core.ORIGIN, 1, bytes(32))), data, keys)


def read_entry(data: bytes) -> None:
    """Read everything of the log that is JSON: entries, openings, published openings, disclosures, any value."""
    text = data.decode("ascii", "replace")
    same_again(data, parse_entry, format_entry)
    same_again(data, parse_opening, format_opening)
    same_again(data, parse_openings, lambda found: format_openings(found.provider, found.size, found.reviews))
    with suppress(LogError):
        value = canonical.decode_value(data, "x")
        again = canonical.encode_value(value)
        assert repr(canonical.decode_value(again, "x")) == repr(_sorted(value))
    with suppress(LogError):
        opening = parse_opening(data)
        verify_opening(opening)
        opened_values(opening)
        opened_segments(opening)
    for size in (0, 1 << 20):
        with suppress(LogError):
            parse_openings_file(data, "a.jsonl", size)
    with suppress(LogError):
        list(opening_places(data))
    with suppress(LogError):
        field = parse_field(text)
        assert parse_field(make_field(field.salt, field.name, field.value)) == field
    with suppress(LogError):
        segment = parse_segment(text)
        assert parse_segment(make_segment(segment.salt, segment.text)) == segment


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list | tuple) else value


def read_tile(data: bytes) -> None:
    """Read a bundle of entries, a tile of hashes, and a log whose files are pieces of the input."""
    if len(data) < 3:
        return
    width, rest = data[0] + 1, data[1:]
    with suppress(LogError):
        assert encode_bundle(parse_bundle(rest, width)) == rest
    with suppress(LogError):
        assert b"".join(split_tile(Tile(0, 0, width), rest)) == rest
    size = 1 + (data[0] | data[1] << 8) % 700
    step = data[2] * 8

    def read(tile: Tile) -> bytes:
        start = (tile.level + 1) * step + tile.index
        return data[3 + start :] if tile.level == ENTRIES else data[3 + start : 3 + start + 32 * tile.width]

    with suppress(LogError):
        list(read_entries(size, data[3:35].ljust(32, b"\0"), read))


def replay(data: bytes) -> None:
    """Replay a log, one entry a line: it never fails, and in parts gives what it gives whole."""
    parts = helper("reviewlog/entries", "test_parts")
    entries = data.split(b"\n")[:40]
    for count in (1, 3):
        parts.assert_same(entries, count)


def split(data: bytes) -> None:
    """Cut a text into segments, seal it and open it again."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    segments = split_text(text)
    assert "".join(segments) == text
    assert all(segments)
    assert len(segments) <= MOST_SEGMENTS
    place = 0
    for segment in segments:
        assert is_boundary(text, place)
        place += len(segment)
    samples = helper("reviewlog/entries", "entry_samples")
    review = samples.make_review(text=text or None, title=text[:50] or None, author=text[-40:] or None)
    with suppress(LogError):
        opening = commit_review(review, provider="amara-okafor", logged="2026-03", salts=samples.make_salts())
        verify_opening(opening)
        assert restore_review(review, opening) == review
        assert parse_opening(format_opening(opening)) == opening


def read_receipt(data: bytes) -> None:
    """Check a receipt, and write down what it proves."""
    for key in (_sample_key(), helper("reviewlog/core", "core_helpers").LOG_KEY.verifier):
        with suppress(LogError):
            found = check_receipt(data, policy_of([key]))
            format_receipt(found)
            receipt_json(found)


def _sample_key() -> Any:
    log = helper("reviewlog/core", "core_helpers")
    return log.LOG_KEY.verifier


def _notes() -> Iterator[bytes]:
    core = helper("reviewlog/core", "core_helpers")
    note = core.signed(Checkpoint(core.ORIGIN, 7, bytes(range(32))))
    yield format_note(note)
    yield from sample("log/checkpoint")
    yield format_checkpoint(Checkpoint(core.ORIGIN, 7, bytes(range(32)))).encode()
    for key in (core.LOG_KEY, core.WITNESS_KEYS[0]):
        yield format_vkey(key.verifier).encode()
        yield format_signing_key(key).encode()
    vkeys = [format_vkey(key.verifier) for key in (core.LOG_KEY, *core.WITNESS_KEYS[:2])]
    yield f"log {vkeys[0]}\nwitness a {vkeys[1]}\nwitness b {vkeys[2]}\ngroup g any a b\nquorum g\n".encode()
    yield from (b"tile/0/x001/234.p/5", b"tile/entries/000", b"123", b"AAECAwQ=", b"7\n")
    hashes = f"{format_base64(bytes(32))}\n"
    yield f"c2sp.org/tlog-proof@v1\nextra AAEC\nindex 4\n{hashes}\n".encode() + format_note(note)
    yield f"old 5\n{hashes}\n".encode() + format_note(note)
    yield pack_cosignature(1773871500, bytes(64))


def _entries() -> Iterator[bytes]:
    found: dict[bytes, bytes] = {}
    bundle = (REPOSITORY / "log/tile/entries/000").read_bytes()
    for entry in parse_bundle(bundle, 256):
        found.setdefault(entry.partition(b'"type":')[2][:12], entry)
    yield from found.values()
    samples = helper("reviewlog/entries", "test_entries")
    yield from (samples.written(name) for name in samples.SAMPLES)
    for lines in sample("log/openings/*.jsonl", most=2):
        yield lines.split(b"\n")[0]
    yield helper("reviewlog/entries", "test_published_openings").SAMPLE
    yield make_field(bytes(16), "author", "M. K.").encode()
    yield make_segment(bytes(16), "Good.").encode()
    yield b'{"a":[1,null,true,{"b":"\\u0001"}],"z":-5}'


def _tiles() -> Iterator[bytes]:
    entry = helper("reviewlog/entries", "test_entries").written("genesis")
    yield b"\0" + encode_bundle([entry])
    yield b"\1" + encode_bundle([entry, b""])
    yield b"\0" + bytes(range(32))
    yield b"\4\0\x10" + bytes(600)


def _logs() -> Iterator[bytes]:
    made = helper("reviewlog/entries", "test_parts")
    for chosen in (
        [made.REVIEW, ("decide", 1), ("reply", 1), ("erase", 1)],
        [made.REVIEW, made.REVIEW, ("move", 1, 2), ("hide", 2, 0), ("wrong", 1, 2)],
        [made.REVIEW, ("genesis", 0), ("earlier", 0), ("provider", 3), ("policy", 1), ("unreadable", 0), ("same", 1)],
    ):
        yield b"\n".join(made.make_log(chosen))


def _texts() -> Iterator[bytes]:
    yield "Waited 50 min. Dr. Quinn listened! She said: \u201cCome back.\u201d Call 312-555-0142.\nThanks".encode()
    yield "Muy amable\u2026 \u00bfVolver\u00e9? S\u00ed. \u3042\u308a\u304c\u3068\u3046\u3002\u307e\u305f".encode()
    yield "\U0001f468\u200d\U0001f469. \U0001f1fa\U0001f1f8\U0001f1fa! e\u0301\u0301. \u1112\u1161\u11ab.".encode()
    yield b"My MRN is 4471-22, born 03/18/1979, mk@mail.example, https://x.example/a?b=c, @mk, 123 Main St."


def _receipts() -> Iterator[bytes]:
    proofs = helper("reviewlog/core", "test_log_proof")
    yield from (proofs.FILE, proofs.FILE_WITH_EXTRA)
    yield _made_receipt()


def _made_receipt() -> bytes:
    """Give a receipt of one review in a log of one entry beside its first."""
    from site_gen.reviewlog.disclosure import encode_base64url
    from site_gen.reviewlog.merkle import leaf_hash, node_hash
    from site_gen.reviewlog.proof import EntryProof

    core, samples = helper("reviewlog/core", "core_helpers"), helper("reviewlog/entries", "entry_samples")
    log = samples.SmallLog()
    index = log.review()
    opening = log.openings[index]
    left, right = map(leaf_hash, log.entries)
    extra = canonical.encode_value({
        "v": "site-gen.receipt/1", "entry": encode_base64url(log.entries[index]),
        "fields": {"id": opening.fields["id"]}, "segments": list(opening.segments),
    })  # fmt: skip
    note = core.signed(Checkpoint(core.ORIGIN, 2, node_hash(left, right)))
    return format_entry_proof(EntryProof(index, (left,), note, extra))


TARGETS: Sequence[Target] = (
    Target("log-notes", read_note, _notes, _NOTE_WORDS, 2048),
    Target("log-entries", read_entry, _entries, _ENTRY_WORDS, 8192),
    Target("log-tiles", read_tile, _tiles, (b"\0\0", b"\0\1", b"\xff\xff"), 4096),
    Target("log-replay", replay, _logs, _ENTRY_WORDS, 16384),
    Target(
        "log-segments",
        split,
        _texts,
        (b". ", b"! ", b"\xe2\x80\xa8", "\u200d".encode(), "\u0301".encode(), b"Dr. "),
        2048,
    ),
    Target("log-receipts", read_receipt, _receipts, _NOTE_WORDS, 8192),
)
