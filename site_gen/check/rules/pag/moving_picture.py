"""No picture moves: of one with several frames the first is shown.

Why: What moves by itself takes readers away from the words beside it, and cannot be stopped. A film with its controls
can.

Fails:
    file:
      content/media/wave.gif: !!binary |
        R0lGODlhAQABAIEAAAAAAAAAAAAAAAAAACH5BAAKAAAALAAAAAABAAEAAAgEAAEEBAAh+QQBCgABACwAAAAAAQABAIH///8AAAAAAAAAAAAI
        BAABBAQAOw==

Passes:
    file:
      content/media/wave.gif: !!binary |
        R0lGODdhAQABAIEAAAAAAAAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw==

Limits: Drawings (SVG) that move are not recognised.

Basis: WCAG 2.2, success criterion 2.2.2.
"""

from __future__ import annotations

from site_gen.check.pages.digest import Everything
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _across(everything: Everything, around: Around) -> Said:
    for file in sorted(everything.moving):
        yield Issue(
            message="the picture has several frames, of which the first is shown",
            path=file,
            hint="publish it as a film, or save the frame that is to be shown",
        )


RULE = Rule(
    code="PAG861",
    name="moving-picture",
    severity=Severity.WARNING,
    since="0.1",
    basis="WCAG 2.2, success criterion 2.2.2",
    page=__doc__,
    across=_across,
)
