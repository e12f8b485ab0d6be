r"""A file of the content can be read: named well, in UTF-8, YAML without tags, doubled keys or too much of anything.

Why: What is passed over silently is missing on the page, and nobody knows. What could be read in two ways is read in
the wrong one some day.

Fails:
    file: {content/locations/uptown.yaml: "name: [Uptown"}

Fails:
    file: {content/locations/uptown.yaml: "name: Uptown\nname: Downtown\n"}

Fails:
    file: {content/locations/uptown.txt: "name: Uptown"}

Passes:
    file: {content/locations/.uptown.yaml.swp: "name: [Uptown"}

Limits: A review may have no anchors, since its text is what was received; other files may. Hidden files and backups of
editors are no content.

Basis: YAML 1.2.
"""

from __future__ import annotations

from site_gen.check.rule import Rule
from site_gen.findings import Severity

RULE = Rule(code="SRC001", name="unreadable", severity=Severity.ERROR, since="0.1", page=__doc__, basis="YAML 1.2")
