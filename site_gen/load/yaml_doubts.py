"""Where libyaml reads something else than YAML 1.2 says: what such a place looks like, so that it is refused.

Found by the YAML test suite (`tests/load/test_yaml_suite.py`).
"""

from __future__ import annotations

import re
from typing import Any

from yaml.events import ScalarEvent

_MARKED = re.compile(r"(?:^|[\s,\[{])\?\S")
_AFTER_NAME = frozenset(" \t\r\n\x85\u2028\u2029,]}")


def prepared(text: str) -> str:
    """Give a text for libyaml: without a byte order mark, and with an end behind a last line of nothing but blanks.

    libyaml takes the blanks of such a line for text of a block, or loses the line (JEF9, L24T).
    """
    text = text.removeprefix("\ufeff")
    return f"{text}\n" if text.endswith((" ", "\t")) and not text[text.rfind("\n") + 1 :].strip(" \t") else text


def may_be_doubtful(text: str) -> bool:
    """Tell whether `doubt` has to look at each event of a text without anchors."""
    return "?" in text and _MARKED.search(text) is not None


def doubt(event: Any, text: str) -> str:
    """Say why a node of a prepared text may mean something else than it seems to; nothing where it may not.

    A `?` begins a key only with a blank behind it (652Z, HM87), and names of anchors go on to the next blank (Y2GN).
    """
    at = event.start_mark.index
    name = getattr(event, "anchor", None)
    if name is not None and text[at + 1 + len(name) : at + 2 + len(name)] not in ("", *_AFTER_NAME):
        return "a name of an anchor (&) or alias (*) that has other signs than letters, digits, - and _"
    is_empty = event.end_mark.index == at and event.__class__ is ScalarEvent
    return "a ? without a blank behind it in a list or mapping" if text[at - 1 : at] == "?" and not is_empty else ""
