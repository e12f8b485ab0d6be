"""Writes a review file back from its sealed original: what was received, as it was received."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.log_view import hint_to_erase
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review
from site_gen.load.emit import to_yaml
from site_gen.load.log_folder import read_optional
from site_gen.model.review import Moderation, Reply, Review
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.log_write import locked, log_settings, open_for_append, read_site
from site_gen.pipeline.review_files import REVIEWS, find_review_path, reviews_locked
from site_gen.pipeline.sealed import SealedOne, find_sealed, id_at
from site_gen.pipeline.versions import source_mark
from site_gen.reviewlog.commitment import ReplyContent, restore_review
from site_gen.reviewlog.disclosure import digest, parse_field
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.states import ReviewState
from site_gen.write.log_folder import write_durably

_COMMENT = "yaml-language-server: $schema=../../../.site-gen/schemas/review.json"
_NOON = datetime.time(12, tzinfo=datetime.UTC)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_STATUS = {"publish": "published", "withhold": "withheld", None: "pending"}


class Restored(NamedTuple):
    """The file that was written, or was right already; `made` when it had been gone."""

    path: str
    changed: bool
    made: bool


def restore(root: Path, review_id: str) -> Restored:
    """Write the sealed fields of a review file from its opening; its moderation and reply stay.

    The file is found by its id, whatever it is called. One that is gone is made again with the decision and the reply
    that the log has.

    Raises:
        SiteGenError: the log has no such review, it was erased, there are two files of it, or the one does not load.
        LogError: the log or the opening is damaged.
    """
    with locked(root), reviews_locked(root):
        log = open_for_append(root, log_settings(read_site(root)))
        sealed = find_sealed(root, log, review_id)
        if sealed.state.erasure is not None:
            raise SiteGenError(f"the review {review_id} was erased", hint="site-gen seal destroys what is left of it")
        source, source_id = source_mark(sealed.opening) or ("", None)
        if read_erased(root).holds(review_id=review_id, source=source, source_id=source_id):
            raise SiteGenError(f"the review {review_id} was erased", hint=hint_to_erase(review_id))
        entry = log.replay.providers.get(sealed.provider)
        slug = entry.slug if entry else sealed.provider
        path = find_review_path(root, review_id) or f"{REVIEWS}/{slug}/{review_id}.yaml"
        data = read_optional(root, path)
        moved_to = None if sealed.state.moved_to is None else id_at(root, log, sealed.state.moved_to)
        present = _logged(path, slug, sealed, moved_to) if data is None else _parsed(data, path)
        earlier = None if sealed.state.supersedes is None else id_at(root, log, sealed.state.supersedes)
        linked = msgspec.structs.replace(present, provider=slug, supersedes=earlier)
        review = restore_review(linked, sealed.opening)
        if present.authorization and review.authorization and present.authorization.revoked_on:
            revoked = msgspec.structs.replace(review.authorization, revoked_on=present.authorization.revoked_on)
            review = msgspec.structs.replace(review, authorization=revoked)
        if data is not None and review == present:
            return Restored(path, changed=False, made=False)
        write_durably(root / path, to_yaml(review, comment=_COMMENT))
        return Restored(path, changed=True, made=data is None)


def _parsed(data: bytes, path: str) -> Review:
    review = parse_review(data, path)
    if isinstance(review, list):
        first = review[0]
        raise SiteGenError(
            f"{path}:{first.line}: {first.message}",
            hint="mend or remove the file, then restore it; without a file the decision comes from the log",
        )
    return review


def _logged(path: str, slug: str, sealed: SealedOne, moved_to: str | None) -> Review:
    """Give a review with what the log says was decided and answered; the rest is restored from the opening."""
    return Review(
        path=path,
        id=sealed.opening.id,
        provider=slug,
        received_at=_EPOCH,
        source="unknown",
        method="organic",
        moderation=_moderation(sealed.state, moved_to),
        reply=_reply(sealed.state, sealed.opening),
    )


def _moderation(state: ReviewState, moved_to: str | None) -> Moderation:
    return Moderation(
        status=_STATUS[state.action],  # type: ignore[arg-type]
        by=state.role,
        reason=state.reason,  # type: ignore[arg-type]
        hidden=state.hidden,
        hidden_fields=state.hidden_fields,
        moved_to=moved_to,
    )


def _reply(state: ReviewState, opening: Opening) -> Reply | None:
    for disclosure in opening.replies:
        if digest(disclosure) == state.reply_digest:
            content = msgspec.convert(parse_field(disclosure).value, ReplyContent)
            return Reply(
                status="published",
                approved_by=content.role,
                published_at=datetime.datetime.combine(content.published_on, _NOON),
                outcome=content.outcome,
                text=content.text,
            )
    return None
