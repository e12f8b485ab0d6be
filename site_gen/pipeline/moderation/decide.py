"""Decisions: each writes one review file whole or not at all, and can be taken back to the very bytes before it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.contact_fields import contact_fields, hint_to_hide
from site_gen.check.rule import Issue
from site_gen.check.rules.mod import conflict_of_interest
from site_gen.errors import SiteGenError
from site_gen.model.base import is_slug
from site_gen.model.reasons import is_for_part, why_not_for_part
from site_gen.model.review import Moderation, Review
from site_gen.pipeline.log import open_log
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.queue import view_review
from site_gen.pipeline.moderation.views import Choice, PendingReview, Refusal
from site_gen.pipeline.review_files import (
    ChangedMeanwhileError,
    ReviewFile,
    find_review_file,
    put_back,
    read_review_file,
    save_review,
)

_STATUS = {"publish": "published", "withhold": "withheld"}


class Decided(NamedTuple):
    """A decision that was written: the review file before and after, which `undo` needs, and what to look at.

    `after` is `before` where the file said all of it already.
    """

    before: ReviewFile
    after: ReviewFile
    cautions: tuple[str, ...] = ()

    @property
    def review(self) -> Review:
        """The review as it is now, with its rating."""
        return self.after.review


def decide(
    root: Path, review_id: str, choice: Choice, *, role: str, now: datetime.datetime, digest: str | None = None
) -> Decided:
    """Write a decision about a review into its file: `role` made it at `now`, on the file with that `digest`.

    Raises:
        ChangedMeanwhileError: the file is not the one any more that the decision was made on.
        SiteGenError: there is no such review, the decision is none, or may not be made; nothing is written then.
    """
    return decide_at(Desk(root, now), find_review_file(root, review_id), choice, role=role, digest=digest)


def decide_shown(root: Path, view: PendingReview, choice: Choice, *, role: str, now: datetime.datetime) -> Decided:
    """Do what `decide` does, about a review as it was shown to whoever decides."""
    file = read_review_file(root, view.path)
    return decide_at(Desk(root, now), file, choice, role=role, digest=view.digest)


def decide_at(desk: Desk, file: ReviewFile, choice: Choice, *, role: str, digest: str | None = None) -> Decided:
    """Do what `decide` does, at a desk and with a file that was read already."""
    if digest is not None and file.digest != digest:
        raise ChangedMeanwhileError(
            f"{file.path} was changed meanwhile, nothing was written", hint="look at the review again, then decide"
        )
    refuse_no_role(role)
    view = view_review(desk, file)
    _refuse(file, view.blocked)
    present = file.review.moderation
    wanted = _wanted(desk, file, view, choice, role)
    same = msgspec.structs.replace(wanted, decided_at=present.decided_at, by=present.by)
    if same == present and (present.by is not None or choice.action == "pending"):
        return Decided(file, file)
    review = msgspec.structs.replace(file.review, moderation=wanted)
    return Decided(file, save_review(desk.root, file, review), _cautions(desk, review))


def refuse_no_role(role: str) -> None:
    """Refuse a word that can be no role.

    Raises:
        SiteGenError: it is none.
    """
    if not is_slug(role):
        hint = "a role is lower-case letters, digits and hyphens, such as compliance"
        raise SiteGenError(f'"{role}" is no role', hint=hint)


def undo(root: Path, decided: Decided, *, now: datetime.datetime) -> None:
    """Take a decision back: the file gets exactly the bytes that it had before.

    Raises:
        ChangedMeanwhileError: somebody changed the file since.
        SiteGenError: the decision was sealed meanwhile; it can only be changed by another one.
    """
    _refuse_taking_back(Desk(root, now), decided.after, decided.before.review.moderation)
    put_back(root, decided.after, decided.before)


def tell_author(root: Path, review_id: str, told_on: datetime.date, *, now: datetime.datetime) -> Decided:
    """Write down on which day the author of a withheld review learned of it, and why.

    Raises:
        SiteGenError: the review is not withheld, or the day lies ahead or before its receipt.
    """
    desk = Desk(root, now)
    file = find_review_file(root, review_id)
    if file.review.moderation.status != "withheld":
        raise SiteGenError(
            f"{review_id} is {file.review.moderation.status}, only authors of withheld ones are told so",
            hint="there is nothing to tell about one that is shown or waits",
        )
    _check_day(desk, file.review, told_on)
    moderation = msgspec.structs.replace(file.review.moderation, author_told_on=told_on)
    return Decided(file, save_review(root, file, msgspec.structs.replace(file.review, moderation=moderation)))


def _wanted(desk: Desk, file: ReviewFile, view: PendingReview, choice: Choice, role: str) -> Moderation:
    """Give what the file is to say, or refuse."""
    if choice.action != "publish" and (choice.hidden or choice.hidden_fields):
        raise SiteGenError("parts are hidden of a review that is published", hint="publish it with them hidden")
    if choice.action != "withhold" and (choice.reason or choice.moved_to or choice.author_told_on):
        raise SiteGenError("a reason, a copy and the day on which the author was told belong to withholding")
    if choice.action == "publish":
        _refuse(file, view.refusals)
        _check_hidden(view, choice)
        _refuse_contact(file.review, choice)
        return Moderation(
            status="published",
            decided_at=desk.now,
            by=role,
            hidden=tuple(sorted(choice.hidden, key=lambda one: one.segment)),
            hidden_fields=tuple(sorted(choice.hidden_fields, key=lambda one: one.field)),
        )
    if choice.action == "withhold":
        return _withheld(desk, file.review, choice, role)
    if choice.action == "pending":
        _refuse_taking_back(desk, file, Moderation())
        return Moderation()
    raise SiteGenError(f"no decision {choice.action}, expected publish, withhold or pending")


def _withheld(desk: Desk, review: Review, choice: Choice, role: str) -> Moderation:
    if choice.reason is None:
        raise SiteGenError("a review is withheld for a reason", hint="site-gen moderate --reasons lists them")
    if choice.moved_to is not None:
        _check_copy(desk.root, review, choice)
    told_on = choice.author_told_on
    if told_on is not None:
        _check_day(desk, review, told_on)
    elif review.moderation.reason == choice.reason:
        told_on = review.moderation.author_told_on
    return Moderation(
        status="withheld",
        decided_at=desk.now,
        by=role,
        reason=choice.reason,
        moved_to=choice.moved_to,
        author_told_on=told_on,
    )


def _check_hidden(view: PendingReview, choice: Choice) -> None:
    numbers = [one.segment for one in choice.hidden]
    _once("segment", [str(number) for number in numbers])
    count = len(view.segments)
    for number in numbers:
        if number >= count:
            have = f"has the segments 0 to {count - 1}" if count else "has no text"
            raise SiteGenError(f"{view.id} has no segment {number}", hint=f"the review {have}")
    names = [one.field for one in choice.hidden_fields]
    _once("field", names)
    known = [field.name for field in view.fields]
    for name in names:
        if name not in known:
            raise SiteGenError(f"{view.id} has no {name} to hide", hint=f"it has {', '.join(known) or 'none'}")
    reasons = [(one.reason, "") for one in choice.hidden]
    reasons += [(one.reason, str(one.field)) for one in choice.hidden_fields]
    for reason, field in reasons:
        if not is_for_part(reason, field=field):
            hint = "name the reason for which this part may not be read, or withhold the review"
            raise SiteGenError(why_not_for_part(reason, field), hint=hint)


def _refuse_contact(review: Review, choice: Choice) -> None:
    shown = next(contact_fields(review, [one.field for one in choice.hidden_fields]), None)
    if shown is not None:
        raise SiteGenError(
            f"{review.id}: contact data stands in {shown}, which would be shown", hint=hint_to_hide(review, shown)
        )


def _once(what: str, names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SiteGenError(f"{what} {twice} is hidden twice", hint="give one reason for it")


def _check_copy(root: Path, review: Review, choice: Choice) -> None:
    if choice.reason != "wrong-provider":
        raise SiteGenError("a copy is named for the reason wrong-provider only")
    copy = find_review_file(root, choice.moved_to or "").review
    if copy.provider == review.provider:
        raise SiteGenError(f"{copy.id} is under the same provider, expected a copy under the right one")
    if (copy.text, copy.rating) != (review.text, review.rating):
        raise SiteGenError(f"{copy.id} is no copy of {review.id}: it has another text or rating")


def _check_day(desk: Desk, review: Review, day: datetime.date) -> None:
    if not review.received_at.date() <= day <= desk.as_of:
        raise SiteGenError(
            f"the author was told on {day}, expected a day from {review.received_at.date()} to {desk.as_of}"
        )


def _refuse_taking_back(desk: Desk, file: ReviewFile, wanted: Moderation) -> None:
    """A decision that is in the log can be changed, never be taken back: neither to none, nor to an earlier one."""
    opening = desk.opening(file.review)
    if opening is None or opening.index is None or desk.site.log is None:
        return
    state = open_log(desk.root, desk.site.log).replay.reviews.get(opening.index)
    if state is None or state.action is None:
        return
    present = file.review.moderation
    logged = (_STATUS[state.action], state.reason, state.hidden, state.hidden_fields)
    is_logged = logged == (present.status, present.reason, present.hidden, present.hidden_fields)
    if wanted.status == "pending" or (is_logged and wanted != present):
        raise SiteGenError(
            f"the log has the decision to {state.action} {file.review.id}, it cannot be taken back",
            hint="decide otherwise: publish or withhold it",
        )


def _refuse(file: ReviewFile, refusals: Sequence[Refusal]) -> None:
    if refusals:
        raise SiteGenError(f"{file.review.id}: {refusals[0].message}", hint=refusals[0].hint)


def _cautions(desk: Desk, review: Review) -> tuple[str, ...]:
    provider = desk.provider(review.provider)
    check = conflict_of_interest.RULE.review
    if provider is None or check is None:
        return ()
    return tuple(issue.message for issue in check(review, provider, desk.around) if isinstance(issue, Issue))
