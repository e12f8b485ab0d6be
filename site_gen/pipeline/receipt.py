"""Receipts: a file that proves to whoever has the log's verifier key, offline, that one entry is in the log.

Beside the proof it holds the entry itself and, where somebody may see them, disclosures that open it: of a review for
its author, of an import for an auditor who has the export.

Source: c2sp.org/tlog-proof; what its extra data holds is in `review-log.md`, "Policies, proofs".
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, UnwritableError
from site_gen.load.log_folder import import_path, read_optional, tile_reader
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_tools import open_own, own_entries
from site_gen.pipeline.sealed import find_sealed
from site_gen.reviewlog import canonical
from site_gen.reviewlog.commitment import EXPORT_NAME
from site_gen.reviewlog.disclosure import encode_base64url, parse_field, verify_digest
from site_gen.reviewlog.entries import ImportEntry, parse_entry
from site_gen.reviewlog.note import parse_note
from site_gen.reviewlog.openings import PUBLIC_NAMES
from site_gen.reviewlog.proof import EntryProof, format_entry_proof
from site_gen.reviewlog.prove import prove_inclusion
from site_gen.reviewlog.stored import hash_reader

RECEIPT = "site-gen.receipt/1"
_IMPORT = "i-"


class Receipt(NamedTuple):
    """The bytes of the file; of an import also the SHA-256 of its export, in hexadecimal, which the file opens."""

    data: bytes
    export_sha256: str = ""


def make_receipt(root: Path, ident: str, *, with_text: bool = False) -> Receipt:
    """Give the proof that a review or an import is in the log.

    `with_text` adds the disclosures of what may be published of a review and of its text. That of an import always
    has the one disclosure that there is.

    Raises:
        SiteGenError: the log has no such review or import, or what opens the import was not kept.
        LogError: the log is damaged, or what was kept does not open the entry.
    """
    _settings, log = open_own(root)
    if ident.startswith(_IMPORT):
        if with_text:
            raise SiteGenError("an import has no text", hint="without --with-text the receipt opens the export's hash")
        return _import_receipt(root, log, ident)
    sealed = find_sealed(root, log, ident)
    value: dict[str, canonical.Value] = {}
    if with_text:
        value["fields"] = {name: sealed.opening.fields[name] for name in PUBLIC_NAMES}
        value["segments"] = list(sealed.opening.segments)
    return Receipt(_proof(root, log, sealed.state.index, sealed.opening.entry, value))


def write_receipt(file: Path, data: bytes, note: str | None) -> tuple[Path, ...]:
    """Write a receipt and, if there is one, the note beside it as text; both or neither. Give the files.

    Raises:
        UnwritableError: a file is there already, or may not be written.
    """
    files = [(file, data)] if note is None else [(file, data), (file.with_suffix(".txt"), note.encode())]
    written: list[Path] = []
    for place, content in files:
        try:
            with place.open("xb") as stream:
                written.append(place)
                stream.write(content)
        except OSError as error:
            for one in written:
                one.unlink(missing_ok=True)
            message = f"cannot write {place}: {error.strerror}"
            raise UnwritableError(message, hint="name another file with --out") from error
    return tuple(written)


def _import_receipt(root: Path, log: OpenLog, import_id: str) -> Receipt:
    index, data, entry = _find_import(root, log, import_id)
    kept = read_optional(root, import_path(import_id))
    if kept is None:
        raise SiteGenError(
            f"what opens the import {import_id} was not kept: {import_path(import_id)} is not there",
            hint="restore it from the repository; imports that were sealed before it was kept cannot be opened",
        )
    disclosure = kept.decode("ascii", "replace").strip()
    verify_digest(disclosure, entry.sd[0], import_path(import_id))
    sha256 = str(parse_field(disclosure).value)
    return Receipt(_proof(root, log, index, data, {"fields": {EXPORT_NAME: disclosure}}), sha256)


def _find_import(root: Path, log: OpenLog, import_id: str) -> tuple[int, bytes, ImportEntry]:
    """Give the latest entry of an import: its leaf index, its bytes, and what they say."""
    if import_id in log.replay.imports:
        for index, data in reversed(tuple(enumerate(own_entries(root, log)))):
            if import_id.encode() in data:
                entry = parse_entry(data)
                if isinstance(entry, ImportEntry) and entry.import_ == import_id:
                    return index, data, entry
    raise SiteGenError(f"no import {import_id} in the log", hint="site-gen log show --entries lists them")


def _proof(root: Path, log: OpenLog, index: int, entry: bytes, opened: dict[str, canonical.Value]) -> bytes:
    value = {"v": RECEIPT, "entry": encode_base64url(entry), **opened}
    proof = prove_inclusion(index, log.size, hash_reader(log.size, tile_reader(root)))
    return format_entry_proof(EntryProof(index, proof, parse_note(log.signed), canonical.encode_value(value)))
