"""How pictures are encoded; what is made, and under which name, depends on it."""

from __future__ import annotations

import functools
from importlib import metadata
from typing import Any

_RECIPE = 1
"""Grows with every change of what is made, so that its names change."""
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 58, "speed": 6, "subsampling": "4:2:0", "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "optimize": True, "progressive": True, "subsampling": "4:2:0"}),
    "png": ("PNG", {"optimize": True}),
}
"""Format and settings of Pillow by the ending of the file."""


@functools.cache
def recipe() -> str:
    """Give what made pictures depend on besides their original."""
    return f"{_RECIPE} pillow {metadata.version('pillow')} {sorted(SETTINGS.items())}"
