"""Writes a vendor's table of reviews about the people of a made-up site: `python -m benchmarks.export N SITE FILE.csv`.

Half of the rows have stars only. The mapping that `site-gen intake csv` needs is written beside it, as FILE.yaml.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
from pathlib import Path

from benchmarks import words
from benchmarks.generate import AS_OF

_MINUTES = 7
_MAPPING = """\
source: made-up-vendor
columns: {Survey: source_id, Provider: provider, Overall: rating, Comment: text, Date: received_at, Name: author}
"""


def write_export(count: int, site: Path, table: Path, seed: int = 1) -> None:
    """Write a table of `count` rows, the same for one site and seed, and its mapping."""
    rng = random.Random(seed)  # noqa: S311 - the same content every time is the point
    people = sorted(path.stem for path in (site / "content/providers").glob("*.yaml"))
    last = datetime.datetime.combine(AS_OF, datetime.time(), datetime.UTC)
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Survey", "Provider", "Overall", "Comment", "Date", "Name"])
        for number in range(count):
            at = last - datetime.timedelta(minutes=_MINUTES * number, seconds=number % 60)
            text = words.review_text(rng) if number % 2 else ""
            given, family = words.person(rng)
            rows.writerow(
                [f"S{number}", rng.choice(people), rng.randint(1, 5), text, at.isoformat(), f"{given} {family[0]}."]
            )
    table.with_suffix(".yaml").write_text(_MAPPING, encoding="utf-8")


def main() -> None:
    """Read the arguments and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("site", type=Path)
    parser.add_argument("table", type=Path)
    given = parser.parse_args()
    write_export(given.count, given.site, given.table)


if __name__ == "__main__":
    main()
