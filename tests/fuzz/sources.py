"""Where seeds come from: the sample site of this repository, and inputs that other tests make."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parents[1]
REPOSITORY = TESTS.parent


def sample(*patterns: str, most: int = 12, most_bytes: int = 1 << 16) -> Iterator[bytes]:
    """Give the smallest files of the sample site that fit the patterns, `most` of each."""
    for pattern in patterns:
        found = sorted((path.stat().st_size, path) for path in REPOSITORY.glob(pattern) if path.is_file())
        for size, path in found[:most]:
            if size <= most_bytes:
                yield path.read_bytes()


@cache
def helper(folder: str, name: str) -> ModuleType:
    """Give a helper module of other tests, such as `google_data` of `intake/reviews`."""
    place = str(TESTS / folder)
    if place not in sys.path:
        sys.path.append(place)
    return importlib.import_module(name)
