"""What the panel asks of whoever runs the preview: finished values, and three functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Option(NamedTuple):
    """A key of `theme.yaml`: `key` with dots, such as `layout.font`; what it `means`; and its value in the file.

    `value` is empty where the file leaves the key out; `inherited` is what holds then. `choices` are the values that
    it can have, each with the class that the root element gets for it; `suggested` those that are known, where it can
    have others. `css_property` is the property that the style sheet has the value in. An option with neither classes
    nor a property shows once it is saved.
    """

    key: str
    means: str
    value: str
    inherited: str
    choices: tuple[tuple[str, str], ...] = ()
    suggested: tuple[str, ...] = ()
    css_property: str = ""


class Look(NamedTuple):
    """The look of a site as its file says it.

    `file` is where saving writes to, and `also` another file that it changes. `digest` stands for the files as they
    are. `below` is the theme that is extended, empty where none is.
    """

    file: str
    also: str
    below: str
    digest: str
    options: tuple[Option, ...]


class LookDesk(NamedTuple):
    """`read` gives the look as it is; `write` takes its digest and a value for each key, and writes it.

    `text` gives what `write` would put into the file. All raise SiteGenError, with what to do, for what cannot be.
    """

    read: Callable[[], Look]
    write: Callable[[str, Mapping[str, str]], None]
    text: Callable[[Mapping[str, str]], str]
