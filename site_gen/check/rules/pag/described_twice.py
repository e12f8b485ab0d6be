"""The markup of a page describes each thing once and refers to it by its id elsewhere.

Why: Two descriptions of one provider can differ, and a search engine takes the one that it read last, or none.

Fails:
    page: {find/index.html: [['"publisher":{', '"publisher":{"@type":"Dentist","name":"Harbour",']]}

Passes:
    page: {find/index.html: [['"publisher":{', '"copyrightHolder":{"@type":"Dentist","name":"Harbor"},"publisher":{']]}

Limits: Things without an id are not compared, and neither are descriptions on two pages.

Basis: JSON-LD 1.1, 3.3.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    seen: set[str] = set()
    for item in page.markup.items:
        id_ = item.node.get("@id")
        if isinstance(id_, str):
            if id_ in seen:
                yield Issue(message=f"{id_[:120]} is described twice", at=page.at(item.script))
            seen.add(id_)


RULE = Rule(
    code="PAG858",
    name="described-twice",
    severity=Severity.WARNING,
    since="0.1",
    basis="JSON-LD 1.1",
    page=__doc__,
    built=_on_page,
)
