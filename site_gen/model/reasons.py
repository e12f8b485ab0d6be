"""Why a review, or a part of it, may be kept from readers: each reason in a line, for whoever decides."""

from __future__ import annotations

from typing import NamedTuple

from site_gen.model.review import Reason

NEVER_A_REASON = "A low rating, a complaint or criticism of care is never a reason."


class ReasonLine(NamedTuple):
    """A reason code, what it is for, and where 16 CFR 465.7 names it; empty for those that are counted apart."""

    code: Reason
    says: str
    ftc: str = ""

    @property
    def line(self) -> str:
        """The explanation with its basis, for people."""
        return f"{self.says} (FTC, {self.ftc})" if self.ftc else self.says


REASONS: tuple[ReasonLine, ...] = (
    ReasonLine(
        "third-party-privacy",
        "tells something private about another person: a relative, another patient, staff",
        "16 CFR 465.7(b)(1)(iii)",
    ),
    ReasonLine("abusive", "insults, threatens, harasses, or is obscene or vulgar", "16 CFR 465.7(b)(1)(ii)"),
    ReasonLine(
        "discriminatory", "attacks people for race, gender, sexuality, origin or the like", "16 CFR 465.7(b)(1)(iv)"
    ),
    ReasonLine(
        "confidential-business", "gives away trade secrets or confidential business figures", "16 CFR 465.7(b)(1)(i)"
    ),
    ReasonLine(
        "clearly-false", "is false or misleading, and you can show it; that you see it otherwise is not enough",
        "16 CFR 465.7(b)(1)(v)",
    ),
    ReasonLine("believed-fake", "you have grounds to believe that no patient wrote it", "16 CFR 465.7(b)(2)"),
    ReasonLine(
        "unrelated", "has nothing to do with this practice; parking, bills and waiting do have", "16 CFR 465.7(b)(3)"
    ),
    ReasonLine("wrong-provider", "is about somebody else of this practice; a copy there can be named"),
    ReasonLine("duplicate-submission", "the same author sent the same review twice, and the other one stays"),
    ReasonLine("author-withdrew", "its author asked you to take it down"),
    ReasonLine("authorization-missing", "the law asks for the author's authorization, and there is none in force"),
    ReasonLine("authorization-revoked", "its author took the authorization back"),
    ReasonLine("court-order", "a court ordered it"),
)  # fmt: skip
"""Every reason, the seven of the FTC's rule first; within each part the more frequent ones first."""

OF_A_WHOLE: frozenset[Reason] = frozenset({"author-withdrew", "duplicate-submission", "wrong-provider", "unrelated"})
"""Reasons that are true of a review or not, never of a sentence of it."""


OF_THE_AUTHOR = frozenset({"author", "title", "language", "experienced", "location", "aspects"})
"""Fields that are the author's own to take back. What was received for a review, who wrote it to whom, and what was
checked or left out of it is not: readers judge by that (16 CFR 255.5, 465.1(c))."""


def is_for_part(reason: Reason, *, field: str = "") -> bool:
    """Tell whether a part of a text, or a `field`, may be hidden for a reason; an author can withdraw a name."""
    return reason not in OF_A_WHOLE or (reason == "author-withdrew" and field in OF_THE_AUTHOR)


def why_not_for_part(reason: Reason, field: str) -> str:
    """Say why a part of a text, or a `field`, is hidden for no such reason."""
    if reason == "author-withdrew" and field:
        return f"{field} is not its author's to withdraw, since readers judge by it"
    return f"{reason} is a reason for a whole review, and for no part of one"
