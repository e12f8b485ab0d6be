"""A file of the content has the keys that its kind has, with values of their kinds, and none too few.

Why: A key that is misspelt does nothing, and the page lacks what the author thinks is there.

Fails:
    provider: {langauges: [en]}

Fails:
    location: {address: {postal_code: 60601}}

Fails:
    provider: {kind: null}

Passes:
    location: {address: {postal_code: "02134"}}

Limits: The findings are called unknown-key, wrong-type and missing-key. `site-gen schema` writes the same as JSON
Schemas, for editors.
"""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.findings import Severity

RULE = Rule(code="SRC002", name="unknown-key", severity=Severity.ERROR, since="0.1", page=__doc__)
