"""The form by which patients allow that a review is published is completed, and says all that the law asks for.

Why: An authorization that lacks one of its elements is none (45 CFR 164.508(b)(2)), and every review that was published
on it was published without.

Fails:
    file:
      content/forms/authorization.md: |
        ---
        title: Permission
        kind: authorization
        version: web-1
        ---
        <!-- element: 164.508(c)(1)(i) -->
        My review.
        <!-- element: 164.508(c)(1)(ii) -->
        The staff of Harbor Dental.
        <!-- element: 164.508(c)(1)(iii) -->
        Anybody on the web.
        <!-- element: 164.508(c)(1)(iv) -->
        To show what patients say.
        <!-- element: 164.508(c)(1)(v) -->
        It ends on [[a date]].
        <!-- element: 164.508(c)(1)(vi) -->
        Signature: ____
        <!-- element: 164.508(c)(2)(i) -->
        I can take it back: write to us.
        <!-- element: 164.508(c)(2)(ii) -->
        My care does not depend on it.
        <!-- element: 164.508(c)(2)(iii) -->
        Others can pass it on.

Fails:
    file:
      content/forms/authorization.md: |
        ---
        title: Permission
        kind: authorization
        version: web-1
        ---
        You may publish my review. Signature: ____

Passes:
    file:
      content/forms/authorization.md: |
        ---
        title: Permission
        kind: authorization
        version: web-1
        ---
        <!-- element: 164.508(c)(1)(i) -->
        My review.
        <!-- element: 164.508(c)(1)(ii) -->
        The staff of Harbor Dental.
        <!-- element: 164.508(c)(1)(iii) -->
        Anybody on the web.
        <!-- element: 164.508(c)(1)(iv) -->
        To show what patients say.
        <!-- element: 164.508(c)(1)(v) -->
        It ends on ____, or two years from my signature.
        <!-- element: 164.508(c)(1)(vi) -->
        Signature: ____
        <!-- element: 164.508(c)(2)(i) -->
        I can take it back: write to us.
        <!-- element: 164.508(c)(2)(ii) -->
        My care does not depend on it.
        <!-- element: 164.508(c)(2)(iii) -->
        Others can pass it on.

Limits: Whether the words of an element say what they must is for counsel: the rule sees that something stands below
each mark, and that no [[place]] is left. It sees only forms in content/forms/, not those of a form service. What state
law asks for besides is not known.

Basis: 45 CFR 164.508(b)(2), (c).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.form import ELEMENT_NAMES, Form
from site_gen.model.page import BODY

_PLACE = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_MARK = re.compile(r"<!-- element: (\S+) -->")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_SHOWN = 60


def _in_form(form: Form, around: Around) -> Said:
    body = _COMMENT.sub(_blank, form.body)
    places = list(_PLACE.finditer(body))
    if places:
        first = " ".join(places[0][1].split())
        short = first if len(first) <= _SHOWN else f"{first[: _SHOWN - 1]}…"
        left = "1 place is" if len(places) == 1 else f"{len(places)} places are"
        yield Issue(
            message=f"{left} not completed, first: {short}",
            at=(BODY, body.count("\n", 0, places[0].start())),
            hint="counsel completes every [[place]], or deletes it where it does not apply",
        )
    said = {code for code, text in _sections(form.body) if text}
    for code, name in ELEMENT_NAMES.items():
        if code not in said:
            yield Issue(
                message=f"does not say {name} (45 CFR {code})",
                hint=f"below the line <!-- element: {code} --> stands what the form says about it",
            )


def _sections(body: str) -> Iterator[tuple[str, str]]:
    """Give each marked element with the words below its mark, without headings and comments."""
    _before, *parts = _MARK.split(body)
    for code, text in zip(parts[::2], parts[1::2], strict=True):
        yield code, _HEADING.sub("", _COMMENT.sub("", text)).strip()


def _blank(comment: re.Match[str]) -> str:
    """Give as many lines as a comment has, with nothing in them."""
    return "\n" * comment[0].count("\n")


RULE = Rule(
    code="PRV327",
    name="form-incomplete",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 164.508(c)",
    page=__doc__,
    form=_in_form,
)
