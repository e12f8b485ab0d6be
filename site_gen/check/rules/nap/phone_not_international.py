"""Phone numbers in links and markup are whole: a plus sign, the country, the number.

Why: `(312) 555-0101` is a number in one country. Phones and map services dial what the link says.

Fails:
    page: {locations/downtown/index.html: [['"telephone":"+13125550101"', '"telephone":"(312) 555-0101"']]}

Fails:
    # also NAP801
    site: {jurisdiction: UK}
    page: {who-to-ask/index.html: [['href="tel:999"', 'href="tel:911"']]}

Passes:
    location: {phone: "+442079460018"}

Passes:
    page: {who-to-ask/index.html: [['href="tel:911"', 'rel="nofollow" href="tel:911"']]}

Limits: Whether anybody answers is not known. The emergency number of the site's jurisdiction has no country.

Basis: ITU-T E.164; RFC 3966.
"""

from __future__ import annotations

import re

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.emergency import EMERGENCY_NUMBERS

_PHONES = ("telephone", "faxNumber")
_WHOLE = re.compile(r"\+[1-9][0-9]{6,14}")


def _on_page(page: Reading, around: Around) -> Said:
    for item in page.markup.items:
        for name in _PHONES:
            value = item.node.get(name)
            if value is not None and not _WHOLE.fullmatch(str(value)):
                yield Issue(message=f"{name} {str(value)[:40]!r} in the markup is not whole", at=page.at(item.script))
    for link in page.schemes.get("tel", ()):
        number = link.value[len("tel:") :].partition(";")[0]
        if number in EMERGENCY_NUMBERS[around.site.jurisdiction]:
            continue
        if link.name == "href" and link.element.tag == "a" and not number.startswith("+"):
            yield Issue(message=f"the link tel:{number[:40]} is not whole", at=page.at(link.element))


RULE = Rule(
    code="NAP802",
    name="phone-not-international",
    severity=Severity.ERROR,
    since="0.1",
    basis="E.164; RFC 3966",
    page=__doc__,
    built=_on_page,
)
