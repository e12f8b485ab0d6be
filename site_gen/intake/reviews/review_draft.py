"""A mapping guessed from the names of a table's columns and from what stands below them, for a person to look over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import get_args

from site_gen.errors import UnreadableError
from site_gen.intake.directory.names import clean
from site_gen.intake.directory.slugs import as_slug
from site_gen.intake.reviews.csv_cells import NULLS
from site_gen.intake.reviews.dates import Order, find_order
from site_gen.intake.reviews.draft_guesses import (
    Column,
    are_slugs,
    guess_dates,
    guess_fields,
    is_date,
    is_mostly,
    is_rating,
    kind_of,
)
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.private_columns import private_for, private_kind
from site_gen.intake.reviews.ratings import read_rating
from site_gen.intake.reviews.review_map import DATES, FIELDS, ReviewField, ReviewMap, Scale
from site_gen.intake.tables import folded, table_text
from site_gen.model.base import is_slug
from site_gen.model.contact import quoted
from site_gen.model.review import Method, Verification

_SAMPLE = 2_000
_MOST_LOCATIONS = 40
_MOST_WORDS = 12
_SYNONYMS: dict[ReviewField, str] = {
    "source_id": "id surveyid responseid reviewid submissionid feedbackid recordid uniqueid resultid uid commentid",
    "rating": "rating overallrating starrating stars score overallscore reviewrating star overall overallexperience "
    "satisfaction overallsatisfaction providerrating ratingofprovider nps npsscore likelihoodtorecommend recommend "
    "wouldyourecommend bewertung calificación calificacion note",
    "title": "title headline reviewtitle subject",
    "text": "text comment comments review reviewtext reviewbody body feedback verbatim message content commenttext "
    "reviewcomment reviewcontent kommentar comentario commentaire",
    "author": "author reviewer reviewername authorname displayname nickname postedby initials",
    "language": "language lang locale languagecode",
    "received_at": "date receiveddate datereceived receivedat received receivedon reviewdate createdat created "
    "createdon datecreated submittedat submitted submittedon submissiondate datesubmitted responsedate completeddate "
    "datecompleted completedat completed surveydate timestamp posteddate dateposted postedon published publishedat "
    "recordeddate enddate commentdate datum fecha",
    "updated_at": "updatedat updated updatedon lastmodified modifiedat dateupdated editedat editedon",
    "experienced": "visitdate dateofvisit servicedate dateofservice dos appointmentdate encounterdate dischargedate "
    "visitmonth",
    "provider": "providerslug slug",
    "npi": "npi providernpi npinumber",
    "place": "provider providername physician physicianname doctor doctorname clinician clinicianname practitioner "
    "locationid placeid",
    "location": "location locationname clinic clinicname office officename facility facilityname department "
    "departmentname site sitename practice practicename unit branch standort",
    "method": "method collectionmethod surveymethod",
    "verification": "verification verified",
    "incentive": "incentive",
    "relationship": "relationship",
    "authorization": "authorization authorizationreference authorizationid consentreference",
    "reply": "reply ownerreply ownerresponse replytext responsetext businessresponse managementresponse reviewreply",
    "replied_at": "replydate replyat repliedat repliedon respondedat respondedon replytime",
}
_KNOWN: dict[str, ReviewField] = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
_BEFORE = ("patient", "survey", "review", "customer")
"""Words that may stand in front of a known name."""
_QUESTIONS = (
    "listen", "explain", "wait", "staff", "courte", "respect", "time", "clean", "schedul", "recommend", "knowledge",
    "friend", "communic", "parking", "billing", "facilit", "comfort", "care", "trust", "answer", "instruct",
)  # fmt: skip
"""What questions of surveys are about."""
_SCALES = (
    ("very poor", "poor", "fair", "good", "very good"),
    ("poor", "fair", "good", "very good", "excellent"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("terrible", "poor", "average", "good", "excellent"),
)
"""Words of usual scales from 1 to 5; the first is that of Press Ganey."""


def draft_review_map(file: ExportFile) -> ReviewMap:
    """Guess a mapping from a table; columns that look private are left out, and so is how authors were asked.

    Names count first, then what stands in the cells. Of two columns for one field the first counts. The scale is the
    smallest of 5, 10 and 100 that holds nearly all ratings. A mapping may come out that lacks what `check_map` asks
    for: whoever looks it over adds that.

    Raises:
        UnreadableError: not a table, or no column that holds a date, ratings or words.
    """
    if not file.header:
        if file.kind == "text":
            table_text(file.data)  # says which byte is not UTF-8
        raise UnreadableError(f"{file.name} looks like {file.kind}, expected a table", hint="save it as CSV UTF-8")
    table = _sample(file)
    columns = _guessed(table, _columns(table))
    fields = {field: column for column, field in columns.items()}
    if not {"received_at", "rating", "text"} & fields.keys():
        shown = ", ".join(quoted(column.name) for column in table[:8])
        raise UnreadableError(
            f"no column of {file.name} holds dates, ratings or words that are known, among {shown}",
            hint="write the mapping by hand: columns: {…: received_at, …: rating, …: text}",
        )
    by_name = {column.name: column.cells for column in table}
    ratings = by_name.get(fields.get("rating", ""), ())
    words = _words(ratings)
    aspects = dict(_aspects([column for column in table if column.name not in columns]))
    places = by_name.get(fields.get("location", ""), ())
    return ReviewMap(
        source=as_slug(PurePosixPath(file.name).stem) or "survey",
        columns=columns,
        aspects=aspects,
        scale=Scale() if words else _scale(ratings),
        words=words,
        locations=_locations(places),
        delimiter=file.delimiter,
        dates=_order([by_name[fields[field]] for field in DATES if field in fields]),
    )


def draft_comment(file: ExportFile, mapping: ReviewMap) -> str:
    """Give what the writer of a draft should know: the columns that were guessed by cells, and those not read.

    Nothing of the cells is repeated.
    """
    table = _sample(file)
    known = _columns(table)
    lines = [f"{one}: no column is known to hold it, and a mapping needs one" for one in lacking(mapping)]
    if guessed := [f"{quoted(name)} ({field})" for name, field in mapping.columns.items() if name not in known]:
        lines.append(f"Guessed by what stands there: {', '.join(guessed)}")
    unread = [one for one in table if one.name not in mapping.columns and one.name not in mapping.aspects]
    if unread:
        lines.append("Not read; write a line under columns, or under aspects, for what should be:")
        lines += [f"  {quoted(one.name)}: {kind_of(one)}" for one in unread]
    return "".join(f"# {line}\n" for line in lines)


def lacking(mapping: ReviewMap) -> tuple[str, ...]:
    """Give what a drafted mapping lacks before it can be used."""
    fields = set(mapping.columns.values())
    return (
        *(() if "received_at" in fields else ("received_at",)),
        *(() if {"rating", "text"} & fields else ("rating or text",)),
    )


def _guessed(table: Sequence[Column], columns: dict[str, ReviewField]) -> dict[str, ReviewField]:
    """Add what the cells of columns with unknown names show; nothing without a column of dates."""
    found = dict(columns)
    left = [one for one in table if one.name not in found and folded(one.name) not in _KNOWN]
    if "received_at" not in found.values() and (dates := guess_dates(left)) is not None:
        found[dates] = "received_at"
    if "received_at" in found.values():
        asked = {name for name, _ in _aspects([one for one in table if one.name not in found])}
        left = [one for one in left if one.name not in found and one.name not in asked]
        wanted = set(FIELDS) - set(found.values())
        if {"provider", "npi", "place"} & set(found.values()):
            wanted -= {"provider", "npi"}
        found.update(guess_fields(left, wanted))
    return {name: field for field in FIELDS for name, one in found.items() if one == field}


def _sample(file: ExportFile) -> list[Column]:
    """Give the columns with a name of their own."""
    names = [clean(name) for name in file.header]
    counts = Counter(names)
    rows = [cells for _, cells in islice(file.cells(file.delimiter), _SAMPLE)]
    return [
        Column(name, tuple(filter(_is_filled, (row[place] for row in rows if place < len(row)))))
        for place, name in enumerate(names)
        if counts[name] == 1 and name
    ]


def _is_filled(cell: str) -> bool:
    return bool(cell.strip()) and cell.strip() not in NULLS


def _columns(table: Sequence[Column]) -> dict[str, ReviewField]:
    columns: dict[str, ReviewField] = {}
    for column in table:
        plain = folded(column.name)
        bare = [plain.removeprefix(word) for word in _BEFORE if plain.startswith(word)]
        field = next((_KNOWN[each] for each in (plain, *bare) if each in _KNOWN), None)
        if field == "place" and plain not in ("locationid", "placeid") and are_slugs(column.cells):
            field = "provider"
        if field is None or field in columns.values() or private_for(column.name, field) is not None:
            continue
        if _fits(field, column.cells):
            columns[column.name] = field
    return {name: field for field in FIELDS for name, found in columns.items() if found == field}


def _fits(field: ReviewField, cells: Sequence[str]) -> bool:
    """Tell whether what stands in a column can be what its name says."""
    if field == "rating":
        return bool(_words(cells)) or is_mostly(map(is_rating, cells))
    if field in DATES:
        return is_mostly(is_date(cell, field) for cell in cells)
    if field in ("provider", "method", "verification"):
        vocabulary = {"method": get_args(Method), "verification": get_args(Verification)}.get(field)
        return all(cell.strip() in vocabulary if vocabulary else is_slug(cell.strip()) for cell in cells)
    return field in ("title", "text", "reply") or not any("@" in cell for cell in cells)


def _order(columns: Sequence[Sequence[str]]) -> Order | None:
    try:
        return find_order(cell for cells in columns for cell in cells)
    except ValueError:
        return None


def _scale(cells: Sequence[str]) -> Scale:
    """Give the scale of ratings that do not name theirs."""
    values = sorted(value for value in map(_value, cells) if value is not None)
    usual = values[: len(values) - len(values) // 20]  # a slip of the pen among many does not change the scale
    best = next((best for best in (5, 10, 100) if max(usual, default=0) <= best), 5)
    return Scale(best=best, worst=0 if best == 100 or 0 in values else 1)


def _value(cell: str) -> float | None:
    """Give a rating as a number on a scale of its own, None for a recommendation and for what is none."""
    try:
        rating = read_rating(cell, best=100, worst=0)
    except ValueError:
        return None
    if isinstance(rating, int) or rating is None:
        return rating
    return None if rating.value is None or rating.best != 100 else rating.value / (rating.scale or 1)


def _words(cells: Sequence[str]) -> dict[str, int | None]:
    """Give the words of a usual scale where all ratings are of one."""
    found = {" ".join(cell.split()).casefold() for cell in cells}
    if not found or len(found) > _MOST_WORDS:
        return {}
    scale = next((words for words in _SCALES if found <= set(words)), ())
    return {word.capitalize(): number for number, word in enumerate(scale, 1)}


def _aspects(table: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Give the columns that look like questions answered with 1 to 5."""
    taken: set[str] = set()
    for column in table:
        plain = column.name.casefold()
        slug = as_slug(column.name)
        if not column.cells or slug in taken or not slug or private_kind(column.name) is not None:
            continue
        if ("?" in plain or any(word in plain for word in _QUESTIONS)) and all(
            cell.strip() in ("1", "2", "3", "4", "5") for cell in column.cells
        ):
            taken.add(slug)
            yield column.name, slug


def _locations(cells: Sequence[str]) -> dict[str, str]:
    names = sorted({clean(cell) for cell in cells if not is_slug(cell.strip())})
    return {name: slug for name in names[:_MOST_LOCATIONS] if (slug := as_slug(name))}
