"""The values of log entries: digests, hashes, ids and months as text, and what their patterns do not say."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import Annotated, TypeVar

from msgspec import Meta

from site_gen.model.base import END
from site_gen.reviewlog.fault import LogError

SEALED_COUNT = 16
"""Digests in `_sd` of a review: fifteen names and one decoy, whatever the review has."""

Digest = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]" + END)]
"""A SHA-256 value in base64url without padding: of a disclosure, or a leaf hash."""
ListedDigest = Annotated[str, Meta(min_length=43, max_length=43)]
"""A digest of a review, which has many: `check_digests` looks at the letters of all of them at once."""
SealedDigests = Annotated[tuple[ListedDigest, ...], Meta(min_length=SEALED_COUNT, max_length=SEALED_COUNT)]
FileHash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}" + END)]
"""The SHA-256 of a file that is published under this name, in hexadecimal."""
BatchId = Annotated[str, Meta(pattern=r"^b-[a-z0-9]{12}" + END)]
ImportId = Annotated[str, Meta(pattern=r"^i-[a-z0-9]{12}" + END)]
Received = Annotated[str, Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]))?" + END)]
"""A month `YYYY-MM`, or a year where the site says no more."""
RatingName = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,5}|true|false)" + END)]
"""A value on the scale of the source, or a recommendation."""

StrOrInt = TypeVar("StrOrInt", str, int)

_DIGEST_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGEST_ENDS = "AEIMQUYcgkosw048"
"""What a digest may end with: the last letter stands for four bits and two zeros."""
_DATE_IN_ID = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])")


def check_digests(values: Sequence[str]) -> None:
    """Refuse texts of 43 characters of which one is no `Digest`; a pattern for each would take most of a replay."""
    letters = "".join(values)
    if letters.encode("ascii", "replace").translate(None, _DIGEST_LETTERS) or letters[42::43].strip(_DIGEST_ENDS):
        raise LogError("expected digests in canonical base64url without padding")


def check_sorted(name: str, values: Sequence[StrOrInt]) -> None:
    """Refuse a list that is out of order or names something twice."""
    if not all(map(operator.lt, values, values[1:])):
        raise LogError(f"{name} is not sorted, or holds something twice")


def check_random_id(value: str | None) -> None:
    """Refuse an id that holds a date (INT120): ids in the log are random."""
    if value is not None and _DATE_IN_ID.search(value) is not None:
        raise LogError(f"{value} holds what looks like a date, expected random letters and digits")
