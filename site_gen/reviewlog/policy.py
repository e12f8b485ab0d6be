"""Trust policies: which logs are accepted, and which of their witnesses must have cosigned a checkpoint.

    log <vkey> [<url>]
    witness <name> <vkey> [<url>]
    group <name> all|any|<k> <name>...
    quorum <name>|none

Lines end with a line feed; words are set apart by spaces and tabs; empty lines and lines that begin with # say nothing.
Names are octets and live in this file only: a group names what is defined before it, and each name is in one group at
most. Keys must be of type 0x01 for logs and 0x04 for witnesses.

Source: c2sp.org/tlog-policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from site_gen.reviewlog.checkpoint import Checkpoint, check_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note
from site_gen.reviewlog.strict import decode_text, parse_decimal, shown
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, parse_vkey

NO_QUORUM = b"none"
"""The quorum that every checkpoint reaches."""

_FORBIDDEN = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")


class Log(NamedTuple):
    """A log whose checkpoints are accepted; the name of its key is its origin."""

    key: VerifierKey
    url: bytes = b""


class Witness(NamedTuple):
    """A cosigner by the name that the policy gives it."""

    name: bytes
    key: VerifierKey
    url: bytes = b""


class Group(NamedTuple):
    """Witnesses and groups of which at least `threshold` must have seen a checkpoint."""

    name: bytes
    threshold: int
    members: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy; made from a file by `parse_policy`, or from bare keys by `policy_of`. Groups stand after members."""

    logs: tuple[Log, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: bytes = NO_QUORUM

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """All keys whose signatures are checked: those of logs, then those of witnesses."""
        return (*(log.key for log in self.logs), *(witness.key for witness in self.witnesses))


class Cosigned(NamedTuple):
    """A witness of the policy whose cosignature holds, and the latest time that it gave."""

    witness: Witness
    seconds: int


class Accepted(NamedTuple):
    """A checkpoint that meets a policy: the keys of the log that signed it, and all its witnesses that did."""

    checkpoint: Checkpoint
    logs: tuple[VerifierKey, ...]
    cosigned: tuple[Cosigned, ...]


def policy_of(keys: Iterable[VerifierKey]) -> Policy:
    """Give the policy that accepts the logs with these keys and asks for no witness."""
    return Policy(tuple(map(Log, keys)))


def check_policy(note: Note, policy: Policy, *, latest: int | None = None) -> Accepted:
    """Check that one of the policy's logs signed this checkpoint and that its quorum cosigned it.

    A cosignature of a time after `latest`, in seconds since 1970, counts for nothing: verifiers may reject one from the
    future (c2sp.org/tlog-cosignature). How old one may be is not checked; the times are in what comes back.

    Raises:
        LogError: not a checkpoint, a false signature by a key of the policy, none by a log of this origin, or too few
            witnesses.
    """
    checkpoint, signed = check_checkpoint(note, policy.keys)
    times: dict[VerifierKey, int] = {}
    ahead: set[VerifierKey] = set()
    for key, seconds in signed:
        if latest is not None and seconds is not None and seconds > latest:
            ahead.add(key)
        else:
            times[key] = max(seconds or 0, times.get(key, 0))
    cosigned = tuple(Cosigned(witness, times[witness.key]) for witness in policy.witnesses if witness.key in times)
    _check_quorum(policy, {witness.name for witness, _ in cosigned}, ahead - times.keys())
    logs = dict.fromkeys(log.key for log in policy.logs)
    signers = tuple(key for key in logs if key in times and key.name == checkpoint.origin)
    return Accepted(checkpoint, signers, cosigned)


def _check_quorum(policy: Policy, seen: set[bytes], ahead: set[VerifierKey]) -> None:
    reached = {NO_QUORUM, *seen}
    for group in policy.groups:
        if len(reached.intersection(group.members)) >= group.threshold:
            reached.add(group.name)
    if policy.quorum not in reached:
        names = ", ".join(shown(witness.name) for witness in policy.witnesses if witness.name in seen) or "none"
        future = ", ".join(shown(witness.name) for witness in policy.witnesses if witness.key in ahead)
        more = f"; {future} cosigned at a time in the future, which does not count" if future else ""
        raise LogError(f"checkpoint: quorum {shown(policy.quorum)} is not reached, cosigned by {names}{more}")


def parse_policy(data: bytes) -> Policy:
    """Give the policy in a file.

    Raises:
        LogError: not of that form, with the number of the line.
    """
    if (wrong := _FORBIDDEN.search(data)) is not None:
        number = data.count(b"\n", 0, wrong.start()) + 1
        raise LogError(f"policy line {number}: octet 0x{wrong[0][0]:02x} may not be in a policy")
    *lines, rest = data.split(b"\n")
    if rest:
        raise LogError(f"policy line {len(lines) + 1}: does not end with a line feed")
    draft = _Draft()
    for number, words in enumerate(map(bytes.split, lines), 1):
        if words and not words[0].startswith(b"#"):
            try:
                draft.read(words)
            except LogError as error:
                raise LogError(f"policy line {number}: {error.message}") from error
    if draft.quorum is None:
        raise LogError("policy: expected a quorum line, found none")
    return Policy(tuple(draft.logs), tuple(draft.witnesses), tuple(draft.groups), draft.quorum)


@dataclass(slots=True)
class _Draft:
    """What the lines so far have said."""

    logs: list[Log] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quorum: bytes | None = None
    names: set[bytes] = field(default_factory=set)
    grouped: set[bytes] = field(default_factory=set)

    def read(self, words: list[bytes]) -> None:
        match words:
            case [b"log", vkey] | [b"log", vkey, _]:
                key = _parse_key(vkey, SignatureType.NOTE)
                if any(log.key.public == key.public for log in self.logs):
                    raise LogError("this log's public key was listed before")
                self.logs.append(Log(key, *words[2:]))
            case [b"witness", name, vkey] | [b"witness", name, vkey, _]:
                key = _parse_key(vkey, SignatureType.COSIGNATURE)
                if any(witness.key.public == key.public for witness in self.witnesses):
                    raise LogError("this witness's public key was listed before")
                self._define(name)
                self.witnesses.append(Witness(name, key, *words[3:]))
            case [b"group", name, count, *members] if members:
                self._read_group(name, count, members)
            case [b"quorum", name]:
                if self.quorum is not None:
                    raise LogError("a second quorum")
                if name != NO_QUORUM:
                    self._check_defined(name)
                self.quorum = name
            case _:
                raise LogError(f"expected log, witness, group or quorum with their words, found {shown(words[0])}")

    def _read_group(self, name: bytes, count: bytes, members: list[bytes]) -> None:
        for member in members:
            self._check_defined(member)
            if member in self.grouped:
                raise LogError(f"{shown(member)} is a member of a group already")
            self.grouped.add(member)
        self._define(name)
        if count in (b"all", b"any"):
            threshold = len(members) if count == b"all" else 1
        else:
            threshold = parse_decimal(decode_text(count, "threshold"), "threshold")
        if not 1 <= threshold <= len(members):
            raise LogError(f"threshold: expected 1 to {len(members)}, found {threshold}")
        self.groups.append(Group(name, threshold, tuple(members)))

    def _define(self, name: bytes) -> None:
        if name == NO_QUORUM or name in self.names:
            raise LogError(f"the name {shown(name)} is taken")
        self.names.add(name)

    def _check_defined(self, name: bytes) -> None:
        if name not in self.names:
            raise LogError(f"{shown(name)} is not defined on a line before")


def _parse_key(vkey: bytes, type_: SignatureType) -> VerifierKey:
    key = parse_vkey(decode_text(vkey, "verifier key"))
    if key.type != type_:
        raise LogError(f"verifier key {shown(key.name)}: expected type 0x{type_:02x} here, found 0x{key.type:02x}")
    return key
