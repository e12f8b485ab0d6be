"""The search index: what Pagefind makes of the profiles in a folder.

Pagefind reads what stands inside `data-pagefind-body` and not inside `data-pagefind-ignore`, with one index for each
language.

Source: https://pagefind.app/docs/
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from site_gen.errors import SiteGenError
from site_gen.write.search_order import in_order

_PACKAGE = "pagefind-bin"
_UNUSED = ("pagefind-component-ui", "pagefind-highlight", "pagefind-modular-ui", "pagefind-ui")
"""What Pagefind adds for sites without markup of their own: half a megabyte."""
_HINT = f"pip install {_PACKAGE}, or set search: false in site.yaml"


def search_version() -> str:
    """Give the version of Pagefind, which the bytes of an index depend on.

    Raises:
        SiteGenError: it is not installed.
    """
    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise SiteGenError("search: true needs Pagefind, which is not installed", hint=_HINT) from error


def search_files(folder: Path, prefixes: Sequence[str]) -> dict[str, bytes]:
    """Give the files of the index over `PREFIXproviders/*/index.html` in `folder`, in order, by their names in it.

    `prefixes` are empty for the language at the root, `es/` for another one.

    Raises:
        SiteGenError: Pagefind cannot run here, or does not make an index.
    """
    glob = "{" + ",".join(f"{prefix}providers/*/index.html" for prefix in prefixes) + "}"
    with tempfile.TemporaryDirectory(prefix="site-gen-search-") as made:
        command = [_executable(), "--site", str(folder), "--output-path", made, "--glob", glob, "--quiet"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - its own arguments
        except OSError as error:
            raise SiteGenError(f"Pagefind does not run here: {error.strerror}", hint=_HINT) from error
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise SiteGenError(f"Pagefind made no index: {said[-1] if said else done.returncode}", hint=_HINT)
        paths = {path.relative_to(made).as_posix(): path for path in Path(made).rglob("*") if path.is_file()}
        return in_order({name: path.read_bytes() for name, path in paths.items() if not name.startswith(_UNUSED)})


def _executable() -> str:
    from pagefind_bin import get_executable

    return str(get_executable())
