"""The gate of the owner's pages: one with an error of its own is left out, and the rest of the site is built."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from site_gen.check.engine import Results, check_own_pages
from site_gen.check.gates import leaves_out_page
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.model.page import Page
from site_gen.model.site import Site


def without_refused(pages: Iterable[Page], site: Site, as_of: datetime.date) -> tuple[Page, ...]:
    """Give the pages that may be published. What keeps the others is reported with everything else."""
    return tuple(page for page in pages if not _is_refused(page, site, as_of))


def _is_refused(page: Page, site: Site, as_of: datetime.date) -> bool:
    results = Results(lambda path, at: (0, 0))
    check_own_pages((page,), (), Around(site, (), (), as_of), results)
    ignores = site.checks.ignore
    return any(leaves_out_page(one) and not is_set_aside(one, ignores, as_of) for one in results.findings)
