"""What a host is to send with pages, whatever form it wants that in."""

from __future__ import annotations

from typing import NamedTuple


class HeaderRule(NamedTuple):
    """Headers for the paths that match `pattern`: an exact path, or one that ends in `*` for whatever begins like it.

    Of one header that several matching rules have, the later rule's counts.
    """

    pattern: str
    headers: tuple[tuple[str, str], ...]


class Redirect(NamedTuple):
    """A path that leads to another one, or to a whole address, for good."""

    source: str
    target: str
