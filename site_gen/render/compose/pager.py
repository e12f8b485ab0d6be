"""The pages of a long list that each of them links to: as many for a thousand pages as for a hundred, or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from site_gen.render.views.page import LinkView

_FEW = 12
_BESIDE = 2
_GAP = LinkView(label="…", url="")


def near_pages(number: int, count: int) -> list[int]:
    """Give the numbers of the pages to which page `number` of `count` links, in order; counted from 1.

    Of a short list these are all. Of a long one they are the first and the last, those beside it, and those 10, 100, …
    pages away: from any page to any other it is a few steps, and all pages together hold no more links than
    their count times the digits of it.
    """
    if count <= _FEW:
        return list(range(1, count + 1))
    near = {1, count, *range(number - _BESIDE, number + _BESIDE + 1)}
    step = 10
    while step < count:
        near |= {number - step, number + step}
        step *= 10
    return sorted(one for one in near if 1 <= one <= count)


def page_links(links: Mapping[int, LinkView], current: int = 0) -> tuple[LinkView, ...]:
    """Give the links of a pager in order of their numbers, with a mark where some are left out; `current` is marked."""
    return tuple(_with_gaps(sorted(links), links, current))


def _with_gaps(numbers: Sequence[int], links: Mapping[int, LinkView], current: int) -> Iterator[LinkView]:
    before = 0
    for number in numbers:
        if number != before + 1:
            yield _GAP
        yield msgspec.structs.replace(links[number], current=True) if number == current else links[number]
        before = number
