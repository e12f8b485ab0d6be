"""What `site-gen reply` draws: a review, its reply with what rules say in it, and the proposals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from site_gen.check.urgent import urgent_cues
from site_gen.cli.screen import grid_of_two, inset, keys_line, marked, safe, warning
from site_gen.findings import Finding, Severity, count_of
from site_gen.pipeline.moderation.words import day_words, field_words
from site_gen.pipeline.replies.lint import quoted_spans
from site_gen.pipeline.replies.views import Action, Proposal, ReplyView, Unseen
from site_gen.pipeline.replies.words import UNREAD_HINT, covered_words, left_words, stage_words
from site_gen.pipeline.reply_gate import ReplyRead
from site_gen.report.printable import printable

KEYS: tuple[tuple[str, Action, str], ...] = (
    ("e", "write", "edit"),
    ("s", "submit", "submit"),
    ("a", "approve", "approve"),
    ("p", "publish", "publish"),
    ("p", "posted", "posted there"),
    ("o", "outcome", "outcome"),
    ("r", "remove", "remove"),
)
BEGUN = ("unanswered", "draft")
"""The stages in which proposals are offered: what cools off or is approved is not replaced by one key."""
_HELP = (
    ("1-3", "take a proposal: it opens in your editor, filled"),
    ("e", "write or change the text in your editor; a changed text begins as a draft again"),
    ("d", "save what you wrote as a draft"),
    ("s", "hand it on: it rests for the hours that the site has set, without anybody's doing"),
    ("a", "approve it, after these hours; for a low rating somebody else than its writer does that"),
    ("p", "publish it; a reply to a review elsewhere is pasted there first"),
    ("o", "write down what came of the review: nothing, a change planned, a change made"),
    ("r", "take the reply away; if it is public, that is logged"),
    ("q", "stop here; what was saved is saved"),
)
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}


def show_reply(view: ReplyView, role: str | None, now: datetime.datetime, unseen: Sequence[Unseen] = ()) -> Group:
    """Give the screen of one review with its reply as the file has it; `unseen` is what readers do not see of it."""
    parts = list(_head(view, role, now, unseen))
    if view.text is not None:
        parts += [Text("The reply", style="bold"), *show_text(view.text, view.findings, view.unread)]
    if view.stage in BEGUN:
        parts += _proposed(view)
    return Group(*parts, Rule(style="dim"), keys_line(_keys(view)))


def show_draft(view: ReplyView, text: str, read: ReplyRead) -> Group:
    """Give the screen of a text that is not saved yet, with what rules say about it."""
    keys = [("e", "edit again"), ("d", "keep as draft"), ("q", "forget it")]
    if not read.errors:
        keys.insert(1, ("s", "submit"))
    parts: list[RenderableType] = [
        Text(f"Not saved yet: the reply to {view.id}, {_rating(view)}", style="bold"),
        *show_text(text, read.findings, read.unread),
    ]
    if view.text is not None and view.text != text:
        parts += [Text("It takes the place of", style="bold"), inset(Text(safe(view.text), style="dim")), Text()]
    if not read.findings and not read.unread:
        parts.append(Text("no rule has anything against it", style="green"))
    return Group(*parts, Rule(style="dim"), keys_line(keys))


def show_text(text: str, findings: Sequence[Finding], unread: str = "") -> Iterator[RenderableType]:
    """Give a reply's text with the words marked that findings are about, what rules say, and who did not read it."""
    yield Text()
    yield inset(marked(text, quoted_spans(text, findings)))
    yield Text()
    told: set[str] = set()
    for finding in findings:
        name = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}[finding.severity]
        hint = "" if finding.hint in told else finding.hint
        yield from warning(f"{name} {finding.code}: {finding.message}", hint, style=_STYLES[finding.severity])
        told.add(finding.hint)
    if unread:
        yield from warning(unread, UNREAD_HINT, style="bold yellow")
    if findings or unread:
        yield Text()


def show_help() -> Group:
    """Give what every key does."""
    keys = grid_of_two()
    for key, says in _HELP:
        keys.add_row(Text(key, style="bold cyan"), Text(says))
    never = "Never say or hint that the author is a patient. Invite to call; nothing is settled in public."
    return Group(Text(never, style="bold"), Text(), keys, Text())


def _head(
    view: ReplyView, role: str | None, now: datetime.datetime, unseen: Sequence[Unseen]
) -> Iterator[RenderableType]:
    yield Text(f"{count_of(view.age_days, 'day')} old · you are {role or 'nobody yet'}", style="dim")
    yield Rule(style="dim")
    yield Text(printable(view.provider_name), style="bold")
    yield Text(f"{view.id} · {view.source} · received {day_words(view.received_at)}", style="dim")
    line = Text(_rating(view))
    line.append(" · needs a second role" if view.is_low else "", style="yellow")
    yield line
    yield Text()
    if view.title:
        yield inset(Text(safe(view.title), style="bold"))
    yield inset(Text(safe(view.review)) if view.review else Text("(no text)", style="italic"))
    if words := covered_words(view):
        yield inset(Text(words))
    yield Text()
    yield from _unseen(unseen)
    if view.urgent:
        words = ", ".join(f'"{one}"' for one in view.urgent[:3])
        yield from warning(f"an emergency may be behind {words}: read it twice, and call first", style="bold yellow")
    if not view.is_elsewhere and view.moderation != "published":
        yield from warning(f"the review is {view.moderation}", "its reply can be public when the review is")
    yield Text(stage_words(view, now), style="bold")
    yield Text()


def _unseen(unseen: Sequence[Unseen]) -> Iterator[RenderableType]:
    """Give what is hidden from readers, so that whoever answers knows it and leaves it out."""
    if not unseen:
        return
    yield Text("hidden from readers: leave it out of the reply", style="bold yellow")
    for one in unseen:
        yield inset(Text(f"{field_words(one.what)}: {safe(one.text)} ({one.reason})", style="dim"))
    if cues := urgent_cues("\n".join(one.text for one in unseen)):
        words = ", ".join(f'"{one}"' for one in cues[:3])
        yield from warning(f"an emergency may be behind {words}, which is hidden: call first", style="bold yellow")
    yield Text()


def _proposed(view: ReplyView) -> Iterator[RenderableType]:
    if not view.proposals:
        yield Text("no prepared response can be proposed", style="italic")
    for number, one in enumerate(view.proposals, 1):
        yield _title(number, one)
        if view.text is None:
            yield Padding(Text(safe(one.text), style="dim"), (0, 0, 1, 2), expand=False)
    for line in left_words(view.left):
        yield Text(line, style="dim")


def _title(number: int, one: Proposal) -> Text:
    line = Text()
    line.append(f"{number} ", style="bold cyan")
    line.append(printable(one.title), style="bold")
    line.append(f"  {', '.join(one.reasons)}", style="italic")
    return line


def _keys(view: ReplyView) -> Iterator[tuple[str, str]]:
    if view.stage in BEGUN and view.proposals:
        count = len(view.proposals)
        yield ("1" if count == 1 else f"1-{count}"), "take"
    allowed = {step.action for step in view.steps if not step.message}
    for key, action, says in KEYS:
        if action in allowed:
            yield key, says
    yield "q", "quit"
    yield "?", "help"


def _rating(view: ReplyView) -> str:
    if view.is_rating_hidden:
        return "rating hidden until it is decided"
    return f"rated {view.rating}" if view.rating else "without a rating"
