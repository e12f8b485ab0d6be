"""The averages in the markup are valid, and not eligible for stars in Google's results.

Why: Since 2019 Google shows no stars for reviews of a LocalBusiness or an Organization on that organization's own site.
Every type that a provider can have here is one of these. Whoever publishes reviews for the stars is told so once; the
markup stays right, since other readers use it and it says what the page says.

Fails:
    review: {rating: 4}

Passes:
    review: {moderation: {status: pending}}

Limits: Said once for the site as long as an average is marked up, and never a warning. What other search engines do is
not known. `checks: ignore` in `site.yaml` sets it aside.

Basis: Google Search Central, "Making Review Rich Results more helpful", 16 September 2019; review snippet guidelines.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.summary import ProviderSummary


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    marked_up = sum(summary.standing.tenths is not None for summary in summaries)
    if marked_up:
        yield Issue(
            message=f"valid, not eligible: Google shows no stars for the averages of "
            f"{count_of(marked_up, 'provider')}, which are on the site of the practice itself",
            hint="nothing is to be mended; promise nobody stars in search results",
        )


RULE = Rule(
    code="GOO601",
    name="self-serving",
    severity=Severity.NOTICE,
    since="0.1",
    basis="Google review snippets",
    page=__doc__,
    site=_in_site,
)
