"""After each kind of edit an incremental build equals a full one; how it is at size, `benchmarks/alike.py` says."""

from __future__ import annotations

from benchmarks.alike import EDITS, compare


def test_after_every_kind_of_edit_an_incremental_build_says_and_writes_what_a_full_one_does(tmp_path):
    compared = list(compare(tmp_path, 14, len(EDITS), seed=3))
    assert [(one.edit, one.differences) for one in compared] == [(edit, ()) for edit in EDITS]
    assert all(one.changed for one in compared)
