"""What of a site has a day, and who sees to it, as values and as JSON. Nothing about patients is in it."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from site_gen.report.head import TOOL, is_report

KIND = "freshness"
SCHEMA = 1
HTML_FILE = "freshness.html"
JSON_FILE = "freshness.json"
CSV_FILE = "freshness.csv"
MAIL_FOLDER = "mail"

ItemKind = Literal["profile", "credential", "policy", "response", "page", "media"]
State = Literal["late", "undated", "due", "fresh"]
"""`late` is past its day, `undated` a profile that nobody says to have looked at, `due` has its day soon."""

TO_DO: tuple[State, ...] = ("late", "undated", "due")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing with a day: `title` whose it is, `subject` what of it, `dated_on` when it was last looked at.

    `due_on` is the last day on which it counts, `days_left` how far that is (below 0: past), both None where there is
    none. `owners` are ids of roles, empty where nobody sees to it.
    """

    kind: ItemKind
    title: str
    subject: str
    path: str
    state: State
    dated_on: datetime.date | None = None
    due_on: datetime.date | None = None
    days_left: int | None = None
    owners: tuple[str, ...] = ()


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """A role that sees to something: `members` are names of people who are there; `role` is empty for nobody."""

    role: str
    name: str
    members: tuple[str, ...] = ()
    stands_in_for: tuple[str, ...] = ()


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """All that has a day, the earliest first and what has none before it; `owners` are those with something to do.

    `verify_within_days` is for how long a look at a profile counts, `within_days` how far ahead something is due.
    `unread` are files that do not load.
    """

    tool: str = TOOL
    report: str = KIND
    schema: int = SCHEMA
    practice: str
    as_of: datetime.date
    within_days: int
    verify_within_days: int
    items: tuple[Item, ...]
    owners: tuple[Owner, ...]
    unread: tuple[str, ...] = ()

    @property
    def until(self) -> datetime.date:
        """The last day that is looked ahead to."""
        return self.as_of + datetime.timedelta(days=self.within_days)

    def in_state(self, state: State, owner: str | None = None) -> tuple[Item, ...]:
        """Give what is in a state; with `owner` only what that role sees to, with an empty one what nobody does."""
        return tuple(one for one in self.items if one.state == state and (owner is None or _is_of(one, owner)))

    def count(self, state: State) -> int:
        """Give how much is in a state."""
        return len(self.in_state(state))

    def of(self, owner: str) -> tuple[Item, ...]:
        """Give what a role has to do, what is late first."""
        return tuple(one for state in TO_DO for one in self.in_state(state, owner))


def format_json(work: Freshness) -> bytes:
    """Give `freshness.json`."""
    return msgspec.json.format(msgspec.json.encode(work), indent=2) + b"\n"


def is_freshness(data: bytes) -> bool:
    """Tell whether a file is one that this module writes."""
    return is_report(data, KIND)


def _is_of(item: Item, owner: str) -> bool:
    return owner in item.owners if owner else not item.owners
