"""Asks witnesses to cosign the log, and puts what they sign under its checkpoint.

Source: c2sp.org/tlog-witness, "add-checkpoint".
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.load.log_folder import CHECKPOINT, tile_reader
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_hold import LogHold
from site_gen.pipeline.log_write import keep_last_seen, locked, log_settings, open_for_append, read_site
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import format_note, parse_note
from site_gen.reviewlog.policy import parse_policy
from site_gen.reviewlog.prove import prove_consistency
from site_gen.reviewlog.stored import hash_reader
from site_gen.reviewlog.vkey import VerifierKey, parse_vkey
from site_gen.reviewlog.witness import AddCheckpoint, accept_cosignatures, format_add_checkpoint, parse_old_size
from site_gen.verify.web import check_url
from site_gen.write.lock import HeldLock
from site_gen.write.log_folder import write_durably

MOST_BYTES = 1 << 14
SECONDS = 30.0
_ATTEMPTS = 3
_CONFLICT = 409
_OK = 200
_MEANING = {
    403: "it does not know the log's key",
    404: "it does not know the log",
    422: "it found the proof wrong",
    400: "it could not read the request",
}


class Witnessed(NamedTuple):
    """The names of the cosigners whose signatures were added, and the size that they saw."""

    names: tuple[str, ...]
    size: int


class Answer(NamedTuple):
    """What a witness said."""

    status: int
    body: bytes


def ask_witness(root: Path, url: str, keys: Sequence[VerifierKey]) -> Witnessed:
    """Send the log's checkpoint to a witness, and add its cosignatures to `log/checkpoint`.

    Raises:
        SiteGenError: no answer, or a refusal.
        LogError: the witness has seen a longer log, or signed nothing that holds by one of `keys`; the log is damaged,
            or does not continue the one that was seen last.
    """
    address = f"{check_url(url)}add-checkpoint"
    with locked(root) as lock:
        log = _open(root)
        note = parse_note(log.signed)
        old = 0
        for _attempt in range(_ATTEMPTS):
            answer = _post(address, format_add_checkpoint(AddCheckpoint(old, _proof(root, log, old), note)))
            if answer.status != _CONFLICT:
                break
            old = parse_old_size(answer.body)
            if old > log.size:
                raise LogError(
                    f"the witness has seen {old:,} entries, the log here has {log.size:,}",
                    hint="bring the newest log/ here first; if this is it, the log was forked",
                )
        if answer.status != _OK:
            meaning = _MEANING.get(answer.status, "try again later")
            raise SiteGenError(f"{address}: the witness says {answer.status}: {meaning}")
        return _add(root, lock, log, answer.body, keys)


def add_cosignatures(root: Path, lines: bytes, keys: Sequence[VerifierKey]) -> Witnessed:
    """Add cosignatures that came another way, such as from `log cosign`, to `log/checkpoint`.

    Raises:
        LogError: they are not of this checkpoint, or by none of `keys`; the log is damaged, or does not continue the
            one that was seen last.
    """
    with locked(root) as lock:
        log = _open(root)
        return _add(root, lock, log, lines, keys)


def witness_keys(vkeys: Sequence[str], policy: bytes | None) -> tuple[VerifierKey, ...]:
    """Give the cosigners' keys that are trusted.

    Raises:
        SiteGenError: none.
        LogError: something that is no key, or no policy.
    """
    keys = [parse_vkey(text) for text in vkeys]
    if policy is not None:
        keys.extend(witness.key for witness in parse_policy(policy).witnesses)
    if not keys:
        raise SiteGenError("no witness's key", hint="name it with --witness-key, or a policy with --policy")
    return tuple(keys)


def _add(root: Path, lock: HeldLock, log: OpenLog, lines: bytes, keys: Sequence[VerifierKey]) -> Witnessed:
    cosigned = accept_cosignatures(parse_note(log.signed), lines, keys)
    LogHold(root, lock, log.signed).refuse_others()
    write_durably(root / CHECKPOINT, format_note(cosigned))
    keep_last_seen(root, log)
    known = {(key.name, key.key_id) for key in keys}
    return Witnessed(tuple(one.name for one in cosigned.signatures if (one.name, one.key_id) in known), log.size)


def _open(root: Path) -> OpenLog:
    log = open_for_append(root, log_settings(read_site(root)))
    if log.size == 0:
        raise LogError("the log has no entries yet", hint="site-gen seal begins it")
    return log


def _proof(root: Path, log: OpenLog, old: int) -> tuple[bytes, ...]:
    if old == 0:
        return ()
    return prove_consistency(old, log.size, hash_reader(log.size, tile_reader(root)))


def _post(url: str, body: bytes) -> Answer:
    """Send a request; never follows a redirect, reads at most `MOST_BYTES`, waits at most `SECONDS` in all."""
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)
    request = urllib.request.Request(url, data=body, method="POST")  # noqa: S310 - the scheme was checked
    end = time.monotonic() + SECONDS
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            parts: list[bytes] = []
            while part := answer.read1(MOST_BYTES):
                parts.append(part)
                if sum(map(len, parts)) > MOST_BYTES or time.monotonic() > end:
                    raise UnreadableError(f"{url}: the answer is too long or too slow")
            return Answer(answer.status, b"".join(parts))
    except (OSError, HTTPException) as error:
        raise UnreadableError(f"no answer from {url}: {error}", hint="try again later") from error
