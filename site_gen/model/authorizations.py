"""The register of signed authorizations: `content/authorizations.yaml`, and what it says about a review.

What a review's own file says of its authorization is sealed with it. What happens to the form afterwards, that it is
prolonged, replaced or revoked, or signed at all, stands here, and this is what counts. The register has no names: a
reference leads to the paper, or to the form service, where they are.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Slug, Text
from site_gen.model.review import Authorization, Review, ReviewId

Reference = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}" + END,
        title="reference",
        description="1 to 80 letters, digits, dots, hyphens, slashes and underscores; no name, no e-mail address",
        examples=["auth-2026-031"],
    ),
]
Word = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}" + END,
        title="word",
        description="1 to 40 letters, digits, dots, hyphens and underscores",
        examples=["website", "web-2"],
    ),
]


class Signed(Content, frozen=True, kw_only=True):
    """One signed form (45 CFR 164.508). It is a review's whose file names the reference.

    `review` links it to a review by id, `source` with `source_id` by the review's id at its source, for reviews whose
    file names nothing. A form with such a link is of no other review, whatever that one names. `by` is the patient, or
    in what role somebody signed for the patient.
    """

    reference: Reference
    version: Word
    scope: tuple[Word, ...]
    signed_on: datetime.date
    expires_on: datetime.date | None = None
    revoked_on: datetime.date | None = None
    by: Slug = "patient"
    review: ReviewId | None = None
    source: Slug | None = None
    source_id: Text | None = None

    def __post_init__(self) -> None:
        if not self.scope:
            raise ValueError("scope: expected what it covers, such as website")
        if (self.source is None) != (self.source_id is None):
            raise ValueError("source and source_id go together")
        for name in ("expires_on", "revoked_on"):
            day = getattr(self, name)
            if day is not None and day < self.signed_on:
                raise ValueError(f"{name} {day} is before signed_on {self.signed_on}")

    @property
    def is_linked(self) -> bool:
        """Whether it names its review."""
        return self.review is not None or self.source is not None

    def may_be_of(self, review: Review, earlier: Collection[str] = ()) -> bool:
        """Tell whether it can be the form of a review that names its reference; `earlier` are ids of its versions.

        A version that replaces the review which a form names is by the same author, and has its form.
        """
        if not self.is_linked:
            return True
        if self.review is not None and self.review in (review.id, review.supersedes, *earlier):
            return True
        return self.source is not None and (self.source, self.source_id) == (review.source, review.source_id)

    @property
    def authorization(self) -> Authorization:
        """What a review's own file would say of it."""
        return Authorization(
            basis="signed",
            reference=self.reference,
            version=self.version,
            scope=self.scope,
            signed_on=self.signed_on,
            expires_on=self.expires_on,
            revoked_on=self.revoked_on,
            by=self.by,
        )


class AuthorizationFile(Content, frozen=True, kw_only=True):
    """A file of the register as written, with its path; a long register has several."""

    path: str = msgspec.field(name="@path")
    authorizations: tuple[Signed, ...] = ()


class Entry(NamedTuple):
    """A signed form and where it stands: the file, and its number there from 0."""

    path: str
    number: int
    signed: Signed


class Register:
    """All signed forms of a site by what links them to reviews.

    `repeated` are those whose reference another form has already (SRC004); they count as forms of their own, so that a
    revocation is not lost.
    """

    def __init__(self, files: Sequence[AuthorizationFile] = ()) -> None:
        self.repeated: list[Entry] = []
        self._entries: list[Entry] = []
        self._by_reference: dict[str, list[Entry]] = {}
        self._by_review: dict[str, list[Entry]] = {}
        self._by_source: dict[tuple[str, str], list[Entry]] = {}
        self._versions: Mapping[str, Review] = {}
        for file in files:
            for number, signed in enumerate(file.authorizations):
                self._add(Entry(file.path, number, signed))

    def __iter__(self) -> Iterator[Entry]:
        """Give every form in the order of the files."""
        yield from self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def first_of(self, reference: str) -> Entry:
        """Give the first form with a reference that is there."""
        return self._by_reference[reference][0]

    def among(self, reviews: Iterable[Review]) -> Register:
        """Give the register as it is for the reviews of one provider, of which some are versions of others."""
        known = {review.id: review for review in reviews}
        if all(review.supersedes is None for review in known.values()):
            return self
        register = copy.copy(self)
        register._versions = known
        return register

    def earlier(self, review: Review) -> tuple[Review, ...]:
        """Give the earlier versions of a review that `among` was told of, the last one first."""
        found: dict[str, Review] = {}
        before = self._versions.get(review.supersedes or "")
        while before is not None and before.id not in found and before.id != review.id:
            found[before.id] = before
            before = self._versions.get(before.supersedes or "")
        return tuple(found.values())

    def of(self, review: Review) -> tuple[Entry, ...]:
        """Give the forms that are a review's, in the order of their references."""
        if not self._entries:
            return ()
        earlier = [one.id for one in self.earlier(review)]
        named = [entry for entry in self._named_by(review) if entry.signed.may_be_of(review, earlier)]
        found = [*self._by_review.get(review.id, ()), *named]
        if review.source_id is not None:
            found += self._by_source.get((review.source, review.source_id), ())
        return tuple(sorted(dict.fromkeys(found), key=lambda entry: entry.signed.reference))

    def of_others(self, review: Review) -> tuple[Entry, ...]:
        """Give the forms whose reference a review names, and that name another review."""
        earlier = [one.id for one in self.earlier(review)]
        return tuple(entry for entry in self._named_by(review) if not entry.signed.may_be_of(review, earlier))

    def at_source(self, reviews: Iterable[Review]) -> tuple[str, ...]:
        """Give the references of forms that are those of some reviews by their ids at the source."""
        if not self._by_source:
            return ()
        known = ((one.source, one.source_id) for one in reviews if one.source_id is not None)
        return tuple(sorted({entry.signed.reference for key in known for entry in self._by_source.get(key, ())}))

    def with_reference(self, reference: str) -> tuple[Entry, ...]:
        """Give the forms with a reference, whoever signed them for what."""
        return tuple(self._by_reference.get(reference, ()))

    def is_linked(self, reference: str) -> bool:
        """Tell whether a form with a reference names its review."""
        return any(entry.signed.is_linked for entry in self._by_reference.get(reference, ()))

    def _named_by(self, review: Review) -> Sequence[Entry]:
        written = review.authorization.reference if review.authorization else None
        return self._by_reference.get(written or "", ())

    def _add(self, entry: Entry) -> None:
        signed = entry.signed
        self._entries.append(entry)
        same = self._by_reference.setdefault(signed.reference, [])
        if same:
            self.repeated.append(entry)
        same.append(entry)
        if signed.review is not None:
            self._by_review.setdefault(signed.review, []).append(entry)
        if signed.source is not None and signed.source_id is not None:
            self._by_source.setdefault((signed.source, signed.source_id), []).append(entry)


NO_REGISTER = Register()
"""The register of a site that keeps none."""


def authorization_of(review: Review, register: Register, as_of: datetime.date) -> Authorization | None:
    """Give the authorization that counts for a review: what its file says, as the register has it since.

    Of several signed forms that signed last counts, of those that were signed by `as_of` if there are any. A revocation
    ends every form that was signed by then: whoever takes back one of two that are for the same text takes back both.
    That a text is de-identified, or needs no authorization, stays so, and is revoked like any other.

    What a file says of a form that is another review's counts for nothing, except that it was revoked: a copy or a
    later version may still name it. Whoever takes back the form of an earlier version takes back what was made of it,
    until a form is signed for that; no earlier version's form permits anything.
    """
    entries, others = register.of(review), register.of_others(review)
    written = review.authorization
    if not entries:
        counted = written if written is None or not others else _without_form(written, others)
        return _revoked(counted, counted, _days_before(review, register))
    if others and written is not None and written.basis == "signed":
        written = None
    forms = [entry.signed.authorization for entry in entries]
    known = {form.reference for form in forms}
    if written is not None and written.basis == "signed" and written.reference not in known:
        forms.append(written)
    last = max(forms, key=lambda form: (_begun(form, as_of), form.signed_on or datetime.date.min))
    days = [form.revoked_on for form in (*forms, *([written] if written else [])) if form.revoked_on is not None]
    counted = last if written is None or written.basis == "signed" else written
    counted = msgspec.structs.replace(counted, revoked_on=None)
    return _revoked(counted, last, [*days, *_days_before(review, register)])


def _days_before(review: Review, register: Register) -> Iterator[datetime.date]:
    """Give the days on which forms of a review's earlier versions were revoked, by their files or the register."""
    for one in register.earlier(review):
        written = [one.authorization.revoked_on] if one.authorization else []
        entries = (*register.of(one), *register.of_others(one))
        yield from (day for day in (*written, *(entry.signed.revoked_on for entry in entries)) if day is not None)


def _revoked(
    counted: Authorization | None, last: Authorization | None, days: Iterable[datetime.date]
) -> Authorization | None:
    """Give an authorization with the first of some revocations that the form signed last did not come after."""
    signed_on = None if last is None else last.signed_on
    ending = [day for day in days if signed_on is None or day >= signed_on]
    if not ending:
        return counted
    said = counted or Authorization(basis="signed")
    return msgspec.structs.replace(said, revoked_on=min((*ending, *([said.revoked_on] if said.revoked_on else []))))


def _without_form(written: Authorization, others: Sequence[Entry]) -> Authorization:
    days = [day for day in (written.revoked_on, *(entry.signed.revoked_on for entry in others)) if day is not None]
    bare = Authorization(basis="signed", reference=written.reference) if written.basis == "signed" else written
    return msgspec.structs.replace(bare, revoked_on=min(days, default=None))


def _begun(form: Authorization, as_of: datetime.date) -> bool:
    return form.signed_on is not None and form.signed_on <= as_of
