"""Opens the site's own review log: checkpoint, tree and states, all proven against each other."""

from __future__ import annotations

import urllib.parse
from pathlib import Path
from typing import NamedTuple

from site_gen.load.log_folder import CHECKPOINT, LAST_SEEN, LOG, read_optional, tile_reader
from site_gen.model.site import LogSettings, Site
from site_gen.reviewlog.checkpoint import Checkpoint, open_checkpoint
from site_gen.reviewlog.edge import EMPTY_EDGE, Edge, read_edge
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.prove import root_at
from site_gen.reviewlog.replay import replay_entries
from site_gen.reviewlog.states import Replay
from site_gen.reviewlog.stored import hash_reader, read_entries
from site_gen.reviewlog.vkey import VerifierKey, parse_vkey

DEMONSTRATION_KEY_ID = "07407c65"
"""The key ID of the sample's key, whose private half is published on purpose: `docs/guide/demonstration.key`."""

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class OpenLog(NamedTuple):
    """The log as it stands. `checkpoint` is None before the first seal; `signed` are its bytes."""

    checkpoint: Checkpoint | None
    signed: bytes
    edge: Edge
    replay: Replay

    @property
    def size(self) -> int:
        """The number of entries."""
        return self.edge.size


def open_log(root: Path, settings: LogSettings) -> OpenLog:
    """Read the whole log of a site and check it: signature, every entry, every tile, replay.

    Conflicts between entries are in the replay and are no error here.

    Raises:
        LogError: a signature, a tile, an entry or the origin is wrong.
    """
    head = read_head(root, settings)
    if head is None:
        return OpenLog(None, b"", EMPTY_EDGE, Replay())
    signed, checkpoint = head
    read = tile_reader(root)
    edge = read_edge(checkpoint.size, checkpoint.root, read)
    replay = replay_entries(read_entries(checkpoint.size, checkpoint.root, read))
    return OpenLog(checkpoint, signed, edge, replay)


def read_signed(root: Path) -> bytes | None:
    """Give the bytes of the site's checkpoint; None before the first seal.

    Raises:
        LogError: it is missing, and there are tiles. A second genesis over them would be a fork.
    """
    data = read_optional(root, CHECKPOINT)
    if data is None and any(path.is_file() for path in (root / LOG / "tile").rglob("*")):
        raise LogError(f"{CHECKPOINT} is missing, and there are tiles", hint="restore log/ from the repository")
    return data


def read_head(root: Path, settings: LogSettings) -> tuple[bytes, Checkpoint] | None:
    """Give the site's checkpoint, with its bytes; None before the first seal.

    Raises:
        LogError: it was lost, or is not one of this log; the message names its file.
    """
    data = read_signed(root)
    if data is None:
        return None
    log_keys(settings)  # a key that is none is a fault of site.yaml
    try:
        return data, own_checkpoint(data, settings)
    except LogError as error:
        hint = error.hint or "restore it from the repository, or put the key that signed it back into site.yaml"
        raise LogError(f"{CHECKPOINT}: {error.message}", hint=hint) from error


def log_keys(settings: LogSettings) -> tuple[VerifierKey, ...]:
    """Give the keys that may have signed the log's checkpoints: the present one first, then those before it.

    Raises:
        LogError: one that is no key.
    """
    return tuple(parse_vkey(text) for text in (settings.key, *(one.key for one in settings.previous_keys)))


def refuse_demonstration(site: Site) -> None:
    """Refuse the sample's key, which anybody can sign with, on a site that is not a sample (INT105).

    Raises:
        LogError: it is that key, or something is no key at all.
    """
    assert site.log is not None, "the site has a log"
    host = urllib.parse.urlsplit(site.base_url).hostname or ""
    is_demonstration = any(key.key_id.hex() == DEMONSTRATION_KEY_ID for key in log_keys(site.log))
    if is_demonstration and host != "example" and not host.endswith(".example") and host not in _LOCAL:
        raise LogError(
            f"the log is signed with the demonstration key, which anybody has, and the site is {host}",
            hint="make a log of your own: site-gen log init --new-origin NAME",
        )


def check_extends(root: Path, size: int, seen: Checkpoint | None) -> None:
    """Make sure that the local log of `size` continues `seen`: a restored backup, a second laptop or a merge does not.

    Raises:
        LogError: the local log is shorter, or another one.
    """
    if seen is None or seen.size == 0:
        return
    hint = "bring the newest log/ here first (git pull, or restore it); never seal on top of an older one"
    if size < seen.size:
        raise LogError(f"the log has {size} entries here, {seen.size} were seen before", hint=hint)
    if root_at(seen.size, hash_reader(size, tile_reader(root))) != seen.root:
        raise LogError(f"the log here is not the one that was seen before at size {seen.size}", hint=hint)


def refuse_unfinished_rotation(log: OpenLog, settings: LogSettings) -> None:
    """Make sure that `site.yaml` names the key that the log named last, with which it is to be signed.

    Raises:
        LogError: it names another one, since a rotation was killed, or an older `site.yaml` came back.
    """
    if log.replay.keys and log.replay.keys[-1][1] != settings.key:
        raise LogError(
            "the log's newest key is not the one in site.yaml: a rotation was not finished, or site.yaml is older",
            hint="site-gen seal --rotate FILE, with the file of the new key, finishes it; or restore site.yaml",
        )


def last_seen(root: Path, settings: LogSettings) -> Checkpoint | None:
    """Give the checkpoint that this folder sealed or saw last, or None.

    Raises:
        LogError: the file is not a checkpoint of this log.
    """
    data = read_optional(root, LAST_SEEN)
    return None if data is None else own_checkpoint(data, settings)


def own_checkpoint(data: bytes, settings: LogSettings) -> Checkpoint:
    """Give a checkpoint of the site's own log, from wherever its bytes come.

    Raises:
        LogError: not a checkpoint, not signed with a key of this log, or another log's.
    """
    checkpoint = open_checkpoint(data, log_keys(settings))
    if checkpoint.origin != settings.origin:
        raise LogError(f"the log is {checkpoint.origin}, site.yaml says {settings.origin}")
    return checkpoint
