"""The gate of alerts: one with an error of its own stands on no page, and the rest of the site is built."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from site_gen.check.engine import Results, check_alerts
from site_gen.check.gates import leaves_out_alert
from site_gen.check.rule import Around
from site_gen.check.select import is_set_aside
from site_gen.model.alert import Alert
from site_gen.model.site import Site


def may_stand(alerts: Iterable[Alert], site: Site, as_of: datetime.date) -> tuple[Alert, ...]:
    """Give the alerts that may stand on pages. What keeps the others is reported with everything else."""
    return tuple(alert for alert in alerts if not _is_refused(alert, site, as_of))


def _is_refused(alert: Alert, site: Site, as_of: datetime.date) -> bool:
    results = Results(lambda path, at: (0, 0))
    check_alerts((alert,), (), Around(site, (), (), as_of), results)
    ignores = site.checks.ignore
    return any(leaves_out_alert(one) and not is_set_aside(one, ignores, as_of) for one in results.findings)
