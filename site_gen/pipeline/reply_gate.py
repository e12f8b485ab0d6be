"""The gate before the log: a reply with an error is not sealed, since what is sealed is shown and cannot be mended."""

from __future__ import annotations

import datetime

from site_gen.check.engine import Results, check_reply
from site_gen.check.gates import leaves_out_reply
from site_gen.check.rule import Around, Key
from site_gen.check.select import is_set_aside
from site_gen.findings import Finding
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site


def reply_errors(review: Review, provider: Provider, site: Site, as_of: datetime.date) -> list[Finding]:
    """Give what keeps a reply from the log, without lines: a seal names the file."""
    results = Results(_nowhere)
    around = Around(site, (), (), as_of, {})
    check_reply(review, provider, around, results)
    ignores = site.checks.ignore
    return [one for one in results.findings if leaves_out_reply(one) and not is_set_aside(one, ignores, as_of)]


def _nowhere(path: str, at: Key) -> tuple[int, int]:
    return (0, 0)
