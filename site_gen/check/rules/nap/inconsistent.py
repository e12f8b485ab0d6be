"""Name, address and phone are the same on every page, in the markup and in the content.

Why: Map services join listings by these three. A phone number that differs on one page costs calls, and in an emergency
more.

Fails:
    page: {providers/ana-diaz/index.html: [['href="tel:+13125550101"', 'href="tel:+13125550199"']]}

Fails:
    page: {locations/downtown/index.html: [['"telephone":"+13125550101"', '"telephone":"+13125550199"']]}

Fails:
    page: {locations/downtown/index.html: [['"streetAddress":"1 Main Street"', '"streetAddress":"2 Main Street"']]}

Fails:
    page: {locations/downtown/index.html: [['>1 Main Street</bdi>', '>2 Main Street</bdi>']]}

Fails:
    page: {providers/ana-diaz/index.html: [['#provider","name":"Dr. Ana Diaz"', '#provider","name":"Best dentist"']]}

Fails:
    page: {locations/downtown/index.html: [['>(312) 555-0101<', '>(312) 555-0109<']]}

Fails:
    provider:
      locations: [{location: downtown, phone: "+13125550142"}, {location: uptown, phone: "+13125550152"}]
    file:
      content/locations/uptown.yaml: |
        name: Uptown
        address: {street: 2 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
        phone: "+13125550102"
    page: {locations/uptown/index.html: [['href="tel:+13125550152"', 'href="tel:+13125550142"'], ['0152<', '0142<']]}

Fails:
    page: {providers/ana-diaz/index.html: [['<h1 data-pagefind-weight="10"><bdi>Dr. Ana Diaz', '<h1><bdi>Dr. Ben Ode']]}

Fails:
    page: {providers/ana-diaz/reviews/1/index.html: [['<h1><bdi>Dr. Ana Diaz', '<h1><bdi>Dr. Ben Ode']]}

Passes:
    location: {phone: "+13125550102"}

Passes:
    provider: {locations: [{location: downtown, phone: "+13125550142"}]}
    page: {locations/downtown/index.html: [['href="tel:+13125550142"', 'href="tel:+13125550101"'], ['0142<', '0101<']]}

Limits: In the list on a location's page the number may be anybody's at that location, and the practice's own. Numbers
in the owner's own texts are compared where they are links; of those that a link shows, the last seven digits. Of an
address the lines are compared that do not depend on a country's way to write them. Names are compared in the markup
and in the heading of a provider's pages, of which a profile says nothing else.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator

from site_gen.check.pages.markup import Described
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import Node, parents
from site_gen.html.words import squeezed
from site_gen.model.emergency import EMERGENCY_NUMBERS

_TEL = "tel:"
_LOCAL = 7
"""So many last digits of a number are written in every country and every style."""
_COMPARED = frozenset({"telephone", "@id", "address"})
_LINKS_KEPT = 1024


def _on_page(page: Reading, around: Around) -> Said:
    phones, site_phone, location = page.plan.phones, page.around.site_phone, page.plan.location
    elsewhere = phones - page.plan.phones_there - {site_phone} if location is not None else frozenset()
    in_emergency = EMERGENCY_NUMBERS[around.site.jurisdiction]

    def is_known(phone: str) -> bool:
        return phone in phones or phone == site_phone or phone in in_emergency

    for link in page.schemes.get("tel", ()):
        if not link.value.startswith(_TEL):
            continue
        phone = link.value.removeprefix(_TEL).partition(";")[0]
        if not is_known(phone):
            yield Issue(message=f"the phone {link.value[:40]} is nobody's here", at=page.at(link.element))
        elif shown := _other_number(link.element.node.text(separator=" "), link.value):
            yield Issue(message=f"the page shows {shown!r} and dials {link.value[:40]}", at=page.at(link.element))
        elif phone in elsewhere and _is_in_list(link.element.node):
            yield Issue(message=f"the phone {link.value[:40]} is one of another location", at=page.at(link.element))
    for item in page.markup.items:
        if _COMPARED.isdisjoint(item.node):
            continue
        for fault in _faults(page, item.node, is_known):
            yield Issue(message=f"the markup has {fault}", at=page.at(item.script))
    yield from _heading_faults(page)
    if location is not None and page.tree.body is not None:
        words = squeezed(page.tree.body.text(separator=" "))
        for part in (location.name, location.address.street, location.address.locality):
            if squeezed(part) not in words:
                yield Issue(message=f"the page of {location.name} does not show {part!r}", at=("main", 0))


def _heading_faults(page: Reading) -> Iterator[Issue]:
    """Compare the heading of a provider's page with the name; over a page of reviews it says what the page is, too."""
    provider = page.plan.provider
    if provider is None:
        return
    for heading in page.elements.tagged("h1"):
        shown, name = squeezed(heading.node.text()), squeezed(provider.name.spoken)
        if shown not in (name, squeezed(provider.name.full)) if page.plan.is_profile else name not in shown:
            yield Issue(message=f"the page of {name!r} is headed by {shown[:80]!r}", at=page.at(heading))


def _is_in_list(node: Node) -> bool:
    return any("data-provider" in outer.attributes for outer in parents(node))


@functools.lru_cache(maxsize=_LINKS_KEPT)
def _other_number(text: str, href: str) -> str:
    """Give the words of a link to a phone that name another number; nothing where they name none, or this one."""
    words = squeezed(text)
    shown = "".join(str(unicodedata.decimal(one)) for one in words if one.isdecimal())
    dialled = "".join(one for one in href.partition(";")[0] if one.isdecimal())
    return words[:60] if len(shown) >= _LOCAL and shown[-_LOCAL:] != dialled[-_LOCAL:] else ""


def _faults(page: Reading, node: Described, is_known: Callable[[str], bool]) -> Iterator[str]:
    phone = node.get("telephone")
    if phone is not None and str(phone).startswith("+") and not is_known(str(phone)):
        yield f"the phone {str(phone)[:40]}, which is nobody's here"
    provider = page.plan.provider
    if provider is not None and str(node.get("@id", "")).endswith(f"/providers/{provider.slug}/#provider"):
        name = node.get("name")
        names = (provider.name.spoken, provider.name.full)
        yield from () if name in names else (f"the name {str(name)[:60]!r}, expected {names[0]!r}",)
    location = page.plan.location
    address = node.get("address")
    if location is not None and isinstance(address, dict):
        expected = {
            "streetAddress": location.address.street,
            "addressLocality": location.address.locality,
            "addressRegion": location.address.region,
            "postalCode": location.address.postal_code,
        }
        for name, value in expected.items():
            if value and address.get(name) != value:
                yield f"{name} {str(address.get(name))[:60]!r}, expected {value!r}"


RULE = Rule(
    code="NAP801",
    name="inconsistent",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    built=_on_page,
)
