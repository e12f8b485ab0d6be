"""What rules read in a prepared response: its words with neutral ones for the placeholders, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_gen.check.people import named_people
from site_gen.check.placeholders import NEUTRAL, fill_text
from site_gen.check.replies import ReplyText, listed, read_text, unread, words_of
from site_gen.check.rule import Around, Issue, Key, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.page import BODY
from site_gen.model.response import Response

THE_RESPONSE = "the response"
_STOPS = ".!?;:…, \n"
"""What a quote can begin with that is no part of it."""
_HINT = "say what is true for everybody: whoever uses it adds nothing about the author"


def read_response(response: Response) -> ReplyText | Unchecked:
    """Give a response as it is read, or why it is not."""
    read_as = read_text(fill_text(response.body, NEUTRAL), response.language)
    return read_as or Unchecked(f"prepared responses in the language {response.language} are not read")


def response_speaks(response: Response, topic: str, message: str, severity: Severity | None = None) -> Said:
    """Say that a response speaks of a topic, with its words."""
    read_as = read_response(response)
    yield from unread(read_as, THE_RESPONSE)
    if isinstance(read_as, ReplyText) and (quotes := read_as.says(topic)):
        yield found_in_response(read_as, message, quotes, severity)


def found_in_response(
    read_as: ReplyText, message: str, quotes: Sequence[str], severity: Severity | None = None
) -> Issue:
    """Give the issue that a response says these words, at the line of the first."""
    words = [quote.lstrip(_STOPS) for quote in quotes]
    return Issue(
        message=f"the response {message}: {listed([_as_written(one) for one in words])}",
        at=_line_of(words[0], read_as.text),
        hint=_HINT,
        severity=severity,
    )


def confirming_response(read_as: ReplyText, around: Around) -> list[str]:
    """Give what in a response tells that whoever it answers is a patient."""
    if quotes := read_as.says("confirms") or read_as.says("detail"):
        return quotes
    names = names_in_response(read_as, around)
    return names if names and read_as.says("care") else []


def names_in_response(read_as: ReplyText, around: Around) -> list[str]:
    """Give the people whom a response names."""
    known = words_of(f"{' '.join(NEUTRAL.values())} {around.site.name}")
    return list(dict.fromkeys(named_people(read_as.text, read_as.tokens, known)))


def _line_of(quote: str, text: str) -> Key:
    """Give the line in which a quote begins, whose spaces may be ends of lines."""
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return (BODY, text.count("\n", 0, found.start()) if found else 0)


def _as_written(quote: str) -> str:
    for name, word in NEUTRAL.items():
        quote = quote.replace(word, f"{{{name}}}")
    return quote
