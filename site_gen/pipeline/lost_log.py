"""Recognises that a log was lost: something still shows that there was one of its name.

Without `log/` the first seal begins a log. Where there was one, it would be a second one of the same name: a fork,
which whoever kept a checkpoint can prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_gen.deploy.items import CHECKPOINT as PUBLISHED
from site_gen.deploy.kept import KeptOutputs
from site_gen.load.folder import OLD_LOGS
from site_gen.load.log_folder import read_optional
from site_gen.pipeline.cache import last_output
from site_gen.pipeline.cache_folder import CACHE, DEPLOYED, PREVIEW
from site_gen.reviewlog.checkpoint import parse_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import parse_note

_USUAL_OUTPUT = "public"


def refuse_lost_log(root: Path, origin: str) -> None:
    """Make sure that nothing on this machine shows an earlier log of this name, before one is begun.

    Outputs are looked at, those that were deployed, and logs that others replaced. No signature is asked for.

    Raises:
        LogError: something does.
    """
    for place, data in _checkpoints(root):
        try:
            seen = parse_checkpoint(parse_note(data).text)
        except LogError:
            continue  # no checkpoint
        if seen.origin == origin and seen.size > 0:
            raise LogError(
                f"there is no log here, and {place} is of {origin} with {seen.size:,} entries",
                hint="restore log/ from the repository or a backup; site-gen log init --new-origin begins another log",
            )


def _checkpoints(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give checkpoints of earlier logs, each with where it is."""
    cache = root / CACHE
    outputs = [root / _USUAL_OUTPUT, last_output(cache), cache / PREVIEW]
    files = [out / PUBLISHED for out in outputs if out is not None]
    for file in (*files, *sorted(root.glob(f"{OLD_LOGS}/checkpoint"))):
        data = read_optional(file.parent, file.name)
        if data is not None:
            yield str(file.relative_to(root) if file.is_relative_to(root) else file), data
    for folder in sorted((cache / DEPLOYED).glob("*/")):
        kept = KeptOutputs(folder)
        for output in kept.all():
            data = kept.read(output, PUBLISHED)
            if data is not None:
                yield f"the checkpoint in {folder.relative_to(root)}", data
