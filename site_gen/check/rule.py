"""What a rule is: a code, a name, a severity, a page, and what it does with each kind of subject.

A rule yields issues; a rule that cannot look yields `Unchecked` and why, which is never the same as passed. Rules point
at keys, the engine finds lines.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from site_gen.check.log_view import LogFault, LogView, Originals
from site_gen.findings import Severity
from site_gen.model.acknowledged import TeamFacts, facts_of
from site_gen.model.alert import Alert
from site_gen.model.authorizations import NO_REGISTER, Register, authorization_of
from site_gen.model.form import Form
from site_gen.model.invitation import Invitation
from site_gen.model.likeness import Sketch
from site_gen.model.listing import Directory
from site_gen.model.location import Location
from site_gen.model.manifest import Manifest
from site_gen.model.media import MediaFile
from site_gen.model.page import Page
from site_gen.model.policy import Policy
from site_gen.model.post import Post
from site_gen.model.practice import NO_PRACTICE, Practice
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Authorization, Review
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.states import ReviewState

if TYPE_CHECKING:
    from site_gen.check.pages.digest import Everything
    from site_gen.check.pages.reading import Reading

Key = tuple[str | int, ...]
"""Where in a file: mapping keys and list indexes from the top; in a page an element by name and number.

In Markdown these are of the front matter; `BODY` and a number are a line below it.
"""


class Around(msgspec.Struct, frozen=True):
    """What a rule may look up besides its subject.

    `locations` are all slugs, of files that do not load too; invitations and manifests are by id, the first of an id
    that stands twice; `wordings` by file, `policies` by slug, in the site's first language. `sealed_policies` are the
    SHA-256 of the policies whose texts the log keeps, None for a site without a log, `decided_under` those that its
    decisions name. `phones` are the numbers of locations that have one, by slug. `responses` are the prepared ones in
    order of their files; `response_ids` and `response_files`, the paths, are those of all files, loaded or not.
    `directory` is the export that the site is held against, if any. Only rules about the whole site see these four.
    `register` has the signed authorizations, `erased_forms` are the references of those whose review was erased, which
    only rules about the whole site see; `assistance` the languages in which the site says how to get help.
    `practice` has posts, alerts, audiences, channels, team and policies, and `media_files` what lies below
    `content/media/` by name, for rules about these; so are `providers`, the slugs of all files, loaded or not, and
    `at`, the instant of the run, for what changes by the hour; other rules judge by days of the site. `team`
    is what rules about single reviews know of the team, where they do not see `practice`: ask `team_facts`.
    """

    site: Site
    locations: Collection[str]
    media: Collection[str]
    as_of: datetime.date
    phones: Mapping[str, str] = {}
    invitations: Mapping[str, Invitation] = {}
    manifests: Mapping[str, Manifest] = {}
    wordings: Mapping[str, str] = {}
    policies: Mapping[str, Policy] = {}
    sealed_policies: Collection[str] | None = None
    decided_under: Collection[str] = ()
    responses: Sequence[Response] = ()
    response_ids: Collection[str] = ()
    response_files: Collection[str] = ()
    directory: Directory | None = None
    register: Register = NO_REGISTER
    erased_forms: Collection[str] = ()
    assistance: Collection[str] = ()
    practice: Practice = NO_PRACTICE
    media_files: Mapping[str, MediaFile] = {}
    providers: Collection[str] = ()
    team: TeamFacts | None = None
    at: datetime.datetime | None = None

    def among(self, reviews: Iterable[Review]) -> Around:
        """Give what a rule may look up while it looks at the reviews of one provider, all of which are given."""
        register = self.register.among(reviews)
        return self if register is self.register else msgspec.structs.replace(self, register=register)

    @property
    def end_of_day(self) -> datetime.datetime:
        """The last moment of the day by which is judged, where the site is."""
        return datetime.datetime.combine(self.as_of, datetime.time.max, zoneinfo.ZoneInfo(self.site.time_zone))

    @property
    def team_facts(self) -> TeamFacts | None:
        """What is known of the team; None for a site without `team.yaml`."""
        return self.team or facts_of(self.practice, self.site.default_language, self.as_of)

    def authorization_of(self, review: Review) -> Authorization | None:
        """Give the authorization that counts for a review."""
        return authorization_of(review, self.register, self.as_of)


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule says; the engine adds file, line and column. `path` is set when it is not the subject's own file."""

    message: str
    at: Key = ()
    hint: str = ""
    path: str = ""
    severity: Severity | None = None


class Unchecked(msgspec.Struct, frozen=True):
    """A rule could not look, and why."""

    reason: str


class SealedReview(NamedTuple):
    """A review file beside what was sealed of it, and its state in the log."""

    review: Review
    opening: Opening
    state: ReviewState


class Pair(msgspec.Struct, frozen=True, array_like=True):
    """Two reviews whose texts are nearly the same: `shared` of all their runs of words, `of`, stand in both."""

    one: Sketch
    other: Sketch
    shared: int
    of: int

    @property
    def likeness(self) -> Fraction:
        """The share of the runs that stand in both, at most 1."""
        return Fraction(self.shared, self.of)


Said: TypeAlias = Iterator[Issue | Unchecked]
"""What a rule says about one subject; nothing where it passed."""

SiteCheck = Callable[[tuple[ProviderSummary, ...], Around], Said]
LocationCheck = Callable[[Location, Around], Said]
ProviderCheck = Callable[[Provider, Around], Said]
ReviewsCheck = Callable[[tuple[Review, ...], Provider, Around], Said]
ReviewCheck = Callable[[Review, Provider, Around], Said]
SealedCheck = Callable[[SealedReview, Around], Said]
InvitationCheck = Callable[[Invitation, Around], Said]
ManifestCheck = Callable[[Manifest, Around], Said]
PolicyCheck = Callable[[Policy, Around], Said]
ResponseCheck = Callable[[Response, Around], Said]
FormCheck = Callable[[Form, Around], Said]
PostCheck = Callable[[Post, Around], Said]
MediaCheck = Callable[[MediaFile, Around], Said]
PracticeCheck = Callable[[Practice, Around], Said]
PairCheck = Callable[[Pair, Around], Said]
LogCheck = Callable[[LogView, Around], Said]
OriginalsCheck = Callable[[Originals, Around], Said]
AlertCheck = Callable[[Alert, tuple[ProviderSummary, ...], Around], Said]
OwnPageCheck = Callable[[Page, tuple[ProviderSummary, ...], Around], Said]
BuiltCheck: TypeAlias = "Callable[[Reading, Around], Said]"
AcrossCheck: TypeAlias = "Callable[[Everything, Around], Said]"


def issues_of(faults: Iterable[LogFault], hint: str) -> Said:
    """Give an issue for each fault of the log, with `hint` where the fault has none of its own."""
    for fault in faults:
        yield Issue(message=fault.error.message, path=fault.path, hint=fault.error.hint or hint)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: `page` is the docstring of its module (see `check.page`), the rest says what it looks at.

    `site` is called once, `location`, `provider`, `review` for every file, `reviews` for those of one provider at
    once, `sealed` for every review file that is in the log; `invitation`, `manifest`, `policy`, `form` and `response`
    for every file of these, `pair` for every two reviews with nearly the same text; `built` for every page of the
    output, `across` once for all of them. `log` is called once for a site with a log, `originals` for every
    provider of one, `own_page` for every page that the owner wrote, `alert` for every alert, `post` for
    every post, `media` for every file below `content/media/`, `practice` once for all of what `Practice` has. Where
    nothing is called, what reads the files finds it: such a rule is a page only.
    """

    code: str
    name: str
    severity: Severity
    since: str
    page: str | None
    basis: str = ""
    site: SiteCheck | None = None
    location: LocationCheck | None = None
    provider: ProviderCheck | None = None
    reviews: ReviewsCheck | None = None
    review: ReviewCheck | None = None
    sealed: SealedCheck | None = None
    invitation: InvitationCheck | None = None
    manifest: ManifestCheck | None = None
    policy: PolicyCheck | None = None
    response: ResponseCheck | None = None
    form: FormCheck | None = None
    pair: PairCheck | None = None
    log: LogCheck | None = None
    originals: OriginalsCheck | None = None
    own_page: OwnPageCheck | None = None
    alert: AlertCheck | None = None
    post: PostCheck | None = None
    media: MediaCheck | None = None
    practice: PracticeCheck | None = None
    built: BuiltCheck | None = None
    across: AcrossCheck | None = None
