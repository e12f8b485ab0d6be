"""Who can change what, and how it is noticed: the whole table, each cell a run of the command.

*Anybody* changes published files, without the log's key. The *holder* of the key changes what everything is made of,
and signs anew, so that pages, openings, log and checkpoint agree: against that only what others kept or saw can help.

A cell is the exit code with the claim that fails or, where none does, with the outcome of `not-rewritten`; `"` is the
cell to the left. `--key` is the log's key alone, `--since` besides it a checkpoint that was kept, `--policy` the key
with a witness who cosigned the honest checkpoint.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from site_gen.reviewlog.sign import generate_signing_key
from verify.conftest import Built, Resealed, Watched, without_lists
from verify.copies import Copy
from verify.sites import LOG, ORIGIN
from verify.table_changes import ANYBODY, HOLDER, sign_by_another
from verify.tampering import (
    Capture,
    verify_command,
)

TABLE = """
what is done                           | by whom | --key                    | --since         | --policy
nothing                                | anybody | 0 not checked            | 0 proven        | "
a word is changed                      | anybody | 1 text-unedited          | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a star is changed                      | anybody | 1 rating-provider-source | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a date is changed                      | anybody | 1 author-dates-labels    | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a review is moved to another provider  | anybody | 1 shown-is-published     | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
two texts are swapped                  | anybody | 1 text-unedited          | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a bad review is deleted from pages     | anybody | 1 nothing-vanished       | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a bad review is deleted from content   | anybody | 1 nothing-vanished       | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a bad review is deleted from openings  | anybody | 1 openings-complete      | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a bad review is deleted from the log   | anybody | 1 entries-in-tree        | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
the label "employee" is dropped        | anybody | 1 author-dates-labels    | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a provider's pages are hidden          | anybody | 1 nothing-vanished       | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a reply is shown after its removal     | anybody | 1 replies                | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
markup has a review without an index   | anybody | 1 markup-is-visible      | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a review is inserted                   | anybody | 1 shown-is-published     | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a segment is hidden without a decision | anybody | 1 text-unedited          | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
entries are reordered                  | anybody | 1 entries-in-tree        | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
the log is truncated                   | anybody | 1 checkpoint             | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
a rewritten log is signed              | anybody | 1 checkpoint             | "               | "
                                       | holder  | 0 not checked            | 1 not-rewritten | "
the key is forged, or another          | anybody | 1 checkpoint             | "               | "
                                       | holder  | 1 checkpoint             | "               | "
an older state is published once more  | anybody | 0 not checked            | 1 not-rewritten | 0 proven
"""
"""The last row is why a checkpoint should be kept: a state that was signed, and seen by witnesses, is an honest one for
good. Only its dates tell that it is old."""

CUT = ("the log is truncated", "an older state is published once more")
"""Where the checkpoint that was kept is the newest; elsewhere it is that before the last seal."""

SEPTEMBER = 1_790_000_000


def rows() -> list[Any]:
    """Give the rows of the table as cases."""
    found, what = [], ""
    for line in TABLE.strip().splitlines()[1:]:
        named, who, *cells = (cell.strip() for cell in line.split("|"))
        what = named or what
        for place in (1, 2):
            cells[place] = cells[place - 1] if cells[place] == '"' else cells[place]
        found.append(pytest.param(what, who, cells, id=f"{what}, {who}"))
    return found


def change(what: str, who: str, small: Copy, before: Copy, resealed: Resealed) -> Copy:
    """Give the published site after what was done."""
    if what == "an older state is published once more":
        return before
    if (what, who) == ("the log is truncated", "holder"):
        before.write_log(before.entries())
        return before
    if (what, who) == ("a rewritten log is signed", "anybody"):
        return resealed(HOLDER[what], key=generate_signing_key(ORIGIN))
    if (what, who) == ("a bad review is deleted from content", "anybody"):
        pages = resealed(HOLDER[what]).public
        shutil.copytree(pages, small.public, ignore=shutil.ignore_patterns("review-log"), dirs_exist_ok=True)
        return small
    if who == "holder" and what in HOLDER:
        return resealed(HOLDER[what])
    ANYBODY[what](small)
    return small


@pytest.mark.parametrize(("what", "who", "cells"), rows())
def test_the_table(
    small: Copy,
    built_small: Built,
    resealed: Resealed,
    watched: Watched,
    capsysbinary: Capture,
    tmp_path: Path,
    what: str,
    who: str,
    cells: list[str],
):
    before = Copy(without_lists(shutil.copytree(built_small.before, tmp_path / "before")), small.site)
    seen = before if what == "an older state is published once more" else small
    policy = watched(seen, SEPTEMBER)["policy"]
    kept = tmp_path / "kept"
    shutil.copy(small.public / LOG / "checkpoint" if what in CUT else small.site.kept, kept)
    changed = change(what, who, small, before, resealed)
    key = ("--key", small.site.vkey)
    for cell, arguments in zip(cells, (key, (*key, "--since", str(kept)), ("--policy", str(policy))), strict=True):
        answer = verify_command(changed, capsysbinary, *arguments)
        code, _, expected = cell.partition(" ")
        assert answer.code == int(code), answer.out.decode()
        if answer.code:
            assert expected in answer.failed, answer.out.decode()
        else:
            assert (answer.failed, answer.outcomes["not-rewritten"]) == (set(), expected)
        if who == "holder":
            assert len(answer.failed) <= 1, answer.out.decode()


def test_a_key_that_nobody_named_proves_no_signature(small: Copy, capsysbinary: Capture):
    sign_by_another(small)
    answer = verify_command(small, capsysbinary, "--format", "text")
    assert (answer.code, answer.failed) == (0, set())
    assert (answer.outcomes["checkpoint"], answer.outcomes["not-rewritten"]) == ("not checked", "not checked")
    assert b"warning: no key given" in answer.err


def test_a_cosignature_of_the_honest_checkpoint_is_none_of_another(
    small: Copy, watched: Watched, capsysbinary: Capture, resealed: Resealed, tmp_path: Path
):
    policy = watched(small, SEPTEMBER)["policy"]
    cosignature = small.bytes(f"{LOG}checkpoint").splitlines(keepends=True)[-1]
    public = shutil.copytree(resealed(HOLDER["a word is changed"]).public, tmp_path / "again")
    changed = Copy(public, small.site)
    changed.write(f"{LOG}checkpoint", changed.bytes(f"{LOG}checkpoint") + cosignature)
    answer = verify_command(changed, capsysbinary, "--policy", str(policy))
    assert (answer.code, answer.failed) == (1, {"checkpoint"})
