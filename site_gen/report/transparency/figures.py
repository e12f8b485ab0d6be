"""What a transparency report holds, and its form for programs: `transparency.json`, versioned."""

from __future__ import annotations

import msgspec

from site_gen.model.counting import NO_ROW, ROW_NAMES, Row
from site_gen.report.head import TOOL

SCHEMA = 1
"""Grows when a key changes its meaning or goes; new keys may come without it."""

KIND = "transparency"
JSON_FILE = "transparency.json"
HTML_FILE = "transparency.html"
CSV_FILE = "transparency.csv"


class LogHead(msgspec.Struct, frozen=True, kw_only=True):
    """The log that was read: `root` in base64, as its checkpoint has it, the verifier key, and its newest month.

    `conflicts` counts entries that contradict those before them; they changed no state.
    """

    origin: str
    size: int
    root: str
    key: str
    newest: str
    conflicts: int


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """The reviews of the whole site by stars; a row counts 1, 2, 3, 4 and 5 stars, and none.

    `received` is the sum of shown, withheld, pending and erased; `shown` includes the `redacted` ones, which are shown
    with a marked gap; `withheld` is by reason. `replaced` by their authors and shown `elsewhere`, by source, are
    counted apart.
    """

    received: Row = NO_ROW
    shown: Row = NO_ROW
    redacted: Row = NO_ROW
    withheld: dict[str, Row] = {}
    pending: Row = NO_ROW
    erased: Row = NO_ROW
    replaced: Row = NO_ROW
    elsewhere: dict[str, int] = {}


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """Whole months from the month of receipt, by stars: until reviews were `logged`, and until the `shown` ones were.

    Shown counts the first decision to publish. `undated` are the received ones of whom the log says only the year.
    """

    logged: dict[int, Row] = {}
    shown: dict[int, Row] = {}
    undated: int = 0


class Skew(msgspec.Struct, frozen=True, kw_only=True):
    """Fisher's exact test, one-sided: whether low ratings (1 or 2 stars) are `what` more often than others.

    `hit` are the withheld of `low` and `other` ratings. `p` is empty where the numbers leave nothing to test; `needed`
    low ones and no other would give p < .05, None if not even all low ones would.
    """

    what: str
    low: int
    low_hit: int
    other: int
    other_hit: int
    p: str
    needed: int | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The reviews of one provider, or of several together, as `Sums` has them, without stars."""

    received: int = 0
    shown: int = 0
    redacted: int = 0
    withheld: dict[str, int] = {}
    pending: int = 0
    erased: int = 0
    replaced: int = 0
    elsewhere: int = 0

    @property
    def withheld_count(self) -> int:
        """All withheld reviews, whatever the reason."""
        return sum(self.withheld.values())


class ProviderCounts(msgspec.Struct, frozen=True, kw_only=True):
    """A provider by permanent id, with its present slug as the log has it."""

    id: str
    slug: str
    counts: Counts


class Others(msgspec.Struct, frozen=True, kw_only=True):
    """The providers with too few reviews to be listed: how many they are, and what they add up to.

    `added` of them have enough, the fewest of all that have: else the row would be one or two providers' own numbers.
    """

    providers: int
    counts: Counts
    added: int = 0


class Transparency(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a report. `minimum` is from how many received reviews on a provider is listed."""

    schema: int = SCHEMA
    tool: str = TOOL
    report: str = KIND
    version: str
    as_of: str
    site: str
    base_url: str
    log: LogHead
    stars: tuple[str, ...] = ROW_NAMES
    reviews: Sums
    months: Times
    tests: tuple[Skew, ...]
    minimum: int
    providers: tuple[ProviderCounts, ...]
    others: Others
    limits: tuple[str, ...]


def format_json(report: Transparency) -> bytes:
    """Give `transparency.json`; the same report is the same bytes."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"
