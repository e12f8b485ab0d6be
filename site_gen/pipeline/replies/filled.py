"""Prepared responses with whom to call in them: the practice as a whole, where nobody is named."""

from __future__ import annotations

import re

from site_gen.check.placeholders import fill_text, national
from site_gen.check.rule import Around
from site_gen.model.response import Response

_PERSON = re.compile(r"\{name\},\s+\{specialty\},?")
"""A provider as the responses name one; whatever stands behind the last comma goes on."""


def fill_for_practice(response: Response, around: Around) -> str | None:
    """Give a response that names the practice in place of a person, or None where its words need a person."""
    site = around.site
    text = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", response.body.strip()))
    text = _PERSON.sub("{practice}", text)
    if "{name}" in text or "{specialty}" in text:
        return None
    return fill_text(text, {"practice": site.name, "phone": national(site.organization.phone)})
