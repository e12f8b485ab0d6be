"""Texts of others in documents and on terminals."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Give a text without what XML 1.0 cannot hold (section 2.2), and without what controls a terminal."""
    return _UNPRINTABLE.sub("\ufffd", text)
