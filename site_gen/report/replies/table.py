"""The worklist as CSV: ids and names of the practice, never words of a patient."""

from __future__ import annotations

import csv
import io

from site_gen.report.replies.work import Work, stars_words

COLUMNS = (
    "id",
    "provider",
    "source",
    "stars",
    "stage",
    "received_on",
    "age_days",
    "approvable_at",
    "urgent",
    "late",
    "rating",
)


def format_table(work: Work) -> bytes:
    """Give `replies.csv`, a line for each reply that waits; its columns hold ids, numbers, dates, yes and no."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in work.waiting:
        cooled = f"{one.cooled_at:%Y-%m-%dT%H:%M:%SZ}" if one.cooled_at and one.stage == "cooling-off" else ""
        writer.writerow(
            (
                one.id,
                one.provider,
                one.source,
                stars_words(one.stars),
                one.stage,
                one.received_on.isoformat(),
                one.age_days,
                cooled,
                "yes" if one.is_urgent else "no",
                "yes" if one.is_late else "no",
                one.rating or "none",
            )
        )
    return file.getvalue().encode()
