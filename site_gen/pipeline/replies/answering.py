"""A review that somebody is about to answer, with its site, its provider and the prepared responses."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.ripeness import is_rating_hidden
from site_gen.errors import SiteGenError
from site_gen.model.provider import Provider
from site_gen.model.review import Reply, Review
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.replies.lint import lint_reply
from site_gen.pipeline.replies.moves import Case
from site_gen.pipeline.replies.proposals import language_of
from site_gen.pipeline.replies.public import Public, public_version
from site_gen.pipeline.replies.shelf import Shelf, read_shelf
from site_gen.pipeline.reply_gate import ReplyRead
from site_gen.pipeline.review_files import ReviewFile, find_review_file


class Answering(NamedTuple):
    """A site, a review file and what is needed to answer it."""

    desk: Desk
    shelf: Shelf
    file: ReviewFile
    provider: Provider

    @property
    def review(self) -> Review:
        """The review as its file says."""
        return self.file.review

    @property
    def is_rating_hidden(self) -> bool:
        """Whether nobody may see the rating yet."""
        return is_rating_hidden(self.review, self.desk.site)

    @property
    def blind(self) -> Review:
        """The review as rules see it for whoever answers: without a rating that nobody may see yet."""
        return msgspec.structs.replace(self.review, rating=None) if self.is_rating_hidden else self.review

    @property
    def public(self) -> Public:
        """The review as its readers see it."""
        return public_version(self.desk, self.review)

    def language(self, wanted: str | None) -> str:
        """Give the language to answer in: the `wanted` one, else that of the review."""
        review = self.public.review
        return language_of(words_of(review), wanted or review.language, self.desk.site.languages)

    def lint(self, reply: Reply) -> ReplyRead:
        """Give what rules say about a reply to this review."""
        review = msgspec.structs.replace(self.blind, reply=reply)
        return lint_reply(review, reply, self.provider, self.shelf.around)

    def lint_draft(self, text: str, response: str | None = None) -> ReplyRead:
        """Give what rules say about a text, of the prepared `response` where it comes from one, as the reply."""
        return self.lint(
            Reply(status="draft", written_at=self.desk.now, written_by="nobody", response=response, text=text)
        )

    def case(self, role: str | None, *, approves: bool = False) -> Case:
        """Give what the steps of the reply depend on; rules look at whoever `approves` it just now as well."""
        reply = self.review.reply
        if reply is not None and approves:
            reply = msgspec.structs.replace(reply, approved_by=role)
        errors = self.lint(reply).errors if reply else ()
        return Case(self.review, self.desk.site, self.desk.now, role, errors, self.desk.unread_register())


def answering(root: Path, review_id: str, now: datetime.datetime) -> Answering:
    """Give a review with what is needed to answer it.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    desk = Desk(root, now)
    file = find_review_file(root, review_id)
    provider = desk.provider(file.review.provider)
    if provider is None:
        path = f"content/providers/{file.review.provider}.yaml"
        raise SiteGenError(f"there is no {path} that loads", hint="site-gen check says what is wrong")
    return Answering(desk, read_shelf(desk), file, provider)


def words_of(review: Review) -> str:
    """Give what somebody wrote in a review, title first."""
    return "\n".join(part for part in (review.title, review.text) if part)
