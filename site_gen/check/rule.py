"""What a rule is: a code, a name, a severity, and a function that yields issues about one kind of subject."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import msgspec

from site_gen.findings import Severity
from site_gen.model.location import Location
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.states import ReviewState

Key = tuple[str | int, ...]
"""Where in a file: mapping keys and list indexes from the top."""


class Around(msgspec.Struct, frozen=True):
    """What a rule may look up besides its subject. `locations` are all slugs, of files that do not load too."""

    site: Site
    locations: Collection[str]
    media: Collection[str]
    as_of: datetime.date


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule says; the engine adds file, line and column. `path` is set when it is not the subject's own file."""

    message: str
    at: Key = ()
    hint: str = ""
    path: str = ""
    severity: Severity | None = None


class SealedReview(NamedTuple):
    """A review file beside what was sealed of it, and its state in the log."""

    review: Review
    opening: Opening
    state: ReviewState


ProviderCheck = Callable[[Provider, Around], Iterator[Issue]]
ReviewCheck = Callable[[Review, Provider, Around], Iterator[Issue]]
LocationCheck = Callable[[Location, Around], Iterator[Issue]]
ReviewsCheck = Callable[[tuple[Review, ...], Provider, Around], Iterator[Issue]]
SealedCheck = Callable[[SealedReview, Around], Iterator[Issue]]
SiteCheck = Callable[[tuple[ProviderSummary, ...], Around], Iterator[Issue]]


class Rule(msgspec.Struct, frozen=True):
    """One rule. `scope` says what `check` is called with: see the `…Check` types above."""

    code: str
    name: str
    severity: Severity
    scope: str
    since: str
    basis: str
    check: Callable[..., Iterator[Issue]]

    @property
    def page(self) -> str:
        """The rule's page: the docstring of its function."""
        return self.check.__doc__ or ""


Decorator = Callable[[Callable[..., Iterator[Issue]]], Rule]


def _rule(scope: str) -> Callable[..., Decorator]:
    def decorate(code: str, name: str, *, severity: Severity, since: str, basis: str = "") -> Decorator:
        return lambda check: Rule(code, name, severity, scope, since, basis, check)

    return decorate


provider_rule = _rule("provider")
review_rule = _rule("review")
sealed_rule = _rule("sealed")
reviews_rule = _rule("reviews")
location_rule = _rule("location")
site_rule = _rule("site")
