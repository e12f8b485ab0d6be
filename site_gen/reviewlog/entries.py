"""The entries of the log: one struct for every type of event, written and read as RFC 8785 JSON.

An entry says `v`, `type`, `logged` (the month of sealing) and what `review-log.md`, "Entries", lists for its type.
Nothing in it is free text: ids, codes, months, counts and digests only (INT120), which the types below decide. What has
no value is left out; there is one spelling for every entry, and `format_entry(parse_entry(data)) == data`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Month, Precision, Slug
from site_gen.model.provider import Status
from site_gen.model.review import HiddenField, HiddenSegment, Method, Reason
from site_gen.reviewlog import canonical
from site_gen.reviewlog.bundle import check_entry
from site_gen.reviewlog.canonical import Whole
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.rating import LoggedRating
from site_gen.reviewlog.vkey import SignatureType, check_key_name, parse_vkey

VERSION: Literal["site-gen.review-log/1"] = "site-gen.review-log/1"
SEALED_COUNT = 16
"""Digests in `_sd` of a review: fifteen names and one decoy, whatever the review has."""

Digest = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]" + END)]
"""A SHA-256 value in base64url without padding: of a disclosure, or a leaf hash."""
ListedDigest = Annotated[str, Meta(min_length=43, max_length=43)]
"""A digest of a review, which has many: `check_digests` looks at the letters of all of them at once."""
SealedDigests = Annotated[tuple[ListedDigest, ...], Meta(min_length=SEALED_COUNT, max_length=SEALED_COUNT)]
FileHash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}" + END)]
"""The SHA-256 of a file that is published under this name, in hexadecimal."""
BatchId = Annotated[str, Meta(pattern=r"^b-[a-z0-9]{12}" + END)]
ImportId = Annotated[str, Meta(pattern=r"^i-[a-z0-9]{12}" + END)]
Received = Annotated[str, Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]))?" + END)]
"""A month `YYYY-MM`, or a year where the site says no more."""
RatingName = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,5}|true|false)" + END)]
"""A value on the scale of the source, or a recommendation."""

StrOrInt = TypeVar("StrOrInt", str, int)

_DIGEST_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGEST_ENDS = "AEIMQUYcgkosw048"
"""What a digest may end with: the last letter stands for four bits and two zeros."""
_DATE_IN_ID = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])")


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    pass


class _Event(_Strict, frozen=True, kw_only=True, tag_field="type", gc=False):
    v: Literal["site-gen.review-log/1"] = msgspec.field(default_factory=lambda: VERSION)
    logged: Month


class SegmentDigest(_Strict, frozen=True, kw_only=True, gc=False):
    """The digest of a segment, written as RFC 9901, section 4.2.4.2 writes an array element."""

    digest: ListedDigest = msgspec.field(name="...")


class _Sealing(_Event, frozen=True, kw_only=True, gc=False):
    sd: tuple[Digest, ...] = msgspec.field(name="_sd", default=())
    sd_alg: Literal["sha-256"] | None = msgspec.field(name="_sd_alg", default=None)


class ReviewEntry(_Event, frozen=True, kw_only=True, tag="review", gc=False):
    """A review as it was received: a few facts in clear, the rest as digests.

    `provider` is the provider's permanent id; `supersedes` the leaf index of the version that the author changed.
    """

    provider: Slug
    display: Literal["here", "elsewhere"]
    received: Received
    source: Slug
    method: Method
    rating: LoggedRating | None = None
    batch: BatchId | None = None
    import_: ImportId | None = msgspec.field(name="import", default=None)
    supersedes: Whole | None = None
    text: tuple[SegmentDigest, ...] = ()
    sd: SealedDigests = msgspec.field(name="_sd")
    sd_alg: Literal["sha-256"] = msgspec.field(name="_sd_alg", default_factory=lambda: "sha-256")

    def __post_init__(self) -> None:
        check_digests([*self.sd, *[segment.digest for segment in self.text]])
        check_sorted("_sd", self.sd)
        check_random_id(self.batch)
        check_random_id(self.import_)


class GenesisEntry(_Event, frozen=True, kw_only=True, tag="genesis", gc=False):
    """The first entry: the name of the log."""

    origin: Annotated[str, Meta(max_length=255)]

    def __post_init__(self) -> None:
        check_key_name(self.origin)


class ProviderEntry(_Event, frozen=True, kw_only=True, tag="provider", gc=False):
    """A provider's present slug and status: additions, renames, departures."""

    id: Slug
    slug: Slug
    status: Status


class PolicyEntry(_Event, frozen=True, kw_only=True, tag="policy", gc=False):
    """A policy as published."""

    name: Slug
    sha256: FileHash


class DisplayEntry(_Event, frozen=True, kw_only=True, tag="display", gc=False):
    """What averages are made of from here on; without `window_months` they cover everything."""

    window_months: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    minimum_ratings: Annotated[int, Meta(ge=1, le=1_000_000)]
    received_precision: Precision


class InvitationEntry(_Event, frozen=True, kw_only=True, tag="invitation", gc=False):
    """Who was asked in one batch: of `eligible` visits, `invited`, with the published wording of that hash."""

    batch: BatchId
    channel: Slug
    month: Month
    selection: Slug
    eligible: Whole
    invited: Whole
    incentive: Slug
    wording: FileHash

    def __post_init__(self) -> None:
        check_random_id(self.batch)


class ImportEntry(_Sealing, frozen=True, kw_only=True, tag="import", gc=False):
    """One export that was taken in; `_sd` holds one digest, of the export's SHA-256 under the name `sha256`."""

    import_: ImportId = msgspec.field(name="import")
    source: Slug
    format: Slug
    rows: Whole
    ratings: dict[RatingName, Whole] = {}
    source_total: Whole | None = None

    def __post_init__(self) -> None:
        check_random_id(self.import_)
        check_sealing(self, expected=True)


class DecisionEntry(_Event, frozen=True, kw_only=True, tag="decision", gc=False):
    """A moderator's decision about the review at leaf `subject`, whose hash is `leaf`."""

    subject: Whole
    leaf: Digest
    action: Literal["publish", "withhold"]
    reason: Reason | None = None
    moved_to: Whole | None = None
    hidden: tuple[HiddenSegment, ...] = ()
    hidden_fields: tuple[HiddenField, ...] = ()
    policy: FileHash
    role: Slug

    def __post_init__(self) -> None:
        if self.action == "withhold":
            if self.reason is None:
                raise LogError("a decision to withhold needs a reason")
            if self.hidden or self.hidden_fields:
                raise LogError("a decision to withhold hides the whole review, not parts")
        elif self.reason is not None:
            raise LogError("a decision to publish has no reason")
        if self.moved_to is not None and self.reason != "wrong-provider":
            raise LogError("moved_to stands with the reason wrong-provider only")
        check_sorted("hidden", [one.segment for one in self.hidden])
        check_sorted("hidden_fields", [one.field for one in self.hidden_fields])


class ReplyEntry(_Sealing, frozen=True, kw_only=True, tag="reply", gc=False):
    """The practice's public reply, or its removal; `_sd` holds one digest, of the reply under the name `reply`."""

    subject: Whole
    action: Literal["publish", "remove"]

    def __post_init__(self) -> None:
        check_sealing(self, expected=self.action == "publish")


class ErasureEntry(_Event, frozen=True, kw_only=True, tag="erasure", gc=False):
    """The end of a review: its opening is destroyed."""

    subject: Whole
    reason: Literal["erasure", "authorization-revoked"]


class KeyEntry(_Event, frozen=True, kw_only=True, tag="key", gc=False):
    """A new verifier key of the log, with which it signs its checkpoints."""

    key: Annotated[str, Meta(max_length=400)]

    def __post_init__(self) -> None:
        if parse_vkey(self.key).type is not SignatureType.NOTE:
            raise LogError("expected a key that signs notes, found one that cosigns")


Entry: TypeAlias = (
    ReviewEntry
    | GenesisEntry
    | ProviderEntry
    | PolicyEntry
    | DisplayEntry
    | InvitationEntry
    | ImportEntry
    | DecisionEntry
    | ReplyEntry
    | ErasureEntry
    | KeyEntry
)

_DECODER: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def parse_entry(data: bytes) -> Entry:
    """Read an entry.

    Raises:
        LogError: more than 65,535 bytes, not JSON, another version, an unknown type or field, a value outside its form,
            or any other bytes than the canonical ones of the same entry.
    """
    return canonical.decode(_DECODER, check_entry(data), "entry")


def format_entry(entry: Entry) -> bytes:
    """Give the bytes of an entry.

    Raises:
        LogError: a struct that was made with a value outside its form, or more than 65,535 bytes.
    """
    data = check_entry(canonical.encode(entry))
    canonical.decode(_DECODER, data, "entry")
    return data


def check_digests(values: Sequence[str]) -> None:
    """Refuse texts of 43 characters of which one is no `Digest`; a pattern for each would take most of a replay."""
    letters = "".join(values)
    if letters.encode("ascii", "replace").translate(None, _DIGEST_LETTERS) or letters[42::43].strip(_DIGEST_ENDS):
        raise LogError("expected digests in canonical base64url without padding")


def check_sorted(name: str, values: Sequence[StrOrInt]) -> None:
    """Refuse a list that is out of order or names something twice."""
    if not all(map(operator.lt, values, values[1:])):
        raise LogError(f"{name} is not sorted, or holds something twice")


def check_sealing(entry: _Sealing, *, expected: bool) -> None:
    """Refuse an entry whose one digest is missing or not expected."""
    if len(entry.sd) != expected or (entry.sd_alg is not None) != expected:
        raise LogError(f"expected {int(expected)} digest in _sd with its _sd_alg, found {len(entry.sd)}")


def check_random_id(value: str | None) -> None:
    """Refuse an id that holds a date (INT120): ids in the log are random."""
    if value is not None and _DATE_IN_ID.search(value) is not None:
        raise LogError(f"{value} holds what looks like a date, expected random letters and digits")
