"""A crop lies in its picture, has the proportion that was asked for, and keeps its focus."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_gen.pictures.crop import UPPER_MIDDLE, crop_box

SIDES = st.integers(1, 20_000)
PARTS = st.integers(1, 16)
SHARES = st.floats(0, 1)


@given(SIDES, SIDES, PARTS, PARTS, st.tuples(SHARES, SHARES))
def test_a_crop_lies_in_the_picture_touches_two_edges_and_holds_its_focus(width, height, across, down, focus):
    left, top, right, lower = crop_box(width, height, across, down, focus)
    assert 0 <= left < right <= width
    assert 0 <= top < lower <= height
    assert right - left == width or lower - top == height
    assert left - 1 <= focus[0] * width <= right + 1
    assert top - 1 <= focus[1] * height <= lower + 1


@given(st.integers(100, 5000), st.integers(100, 5000), PARTS, PARTS)
def test_a_crop_has_its_proportion_within_a_pixel(width, height, across, down):
    left, top, right, lower = crop_box(width, height, across, down)
    assert abs((right - left) * down - (lower - top) * across) <= max(across, down)


@given(st.integers(1, 5000), SHARES)
def test_a_square_of_a_square_is_all_of_it(side, share):
    assert crop_box(side, side, 1, 1, (share, 1 - share)) == (0, 0, side, side)


def test_the_focus_is_in_the_middle_where_there_is_room():
    assert crop_box(1000, 400, 1, 1, (0.5, 0.5)) == (300, 0, 700, 400)
    assert crop_box(1000, 400, 1, 1, (0.9, 0.5)) == (600, 0, 1000, 400)
    assert crop_box(400, 1000, 1, 1, (0.5, 0.6)) == (0, 400, 400, 800)


def test_without_a_focus_a_portrait_keeps_its_upper_part():
    assert crop_box(800, 1200, 1, 1) == crop_box(800, 1200, 1, 1, UPPER_MIDDLE) == (0, 0, 800, 800)
    assert crop_box(800, 1200, 4, 5) == (0, 0, 800, 1000)
