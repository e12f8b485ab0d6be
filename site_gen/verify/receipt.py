"""Checks a receipt: the file that an author, or an auditor, was given, with nothing but the log's verifier key.

Source: c2sp.org/tlog-proof, "Verifying a tlog proof"; what its extra data holds is in `review-log.md`, 5.2.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from site_gen.reviewlog import canonical
from site_gen.reviewlog.commitment import EXPORT_NAME
from site_gen.reviewlog.disclosure import (
    Field,
    Segment,
    decode_base64url,
    digest,
    parse_field,
    parse_segment,
    verify_digest,
    verify_salts,
)
from site_gen.reviewlog.entries import ImportEntry, ReviewEntry, parse_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.policy import Policy
from site_gen.reviewlog.proof import parse_entry_proof, verify_entry_proof
from site_gen.verify.claims import printable

_FORM = "site-gen.receipt/1"


class Receipt(NamedTuple):
    """What a receipt proves. `values` and `text` are what it opens of the entry; `text` is None where it opens none."""

    origin: str
    size: int
    leaf: int
    entry: ReviewEntry | ImportEntry
    cosigned: tuple[str, ...]
    values: dict[str, canonical.Value]
    text: str | None


class _Extra(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    v: str
    entry: str
    fields: dict[str, str] = {}
    segments: list[str] | None = None


_EXTRA = msgspec.json.Decoder(_Extra)


def check_receipt(data: bytes, policy: Policy) -> Receipt:
    """Check that a receipt's entry is in a log that the policy accepts, and that what it opens belongs to the entry.

    Not checked: whether the entry is still in the log as it is now, and what was decided about it since.

    Raises:
        LogError: the file is of another form, or something in it does not hold.
    """
    proof = parse_entry_proof(data)
    extra = _extra(proof.extra)
    raw = decode_base64url(extra.entry, "receipt: entry")
    accepted = verify_entry_proof(proof, entry=raw, policy=policy)
    entry = parse_entry(raw)
    if not isinstance(entry, ReviewEntry | ImportEntry):
        raise LogError("receipt: the entry is neither of a review nor of an import")
    fields = {name: _open_field(entry, name, disclosure) for name, disclosure in extra.fields.items()}
    segments = None if extra.segments is None else _open_segments(entry, extra.segments)
    verify_salts([*fields.values(), *(segments or ())])
    return Receipt(
        origin=accepted.checkpoint.origin,
        size=accepted.checkpoint.size,
        leaf=proof.index,
        entry=entry,
        cosigned=tuple(sorted(one.witness.key.name for one in accepted.cosigned)),
        values={name: field.value for name, field in fields.items()},
        text=None if segments is None else "".join(segment.text for segment in segments),
    )


def format_receipt(receipt: Receipt) -> str:
    """Give what a receipt proves, for people."""
    entry = receipt.entry
    where = f"the log {printable(receipt.origin)}, signed at {receipt.size:,} entries"
    lines = [f"proven: entry {receipt.leaf:,} is in {where}"]
    if receipt.cosigned:
        lines.append(f"cosigned by {', '.join(map(printable, receipt.cosigned))}")
    if isinstance(entry, ReviewEntry):
        lines.append(
            f"a review of {entry.provider}, received {entry.received} from {entry.source}, logged {entry.logged}"
        )
    else:
        lines.append(f"the import {entry.import_} of {entry.rows:,} rows from {entry.source}, logged {entry.logged}")
    if receipt.values:
        lines.append("proven: what the receipt opens is what the entry commits to")
        lines += [f"  {name}: {_shown(value)}" for name, value in receipt.values.items() if value is not None]
    if receipt.text is not None:
        lines += ["proven: these are the words that were sealed", *_quoted(receipt.text)]
    else:
        lines.append("not checked: which words were sealed, since the receipt does not open them")
    lines.append("not checked: whether it is shown now, and what was decided since: site-gen verify ADDRESS says that")
    return "\n".join(lines) + "\n"


def receipt_json(receipt: Receipt) -> str:
    """Give what a receipt proves, for machines, as indented JSON."""
    value = {
        "schema": 1,
        "origin": printable(receipt.origin),
        "size": receipt.size,
        "leaf": receipt.leaf,
        "entry": msgspec.to_builtins(receipt.entry),
        "cosigned": list(receipt.cosigned),
        "fields": receipt.values,
        "text": receipt.text,
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _extra(data: bytes) -> _Extra:
    extra = canonical.decode(_EXTRA, data, "receipt")
    if extra.v != _FORM:
        raise LogError(f"receipt: expected the form {_FORM}, found {printable(extra.v)}")
    return extra


def _open_field(entry: ReviewEntry | ImportEntry, name: str, disclosure: str) -> Field:
    field = parse_field(disclosure)
    if field.name != name or (isinstance(entry, ImportEntry) and name != EXPORT_NAME):
        raise LogError(f"receipt: the disclosure of {printable(name)} is of {printable(field.name)}")
    if digest(disclosure) not in entry.sd:
        raise LogError(f"receipt: the entry does not hold the digest of {printable(name)}")
    return field


def _open_segments(entry: ReviewEntry | ImportEntry, disclosures: list[str]) -> list[Segment]:
    digests = entry.text if isinstance(entry, ReviewEntry) else ()
    if len(disclosures) != len(digests):
        raise LogError(f"receipt: {len(disclosures)} segments, the entry has {len(digests)}")
    for place, (disclosure, expected) in enumerate(zip(disclosures, digests, strict=True)):
        verify_digest(disclosure, expected.digest, f"receipt: segment {place}")
    return [parse_segment(disclosure) for disclosure in disclosures]


def _shown(value: canonical.Value) -> str:
    return printable(value if isinstance(value, str) else canonical.encode_value(value).decode())


def _quoted(text: str) -> list[str]:
    return [f"  {part}" for line in text.split("\n") for part in _parts(line)]


def _parts(line: str) -> list[str]:
    """Give a line in pieces that a terminal takes, none of them cut."""
    return [printable(line[start : start + 200]) for start in range(0, len(line), 200)] or [""]
