"""The parts of `site-gen reply` that need no terminal: what a review and its reply are, and single steps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.cli import console
from site_gen.cli.roles import named, now
from site_gen.errors import SiteGenError, UnreadableError

if TYPE_CHECKING:
    from site_gen.findings import Finding
    from site_gen.pipeline.replies.desk import Changed
    from site_gen.pipeline.replies.moves import Outcome
    from site_gen.pipeline.replies.views import Action, Proposal, ReplyView

_TEXT = "a text file in UTF-8, or - for standard input"
OUTCOMES = ("none", "change-planned", "change-made")
_DONE = {
    "submit": "cooling off",
    "approve": "approved",
    "publish": "published",
    "posted": "marked as posted",
    "remove": "removed",
}


def show_one(root: Path, review_id: str, role: str | None, language: str | None, form: str) -> int:
    """Write a review, its reply and the proposals."""
    import msgspec

    from site_gen.pipeline.replies.desk import look

    view = look(root, review_id, role=role, now=now(), language=language)
    if form == "json":
        data = msgspec.json.encode({"schema": 1, **msgspec.to_builtins(view)})
        console.json_data(msgspec.json.format(data, indent=2).decode())
    else:
        _show_text(view)
    return 0


def write_one(
    root: Path,
    review_id: str,
    *,
    response: str | None,
    language: str | None,
    text: str | None,
    role: str | None,
) -> None:
    """Write a draft from a response, a file or standard input, and say what rules have to say about it."""
    from site_gen.pipeline.replies.desk import lint, write
    from site_gen.pipeline.replies.offers import filled

    person = named(role, "who writes this?")
    if response is not None:
        body = filled(root, review_id, response, language=language, now=now()).text
    else:
        body = _read(text or "-")
    read = lint(root, review_id, body, now=now())
    changed = write(root, review_id, body, response=response, role=person, now=now())
    console.report(f"saved {review_id} as a draft" if changed.is_new else f"nothing to do: {review_id} has this text")
    show_findings(read.findings, read.unread)


def take_one(root: Path, review_id: str, action: Action, role: str | None, outcome: str | None = None) -> None:
    """Take a step and say so; an approved reply to a review elsewhere is written out, to be pasted there."""
    from site_gen.pipeline.replies.desk import take

    person = named(role, "who approves?") if action == "approve" else role
    told = read_outcome(outcome) if outcome else "none"
    changed = take(root, review_id, action, role=person, now=now(), outcome=told)
    console.report(taken(action, changed))
    if action == "approve" and (words := paste(changed)):
        console.report(words)


def taken(action: Action, changed: Changed) -> str:
    """Say which step was taken."""
    from site_gen.model.placed import SHOWN_ELSEWHERE

    review = changed.after.review
    if action == "outcome":
        assert review.reply is not None, "an outcome is of a reply"
        return f"{review.id}: what came of it is {review.reply.outcome}"
    words = f"{review.id}: {_DONE[action]}"
    old = changed.before.review.reply
    if action == "remove" and old is not None and old.status == "published":
        is_elsewhere = review.source in SHOWN_ELSEWHERE
        more = (
            f"take it down on {review.source}, too"
            if is_elsewhere
            else "it is public until that is sealed, built and deployed"
        )
        return f"{words}; {more}"
    return words


def paste(changed: Changed) -> str:
    """Give the text to paste where the review is shown, or nothing for a review that is shown here."""
    from site_gen.model.placed import SHOWN_ELSEWHERE
    from site_gen.report.printable import printable

    review = changed.after.review
    if review.reply is None or review.source not in SHOWN_ELSEWHERE:
        return ""
    return f"paste this on {review.source}, then --posted:\n\n{printable(review.reply.text)}\n"


def read_outcome(said: str) -> Outcome:
    """Read an outcome as it is typed.

    Raises:
        SiteGenError: there is no such outcome.
    """
    for one in OUTCOMES:
        if one == said.strip().lower():
            return one  # type: ignore[return-value]
    raise SiteGenError(f"no outcome {said}", hint=f"one of {', '.join(OUTCOMES)}")


def show_findings(findings: tuple[Finding, ...], unread: str = "") -> None:
    """Write what rules say, with what to do, and which of them did not read the text."""
    from site_gen.pipeline.replies.words import UNREAD_HINT

    for finding in findings:
        color = {"error": "red", "warning": "yellow"}.get(str(finding.severity), "cyan")
        console.report(f"{console.paint(str(finding.severity), color)} {finding.code}: {finding.message}")
        if finding.hint:
            console.report(f"  {finding.hint}")
    if unread:
        console.report(f"{console.paint('warning', 'yellow')}: {unread}\n  {UNREAD_HINT}")


def show_proposals(proposals: tuple[Proposal, ...], left: dict[str, int]) -> None:
    """Write proposals with their numbers, texts and reasons."""
    from site_gen.pipeline.replies.words import left_words
    from site_gen.report.printable import printable

    for number, one in enumerate(proposals, 1):
        reasons = ", ".join(one.reasons)
        console.report(f"\n{number}. {console.paint(one.title, 'bold')} ({one.slug}, {one.language}): {reasons}\n")
        console.report(printable(one.text))
    if not proposals:
        console.report("no prepared response can be proposed")
    for line in left_words(left):
        console.note(line)


def say_next(root: Path, review_id: str) -> None:
    """Say what to do after a step."""
    from site_gen.pipeline.moderation.desk import Desk
    from site_gen.pipeline.replies.desk import look
    from site_gen.pipeline.replies.words import cooling_words, refused_words

    view = look(root, review_id, role=None, now=now())
    call = console.call(root)
    if refused := refused_words(view):
        console.note(f"{refused}; next: write it anew, {call}reply {view.id} --text FILE")
    elif view.stage == "draft":
        console.note(f"next: {call}reply {view.id} --submit")
    elif view.stage == "cooling-off":
        console.note(f"{cooling_words(view.cooled_at, now())}: {call}reply {view.id} --approve --role ROLE")
    elif view.stage == "approved":
        console.note(f"next: {call}reply {view.id} --{'posted' if view.is_elsewhere else 'publish'}")
    elif not view.is_elsewhere:
        steps = f"{call}build" if Desk(root, now()).site.log is None else f"{call}seal, then {call}build"
        console.note(f"next: {steps}")


def _show_text(view: ReplyView) -> None:
    from site_gen.pipeline.replies.words import covered_words, stage_words
    from site_gen.report.printable import printable

    rating = "rating hidden" if view.is_rating_hidden else f"rated {view.rating}" if view.rating else "no rating"
    console.report(f"{view.id}: {rating}, about {view.provider_name}, {view.source}, {view.age_days} days old")
    if view.title:
        console.report(printable(view.title))
    console.report(printable(view.review).strip() or "(no text)")
    if words := covered_words(view):
        console.report(words)
    console.report(f"\n{stage_words(view, now())}")
    if view.text is not None:
        console.report(f"\n{printable(view.text)}\n")
        show_findings(view.findings, view.unread)
    if view.stage != "published":
        show_proposals(view.proposals, view.left)
    wanted = {"cooling-off": "approve", "approved": "posted" if view.is_elsewhere else "publish"}.get(view.stage)
    for step in view.steps:
        if step.action == wanted and step.message:
            console.note(f"{step.message} ({step.hint})" if step.hint else step.message)


def _read(name: str) -> str:
    """Read a text from a file, or from standard input for `-`.

    Raises:
        UnreadableError: no such file, or no UTF-8.
    """
    if name == "-" and sys.stdin is None:
        raise UnreadableError("--text -: standard input is closed", hint=_TEXT)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).expanduser().read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableError(f"--text: there is no file {name}", hint=_TEXT) from error
    except OSError as error:
        raise UnreadableError(f"cannot read {name}: {error.strerror}", hint=_TEXT) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{name} is not UTF-8", hint=_TEXT) from error
