"""What a verification keeps in files comes back as it was; what it keeps in memory has a bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import UnwritableError
from site_gen.reviewlog.states import Conflict, ConflictKind
from site_gen.verify.claims import MOST_FAILURES, Checks, Claim
from site_gen.verify.parts import Conflicts, SeenIds, read_parts
from site_gen.verify.spill import Contents, Spill, read_spilled


@given(st.lists(st.tuples(st.integers(0, 3), st.binary(max_size=40_000)), max_size=12))
def test_each_part_gives_its_records_in_their_order(tmp_path_factory, records: list[tuple[int, bytes]]):
    folder = tmp_path_factory.mktemp("spill") / "parts"
    spill = Spill(folder, 4)
    for part, record in records:
        spill.put(part, record)
    spill.close()
    for part in range(4):
        assert list(read_spilled(folder, part)) == [record for number, record in records if number == part]


@given(st.sets(st.integers(0, 500)))
def test_what_was_kept_under_a_number_is_there_at_any_time(tmp_path_factory, numbers: set[int]):
    contents = Contents(tmp_path_factory.mktemp("spill") / "contents")
    known = sorted(numbers)
    for place, number in enumerate(known):
        contents.keep(number, number.to_bytes(16, "big"))
        assert all(contents.kept(one) == one.to_bytes(16, "big") for one in known[: place + 1])
    contents.close()


def test_a_folder_that_takes_no_file_is_said(tmp_path: Path):
    spill = Spill(tmp_path / "parts", 1)
    spill.put(0, b"x")
    (tmp_path / "parts").rmdir()
    with pytest.raises(UnwritableError, match="parts"):
        spill.close()


def test_of_many_conflicts_the_first_are_kept_and_all_are_counted():
    conflicts = Conflicts()
    for start in range(0, 3 * MOST_FAILURES, 100):
        found = [
            Conflict(index, ConflictKind.UNREADABLE, None, f"entry {index}") for index in range(start, start + 100)
        ]
        conflicts.add(reversed(found), more=1)
    assert [one.index for one in conflicts.first] == list(range(MOST_FAILURES))
    checks = Checks()
    conflicts.fail(checks)
    assert checks.failed[Claim.STATES] == conflicts.count == 3 * MOST_FAILURES + 30
    assert len(checks.failures) == MOST_FAILURES


def test_a_log_of_nothing_but_conflicts_fills_no_memory(tmp_path: Path):
    log = read_parts((b"{}" for _ in range(5_000)), 5_000, tmp_path)
    assert (log.conflicts.count, len(log.conflicts.first), log.settings.conflicts) == (5_000, MOST_FAILURES, [])


def test_an_id_of_two_providers_is_found_and_one_that_comes_twice_from_one_is_not(tmp_path: Path):
    ids = SeenIds(tmp_path / "ids", 3)
    ids.add(["r-one", "r-two", "r-two"])
    ids.add(["r-two", "r-three"])
    ids.add(["r-two", "r-four"])
    assert list(ids.twice()) == ["r-two", "r-two"]
