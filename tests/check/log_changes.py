"""What a rule's example does to the log after the first seal, as somebody would who has its key and its folder."""

from __future__ import annotations

import datetime
import json
from contextlib import nullcontext
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest import mock

from conftest import AS_OF
from site_gen.load.log_folder import opening_places
from site_gen.pipeline.erase import erase
from site_gen.pipeline.keys import KeySource, verifier_text
from site_gen.pipeline.log import open_log
from site_gen.pipeline.log_write import append, locked, read_site
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.reviewlog import canonical
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.disclosure import SALT_BYTES, encode_base64url
from site_gen.reviewlog.entries import VERSION
from site_gen.reviewlog.entry_values import SEALED_COUNT
from site_gen.reviewlog.note import add_signatures, format_note, parse_note
from site_gen.reviewlog.sign import SigningKey, cosign, format_signing_key, generate_signing_key, sign_checkpoint
from site_gen.reviewlog.vkey import SignatureType

_HASH = b"\x01" * 32


class LogChanges:
    """The keys of `after seal` that are about the log, taken out of it.

    `salts: repeated` seals every review with the same salts. `entries` are appended and signed: `about` names the
    review that one is about. `openings` changes lines of sealed originals, by review id. `erase` erases a review, as
    the command does. `cosigned` adds a witness, `named` in `log/witness-policy` or not. `seen` is another log's
    checkpoint that was seen here before.
    """

    def __init__(self, after: dict[str, Any]) -> None:
        self._salts = after.pop("salts", None)
        self._entries = after.pop("entries", [])
        self._openings = after.pop("openings", {})
        self.erased = after.pop("erase", None)
        self._cosigned = after.pop("cosigned", None)
        self._seen = after.pop("seen", None)

    def seal(self, root: Path, key: SigningKey) -> None:
        source = KeySource(root.parent / "keys", text=format_signing_key(key))
        salts = cycle(bytes([number]) * SALT_BYTES for number in range(SEALED_COUNT))
        repeated = mock.patch("site_gen.pipeline.originals.fresh_salts", return_value=salts.__next__)
        with repeated if self._salts else nullcontext():
            result = seal(SealOptions(root=root, as_of=AS_OF, key=source))
        assert result.checkpoint is not None, "\n".join(finding.message for finding in result.findings)
        if self.erased:
            erase(root, self.erased, "erasure", key=source, as_of=AS_OF)

    def change(self, root: Path, key: SigningKey) -> None:
        file = root / "log/openings/ana-diaz.jsonl"
        if self._cosigned:
            _cosign(root, key, **self._cosigned)
        if self._entries:
            log = open_log(root, read_site(root).log)
            with locked(root) as lock:
                append(root, log, [_entry(one, log, file) for one in self._entries], [key], lock)
        if self._openings:
            lines = [json.loads(line) for line in file.read_bytes().splitlines()]
            changed = [_merged(line, self._openings.get(line["id"], {})) for line in lines]
            file.write_bytes(b"".join(canonical.encode_value(line) + b"\n" for line in changed))
        if self._seen:
            note = sign_checkpoint(Checkpoint(key.name, self._seen["size"], _HASH), [key])
            (root / "log/last-seen").write_bytes(format_note(note))


def _entry(asked: dict[str, Any], log: Any, openings: Path) -> bytes:
    entry = {"v": VERSION, "logged": f"{AS_OF:%Y-%m}", **asked}
    about = entry.pop("about", None)
    if about is not None:
        leaves = dict(opening_places(openings.read_bytes()))
        entry["subject"] = leaves[about]
    if entry["type"] == "decision":
        review = log.replay.reviews.get(entry["subject"])
        entry["leaf"] = encode_base64url(review.leaf if review else _HASH)
        entry |= {"policy": next(iter(log.replay.policies)), "role": "compliance"}
    return canonical.encode_value(entry)


def _cosign(root: Path, key: SigningKey, *, days_ago: int, named: bool = False) -> None:
    witness = generate_signing_key("office.harbor.example", SignatureType.COSIGNATURE)
    checkpoint = root / "log/checkpoint"
    note = parse_note(checkpoint.read_bytes())
    day = datetime.datetime.combine(AS_OF, datetime.time(12), datetime.UTC) - datetime.timedelta(days=days_ago)
    cosigned = add_signatures(note, [cosign(note.text, witness, seconds=int(day.timestamp()))])
    checkpoint.write_bytes(format_note(cosigned))
    if named:
        policy = f"log {verifier_text(key)}\nwitness office {verifier_text(witness)}\nquorum office\n"
        (root / "log/witness-policy").write_text(policy)


def _merged(value: Any, patch: Any) -> Any:
    from check.examples import merged

    return merged(value, patch)
