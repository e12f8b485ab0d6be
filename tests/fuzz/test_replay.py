"""Each fuzz target still runs: over its seeds, over damaged ones, and over every input that once failed it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from .targets import TARGETS

FOUND = Path(__file__).parent / "found"
"""A folder for each target with inputs that failed once, made small, and free of anybody's data."""
MOST_DAMAGED = 40


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_its_seeds_and_what_once_failed(name: str):
    target = TARGETS[name]
    seeds = list(target.seeds())
    assert seeds
    for data in (*seeds, *(place.read_bytes() for place in sorted((FOUND / name).glob("*"))), b"", b"\0", b"\xff"):
        assert len(data) <= target.most_bytes, "a seed that is cut is no valid input"
        target.run(data)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_damaged_seeds(name: str):
    target = TARGETS[name]
    chance = random.Random(name)
    seeds = sorted(target.seeds(), key=len)[:8]
    for _ in range(MOST_DAMAGED):
        seed = chance.choice(seeds)
        start = chance.randrange(len(seed) + 1)
        put_in = chance.choice((*target.words, chance.randbytes(2), b""))
        target.run(seed[:start] + put_in + seed[start + chance.choice((0, 0, 1, 4)) :])


def test_every_kept_input_belongs_to_a_target():
    assert {place.name for place in FOUND.iterdir()} <= TARGETS.keys()
