"""The markup says only what schema.org has words for: known types and properties, each in its place.

Why: A property on a type that does not have it is ignored at best. A `Person` cannot carry `review`: reviews written
there belong to nobody.

Fails:
    page: {find/index.html: [['"@type":"WebSite"', '"@type":"WebSight"']]}

Fails:
    page: {find/index.html: [['"@type":"WebSite"', '"@type":"WebSite","telefone":"+13125550100"']]}

Fails:
    page: {find/index.html: [['"@type":"WebSite"', '"@type":"WebSite","usNPI":"1234567893"']]}

Fails:
    page: {find/index.html: [['"inLanguage":["en"]', '"inLanguage":7']]}

Fails:
    page: {find/index.html: [['{"@context"', '{{"@context"']]}

Passes:
    page: {find/index.html: [['"@type":"WebSite"', '"@type":"WebSite","alternateName":"Harbor"']]}

Limits: Judged by the vocabulary of release 30.0 that ships with the tool. Whether what is said is true is another
rule's question; what a value is, is told from its form.

Basis: schema.org, release 30.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_gen.check.pages.markup import Described, Item, types_of
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.vocabulary import (
    fault_of_property,
    fault_of_type,
    fault_of_value,
    form_of,
    properties_of,
)
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    for script, fault in page.markup.faults:
        yield Issue(message=f"the markup cannot be read: {fault[:120]}", at=page.at(script))
    by_id = {item.node["@id"]: item.types for item in page.markup.items if "@id" in item.node}
    for item in page.markup.items:
        for fault in _faults(item, by_id) if item.types else ():
            yield Issue(message=fault, at=page.at(item.script))


def _faults(item: Item, by_id: dict[str, frozenset[str]]) -> Iterator[str]:
    node, types = item.node, item.types
    properties = properties_of(types, tuple(node))
    if properties is None:
        yield from filter(None, map(fault_of_type, sorted(types)))
        for name in node:
            if not name.startswith("@") and (
                fault := fault_of_property(types, name) or _fault(name, node[name], by_id)
            ):
                yield fault
        return
    for name, form in properties:
        value = node[name]
        if not (isinstance(value, str) and form.fits(value)) and (fault := _fault(name, value, by_id)):
            yield fault


def _fault(name: str, value: Any, by_id: dict[str, frozenset[str]]) -> str:
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, dict):
            known = _types_of(one, by_id)
            if known and (fault := fault_of_value(name, known)):
                return fault
        elif fault := fault_of_value(name, form_of(one)):
            return f"{fault}: {str(one)[:60]!r}"
    return ""


def _types_of(value: Described, by_id: dict[str, frozenset[str]]) -> frozenset[str]:
    """Give the types of a value; none where it refers to a node that another page describes."""
    return by_id.get(value["@id"], frozenset()) if value.keys() == {"@id"} else types_of(value)


RULE = Rule(
    code="PAG857",
    name="vocabulary",
    severity=Severity.ERROR,
    since="0.1",
    basis="schema.org 30.0",
    page=__doc__,
    built=_on_page,
)
