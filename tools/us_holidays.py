"""Writes the table of US federal holidays, `site_gen/data/us_holidays.json`, out of the library `holidays`.

The library takes a second to import, longer than a small site takes to build; the dates of twenty years do not.
"""

from __future__ import annotations

import json
from pathlib import Path

from holidays.countries import US

FIRST, LAST = 2026, 2045
PLACE = Path(__file__).parents[1] / "site_gen" / "data" / "us_holidays.json"
OBSERVED = " (observed)"


def table() -> str:
    """Give the table as text: each date with the English name of its holiday, and whether it only stands in for one."""
    days = US(years=range(FIRST, LAST + 2))
    rows = [
        json.dumps([day.isoformat(), days[day].removesuffix(OBSERVED), days[day].endswith(OBSERVED)])
        for day in sorted(days)
        if FIRST <= day.year <= LAST
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n"


if __name__ == "__main__":
    PLACE.write_text(table(), encoding="utf-8")
