"""Pages of long lists link to some of the others, and all of them are a few steps away."""

from __future__ import annotations

import pytest

from site_gen.render.compose.pager import near_pages, page_links
from site_gen.render.views.page import LinkView


@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_short_list_links_to_all_of_its_pages(count):
    for number in range(1, count + 1):
        assert near_pages(number, count) == list(range(1, count + 1))


def test_a_long_list_links_to_its_ends_to_those_beside_and_to_some_far_away():
    assert near_pages(400, 5000) == [1, 300, 390, 398, 399, 400, 401, 402, 410, 500, 1400, 5000]
    assert near_pages(1, 13) == [1, 2, 3, 11, 13]


@pytest.mark.parametrize("count", [13, 500, 5000])
def test_every_page_of_a_long_list_is_few_steps_from_the_first(count):
    steps = {1: 0}
    queue = [1]
    for number in queue:
        for near in near_pages(number, count):
            if near not in steps:
                steps[near] = steps[number] + 1
                queue.append(near)
    assert len(steps) == count
    assert max(steps.values()) <= 4 * len(str(count))


def test_what_is_left_out_is_marked_and_the_page_at_hand_too():
    links = {number: LinkView(label=str(number), url=f"/{number}/") for number in (1, 4, 5, 9)}
    shown = page_links(links, current=4)
    assert [link.label for link in shown] == ["1", "…", "4", "5", "…", "9"]
    assert [link.label for link in shown if link.current] == ["4"]
    assert [bool(link.url) for link in shown] == [True, False, True, True, False, True]
