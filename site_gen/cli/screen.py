"""What the screens of `moderate` and `reply` have in common: parts to draw, and keys and lines to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import click
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from site_gen.report.printable import printable
from site_gen.reviewlog.identifiers import Span

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
MARKED = "bold underline yellow"


def draw(screen: Console, *parts: RenderableType) -> None:
    """Begin a new screen with these parts, one below the other."""
    screen.clear()
    screen.print(Group(*parts), highlight=False)


def safe(text: str) -> str:
    """Give a text as long as it was, without what controls a terminal or turns its words around."""
    return _OVERRIDES.sub("\ufffd", printable(text)).replace("\r", "\n")


def marked(text: str, spans: Sequence[Span]) -> Text:
    """Give a text for the screen with some of its places marked."""
    shown = Text(safe(text))
    for start, end in spans:
        shown.stylize(MARKED, start, end)
    return shown


def inset(text: Text) -> Padding:
    """Give a text two columns further in."""
    return Padding(text, (0, 0, 0, 2), expand=False)


def grid_of_two() -> Table:
    """Give a table of two columns whose second one breaks its lines below itself."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def warning(message: str, hint: str = "", *, style: str = "bold red") -> Iterator[RenderableType]:
    """Give what stands in the way, and below it what to do."""
    yield Text(f"! {printable(message)}", style=style)
    if hint:
        yield inset(Text(printable(hint)))


def keys_line(keys: Iterable[tuple[str, str]]) -> Columns:
    """Give the keys that do something here; each stays with its word when the line is too narrow for all."""
    shown = []
    for key, says in keys:
        label = Text(key, style="bold cyan", no_wrap=True)
        label.append(f" {says}", style="none")
        shown.append(label)
    return Columns(shown, padding=(0, 2), width=max(map(len, shown), default=1))


def read_key() -> str:
    """Wait for one key; an interruption is q."""
    try:
        return click.getchar().lower()
    except (KeyboardInterrupt, EOFError):
        return "q"


def ask(what: str) -> str:
    """Ask for a line; an interruption is an empty one."""
    try:
        said: str = click.prompt(what, default="", show_default=False)
    except click.Abort:
        return ""
    return said.strip()
