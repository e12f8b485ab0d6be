"""What lies ready on the desk of whoever answers: the prepared responses that may be used today, and phone numbers."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import msgspec

from site_gen.check.rule import Around
from site_gen.findings import Finding
from site_gen.model.response import Response
from site_gen.pipeline.ground import load_locations
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.records import load_responses
from site_gen.pipeline.response_gate import offered


class Shelf(NamedTuple):
    """The responses that may be used, what rules look up, and the responses that stay away, each with why.

    `findings` are about responses and locations that do not load.
    """

    responses: tuple[Response, ...]
    around: Around
    away: tuple[tuple[str, Response], ...]
    findings: tuple[Finding, ...]

    def left_in(self, language: str) -> dict[str, int]:
        """Count the responses in a language that stay away, by reason, whatever its country."""
        primary = language.split("-")[0]
        return dict(Counter(why for why, one in self.away if one.language.split("-")[0] == primary))


def read_shelf(desk: Desk) -> Shelf:
    """Read the responses that are approved, have not expired and break no rule, and the numbers of the locations."""
    findings: list[Finding] = []
    _, locations = load_locations(desk.root, findings)
    phones = {slug: one.phone for slug, one in locations.items() if one.phone is not None}
    loaded = load_responses(desk.root, desk.site.default_language, findings).loaded
    around = msgspec.structs.replace(desk.around, phones=phones, responses=loaded)
    in_force = [one for one in loaded if one.is_approved(desk.as_of) and not one.is_expired(desk.as_of)]
    usable = offered(in_force, around)
    away = [("not approved", one) for one in loaded if not one.is_approved(desk.as_of)]
    away += [("expired", one) for one in loaded if one.is_approved(desk.as_of) and one.is_expired(desk.as_of)]
    away += [("with an error", one) for one in in_force if one not in usable]
    return Shelf(usable, around, tuple(away), tuple(findings))
