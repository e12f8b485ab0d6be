"""Submissions of forms on the practice's own site, whichever service keeps them.

A form that has no field for stars and none that says review is another form, whose submissions are passed over: a
message to the practice is no review. What the service marked as spam is passed over too, counted by rating, because
nobody else sees which ratings are called spam: the counts stay in the import's manifest, and `check` goes on saying
them (PRV303). Who finds a review among it takes the mark off at the service and imports again.
Fields that a visitor can forge prove nothing: `batch` only links to an invitation, which has to exist and says how
people were asked; an authorization is never taken from a form, since whoever reads a reference somewhere could name it:
an entry of the register with the submission's `source_id` says that it was signed. Where the provider is named in
words, only a mapping knows who that is, and no location is told that
could be taken for an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from site_gen.intake.reviews import form_fields
from site_gen.intake.reviews.cells import (
    filled,
    id_in,
    instant_in,
    is_empty,
    is_yes,
    npi_in,
    plain_slug_in,
    rating_in,
    slug_in,
    visit_in,
    without_contact,
    words_in,
)
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.details import LeftOut, answers_in, detail, spoken_in
from site_gen.intake.reviews.form_fields import FormField, by_field
from site_gen.intake.reviews.received import Reading, Received, Rows, rating_key
from site_gen.model.contact import quoted

SOURCE = "website-form"
"""What a review out of a form names as its source, whichever service kept it."""

_NO = frozenset({"no", "non", "not", "without"})


class Submission(NamedTuple):
    """One submission: its fields by name, None for a row without anything, anything else for what is none.

    `at` is when the service received it and `ident` what the service calls it, as they came; `form` is which form it
    came through, and `page` the page that this form stood on. A `fault` is what is
    wrong with it as a whole.
    """

    where: str
    fields: Any
    at: Any = None
    ident: Any = None
    form: str = ""
    page: str = ""
    is_spam: bool = False
    fault: str = ""


def is_spam_list(name: str) -> bool:
    """Tell by its name whether a file is the list of spam: services hand that out apart, and do not mark its rows."""
    path = PurePosixPath(name)
    words = form_fields.plain(path.name).split()
    return path.parent.name.casefold() == "spam" or ("spam" in words and _NO.isdisjoint(words))


def read_submissions(found: Sequence[Submission], rows: Rows, style: Style, name: str) -> Reading:
    """Give the reviews among submissions; `name` is that of the format."""
    wanted = {
        one.form for one in found if isinstance(one.fields, Mapping) and form_fields.asks_for_a_review(one.fields)
    }
    unread: set[str] = set()
    for one in found:
        if one.fault:
            rows.refuse(one.where, "no-submission", one.fault)
        elif one.fields is None or (isinstance(one.fields, Mapping) and is_empty(one.fields.values())):
            rows.pass_over("empty", "rows without anything in them")
        elif not isinstance(one.fields, Mapping):
            rows.refuse(one.where, "no-submission", "expected a submission, found something else")
        elif one.form not in wanted:
            rows.pass_over("other-form", "submissions of a form that has no field for stars and none called review")
        elif one.is_spam:
            rows.pass_over(f"spam-rated-{_spam_rating(one.fields)}", "marked as spam by the form service")
        else:
            values = by_field(one.fields)
            _take(rows, one, values, style)
            unread.update(_unread(one, values))
    if unread:
        rows.note(name, "fields-not-read", f"fields that are not kept: {', '.join(sorted(unread))}")
    return rows.reading(SOURCE, name)


def _spam_rating(fields: Mapping[str, Any]) -> str:
    try:
        return rating_key(rating_in(by_field(fields).get("rating")))
    except ValueError:
        return "unreadable"


def _unread(one: Submission, values: Mapping[FormField, Any]) -> list[str]:
    """Name the fields that nothing is made of; a date is that of receipt only where the service has none of its own."""
    is_receipt = values.get("received_at") == one.at
    return form_fields.unread(one.fields, also=() if is_receipt else ("received_at",))


def _take(rows: Rows, one: Submission, values: Mapping[FormField, Any], style: Style) -> None:
    left_out: list[LeftOut] = []
    try:
        received = _received(one, values, style, left_out)
    except ValueError as error:
        rows.refuse(one.where, "unreadable", str(error))
        return
    if received.rating is None and received.text is None and received.title is None:
        rows.refuse(one.where, "no-review", "there is neither a rating nor a text")
        return
    rows.take(received)
    for kind, reason in (*left_out, *_notes(one.fields, values, received)):
        rows.note(one.where, kind, reason)


def _received(one: Submission, values: Mapping[FormField, Any], style: Style, left_out: list[LeftOut]) -> Received:
    provider = filled(values.get("provider")) or ""
    place = provider or filled(values.get("location")) or one.page
    author = filled(values.get("author"))
    batch = slug_in(values.get("batch"))
    updated = values.get("updated_at")
    slug, location = (plain_slug_in(values.get(field)) or "" for field in ("provider", "location"))
    npi = npi_in(values.get("npi")) or npi_in(provider)
    return Received(
        where=one.where,
        source_id=without_contact(id_in, one.ident),
        slug=slug,
        npi=npi,
        location=location if slug or npi or not provider else "",
        place=without_contact(words_in, place) or "",
        received_at=instant_in(one.at, style),
        updated_at=instant_in(updated, style) if updated else None,
        rating=rating_in(values.get("rating")),
        aspects=answers_in(form_fields.aspects(one.fields), left_out),
        title=filled(values.get("title")),
        text=filled(values.get("text")),
        author=without_contact(words_in, author),
        language=detail("language", values.get("language"), spoken_in, left_out),
        experienced=detail("experienced", values.get("experienced"), lambda value: visit_in(value, style), left_out),
        batch=batch,
        relationship=without_contact(words_in, values.get("relationship")),
    )


def _notes(fields: Mapping[str, Any], values: Mapping[FormField, Any], received: Received) -> Iterator[tuple[str, str]]:
    if "author" in values and received.author is None:
        yield "contact-left-out", "the author's name holds contact data, and is left out"
    if "relationship" in values and received.relationship is None:
        yield "contact-left-out", "the relationship holds contact data, and is left out"
    if "batch" in values and received.batch is None:
        yield "batch-unknown", "the batch that it names cannot be one, and is left out"
    if "location" in values and not received.location and values["location"] != received.place:
        yield "location", f"the location {quoted(values['location'])} was left out"
    if "npi" in values and not npi_in(values["npi"]):
        yield "npi", f"{quoted(values['npi'])} is no NPI; npi was left out"
    for field, name in form_fields.also_filled(fields):
        kind = "second-text" if field == "text" else "second-field"
        yield kind, f"the field {form_fields.plain(name)} is filled too, and is not taken"
    if received.updated_at is not None and received.updated_at > received.received_at:
        yield "edited", "its author changed it after it was written"


def is_marked_spam(item: Mapping[str, Any], *names: str) -> bool:
    """Tell whether a service marked a submission as spam, in one of these fields."""
    return any(is_yes(item.get(name)) or str(item.get(name)).strip().casefold() == "spam" for name in names)


def note_missing_spam_list(rows: Rows, where: str, found: Sequence[Submission]) -> None:
    """Remark that an export cannot be whole, because nothing in it was marked as spam."""
    if not any(one.is_spam for one in found):
        rows.note(
            where,
            "spam-list-missing",
            "the list of spam is not in this export; without it nobody can tell what is there",
        )
