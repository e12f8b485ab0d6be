"""Steps 7 and 8: every number about reviews on a page, in value, words and picture, against what the log adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from site_gen.html.words import numbers_in, template
from site_gen.model.counting import AspectMean
from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim, Fails
from site_gen.verify.expected import (
    Figure,
    Figures,
    Part,
    card_numbers,
    how_numbers,
    provider_averages,
    provider_counts,
    transparency_numbers,
    yearly_numbers,
)
from site_gen.verify.number_node import Number
from site_gen.verify.plurals import plural
from site_gen.verify.wording import Wording

_KINDS = {"method": "label method", "question": "phrase question"}
"""Headings that read as words of a review do."""
_COUNTING = ("stars", "months", "year")
"""Headings whose words name their value."""


def compare_counts(numbers: Sequence[Number], tally: Tally, words: Wording, *, gap: int = 0) -> Fails:
    """Give every count of a provider's page that is wrong, missing or too much.

    `numbers` are the provider's own on this page; `gap` is how many reviews at the places of an archive page are not
    shown.
    """
    counts = [number for number in numbers if number.name != "average"]
    expected = provider_counts(tally, gap)
    yearly, _averages = yearly_numbers(tally)
    yield from _compare(counts, {**expected, **yearly}, expected, words, "count")


def compare_average(numbers: Sequence[Number], tally: Tally, means: Sequence[AspectMean], words: Wording) -> Fails:
    """Give what is wrong with the averages of a provider's page; below the minimum there must be none.

    `means` are those by question, made of the answers that are disclosed.
    """
    averages = [number for number in numbers if number.name == "average"]
    if averages and tally.tenths is None:
        found, known = averages[0].value[:20], tally.rating_count
        yield Claim.COUNTS, f"shows the average {found}, with {known} ratings of at least {tally.minimum} there is none"
        return
    expected = provider_averages(tally, means)
    _counts, yearly = yearly_numbers(tally)
    yield from _compare(averages, {**expected, **yearly}, expected, words, "count")


def compare_totals(
    numbers: Sequence[Number], whole: Tally, words: Wording, page: Literal["home", "how", "transparency"]
) -> Fails:
    """Give every number about the whole site that is wrong, missing or too much on one of the pages that give them.

    `whole` is the tally of all providers. Of the front page nothing is asked.
    """
    wanted = {"home": {}, "how": how_numbers(whole), "transparency": transparency_numbers(whole)}
    totals = [number for number in numbers if not number.provider]
    yield from _compare(totals, {**wanted["how"], **wanted["transparency"]}, wanted[page], words, "total")


def compare_cards(
    numbers: Iterable[Number], tallies: Mapping[str, Tally], words: Wording, *, own: str = "", totals: bool = False
) -> Fails:
    """Give every number of a provider on a page that lists providers, or stands for something else, that is wrong.

    `tallies` are by permanent id. Left out are the numbers of `own`, whose page it is, and with `totals` those about
    the whole site, which other pages must not give.
    """
    by_provider: dict[str, list[Number]] = {}
    for number in numbers:
        by_provider.setdefault(number.provider, []).append(number)
    for provider, given in by_provider.items():
        if provider in tallies:
            if provider != own:
                yield from _compare(given, card_numbers(tallies[provider]), {}, words, "count")
        elif provider:
            yield Claim.COUNTS, f"gives numbers of {provider[:80]}, whom the log does not know"
        elif not totals:
            yield Claim.COUNTS, f"gives the number {_part(given[0])} of no provider"


def _compare(numbers: Sequence[Number], allowed: Figures, wanted: Figures, words: Wording, scope: str) -> Fails:
    found = {_part(number) for number in numbers}
    for part, figure in wanted.items():
        if part not in found:
            yield _claim(part), f"does not say {part}, which is {figure.value}"
    for number in numbers:
        part = _part(number)
        if part not in allowed:
            yield _claim(part), f"gives a number {str(part)[:80]!r} that nobody can recompute here"
            continue
        figure = allowed[part]
        drawing, headings = _drawing_faults(number, figure), _heading_faults(number, figure)
        for message in (*_faults(number, part, figure), *drawing, *headings):
            yield _claim(part), message
        _note(number, part, figure, words, scope)


def _faults(number: Number, part: Part, figure: Figure) -> Iterator[str]:
    if number.hidden:
        yield f"{part} is not shown: {number.hidden} hides it"
    if number.value != figure.value:
        yield f"says {part} {number.value[:40]}, from the log follows {figure.value}"
    elif tuple(numbers_in(number.text)) not in figure.reads:
        follow = " ".join(map(str, figure.reads[-1])) or figure.value
        yield f"{part} reads {number.text[:80]!r}, from the log follows {follow}"


def _drawing_faults(number: Number, figure: Figure) -> Iterator[str]:
    if len(number.graphics) > 1 or (figure.is_drawn and not number.graphics):
        yield f"{_part(number)} is drawn {len(number.graphics)} times"
    for graphic in number.graphics:
        if figure.filled is None or graphic.filled != figure.filled:
            yield f"{_part(number)} is drawn as {graphic.filled} %, from the log follows {figure.filled}"


def _heading_faults(number: Number, figure: Figure) -> Iterator[str]:
    """Give what is wrong with the headings of a part, without which nobody knows what it is a part of."""
    count = number.name if figure.is_headed else ""
    named = ((number.by, number.of), ("reason", number.reason), ("question", number.aspect), ("count", count))
    parts = {name: value for name, value in named if value}
    for heading in number.headings:
        is_other = heading.name in _COUNTING and numbers_in(heading.text) != numbers_in(heading.value)
        if parts.get(heading.name) != heading.value or is_other:
            yield f"{_part(number)} stands under {heading.text[:80]!r}"
    for name in sorted(parts.keys() - {heading.name for heading in number.headings}):
        if name != "reason" or not any(one.isalpha() for one in number.text):
            yield f"{_part(number)} has no heading that names its {name}"


def _note(number: Number, part: Part, figure: Figure, words: Wording, scope: str) -> None:
    kind = " ".join(
        filter(
            None, ("headed" if figure.is_headed else "", part.name, part.reason, part.by, part.aspect and "question")
        )
    )
    if number.value == figure.value and part.name == "average":
        words.note(kind, figure.value, number.text)
        words.note(f"words of {kind}", "", template(number.text))
    elif number.value == figure.value:
        _note_count(f"{scope} {kind}", number.text, figure, words)
    for graphic in number.graphics:
        words.note(f"graphic {kind}", "", graphic.shape)
    for heading in number.headings:
        usual = f"heading {heading.name} {part.by if heading.name == 'count' else ''}".strip()
        words.note(_KINDS.get(heading.name, usual), heading.value, heading.text)


def _note_count(kind: str, text: str, figure: Figure, words: Wording) -> None:
    """Note the words around a count, which are the same for all counts of which the language speaks in one way."""
    named, counts = numbers_in(text), [int(figure.value)]
    if figure.whole is not None:
        counts.append(figure.whole)
        if len(named) > 1 and counts[0] != counts[1]:
            words.note(f"order of {kind}", "", "the part first" if named[0] == counts[0] else "the whole first")
    words.note(kind, " of ".join(plural(words.language, count) for count in counts), template(text))


def _part(number: Number) -> Part:
    return Part(number.name, number.reason, number.by, number.of, number.aspect)


def _claim(part: Part) -> Claim:
    return Claim.WITHHELD if part.reason else Claim.COUNTS
