"""Brings the files of a search index into one order, so that the same pages give the same bytes.

Pagefind writes words and pages in an order of their own, but filters and languages as its hash tables have them, which
is another order every time. A file of its index is `pagefind_dcd` and CBOR inside of gzip. Here it is written without
gzip, which its script reads as well: then no two versions of zlib need to agree.

Source: Pagefind 1.5, `pagefind/src/index/` (index_filter.rs, index_metadata.rs) and `output/mod.rs`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

from site_gen.errors import SiteGenError

_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
_SHORT, _LONG = 7, 10
"""Hexadecimal digits in the names of filters and of lists of pages."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of an index with their filters and languages in order, by name.

    Raises:
        SiteGenError: they are written in another way than that of the versions that are known.
    """
    result = dict(files)
    try:
        entry = json.loads(result[_ENTRY])
        for language, one in sorted(entry["languages"].items()):
            one["hash"] = _order_language(result, language, one["hash"])
        entry["languages"] = dict(sorted(entry["languages"].items()))
        result[_ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    except (KeyError, TypeError, ValueError, OSError, EOFError, zlib.error) as error:
        raise SiteGenError(
            f"Pagefind made an index that is not understood: {type(error).__name__} {error}",
            hint="pip install 'pagefind-bin<1.6', or set search: false in site.yaml",
        ) from error
    return dict(sorted(result.items()))


def _order_language(files: dict[str, bytes], language: str, old: str) -> str:
    """Order the filters of one language and write its list of pages, filters and fields anew; give its new hash."""
    version, pages, chunks, filters, sorts, fields = _read(files.pop(f"pagefind.{old}.pf_meta"))
    named = sorted((name, _order_filter(files, language, hash_)) for name, hash_ in filters)
    data = _write([version, pages, chunks, [list(pair) for pair in named], sorted(sorts), sorted(fields)])
    new = f"{language}_{_digest(data, _LONG)}"
    files[f"pagefind.{new}.pf_meta"] = data
    return new


def _order_filter(files: dict[str, bytes], language: str, old: str) -> str:
    """Write one filter anew, its values by name and each page once; give its new hash."""
    name, values = _read(files.pop(f"filter/{old}.pf_filter"))
    data = _write([name, sorted([value, sorted(set(pages))] for value, pages in values)])
    new = f"{language}_{_digest(data, _SHORT)}"
    files[f"filter/{new}.pf_filter"] = data
    return new


def _read(data: bytes) -> Any:
    import cbor2

    plain = data if data.startswith(_MARK) else gzip.decompress(data)
    if not plain.startswith(_MARK):
        raise ValueError("a file without the mark of Pagefind")
    return cbor2.loads(plain.removeprefix(_MARK))


def _write(value: list[Any]) -> bytes:
    import cbor2

    return _MARK + cbor2.dumps(value)


def _digest(data: bytes, length: int) -> str:
    return hashlib.sha256(data).hexdigest()[:length]
