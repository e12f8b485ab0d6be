"""The parts of `site-gen moderate` that need no terminal: lists, single decisions, and the batch by rule."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.cli import console
from site_gen.cli.build import parse_date
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.roles import named, now
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.model.review import HiddenField, HiddenSegment, Reason
    from site_gen.pipeline.moderation.views import Choice, Queue
    from site_gen.pipeline.review_files import ReviewFile


def list_reasons() -> int:
    """Write the reasons with their lines."""
    from site_gen.model.reasons import NEVER_A_REASON, REASONS

    for reason in REASONS:
        console.report(f"{reason.code}\n  {reason.line}")
    console.report(f"\n{NEVER_A_REASON}")
    return 0


def list_queue(root: Path, form: str) -> int:
    """Write what waits; give the exit code: 1 if a review file does not load."""
    import msgspec

    from site_gen.pipeline.moderation.queue import read_queue
    from site_gen.report.text import format_finding

    queue = read_queue(root, now())
    if form == "json":
        data = msgspec.json.encode({"schema": 1, **msgspec.to_builtins(queue)})
        console.json_data(msgspec.json.format(data, indent=2).decode())
    else:
        for finding in queue.findings:
            console.report(format_finding(finding, console.paint).rstrip("\n"))
        _list_text(queue)
    return EXIT_FINDINGS if queue.findings else 0


def show_one(root: Path, review: str) -> int:
    """Write one review with the numbers of its parts, whatever was decided about it."""
    from site_gen.pipeline.moderation.desk import Desk
    from site_gen.pipeline.moderation.queue import view_review
    from site_gen.pipeline.review_files import find_review_file
    from site_gen.report.printable import printable

    file = find_review_file(root, review)
    view = view_review(Desk(root, now()), file)
    moderation = file.review.moderation
    why = f" for {moderation.reason}" if moderation.reason else ""
    console.report(f"{view.id}: {moderation.status}{why}, about {view.provider_name}, {view.source}")
    hidden = {one.segment: one.reason for one in moderation.hidden}
    for segment in view.segments:
        mark = f"  (hidden: {hidden[segment.number]})" if segment.number in hidden else ""
        console.report(f"{segment.number:>4} {printable(segment.text).strip()}{mark}")
    for field in view.fields:
        console.report(f"{field.name}: {printable(field.value)}")
    for refusal in (*view.blocked, *view.refusals):
        console.report(f"! {refusal.message}: {refusal.hint}")
    return 0


def _list_text(queue: Queue) -> None:
    from site_gen.findings import count_of
    from site_gen.pipeline.moderation.words import age_words

    for view in queue.reviews:
        stars = "rating hidden" if view.is_rating_hidden else f"rated {view.rating}" if view.rating else "no rating"
        console.report(f"{view.id}  {view.provider}, {view.source}, {age_words(view.age_days)}, {stars}")
        for refusal in (*view.blocked, *view.refusals):
            console.report(f"  {refusal.message}")
    for hindrance in queue.hindrances:
        console.report(f"{hindrance.message}: {hindrance.hint}")
    late = f", {queue.overdue} for more than {queue.decide_within_days} days" if queue.overdue else ""
    console.report(f"{count_of(len(queue.reviews), 'review')} waiting{late}")


def read_choice(
    publish: bool,
    hide: tuple[str, ...],
    hide_field: tuple[str, ...],
    withhold: str | None,
    moved_to: str | None,
    told: str | None,
) -> Choice:
    """Read a decision out of the options of the command.

    Raises:
        SiteGenError: no such reason, field, part or day.
    """
    from site_gen.pipeline.moderation.views import Choice

    if publish:
        segments = tuple(_segment(part) for part in hide)
        return Choice(action="publish", hidden=segments, hidden_fields=tuple(_field(part) for part in hide_field))
    if withhold is not None:
        day = parse_date(told, "--told") if told else None
        return Choice(action="withhold", reason=_reason(withhold), moved_to=moved_to, author_told_on=day)
    return Choice(action="pending")


def _segment(part: str) -> HiddenSegment:
    from site_gen.model.review import HiddenSegment

    number, _, reason = part.partition("=")
    if not (number.isascii() and number.isdigit()) or not reason or len(number) > 6:
        raise SiteGenError(f"--hide {part}, expected N=REASON", hint="such as --hide 2=third-party-privacy")
    return HiddenSegment(segment=int(number), reason=_reason(reason))


def _field(part: str) -> HiddenField:
    import msgspec

    from site_gen.model.review import HiddenField

    name, _, reason = part.partition("=")
    if not reason:
        hint = "such as --hide-field author=third-party-privacy"
        raise SiteGenError(f"--hide-field {part}, expected NAME=REASON", hint=hint)
    try:
        return msgspec.convert({"field": name, "reason": _reason(reason)}, HiddenField)
    except msgspec.ValidationError as error:
        raise SiteGenError(f"no field {name} that can be hidden", hint="author, title, location, …") from error


def _reason(text: str) -> Reason:
    from site_gen.model.reasons import REASONS

    for reason in REASONS:
        if reason.code == text:
            return reason.code
    near = difflib.get_close_matches(text, [reason.code for reason in REASONS], n=1)
    hint = f"did you mean {near[0]}?" if near else "site-gen moderate --reasons lists them"
    raise SiteGenError(f"no reason {text}", hint=hint)


def tell(root: Path, review: str, told: str | None) -> None:
    """Write down that an author was told."""
    from site_gen.pipeline.moderation.decide import tell_author

    assert told is not None, "without another action there is a day"
    tell_author(root, review, parse_date(told, "--told"), now=now())
    console.report(f"wrote down that the author of {review} was told on {told}")


def decide_one(root: Path, review: str, choice: Choice, role: str | None) -> bool:
    """Decide about one review; tell whether that was new."""
    from site_gen.pipeline.moderation.decide import decide
    from site_gen.pipeline.moderation.words import outcome
    from site_gen.pipeline.site_folder import read_site

    decided = decide(root, review, choice, role=named(role), now=now())
    is_new = decided.after is not decided.before
    is_hidden = read_site(root).reviews.hide_rating_until_decided
    says = outcome(decided.review, is_rating_hidden=is_hidden)
    console.report(says if is_new else f"nothing to do: {review} is {decided.review.moderation.status}")
    for caution in decided.cautions:
        console.note(f"! {caution}")
    if choice.action == "publish":
        _say_visible(root, decided.after)
    return is_new


def _say_visible(root: Path, file: ReviewFile) -> None:
    """Say what readers of a published review still see that looks like an identifier."""
    from site_gen.pipeline.moderation.desk import Desk
    from site_gen.pipeline.moderation.marks import still_visible
    from site_gen.pipeline.moderation.queue import view_review
    from site_gen.pipeline.moderation.words import visible_words

    moderation = file.review.moderation
    parts = [one.segment for one in moderation.hidden]
    view = view_review(Desk(root, now()), file)
    if words := visible_words(still_visible(view, parts, [one.field for one in moderation.hidden_fields])):
        console.note(f"! {words}")


def publish_batch(root: Path, role: str | None, dry_run: bool) -> bool:
    """Publish by the rule of the site; tell whether anything was published."""
    from site_gen.findings import count_of
    from site_gen.pipeline.moderation.batch import publish_by_rule

    done = publish_by_rule(root, role="nobody" if dry_run else named(role), now=now(), dry_run=dry_run)
    for ident in done.published:
        console.report(f"{'would publish' if dry_run else 'published'} {ident}")
    count = count_of(len(done.published), "review")
    console.report(f"{'would publish' if dry_run else 'published'} {count} by rule")
    for why, left in done.left.items():
        console.report(f"left {left} to people: {why}")
    return bool(done.published) and not dry_run


def say_next(root: Path) -> None:
    """Say what to do after decisions."""
    from site_gen.pipeline.moderation.desk import Desk

    call = console.call(root)
    if Desk(root, now()).site.log is None:
        console.note(f"next: {call}build, which shows what was decided")
    else:
        console.note(f"next: {call}seal, then {call}build: the pages show what is sealed")
