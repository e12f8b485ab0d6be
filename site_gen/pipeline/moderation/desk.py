"""A site as it lies on the desk of whoever decides: settings at once, people and originals as they are asked for.

Nothing is kept beyond one desk: a file that an editor or a content manager changed is simply read the next time.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from site_gen.check.rule import Around
from site_gen.findings import Finding
from site_gen.load.documents import parse_provider, parse_review
from site_gen.load.log_folder import CHECKPOINT, read_openings, read_optional
from site_gen.model.acknowledged import TeamFacts, facts_of
from site_gen.model.authorizations import Register
from site_gen.model.policy import REVIEW_POLICY, published
from site_gen.model.practice import Practice
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.log import own_checkpoint
from site_gen.pipeline.moderation.views import Refusal
from site_gen.pipeline.records import (
    load_authorizations,
    load_invitations,
    load_manifests,
    load_policies,
    load_team,
    load_wordings,
)
from site_gen.pipeline.review_files import REVIEWS
from site_gen.pipeline.site_folder import read_site, refuse_no_site, today
from site_gen.reviewlog.openings import Opening


class Desk:
    """One look at a site. `now` is the instant of the decision, `as_of` its day in the time zone of the site.

    `unread` are findings about files of the register of authorizations that do not load: who revoked one may stand
    there, so that nothing is published while there are any.
    """

    def __init__(self, root: Path, now: datetime.datetime) -> None:
        refuse_no_site(root)
        self.root = root
        self.now = now.astimezone(datetime.UTC).replace(microsecond=0)
        self.as_of = today(root, now)
        self.site = read_site(root)
        self.log_size = _log_size(root, self.site)
        findings: list[Finding] = []
        register = Register(load_authorizations(root, findings))
        self.unread = tuple(findings)
        self.around = Around(self.site, (), (), self.as_of, register=register, team=_team(root, self.site, self.as_of))
        self._providers: dict[str, Provider | None] = {}
        self._openings: dict[str, dict[str, Opening]] = {}

    def provider(self, slug: str) -> Provider | None:
        """Give a profile, or None where there is none that loads."""
        if slug not in self._providers:
            path = f"content/providers/{slug}.yaml"
            data = read_optional(self.root, path)
            provider = None if data is None else parse_provider(data, path)
            self._providers[slug] = None if isinstance(provider, list) else provider
        return self._providers[slug]

    def opening(self, review: Review) -> Opening | None:
        """Give the sealed original of a review, also one that waits for its seal; None where there is none.

        Raises:
            LogError: the originals of its provider are damaged.
        """
        if self.site.log is None:
            return None
        provider = self.provider(review.provider)
        ident = provider.permanent_id if provider else review.provider
        if ident not in self._openings:
            openings = read_openings(self.root, ident, self.log_size)
            self._openings[ident] = {opening.id: opening for opening in openings}
        return self._openings[ident].get(review.id)

    def around_of(self, review: Review) -> Around:
        """Give what rules about a review may look up, with its earlier versions: who revoked one revoked this one."""
        versions = [review]
        while (before := versions[-1].supersedes) is not None and before not in {one.id for one in versions}:
            path = f"{REVIEWS}/{review.provider}/{before}.yaml"
            data = read_optional(self.root, path)
            earlier = None if data is None else parse_review(data, path)
            if not isinstance(earlier, Review):
                break
            versions.append(earlier)
        return self.around.among(versions)

    def hindrances(self) -> tuple[Refusal, ...]:
        """Give what keeps every decision from being sealed: a missing policy, and records that do not load."""
        findings = list(self.unread)
        load_manifests(self.root, findings)
        load_wordings(self.root, load_invitations(self.root, findings), findings)
        unread = tuple(map(_unread, findings))
        policies = published(load_policies(self.root, self.site.default_language, []))
        if self.site.log is None or any(one.slug == REVIEW_POLICY for one in policies):
            return unread
        message = f"there is no public content/policies/{REVIEW_POLICY}.md: a decision is made under a published policy"
        missing = Refusal("MOD203", message, "write it first; site-gen log init makes one to begin with")
        return (missing, *unread)

    def unread_register(self) -> tuple[Refusal, ...]:
        """Give what keeps every review from being published: files of the register that do not load."""
        return tuple(map(_unread, self.unread))


def _unread(finding: Finding) -> Refusal:
    message = f"{finding.path}:{finding.line} does not load: {finding.message}"
    return Refusal(finding.code, message, finding.hint or "mend it first; site-gen check says what is wrong")


def _team(root: Path, site: Site, as_of: datetime.date) -> TeamFacts | None:
    """Give what is known of the team; files that do not load are for a check to say."""
    team, policies = load_team(root, []), load_policies(root, site.default_language, [])
    return facts_of(Practice(team=team, policies=policies), site.default_language, as_of)


def _log_size(root: Path, site: Site) -> int:
    signed = read_optional(root, CHECKPOINT)
    return 0 if site.log is None or signed is None else own_checkpoint(signed, site.log).size
