"""Sheets of cards as documents: one HTML file for each location, which needs nothing else, and a list of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from site_gen.qr import qr_code
from site_gen.report.cards.sheet import CARD_HEIGHT, CARD_WIDTH, COLUMNS, PAPERS, ROWS, cut_marks, margins
from site_gen.report.environment import report_environment

INDEX_FILE = "index.html"
_KIND = b'<meta name="generator" content="site-gen report cards" />'
_SHORT_NAMES = 60
"""Characters that the names of practice and location may have together in letters of the usual size."""

_PART = re.compile(r"[^/]*/|[^/]+")
_SCHEME = re.compile(r"^https?://")


class CardText(NamedTuple):
    """What a card says in one language; `direction` is `ltr` or `rtl`."""

    language: str
    direction: str
    question: str
    ask: str


class Cards(NamedTuple):
    """The cards of one location: whose they are, what they say, where the code leads, and the paper (see `PAPERS`).

    `code` is the whole address; `typed` the one that is printed for those who type it, with its scheme, too.
    """

    slug: str
    practice: str
    location: str
    texts: tuple[CardText, ...]
    code: str
    typed: str
    paper: str

    @property
    def file(self) -> str:
        """The name of the document."""
        return f"{self.slug}.html"


def is_index(data: bytes) -> bool:
    """Tell whether a file is the list of cards that this module writes."""
    return _KIND in data


def format_cards(cards: Cards) -> bytes:
    """Give the sheet of a location."""
    paper = PAPERS[cards.paper]
    left, top = margins(paper)
    return (
        report_environment()
        .get_template("cards.html")
        .render(
            cards=cards,
            typed=_PART.findall(_SCHEME.sub("", cards.typed)),
            drawing=qr_code(cards.code),
            paper=paper,
            left=left,
            top=top,
            marks=cut_marks(paper),
            card_width=CARD_WIDTH,
            card_height=CARD_HEIGHT,
            columns=COLUMNS,
            count=COLUMNS * ROWS,
            is_long=len(cards.practice) + len(cards.location) > _SHORT_NAMES,
        )
        .encode()
    )


def format_index(practice: str, all_cards: Sequence[Cards], without: Sequence[tuple[str, str]]) -> bytes:
    """Give the list of the sheets; `without` are locations that have none, each with the reason."""
    return (
        report_environment()
        .get_template("cards_index.html")
        .render(practice=practice, all_cards=all_cards, without=without, count=COLUMNS * ROWS)
        .encode()
    )
