"""Cards on a sheet of paper, in millimetres: how many fit, and where to cut."""

from __future__ import annotations

from typing import NamedTuple

CARD_WIDTH, CARD_HEIGHT = 95.0, 61.0
COLUMNS, ROWS = 2, 4
_MARK = 5.0
_GAP = 1.5


class Paper(NamedTuple):
    """A sheet of paper, upright; `css` is its name in a style sheet."""

    css: str
    width: float
    height: float


PAPERS = {"letter": Paper("letter", 215.9, 279.4), "a4": Paper("A4", 210.0, 297.0)}


class Line(NamedTuple):
    """A cut mark from one point to another, from the upper left corner of the sheet."""

    x1: float
    y1: float
    x2: float
    y2: float


def margins(paper: Paper) -> tuple[float, float]:
    """Give the space left and above of the cards, which is the same as right and below."""
    return (
        round((paper.width - COLUMNS * CARD_WIDTH) / 2, 2),
        round((paper.height - ROWS * CARD_HEIGHT) / 2, 2),
    )


def cut_marks(paper: Paper) -> tuple[Line, ...]:
    """Give the marks at the edges of every column and row: in the margins, so that no ink is left on a card."""
    left, top = margins(paper)
    right, bottom = paper.width - left, paper.height - top
    marks = []
    for column in range(COLUMNS + 1):
        x = left + column * CARD_WIDTH
        marks.append(_line(x, top - _GAP - _MARK, x, top - _GAP))
        marks.append(_line(x, bottom + _GAP, x, bottom + _GAP + _MARK))
    for row in range(ROWS + 1):
        y = top + row * CARD_HEIGHT
        marks.append(_line(left - _GAP - _MARK, y, left - _GAP, y))
        marks.append(_line(right + _GAP, y, right + _GAP + _MARK, y))
    return tuple(marks)


def _line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(round(x1, 2), round(y1, 2), round(x2, 2), round(y2, 2))
