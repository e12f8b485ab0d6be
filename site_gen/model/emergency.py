"""Numbers to call in an emergency, by the jurisdiction of a site."""

from __future__ import annotations

EMERGENCY_NUMBERS = {
    "US": ("911",),
    "UK": ("999", "112"),
    "EU": ("112",),
    "FR": ("15", "112"),
    "AU": ("000",),
}
"""The first is the one to name where none stands."""


def emergency_number(jurisdiction: str) -> str:
    """Give the number to call in an emergency."""
    return EMERGENCY_NUMBERS[jurisdiction][0]
