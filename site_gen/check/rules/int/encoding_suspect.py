r"""A review is in the characters that its author wrote: nothing was lost or turned into others, and nothing is hidden.

Why: What is sealed stays. A text that an export garbled is not what the author said, and an invisible character makes
two texts differ that look the same.

Fails:
    review: {text: "The wait wasnâ€™t long. Everybody was kind."}

Fails:
    review: {author: "Ren\ufffde"}

Fails:
    says: notice
    review: {text: "The wait was\u200b long. \u202edeb saw tI"}
    after seal: {site: {}}

Fails:
    says: error
    after seal:
      reviews: [{received_at: "2026-11-16T12:00:00Z", text: "Muy amable, pero esperÃ© una hora."}]
    # also INT121

Passes:
    review: {text: "می‌خواهم تشکر کنم. पर्यवेक्षक क्‍ष. 👩‍⚕️ was kind. „Das macht Spaß“, said René."}

Limits: Of wrong decodings UTF-8 that was read as Windows-1252 or 1251 is known. In what is sealed nothing can be mended
any more, and it is a notice. What is sealed next is an error: compare with the source before it is too late. Where the
author did write it, seal it as it is. A site without a log gets a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.characters import hidden_characters, wrong_decodings
from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.check.shown import is_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_MOST_NAMED = 3


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if around.site.log is None:
        yield from _issues(review, Severity.WARNING, "compare with the source")


def _in_originals(originals: Originals, around: Around) -> Said:
    for review in originals.unsealed:
        yield from _issues(review, Severity.ERROR, "compare with the source; once it is sealed it stays so")


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    yield from _issues(sealed.review, Severity.NOTICE, "it was sealed so, and is shown as it came in")


def _issues(review: Review, severity: Severity, hint: str) -> Iterator[Issue]:
    for key in ("text", "title", "author", "incentive", "relationship"):
        value = getattr(review, key)
        if value is None or value.isascii():
            continue
        found = sorted((*wrong_decodings(value), *hidden_characters(value)))
        if found:
            shown, first = is_shown(review, key), found[:_MOST_NAMED]
            named = "; ".join(f"{one.what if shown else one.kind} at character {one.at + 1}" for one in first)
            more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
            yield Issue(message=f"{key}: {named}{more}", at=(key,), path=review.path, hint=hint, severity=severity)


RULE = Rule(
    code="INT113",
    name="encoding-suspect",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    review=_in_review,
    originals=_in_originals,
    sealed=_in_sealed,
)
