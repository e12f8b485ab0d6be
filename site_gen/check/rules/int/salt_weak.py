"""Every sealed part has a salt of its own, of 128 random bits.

Why: A short or repeated salt lets anybody guess what is hidden: try every name, and compare the digest.

Fails:
    review: {text: null}
    reviews: [{rating: 2}]
    after seal: {salts: repeated}

Fails:
    # also INT104
    after seal:
      openings: {r-000000000001: {fields: {contact: WyJBQUFBQUFBQUFBQSIsImNvbnRhY3QiLG51bGxd}}}

Passes:
    reviews: [{rating: 2}]
    after seal: {site: {}}

Limits: Salts are compared within one provider. That a salt is random cannot be seen from it. Copies of a review under
another provider share the salts of its text by design.

Basis: RFC 9901.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.reviewlog.disclosure import salt_of
from site_gen.reviewlog.openings import Opening

_HINT = "stop sealing on this machine and find out where its random numbers come from; what is sealed so can be guessed"


def _in_originals(originals: Originals, around: Around) -> Said:
    seen: dict[bytes, str] = {}
    for opening in originals.openings:
        weak: set[str] = set()
        repeated: set[str] = set()
        for what, disclosure in _disclosures(opening):
            salt = salt_of(disclosure)
            if salt is None:
                weak.add(what)
            elif salt in seen:
                repeated.add(seen[salt])
            else:
                seen[salt] = opening.id
        if weak:
            yield Issue(message=f"{opening.id}: no salt of 128 bits in {', '.join(sorted(weak))}", hint=_HINT)
        if repeated:
            yield Issue(message=f"{opening.id}: the same salts as in {', '.join(sorted(repeated))}", hint=_HINT)


def _disclosures(opening: Opening) -> Iterator[tuple[str, str]]:
    yield from opening.fields.items()
    yield from ((f"segment {place}", disclosure) for place, disclosure in enumerate(opening.segments))
    yield from (("a reply", disclosure) for disclosure in opening.replies)


RULE = Rule(
    code="INT119",
    name="salt-weak",
    severity=Severity.ERROR,
    basis="RFC 9901",
    since="0.1",
    page=__doc__,
    originals=_in_originals,
)
