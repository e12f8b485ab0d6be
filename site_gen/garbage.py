"""How often Python looks for garbage that refers to itself."""

from __future__ import annotations

import gc

_ALLOCATED_BEFORE_A_LOOK = 20_000
"""So many objects are made between two looks: work on pages and records makes little such garbage and many objects."""


def look_seldom() -> None:
    """Look for garbage less often than Python does by itself (700 objects); whoever runs long still gets rid of it."""
    gc.set_threshold(_ALLOCATED_BEFORE_A_LOOK)
