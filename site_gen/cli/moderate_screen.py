"""What `site-gen moderate` draws: one review a screen, as wide as the terminal is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from site_gen.cli.screen import MARKED, grid_of_two, inset, keys_line, marked, safe, warning
from site_gen.model.reasons import NEVER_A_REASON, REASONS, ReasonLine
from site_gen.pipeline.moderation.marks import still_visible
from site_gen.pipeline.moderation.views import PendingReview, Preview
from site_gen.pipeline.moderation.words import (
    age_words,
    day_words,
    field_words,
    method_words,
    verification_words,
    visible_words,
)
from site_gen.report.printable import printable

_KEYS = (
    ("p", "publish"),
    ("h", "hide words"),
    ("f", "hide a field"),
    ("w", "withhold"),
    ("s", "skip"),
    ("u", "undo"),
    ("q", "quit"),
    ("?", "help"),
)
_HELP = (
    ("p", "publish the review, with the marks that are set"),
    ("h", "hide words of the text, each part for a reason; p then publishes the rest"),
    ("f", "hide a field, such as the author's name, for a reason"),
    ("w", "withhold the whole review for a reason; it is counted on the pages with that reason"),
    ("s", "leave it for later; it stays in the queue"),
    ("u", "take back the marks on this review; without any, the last decision: its file is as it was, byte for byte"),
    ("q", "stop here; what was decided is written already"),
)


def show_review(view: PendingReview, place: str, role: str, marks: Preview | None, fields: Sequence[str]) -> Group:
    """Give the screen of one review; `marks` is its text with what would be hidden, `fields` would be hidden, too."""
    parts: list[RenderableType] = [
        Text(f"{place} · {age_words(view.age_days)} · you are {role}", style="dim"),
        Rule(style="dim"),
        Text(printable(view.provider_name), style="bold"),
        Text(f"{view.id} · {view.source} · received {day_words(view.received_at)}", style="dim"),
        Text(f"{method_words(view.method)} · {verification_words(view.verification)}", style="dim"),
        _rating(view),
        Text(),
    ]
    if view.title:
        title = marked(view.title, view.titled)
        title.stylize("bold")
        parts += [inset(title), Text()]
    parts += [inset(_shown(view, marks)), Text()]
    parts += _fields(view, fields)
    parts += _remarks(view, marks, fields)
    return Group(*parts, Rule(style="dim"), _keys(view, marks, fields))


def show_segments(view: PendingReview, chosen: Sequence[int]) -> Group:
    """Give the segments of a text with their numbers, to pick from."""
    grid = grid_of_two()
    for segment in view.segments:
        text = safe(segment.text).strip().replace("\n", " ↵ ") or "↵"
        line = Text(text, style=MARKED if segment.is_identifier else "")
        if segment.number in chosen:
            line.append("  (hidden)", style="red")
        grid.add_row(Text(f"{segment.number:>3}", style="bold cyan"), line)
    return Group(Text("The parts that can be hidden, by number:", style="bold"), Text(), grid, Text())


def show_reasons() -> Group:
    """Give the numbered list of reasons, those of the FTC first, and what is never one."""
    of_the_ftc = _reasons([(number, one) for number, one in enumerate(REASONS, 1) if one.ftc])
    others = _reasons([(number, one) for number, one in enumerate(REASONS, 1) if not one.ftc])
    return Group(
        Text("Of the FTC's list, 16 CFR 465.7(b):", style="dim"),
        of_the_ftc,
        Text("Counted apart:", style="dim"),
        others,
        Text(),
        Text(NEVER_A_REASON, style="bold"),
        Text(),
    )


def show_help() -> Group:
    """Give what every key does, the reasons, and what is never one."""
    keys = grid_of_two()
    for key, says in _HELP:
        keys.add_row(Text(key, style="bold cyan"), Text(says))
    marked = Text("What looks like a name, a date or a number is ")
    marked.append("marked", style=MARKED)
    marked.append("; it is a hint, look yourself. Reviews come in the order in which they came in.")
    return Group(show_reasons(), marked, Text(), keys, Text())


def _reasons(numbered: Sequence[tuple[int, ReasonLine]]) -> Table:
    table = grid_of_two()
    for number, reason in numbered:
        line = Text(reason.code, style="bold")
        line.append(f": {reason.says}", style="not bold")
        table.add_row(Text(f"{number:>2}", style="bold cyan"), line)
    return table


def show_covered(marks: Preview) -> Group:
    """Give what marks would hide, and what that takes along beside names and numbers."""
    return Group(*_covered(marks))


def _rating(view: PendingReview) -> Text:
    if view.is_rating_hidden:
        return Text("the rating is hidden until you decide", style="italic")
    return Text(f"rated {view.rating}" if view.rating else "without a rating")


def _shown(view: PendingReview, marks: Preview | None) -> Text:
    if not view.text:
        return Text("(no text)", style="italic")
    if marks is None:
        return marked(view.text, view.identifiers)
    text = Text()
    for piece in marks.pieces:
        if piece.reason:
            said = piece.text.strip()
            before, _, after = safe(piece.text).partition(safe(said)) if said else ("", "", piece.text)
            text.append(before)
            text.append(f"▇▇▇ {piece.reason} ▇▇▇", style="red")
            text.append(after)
        else:
            text.append(safe(piece.text))
    return text


def _fields(view: PendingReview, hidden: Sequence[str]) -> Iterator[RenderableType]:
    shown = [field for field in view.fields if field.name != "title" or field.name in hidden]
    if not shown:
        return
    line = Text()
    for field in shown:
        line.append(" · " if line else "", style="dim")
        line.append(f"{field_words(field.name)} ", style="dim")
        if field.name in hidden:
            line.append("▇▇▇ hidden", style="red")
        else:
            line.append(safe(field.value) or "(hidden until you decide)")
    yield line
    yield Text()


def _remarks(view: PendingReview, marks: Preview | None, fields: Sequence[str]) -> Iterator[RenderableType]:
    found = [view.text[start:end] for start, end in view.identifiers]
    found += [(view.title or "")[start:end] for start, end in view.titled]
    if marks is not None or fields:
        hidden = [one.number for one in marks.covered] if marks else []
        if left := visible_words(still_visible(view, hidden, fields)):
            yield Text(safe(left), style="yellow")
    elif found:
        names = ", ".join(f'"{safe(one)}"' for one in dict.fromkeys(found))
        yield Text(f"looks like a name, a date or a number: {names}", style="yellow")
    if view.supersedes:
        yield Text(f"its author changed {view.supersedes}; once this is published it replaces that one")
    for caution in (*view.suspects, *view.cautions):
        yield Text(f"! {printable(caution)}", style="yellow")
    for refusal in (*view.blocked, *view.refusals):
        yield from warning(refusal.message, refusal.hint)
    if marks is not None:
        yield from _covered(marks)


def _covered(marks: Preview) -> Iterator[RenderableType]:
    for one in marks.covered:
        if one.along:
            text = safe(one.along).replace("\n", " ")
            yield Text(f"! part {one.number} takes this along: “{text}”", style="bold yellow")
    yield Text(f"hidden: {marks.percent} % of the text")
    for caution in marks.cautions:
        yield Text(f"! {caution}", style="bold yellow")


def _keys(view: PendingReview, marks: Preview | None, fields: Sequence[str]) -> Columns:
    """Give the keys that do something here; each stays with its word when the line is too narrow for all."""
    without = set()
    if view.refusals:
        without.add("p")
    if not view.text:
        without.add("h")
    if not view.fields:
        without.add("f")
    if view.blocked:
        without.update("phfw")
    as_shown = " as shown" if marks or fields else ""
    return keys_line((key, says + as_shown if key == "p" else says) for key, says in _KEYS if key not in without)
