"""Compiled templates in folders, so that the next build need not compile them."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

import site_gen
from site_gen.render import quick_code, translating
from site_gen.render.locale import Locale

_PACKAGE = Path(site_gen.__file__).parent
_SHIPPED = tuple(f"{folder / 'themes'}{os.sep}" for folder in (_PACKAGE, _PACKAGE.parent))
"""How the paths of the themes begin that come with the package, installed or in a checkout."""
_BESIDE = Path(__file__).parent / "__pycache__"


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of one language; other words of that language make them anew, or other code that compiles.

    Those of the package's own themes are kept where Python keeps its compiled modules, so that a site's first build
    finds them, and where it keeps none as others are: in the site's `folder`.
    """

    def __init__(self, folder: str, words: Locale, *, quick: bool) -> None:
        super().__init__(folder, f"{words.tag}-{'quick' if quick else 'exact'}-%s.cache")
        self._about = words.digest + _code()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Give what a template is called by; those of the package begin with `own-`."""
        key = super().get_cache_key(name, filename)
        return f"own-{key}" if filename and filename.startswith(_SHIPPED) else key

    def get_source_checksum(self, source: str) -> str:
        """Give a digest of everything that compiled templates hang on."""
        return hashlib.blake2b(source.encode() + self._about, digest_size=16).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; where there is no room for it, the next build compiles it again."""
        with suppress(OSError):
            super().dump_bytecode(bucket)

    def _get_cache_filename(self, bucket: Bucket) -> str:
        folder = str(_BESIDE) if bucket.key.startswith("own-") and _keeps_compiled() else self.directory
        return f"{folder}/{self.pattern % bucket.key}"


@functools.cache
def _keeps_compiled() -> bool:
    """Tell whether Python keeps compiled modules beside this one."""
    return not sys.dont_write_bytecode and sys.pycache_prefix is None and os.access(_BESIDE, os.W_OK)


@functools.cache
def _code() -> bytes:
    return b"".join(Path(str(module.__file__)).read_bytes() for module in (quick_code, translating))
