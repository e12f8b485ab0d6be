"""A form that patients sign: `content/forms/<name>.md`. It is printed or copied by the practice, never published."""

from __future__ import annotations

from typing import Literal

import msgspec

from site_gen.model.authorizations import Word
from site_gen.model.base import Content, LanguageTag, Slug, Text
from site_gen.model.page import BODY

ELEMENT_NAMES = {
    "164.508(c)(1)(i)": "what may be used or disclosed",
    "164.508(c)(1)(ii)": "who may disclose it",
    "164.508(c)(1)(iii)": "to whom",
    "164.508(c)(1)(iv)": "for what purpose",
    "164.508(c)(1)(v)": "when it ends",
    "164.508(c)(1)(vi)": "signature, date, and what lets a representative sign",
    "164.508(c)(2)(i)": "the right to revoke it, and how",
    "164.508(c)(2)(ii)": "that care does not depend on it",
    "164.508(c)(2)(iii)": "that others may pass it on",
}
"""What every authorization has to say, by its place in 45 CFR; payment, (a)(3), only where there is any."""


class Form(Content, frozen=True, kw_only=True):
    """A form as written. `version` is what the register says was signed."""

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    title: Text
    kind: Literal["authorization"]
    version: Word
