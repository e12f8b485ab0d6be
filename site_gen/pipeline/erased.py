"""Which reviews were erased, without saying which: keyed marks that only this site can make (`log/private`).

A mark is HMAC-SHA256 (RFC 2104) under the site's own secret over the source, NUL, and the review's id at the source; so
the next export does not bring the review back. A second mark, with no source, is over the review's own random id: its
file must not come back either, from a backup or a merge. Many exports have no ids: further marks are over what tells a
review there, the instant with the author and, unless these two tell it from all others, the words. The instant counts
as it is and cut to the second, which is all that some exports of a source give.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.load.log_folder import ERASED, SECRET, read_optional
from site_gen.model.authorizations import Register
from site_gen.reviewlog import canonical
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.rating import LoggedRating
from site_gen.write.log_folder import write_durably

SECRET_BYTES = 32


class Said(NamedTuple):
    """What tells a review where no id does: source, instant of receipt and author, and what a version of it says.

    `content` is rating, as an entry spells it, title and text; `has_id` whether the review has an id at its source.
    """

    source: str
    received_at: datetime.datetime
    author: str | None
    content: tuple[str | None, ...]
    has_id: bool


class Erased(NamedTuple):
    """The marks of a site's erased reviews."""

    secret: bytes = b""
    marks: frozenset[str] = frozenset()

    def holds(self, *, review_id: str, source: str, source_id: str | None) -> bool:
        """Tell whether a review was erased here, by its own id or by its id at the source."""
        if not self.marks:
            return False
        return any(mark in self.marks for mark in marks_of(self.secret, review_id, source, source_id))

    def holds_id(self, review_id: str) -> bool:
        """Tell whether a review was erased here, by its own id."""
        return self.holds(review_id=review_id, source="", source_id=None)

    def holds_said(self, row: Said) -> bool:
        """Tell whether a row of an export is an erased review by what it says, where an id is missing on one side."""
        if not self.marks:
            return False
        kinds = (False,) if row.has_id else (True, False)
        rows = (one._replace(has_id=has_id) for one in at_each_precision(row) for has_id in kinds)
        return any(mark in self.marks for one in rows for mark in said_marks(self.secret, one))


def read_erased(root: Path) -> Erased:
    """Give the marks of a site; none before the first erasure.

    Raises:
        LogError: there are marks and no secret, without which they say nothing.
    """
    data = read_optional(root, ERASED)
    if data is None:
        return Erased()
    secret = read_optional(root, SECRET)
    if secret is None or len(secret) != SECRET_BYTES:
        raise LogError(f"{SECRET} is missing or not {SECRET_BYTES} bytes long", hint="restore it from the repository")
    return Erased(secret, frozenset(data.decode("ascii", "replace").split()))


def make_secret(root: Path) -> None:
    """Make the site's secret if there is none: with the log, so that all branches and clones make the same marks."""
    if read_optional(root, SECRET) is None:
        write_durably(root / SECRET, secrets.token_bytes(SECRET_BYTES), private=True)


def note_erased(root: Path, *, review_id: str, source: str, source_id: str | None, said: Iterable[Said] = ()) -> None:
    """Add the marks of a review."""
    make_secret(root)
    if read_optional(root, ERASED) is None:
        write_durably(root / ERASED, b"", private=True)
    secret, known = read_erased(root)
    marks = known | set(marks_of(secret, review_id, source, source_id))
    marks |= {mark for one in said for mark in said_marks(secret, one)}
    if marks != known:
        data = "".join(f"{mark}\n" for mark in sorted(marks)).encode("ascii")
        write_durably(root / ERASED, data, private=True)


def marks_of(secret: bytes, review_id: str, source: str, source_id: str | None) -> Iterator[str]:
    """Give the marks of a review in hexadecimal. No source is empty, so the two kinds cannot meet."""
    yield _mark(secret, "", review_id)
    if source_id:
        yield _mark(secret, source, source_id)


def said_content(rating: LoggedRating | None, title: str | None, text: str | None) -> tuple[str | None, ...]:
    """Give what a version says as `Said` has it."""
    return (canonical.encode(rating).decode() if rating is not None else None, title or None, text or None)


def precisions(at: datetime.datetime) -> tuple[datetime.datetime, ...]:
    """Give an instant as it is, then cut to the second where it has a fraction of one."""
    return (at, at.replace(microsecond=0)) if at.microsecond else (at,)


def at_each_precision(one: Said) -> Iterator[Said]:
    """Give what a review says with its instant as it is and cut to the second."""
    return (one._replace(received_at=at) for at in precisions(one.received_at))


def tells_one(at: datetime.datetime, author: str | None) -> bool:
    """Tell whether an instant and an author are those of one review: somebody is named, and the second is known.

    Who knows only the day or the hour writes 23:59:59 as often as 00:00:00, and then all of a day have one instant.
    """
    is_end = (at.minute, at.second) == (59, 59)
    return author is not None and bool(at.second or at.microsecond) and not is_end


def said_marks(secret: bytes, one: Said) -> Iterator[str]:
    """Give the marks of what a review says at this very instant; none of a bare rating of a day, which many give."""
    at = one.received_at.astimezone(datetime.UTC).isoformat()
    source = f"{one.source}\n{'id' if one.has_id else 'no id'}"  # no source has a line feed, so no two kinds can meet
    if tells_one(one.received_at, one.author):
        yield _mark(secret, source, canonical.encode((at, one.author)).decode())
    elif one.author or any(one.content[1:]):
        yield _mark(secret, source, canonical.encode((at, one.author, *one.content)).decode())


def _mark(secret: bytes, source: str, ident: str) -> str:
    return hmac.new(secret, f"{source}\0{ident}".encode(), hashlib.sha256).hexdigest()


def readable_erased(root: Path) -> Erased | None:
    """Give the marks of erased reviews; None where they say nothing without the site's secret."""
    try:
        return read_erased(root)
    except LogError:
        return None


def erased_forms(root: Path, register: Register) -> frozenset[str]:
    """Give the references of signed forms whose review was erased."""
    erased = readable_erased(root)
    if erased is None or not erased.marks:
        return frozenset()
    signed = (entry.signed for entry in register if entry.signed.is_linked)
    return frozenset(
        one.reference
        for one in signed
        if erased.holds(review_id=one.review or "", source=one.source or "", source_id=one.source_id)
    )
