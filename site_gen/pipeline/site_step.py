"""The step of a run that makes the site level: taken over where nothing of it can have changed, else made anew."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from site_gen.check.pages.plan import Surroundings
from site_gen.model.summary import ProviderSummary
from site_gen.pipeline.before import Before
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import BuildRecord, Inspected, Written, written
from site_gen.pipeline.crew import Crew
from site_gen.pipeline.digests import alerts_digest, site_digest
from site_gen.pipeline.drawn import Drawn
from site_gen.pipeline.inspect import gather
from site_gen.pipeline.looks import Basis, Looks, basis_of
from site_gen.pipeline.outcomes import Outcomes
from site_gen.pipeline.plans import home_files, on_site
from site_gen.pipeline.shard import Workshop
from site_gen.pipeline.site_content import SiteContent
from site_gen.pipeline.site_level import write_site_level
from site_gen.pipeline.texts import with_newest
from site_gen.pipeline.worker import can_fork
from site_gen.write.stage import Stage

_ALONE = 200
"""Providers below which starting processes costs more than looking at the lists of them."""
_FEW = 8
"""So many providers that are new or changed change few lists."""


class SiteMade(NamedTuple):
    """The site level: its key, its files, those that are new, what was found, and what the next build is told of it."""

    key: bytes
    written: tuple[Written, ...]
    inspected: Inspected
    pictures: tuple[str, ...]
    looks: Mapping[str, bytes]
    drawn: Mapping[str, bytes]
    changed: Sequence[str] = ()


class SiteStep:
    """Makes the site level of `content` once all providers are made; `ground` is the digest of what all pages share."""

    def __init__(
        self,
        content: SiteContent,
        before: Before,
        outcomes: Outcomes,
        crew: Crew[Workshop],
        surroundings: Surroundings,
        ground: bytes,
    ) -> None:
        self._content = content
        self._before = before
        self._outcomes = outcomes
        self._crew = crew
        self._surroundings = surroundings
        self._ground = ground

    def key(self) -> bytes:
        """Give a digest of all that the site level depends on."""
        content = self._content
        shared = self._shared(content.log.signed if content.log else b"")
        return site_digest(shared, self._outcomes.digests().values(), content.pages, content.news, content.events)

    def write(self, summaries: Sequence[ProviderSummary], key: bytes, stage: Stage, *, anew: bool) -> SiteMade:
        """Complete the stage: the pages of the site level, and the assets; `anew`, every page is looked at again."""
        old = self._before.record
        if old and old.site == key and self._before.is_intact(old.site_written):
            return made_before(old)
        basis = self._tell(summaries)
        known = Looks(old.looks if old and not anew else {}, basis)
        drawn = Drawn(self._shared(), old.drawn if old else {}, self._before.has, self._before.read)
        whole = with_newest(self._outcomes.in_order())
        look = functools.partial(self._crew.work, Workshop.look)
        made = write_site_level(self._content, whole, known, drawn, self._outcomes.digests(), stage, look)
        rows = written(stage.folder, made.files)
        return SiteMade(key, rows, made.inspected, made.pictures, made.looks, made.drawn, made.changed)

    def look_at_built(self, built: Built, summaries: Sequence[ProviderSummary]) -> Inspected:
        """Run the rules over the pages of the site level in a folder, which every process reads for itself."""
        self._tell(summaries)
        looked = self._crew.work(Workshop.look_into, built.site_pages(self._content.providers))
        return gather(looked, homes=home_files(self._content.ground))

    def _shared(self, signed: bytes = b"") -> bytes:
        return self._ground + signed + alerts_digest(self._content.ground.alerts)

    def _tell(self, summaries: Sequence[ProviderSummary]) -> Basis:
        """Tell the crew what looks at pages of the site level depend on, and give it."""
        basis = basis_of(self._shared(), on_site(self._content.ground, summaries), self._surroundings)
        if not self._works_alone() and can_fork():
            self._crew.start()
        self._crew.tell(Workshop.hear, basis)
        return basis

    def _works_alone(self) -> bool:
        """Tell whether so few pages of the site level are new that starting processes costs more than they save."""
        few = self._before.record is not None and len(self._outcomes.new()) <= _FEW
        return len(self._outcomes) < _ALONE or few


def made_before(old: BuildRecord) -> SiteMade:
    """Give the site level as the last build left it."""
    return SiteMade(old.site, old.site_written, old.inspected, old.site_pictures, old.looks, old.drawn)
