"""What the web server itself has to say: errors of ours only, and nothing that a request could make a terminal do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_OF_REQUESTS = ("tornado.general", "tornado.access")
"""They tell of requests that nobody could read, with their paths and forms; those are answered, and concern nobody."""
_OF_OURS = "tornado.application"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the server from speaking of requests, and show errors of our own in characters that print."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Printable())
    silenced = [logging.getLogger(name) for name in _OF_REQUESTS]
    ours = logging.getLogger(_OF_OURS)
    for logger in silenced:
        logger.disabled = True
    ours.addHandler(handler)
    try:
        yield
    finally:
        ours.removeHandler(handler)
        for logger in silenced:
            logger.disabled = False


class _Printable(logging.Formatter):
    """Writes a record with escapes for whatever no terminal should get."""

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).split("\n")
        return "\n".join(
            "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in line)
            for line in lines
        )
