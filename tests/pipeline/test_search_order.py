"""The files of a search index in one order, and an index that nobody understands."""

from __future__ import annotations

import gzip
import json
from typing import Any

import cbor2
import pytest

from site_gen.errors import SiteGenError
from site_gen.write.search_order import in_order

VALUES = [["Teeth", [2, 1, 2]], ["Hearts", [0]]]


def packed(value: Any) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value), mtime=0)


def an_index(*, turned: bool = False) -> dict[str, bytes]:
    step = -1 if turned else 1
    filters = [["specialty", "en_1"], ["gender", "en_2"]][::step]
    languages = {tag: {"hash": f"{tag}_0", "wasm": tag, "page_count": 3} for tag in ["en", "es"][::step]}
    return {
        "pagefind-entry.json": json.dumps({"version": "1.5.2", "languages": languages}).encode(),
        "filter/en_1.pf_filter": packed(["specialty", VALUES[::step]]),
        "filter/en_2.pf_filter": packed(["gender", [["female", [0, 1, 2]]]]),
        "pagefind.en_0.pf_meta": packed(["1.5.2", [["en_a", 9]], [["a", "z", "en_i"]], filters, [], ["title", "what"]]),
        "pagefind.es_0.pf_meta": packed(["1.5.2", [["es_a", 9]], [["a", "z", "es_i"]], [], [], ["title"]]),
        "index/en_i.pf_index": b"words",
    }


def test_two_orders_of_the_same_index_come_out_the_same():
    assert an_index() != an_index(turned=True)
    assert in_order(an_index()) == in_order(an_index(turned=True))
    assert list(in_order(an_index())) == sorted(in_order(an_index()))


def test_another_value_gives_other_names_so_that_no_browser_keeps_the_old_one():
    before, changed = an_index(), an_index()
    changed["filter/en_2.pf_filter"] = packed(["gender", [["female", [0, 1]]]])
    assert len(in_order(before).keys() ^ in_order(changed).keys()) == 4


def test_every_name_in_the_index_leads_to_a_file_and_every_page_counts_once():
    files = in_order(an_index())
    entry = json.loads(files["pagefind-entry.json"])
    hash_ = entry["languages"]["en"]["hash"]
    meta = cbor2.loads(files[f"pagefind.{hash_}.pf_meta"].removeprefix(b"pagefind_dcd"))
    name, filter_hash = meta[3][1]
    assert name == "specialty"
    data = files[f"filter/{filter_hash}.pf_filter"]
    assert cbor2.loads(data.removeprefix(b"pagefind_dcd")) == ["specialty", [["Hearts", [0]], ["Teeth", [1, 2]]]]
    assert files["index/en_i.pf_index"] == b"words"
    assert len(files) == len(an_index())


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("pagefind-entry.json", b"{}"),
        ("pagefind-entry.json", b"nonsense"),
        ("pagefind.en_0.pf_meta", b"nonsense"),
        ("pagefind.en_0.pf_meta", gzip.compress(b"nonsense", mtime=0)),
        ("pagefind.en_0.pf_meta", packed(["1.5.2"])),
        ("filter/en_1.pf_filter", packed(7)),
        ("filter/en_1.pf_filter", packed(["specialty", VALUES])[:40]),
    ],
)
def test_an_index_of_another_kind_is_refused(file: str, data: bytes):
    files = an_index()
    files[file] = data
    with pytest.raises(SiteGenError, match="not understood"):
        in_order(files)


def test_an_index_without_a_file_that_it_names_is_refused():
    files = an_index()
    del files["filter/en_2.pf_filter"]
    with pytest.raises(SiteGenError, match="not understood"):
        in_order(files)
