"""Pages of single providers before the build that follows them is done, for whoever waits for the page after a save."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_gen.check.gates import blocks_pages
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.inspect import surroundings_of
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.shard import Task, Workshop
from site_gen.pipeline.site_content import SiteContent
from site_gen.write.calls import replace_file
from site_gen.write.stage import Stage

_MOST = 8
"""More providers than these are for the build."""
_OF_PROVIDERS = ("content/providers/", "content/reviews/")


class Ahead:
    """A site as it was loaded once. What it makes holds as long as only files of providers have changed since."""

    def __init__(self, options: BuildOptions, content: SiteContent) -> None:
        self._out = options.out
        self._log = content.log
        surroundings = surroundings_of(content.ground, content.assets, content.shelf, None)
        stage = Stage(options.out.with_name(f"{options.out.name}-ahead"))
        self._stage = stage
        self._workshop = Workshop(options.root, content.ground, content.records, stage, surroundings, content.around)

    def make(self, slug: str) -> bool:
        """Make the pages of one provider and put them into the output; give whether any differs from what was there.

        Nothing is put there that an error keeps back, and none of the pages of who has left: they show others.
        """
        log = self._log
        states, ident = (log.states_of(slug), log.id_of(slug)) if log else (None, "")
        self._stage.clear()
        try:
            record = self._workshop.make(Task(slug, b"", states, log.size if log else 0, ident)).record
            if record is None or any(map(blocks_pages, (*record.findings, *record.inspected.findings))):
                return False
            files = [row.file for row in record.written]
            put = [replace_file(self._stage.folder / file, self._out / file) for file in files]
            return any(put)
        finally:
            self._stage.clear()


def load_ahead(options: BuildOptions) -> Ahead | None:
    """Load a site to make pages of it; None where the site itself does not load."""
    content = load_ground(options).content
    return None if content is None else Ahead(options, content)


def providers_of(paths: Iterable[str]) -> frozenset[str] | None:
    """Give the few providers to whom changed files belong, by slug; None where there are many, or others changed."""
    slugs = set()
    for path in paths:
        if not path.startswith(_OF_PROVIDERS):
            return None
        slugs.add(Path(path).parts[2].removesuffix(".yaml"))
    return frozenset(slugs) if len(slugs) <= _MOST else None
