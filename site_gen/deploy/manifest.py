"""What lies at a place, as the deployment that put it there says: `.site-gen/manifest.json`."""

from __future__ import annotations

import msgspec

from site_gen.errors import UnreadableError
from site_gen.model.undecodable import UNDECODABLE

SCHEMA = 1


class Deployed(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a place by path with their SHA-256 in hexadecimal.

    `pending` are paths that a deployment was about to change or remove; as long as there are any, what lies there is
    known only of the others. `log_size` is the size of the review log whose checkpoint lies there. What is `leaving`
    lies there as well, for pages that somebody still keeps, and goes with the next deployment; older versions know
    nothing of it, and let it be.
    """

    tool: str = "site-gen"
    schema: int = SCHEMA
    files: dict[str, str] = {}
    pending: tuple[str, ...] = ()
    log_size: int = 0
    leaving: tuple[str, ...] = ()


def parse_deployed(data: bytes | None) -> Deployed:
    """Read a manifest; of a place that has none nothing is known.

    Raises:
        UnreadableError: something else lies there.
    """
    if data is None:
        return Deployed()
    try:
        found = msgspec.json.decode(data, type=Deployed)
    except UNDECODABLE as error:
        raise UnreadableError(
            "the manifest at the target is damaged", hint="remove .site-gen/manifest.json there: all is put there anew"
        ) from error
    foreign = [path for path in (*found.files, *found.pending, *found.leaving) if not _is_below(path)]
    if foreign:
        raise UnreadableError(
            f"the manifest at the target names {foreign[0]!r}, which is no path of an output",
            hint="look who else may write there, and remove .site-gen/manifest.json there: all is put there anew",
        )
    if found.schema != SCHEMA:
        raise UnreadableError(
            f"the manifest at the target has the form {found.schema}, this version knows {SCHEMA}",
            hint="deploy with the version that put it there, or a newer one",
        )
    return found


def _is_below(path: str) -> bool:
    """Tell whether a path leads to a file below the root: what the manifest names may be removed."""
    return not {"\\", "\0"} & set(path) and not {"", ".", ".."} & set(path.split("/"))


def format_deployed(deployed: Deployed) -> bytes:
    """Give a manifest as JSON with sorted keys."""
    return msgspec.json.encode(deployed, order="sorted") + b"\n"
