"""The entries of the log: one struct for every type of event, written and read as RFC 8785 JSON.

An entry says `v`, `type`, `logged` (the month of sealing) and what `review-log.md`, "Entries", lists for its type.
Nothing in it is free text: ids, codes, months, counts and digests only (INT120), which the types below decide. What has
no value is left out; there is one spelling for every entry, and `format_entry(parse_entry(data)) == data`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from site_gen.model.base import Month, Precision, Slug
from site_gen.model.provider import Status
from site_gen.model.review import HiddenField, HiddenSegment, Method, Reason
from site_gen.reviewlog import canonical
from site_gen.reviewlog.bundle import check_entry
from site_gen.reviewlog.canonical import Whole
from site_gen.reviewlog.entry_values import (
    BatchId,
    Digest,
    FileHash,
    ImportId,
    ListedDigest,
    RatingName,
    Received,
    SealedDigests,
    check_digests,
    check_random_id,
    check_sorted,
)
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.rating import LoggedRating
from site_gen.reviewlog.vkey import SignatureType, check_key_name, parse_vkey

VERSION: Literal["site-gen.review-log/1"] = "site-gen.review-log/1"


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


def check_sealing(entry: _Sealing, *, expected: bool) -> None:
    """Refuse an entry whose one digest is missing or not expected."""
    if len(entry.sd) != expected or (entry.sd_alg is not None) != expected:
        raise LogError(f"expected {int(expected)} digest in _sd with its _sd_alg, found {len(entry.sd)}")
