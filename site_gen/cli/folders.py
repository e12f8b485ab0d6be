"""The user's own folders and keys, from arguments and environment (XDG base directories)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.pipeline.keys import KeySource

DEFAULT_OUT = "public"


def output_folder(root: Path, out: str | Path | None = None) -> Path:
    """Give where a site is built into: the folder of the arguments, else `public/` in the site; links are followed."""
    return of_utf8(Path(os.path.realpath(out or root / DEFAULT_OUT)))


def of_utf8(path: Path) -> Path:
    """Give a path whose name is UTF-8, as addresses and all that is kept of it are.

    Raises:
        SiteGenError: it is none; names of the system may be any bytes.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        shown = os.fsencode(path).decode("utf-8", "replace")
        raise SiteGenError(f"the name of {shown} is not UTF-8", hint="rename the folder that is not") from error
    return path


def keys_folder() -> Path:
    """Give the folder of the user's keys."""
    return _folder("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """Give the folder in which a cosigner remembers what it signed."""
    return _folder("XDG_STATE_HOME", ".local/state") / "cosigned"


def key_source(key_files: Sequence[str]) -> KeySource:
    """Give what arguments and environment say about the log's private keys; arguments go first."""
    from site_gen.pipeline.keys import KeySource

    environment = os.environ  # noqa: TID251 - cli reads the environment
    named = list(key_files) or [part for part in environment.get("SITE_GEN_LOG_KEY_FILE", "").split(os.pathsep) if part]
    return KeySource(
        folder=keys_folder(),
        files=tuple(Path(file).expanduser() for file in named),
        text=None if key_files else environment.get("SITE_GEN_LOG_KEY"),
    )


def report_folder(root: Path, out: str | None, name: str) -> Path:
    """Give where a report goes: the folder of the arguments, else `reports/NAME/` in the site."""
    return Path(out).expanduser().resolve() if out else root / "reports" / name


def shown(file: Path) -> str:
    """Give a path as it is told: from where the user stands, if it lies there."""
    try:
        return str(file.relative_to(Path.cwd()))
    except ValueError:
        return str(file)


def _folder(variable: str, usual: str) -> Path:
    named = os.environ.get(variable)  # noqa: TID251 - cli reads the environment
    return (Path(named) if named else Path.home() / usual) / "site-gen"
