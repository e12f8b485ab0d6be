"""A reply brings up no condition, procedure, medicine or part of the body that the review does not.

Why: Where a review says "they were slow" and the reply speaks of fillings, readers conclude what the author had done.

Fails:
    review:
      text: They made me wait.
      reply: {status: approved, text: A root canal can run longer than planned.}

Fails:
    review:
      text: Slow service.
      reply: {status: approved, text: The lab for crowns was behind that month.}

Passes:
    review:
      text: The root canal took forever.
      reply: {status: approved, text: A root canal can run longer than planned.}

Passes:
    review:
      text: They made me wait.
      reply: {status: approved, text: "In general, most people find that a cleaning takes half an hour."}

Passes:
    review:
      text: It hurt more than I was told, and my tooth is still chipped.
      reply: {status: approved, text: "The leaflet now names the choices for pain relief, and teeth are on its cover."}

Limits: Only words on our lists are compared, by their stem and a few of their synonyms. A detail of payment is RPL703.

Basis: 45 CFR 164.502(b) (minimum necessary).
"""

from __future__ import annotations

from site_gen.check.placeholders import specialty_names
from site_gen.check.replies import ReplyText, found, public_words, read_reply, safe_hint, unread, words_of
from site_gen.check.rule import Around, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    reply = read_reply(review)
    yield from unread(reply)
    if isinstance(reply, ReplyText) and (quotes := reply.says("care")):
        own = words_of(" ".join((*specialty_names(provider), provider.name.full, around.site.name)))
        said = {_stem(word) for word in public_words(review) | own}
        new = [quote for quote in quotes if not {_stem(word) for word in words_of(quote)} & said]
        if new:
            yield found("speaks of care that the review does not mention", new, safe_hint(reply, provider, around))


_SAME = {
    **dict.fromkeys(("hurt", "hurts", "hurting", "ache", "aches", "ached", "painful", "sore", "soreness"), "pain"),
    **dict.fromkeys(("duele", "duelen", "dolía", "dolió", "doloroso", "dolorosa", "dolores"), "dolor"),
    "teeth": "tooth",
    "feet": "foot",
    "dientes": "diente",
}
"""Words that say the same in another form."""


def _stem(word: str) -> str:
    return _SAME.get(word, word).removesuffix("s").removesuffix("e")


RULE = Rule(
    code="RPL704",
    name="adds-detail",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 164.502(b)",
    page=__doc__,
    review=_in_review,
)
