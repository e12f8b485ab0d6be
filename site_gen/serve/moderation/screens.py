"""What the pages of the queue show, as finished values, and what they ask of whoever runs the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from site_gen.model.reasons import ReasonLine

REASON = "reason-"
"""With the name of a part behind it: the form's field with the reason for hiding that part."""


class Hiding(NamedTuple):
    """What a form hides: parts of the text by number and fields by name, as typed, each with its reason or ""."""

    parts: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The names and values of a form or a query that says the same."""
        found = []
        for kind, hidden in (("part", self.parts), ("field", self.fields)):
            for name, reason in hidden.items():
                found += [(kind, name), (f"{REASON}{name}", reason)]
        return tuple(found)


class Run(NamedTuple):
    """A run of text: as it is, `is_marked` as what looks like a name or a number, or hidden for a reason."""

    text: str
    is_marked: bool = False
    reason: str = ""


class Part(NamedTuple):
    """What can be hidden: its name in the form, its label, its words, and the `reasons` for it; `reason` is chosen."""

    name: str
    label: str
    text: str
    is_marked: bool
    is_hidden: bool
    reason: str
    reasons: tuple[str, ...]


class Obstacle(NamedTuple):
    """What stands against a decision, what to do, and the reason to withhold for, if there is one."""

    message: str
    hint: str
    reason: str = ""


class Last(NamedTuple):
    """The decision before: in words, whose it was, what to look at, and how its author can be reached and told."""

    says: str
    review: str
    cautions: tuple[str, ...] = ()
    contact: str = ""
    is_told: bool = False


class Around(NamedTuple):
    """What stands on every page: who decides, the decision before if there is one, and what is wrong with the site."""

    role: str
    last: Last | None = None
    notes: tuple[str, ...] = ()


class Shown(NamedTuple):
    """One review on its page, number `place` of `total`. `text` is the original with marks, `covered` as readers would.

    `blocked` keeps every decision away, `refusals` only publishing. `along` is what hiding takes along beside
    names and numbers; `percent` of the text is hidden; `visible` says what looks like an identifier and is not.
    """

    around: Around
    id: str
    digest: str
    place: int
    total: int
    provider: str
    source: str
    received: str
    age: str
    collected: str
    rating: str
    title: tuple[Run, ...]
    text: tuple[Run, ...]
    covered: tuple[Run, ...]
    parts: tuple[Part, ...]
    fields: tuple[Part, ...]
    remarks: tuple[str, ...]
    blocked: tuple[Obstacle, ...]
    refusals: tuple[Obstacle, ...]
    along: tuple[str, ...]
    percent: int
    cautions: tuple[str, ...]
    visible: str


class Done(NamedTuple):
    """The end of the queue: what was decided, how many were skipped, and what to do next."""

    around: Around
    says: str
    skipped: int
    next: str


class Sitting(Protocol):
    """One person at the queue. Whatever cannot be done raises a `SiteGenError`, and nothing is written then."""

    def current(self) -> str | Done:
        """Give the id of the review to look at, or the end."""

    def look(self, review: str, hiding: Hiding) -> Shown | None:
        """Give a review as its file is now; None where it does not wait."""

    def around(self) -> Around:
        """Give what stands on every page."""

    def publish(self, review: str, digest: str, hiding: Hiding) -> None:
        """Publish a review as it was in the file with that digest."""

    def withhold(self, review: str, digest: str, reason: str, moved_to: str) -> None:
        """Withhold a review as it was in the file with that digest."""

    def skip(self, review: str) -> None:
        """Leave a review for later."""

    def again(self) -> None:
        """Bring back what was skipped."""

    def undo(self, review: str) -> Hiding:
        """Take back the last decision, which was about that review; give what it had hidden."""

    def told(self, review: str) -> None:
        """Write down that the author of the review that was withheld last was told today."""


class Moderation(NamedTuple):
    """What the pages of the queue ask of whoever runs the preview.

    `begin` starts a sitting of a role; `role` is the one that was named at the start, or "". `announce` is told each
    new link; `reasons` are those for withholding and hiding, `never` is what is no reason. `preview` is the address of
    the site, which is of another origin.
    """

    begin: Callable[[str], Sitting]
    role: str
    announce: Callable[[str], None]
    reasons: tuple[ReasonLine, ...]
    never: str
    preview: str
