"""Reviews written down by hand, one a YAML file, as `content/reviews/` has them: cards, letters, calls.

What intake or a person decides later has no place in such a file: `id`, `import`, `supersedes`, `moderation`. The keys
are those of review files, and `npi` or `place` where the provider's slug is not known; `reply` has `text` and `at`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.directory.identifiers import plain_npi
from site_gen.intake.reviews.cells import id_in, instant_in, rating_in, reference_in, visit_in, words_in
from site_gen.intake.reviews.dates import Style
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.private_columns import private_kind
from site_gen.intake.reviews.received import OwnerReply, Reading, Received, Rows
from site_gen.model.base import is_slug
from site_gen.model.contact import has_contact, quoted
from site_gen.model.review import Method, Rating, Stars, Verification

SOURCE = "yaml"
_TEXTS = (
    "source_id", "provider", "npi", "location", "place", "title", "text", "author", "language", "batch", "incentive",
    "relationship", "authorization",
)  # fmt: skip
_AS_THEY_ARE = frozenset({"title", "text", "npi"})
"""What a review says, which people look at before it is shown, and a number of ten digits."""
_READERS = {"source_id": id_in, "authorization": reference_in}
"""How texts are read that are no free words."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "method": get_args(Method),
    "verification": get_args(Verification),
    "completeness": ("full", "excerpt"),
}
_DATES = ("received_at", "updated_at", "experienced")
KEYS = (*_TEXTS, *_CHOICES, *_DATES, "rating", "aspects", "reply", "source")
_MARKS = frozenset({"received_at", "rating", "text", "title"})
_NOT_BY_HAND = frozenset({"columns", "places", "_id"})
"""Keys of mapping files, which may lie beside the reviews, and of submissions of Staticman."""
_OURS = ("id", "import", "supersedes", "moderation")


def _recognizes(file: ExportFile) -> bool:
    if not file.is_yaml:
        return False
    value = file.yaml
    if file.yaml_fault:
        return True  # a review that does not read is to be named, not passed over
    return isinstance(value, dict) and not _MARKS.isdisjoint(value) and _NOT_BY_HAND.isdisjoint(value)


def _read(files: Sequence[ExportFile], options: Options) -> Reading:
    rows = Rows()
    sources: dict[str, str] = {}
    for file in files:
        value = file.yaml
        if file.yaml_fault:
            at, _, said = file.yaml_fault.partition(": ")
            rows.refuse(file.name, "unreadable", f"{at}: {'not read, at contact data' if has_contact(said) else said}")
            continue
        source = value.get("source", SOURCE)
        if not isinstance(source, str) or not is_slug(source):
            rows.refuse(file.name, "unreadable", f"source: expected a slug, found {_shown(source)}")
            continue
        sources.setdefault(source, file.name)
        one = _received(file.name, value, options.style())
        if isinstance(one, Received):
            rows.take(one)
        else:
            rows.refuse(file.name, "unreadable", "; ".join(one))
    if len(sources) > 1:
        (one_source, one_file), (other, other_file), *_ = sources.items()
        what = f"{one_file} says source {one_source} and {other_file} says {other}"
        raise UnreadableError(what, hint="give the files of one source at a time")
    return rows.reading(next(iter(sources), SOURCE), "yaml")


def _received(where: str, value: Mapping[str, Any], style: Style) -> Received | list[str]:
    """Give the review of a file, or everything that is wrong with it."""
    faults = [_key_fault(key) for key in value if key not in KEYS]
    given = {key: each for key, each in value.items() if each is not None and key in KEYS}
    texts = {key: _text(key, given[key], faults) for key in _TEXTS if key in given}
    choices = {key: _choice(key, given[key], faults) for key in _CHOICES if key in given}
    dates = {key: _date(key, given[key], style, faults) for key in _DATES if key in given}
    rating = _rating(given.get("rating"), faults)
    aspects = _aspects(given.get("aspects", {}), faults)
    reply = _reply(given.get("reply"), style, faults)
    if "received_at" not in given:
        faults.append("received_at: expected the day on which it was received, found nothing")
    if not texts.get("text") and not texts.get("title") and rating is None and not faults:
        faults.append("expected a rating or a text, found neither")
    if faults:
        return faults
    texts["slug"] = texts.pop("provider", "")
    texts["npi"] = plain_npi(texts.get("npi", ""))
    fields: dict[str, Any] = {"method": "transcribed", **texts, **dates, **choices}
    return Received(where=where, rating=rating, aspects=aspects, reply=reply, **fields)


def _key_fault(key: str) -> str:
    if key in _OURS:
        return f"{key}: intake writes it, leave it out"
    if (kind := private_kind(key)) is not None:
        return f"{key}: looks like {kind}, which is never stored; leave it out"
    near = difflib.get_close_matches(key.lower().replace("-", "_"), KEYS, n=1)
    return f"unknown key {quoted(key)}" + (f", did you mean {near[0]}?" if near else f"; known are {', '.join(KEYS)}")


def _text(key: str, value: Any, faults: list[str]) -> str:
    """Give a text; the line break that ends a block of lines is not part of it. A number is its digits."""
    if isinstance(value, int) and not isinstance(value, bool) and key in ("source_id", "npi", "place"):
        value = str(value)
    if isinstance(value, str):
        text = value.removesuffix("\n")
        try:
            return text if key in _AS_THEY_ARE else _READERS.get(key, words_in)(text) or ""
        except ValueError as error:
            faults.append(f"{key}: {error}; leave it out, or write what belongs there")
            return ""
    faults.append(f"{key}: expected text, found {_shown(value)}")
    return ""


def _choice(key: str, value: Any, faults: list[str]) -> Any:
    if value not in _CHOICES[key]:
        near = difflib.get_close_matches(str(value), _CHOICES[key], n=1)
        hint = f", did you mean {near[0]}?" if near else ""
        faults.append(f"{key}: expected one of {', '.join(_CHOICES[key])}, found {_shown(value)}{hint}")
    return value


def _date(key: str, value: Any, style: Style, faults: list[str]) -> Any:
    try:
        return visit_in(value, style) if key == "experienced" else instant_in(value, style)
    except ValueError as error:
        faults.append(f"{key}: {error}")
        return None


def _rating(value: Any, faults: list[str]) -> Stars | Rating | None:
    try:
        return msgspec.convert(value, Rating) if isinstance(value, dict) else rating_in(value)
    except ValueError as error:
        said = "there is contact data where a rating was expected"
        faults.append(f"rating: {said if has_contact(value) else error}")
        return None


def _aspects(value: Any, faults: list[str]) -> dict[str, Stars]:
    if not isinstance(value, dict):
        faults.append(f"aspects: expected {{name: stars}}, found {_shown(value)}")
        return {}
    for name, stars in value.items():
        if not is_slug(name) or isinstance(stars, bool) or not isinstance(stars, int) or not 1 <= stars <= 5:
            faults.append(
                f"aspects: expected a slug and a whole number from 1 to 5, found {quoted(name)}: {_shown(stars)}"
            )
    return value


def _reply(value: Any, style: Style, faults: list[str]) -> OwnerReply | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or value.keys() - {"text", "at"}:
        faults.append(f"reply: expected {{text: …, at: …}}, found {_shown(value)}")
        return None
    at = value.get("at")
    return OwnerReply(value["text"].removesuffix("\n"), None if at is None else _date("reply", at, style, faults))


def _shown(value: Any) -> str:
    return "contact data" if has_contact(value) else repr(value)[:60]


FORMAT = Format(source=SOURCE, name="yaml", title="review files written by hand", recognizes=_recognizes, read=_read)
