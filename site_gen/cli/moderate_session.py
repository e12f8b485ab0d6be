"""The terminal session of `site-gen moderate`: one review a screen, one key a step."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.text import Text

from site_gen.cli import console
from site_gen.cli import moderate_screen as screens
from site_gen.cli.screen import ask, draw, read_key
from site_gen.errors import SiteGenError
from site_gen.model.reasons import is_for_part
from site_gen.model.review import HiddenField, HiddenSegment, Reason
from site_gen.pipeline.moderation.decide import Decided, decide_shown, undo
from site_gen.pipeline.moderation.marks import preview, segments_with
from site_gen.pipeline.moderation.queue import look_again, read_queue
from site_gen.pipeline.moderation.views import Choice, PendingReview, Preview
from site_gen.pipeline.moderation.words import outcome, read_reason, remarks
from site_gen.report.printable import printable

Clock = Callable[[], datetime.datetime]


class Step(NamedTuple):
    """What was done with the review at a place of the queue: decided, or skipped (None)."""

    place: int
    decided: Decided | None


class Session:
    """One sitting of one person at the queue as it was when it began."""

    def __init__(self, root: Path, role: str, clock: Clock, screen: Console) -> None:
        self.root = root
        self.role = role
        self.clock = clock
        self.screen = screen
        self.queue = read_queue(root, clock())
        self.steps: list[Step] = []
        self.notes = [f"! {remark}" for remark in remarks(self.queue)]
        self._place = 0
        self._hidden: dict[int, Reason] = {}
        self._fields: dict[str, Reason] = {}

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What was decided and not taken back."""
        return tuple(step.decided for step in self.steps if step.decided)

    @property
    def left(self) -> int:
        """How many of the queue were not decided."""
        return len(self.queue.reviews) - len(self.decided)

    def run(self) -> None:
        """Go through the queue until its end or until somebody stops."""
        while self._place < len(self.queue.reviews):
            try:
                view = look_again(self.root, self.queue.reviews[self._place], self.clock())
            except SiteGenError as error:
                self.notes.append(f"{error.message}; left out")
                view = None
            else:
                if view is None:
                    self.notes.append(f"{self.queue.reviews[self._place].id} does not wait any more")
            if view is None:
                self._place += 1
                continue
            if not self._one(view):
                return

    def _one(self, view: PendingReview) -> bool:
        """Show one review and do what the next key says; False to stop."""
        marks = self._marks(view)
        notes = [Text(note, style="bold") for note in self.notes]
        self.notes = []
        place = f"{self._place + 1} of {len(self.queue.reviews)}"
        page = screens.show_review(view, place, self.role, marks, tuple(self._fields))
        draw(self.screen, *notes, page)
        key = read_key()
        if key == "q":
            return False
        try:
            self._do(key, view)
        except SiteGenError as error:
            self.notes.append(f"{error.message}{f' ({error.hint})' if error.hint else ''}")
        return True

    def _do(self, key: str, view: PendingReview) -> None:
        if key == "p":
            self._publish(view)
        elif key == "h" and view.text:
            self._hide(view)
        elif key == "f":
            self._hide_field(view)
        elif key == "w":
            self._withhold(view)
        elif key == "s":
            self._go_on(None)
        elif key == "u":
            self._undo()
        elif key == "?":
            draw(self.screen, screens.show_help(), Text("press a key to go back", style="dim"))
            read_key()
        else:
            self.notes.append("that key does nothing here; ? explains the keys")

    def _publish(self, view: PendingReview) -> None:
        hidden = tuple(HiddenSegment(segment=number, reason=reason) for number, reason in self._hidden.items())
        fields = tuple(
            HiddenField(field=name, reason=reason)  # type: ignore[arg-type]
            for name, reason in self._fields.items()
        )
        self._decide(view, Choice(action="publish", hidden=hidden, hidden_fields=fields))

    def _withhold(self, view: PendingReview) -> None:
        reason = self._ask_reason("Withhold the whole review", lambda reason: True, screens.show_reasons())
        if reason is None:
            return
        copy = None
        if reason == "wrong-provider":
            copy = ask("id of its copy under the right provider (Enter: none)") or None
        self._decide(view, Choice(action="withhold", reason=reason, moved_to=copy))
        if view.contact:
            told = f"{console.call(self.root)}moderate {view.id} --told DATE"
            self.notes.append(f"tell the author why ({printable(view.contact)}), then: {told}")

    def _hide(self, view: PendingReview) -> None:
        page = screens.show_segments(view, tuple(self._hidden))
        draw(self.screen, page)
        said = ask("numbers or words (Enter: back)")
        if not said:
            return
        numbers = _numbers(said, view)
        if not numbers:
            self.notes.append(f'no part of the text is or holds "{said}"')
            return
        if all(number in self._hidden for number in numbers):
            for number in numbers:
                del self._hidden[number]
            self.notes.append("shown again")
            return
        marks = preview(
            [segment.text for segment in view.segments],
            view.identifiers,
            [HiddenSegment(segment=number, reason="third-party-privacy") for number in numbers],
        )
        reason = self._ask_reason(
            "Hide this part",
            is_for_part,
            screens.show_reasons(),
            screens.show_covered(marks),
            Text(),
        )
        if reason is not None:
            self._hidden |= dict.fromkeys(numbers, reason)

    def _hide_field(self, view: PendingReview) -> None:
        if not view.fields:
            self.notes.append("there is no field to hide")
            return
        lines = [Text(f"{number:>4} {field.name}") for number, field in enumerate(view.fields, 1)]
        draw(self.screen, Text("The fields that can be hidden:", style="bold"), Text(), *lines, Text())
        said = ask("number (Enter: back)")
        if not said:
            return
        names = {str(number): field.name for number, field in enumerate(view.fields, 1)}
        name = names.get(said) or next((one for one in names.values() if one == said), None)
        if name is None:
            self.notes.append(f'there is no field "{said}"')
        elif name in self._fields:
            del self._fields[name]
            self.notes.append(f"{name} is shown again")
        else:
            reason = self._ask_reason(f"Hide {name}", partial(is_for_part, field=name), screens.show_reasons())
            if reason is not None:
                self._fields[name] = reason

    def _undo(self) -> None:
        if self._hidden or self._fields:
            self._begin(self._place)
            self.notes.append("nothing is marked on this review any more; u again takes back the decision before")
            return
        if not self.steps:
            self.notes.append("nothing was decided yet")
            return
        step = self.steps[-1]
        if step.decided is not None:
            undo(self.root, step.decided, now=self.clock())
            self.notes.append(f"{step.decided.review.id} is undecided again")
        self.steps.pop()
        self._begin(step.place)
        if step.decided is not None:
            moderation = step.decided.review.moderation
            self._hidden.update({one.segment: one.reason for one in moderation.hidden})
            self._fields.update({one.field: one.reason for one in moderation.hidden_fields})

    def _decide(self, view: PendingReview, choice: Choice) -> None:
        decided = decide_shown(self.root, view, choice, role=self.role, now=self.clock())
        self._go_on(decided)
        self.notes += [f"! {caution}" for caution in decided.cautions]
        self.notes.append(f"{outcome(decided.review, is_rating_hidden=view.is_rating_hidden)}; u takes it back")

    def _go_on(self, decided: Decided | None) -> None:
        self.steps.append(Step(self._place, decided))
        self._begin(self._place + 1)

    def _begin(self, place: int) -> None:
        self._place = place
        self._hidden.clear()
        self._fields.clear()

    def _marks(self, view: PendingReview) -> Preview | None:
        if not self._hidden:
            return None
        hidden = [HiddenSegment(segment=number, reason=reason) for number, reason in self._hidden.items()]
        return preview([segment.text for segment in view.segments], view.identifiers, hidden)

    def _ask_reason(self, what: str, fits: Callable[[Reason], bool], *parts: RenderableType) -> Reason | None:
        draw(self.screen, Text(f"{what}: for which reason?", style="bold"), Text(), *parts)
        while said := ask("number (Enter: back)"):
            reason = read_reason(said)
            if reason is not None and fits(reason):
                return reason
            wrong = "no such reason" if reason is None else f"{reason} is a reason for a whole review"
            self.screen.print(Text(wrong, style="red"))
        return None


def summary(decided: tuple[Decided, ...]) -> str:
    """Count what was decided."""
    counts: Counter[str] = Counter()
    for one in decided:
        moderation = one.review.moderation
        is_marked = moderation.hidden or moderation.hidden_fields
        counts[f"withheld for {moderation.reason}" if moderation.reason else "published"] += 1
        counts["of these with parts hidden"] += bool(is_marked)
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    return ", ".join(parts) or "nothing decided"


def _numbers(said: str, view: PendingReview) -> list[int]:
    """Read which segments are meant: numbers, or words of the text."""
    parts = said.replace(",", " ").split()
    count = len(view.segments)
    if all(part.isascii() and part.isdigit() for part in parts):
        numbers = list(dict.fromkeys(int(part) for part in parts))
        if all(number < count for number in numbers):
            return numbers
    return list(segments_with([segment.text for segment in view.segments], said))
