"""No file of the site is a link to something outside of it.

Why: A link that leads out publishes what lies there: another site, or the keys in somebody's home.

Fails:
    link: {content/media/portrait.svg: /dev/null}

Passes:
    link: {content/locations/uptown.yaml: downtown.yaml}

Limits: Links that stay inside the site folder are followed.

Basis: CWE-59.
"""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.findings import Severity

RULE = Rule(code="SRC013", name="path-escape", severity=Severity.ERROR, since="0.1", page=__doc__, basis="CWE-59")
