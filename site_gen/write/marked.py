"""Whether a folder is an output of ours, and may be replaced."""

from __future__ import annotations

from pathlib import Path

from site_gen.errors import UnwritableError


def refuse_foreign(out: Path, mark: str) -> None:
    """Make sure that `out` may be replaced.

    Raises:
        UnwritableError: it is a file, or holds something that site-gen did not write.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise UnwritableError(f"{out} is not a folder")
    is_ours = is_marked(out, mark) if (out / ".nojekyll").exists() else not any(out.iterdir())
    if not is_ours:
        raise UnwritableError(
            f"{out} holds files that site-gen did not write", hint="name another folder with --out, or empty this one"
        )


def is_marked(folder: Path, mark: str) -> bool:
    """Tell whether a folder is an output of site-gen."""
    try:
        return (folder / ".nojekyll").read_text(encoding="utf-8", errors="replace") == mark
    except OSError:
        return False
