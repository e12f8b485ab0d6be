"""What a policy of a known name must have: sections, by words of their headings, and who approves it.

The lists are data: `site_gen/data/policies.json`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

import msgspec

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$")
_PLACE = re.compile(r"\[\[[^\[\]\n]+\]\]")
_WORD = re.compile(r"[^\W_]+")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


class Approver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the house that approves a policy: what it is called, and words that say so in a role."""

    name: str
    words: tuple[str, ...]

    def is_role(self, role: str) -> bool:
        """Tell whether the id or the name of a role has one of the words, as a whole word."""
        words = " ".join(_WORD.findall(role.lower()))
        return any(f" {word} " in f" {words} " for word in self.words)


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section that a policy must have: what it is about, and words of its heading by language, lower case."""

    name: str
    headings: dict[str, tuple[str, ...]]


class Demands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a policy of one name must have."""

    approvers: tuple[Approver, ...]
    sections: tuple[Section, ...]


class Part(NamedTuple):
    """A heading of a policy, the line of the body on which it stands from 0 on, and whether text is below it."""

    heading: str
    line: int
    has_text: bool


@functools.cache
def demands() -> dict[str, Demands]:
    """Give what policies must have, by the name of their file."""
    data = resources.files("site_gen").joinpath("data", "policies.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Demands])


def parts_of(body: str) -> tuple[Part, ...]:
    """Give the headings of a Markdown text in their order; what is fenced is no heading."""
    found: list[Part] = []
    fenced = False
    for number, line in enumerate(body.splitlines()):
        fenced = fenced != bool(_FENCE.match(line))
        match = None if fenced else _HEADING.match(line)
        if match:
            found.append(Part(match[1], number, has_text=False))
        elif line.strip() and found:
            found[-1] = found[-1]._replace(has_text=True)
    return tuple(found)


def missing_sections(sections: tuple[Section, ...], body: str, language: str) -> Iterator[Section]:
    """Give the sections whose heading is not there, or has nothing below it."""
    headings = [part.heading.lower() for part in parts_of(body) if part.has_text]
    for section in sections:
        words = section.headings.get(primary(language), ())
        if not any(word in heading for word in words for heading in headings):
            yield section


def knows_headings(sections: tuple[Section, ...], language: str) -> bool:
    """Tell whether headings in a language are known."""
    return all(primary(language) in section.headings for section in sections)


def open_places(body: str) -> Iterator[tuple[int, str]]:
    """Give the [[places]] that somebody still has to fill in, each with its line from 0 on."""
    for number, line in enumerate(body.splitlines()):
        for match in _PLACE.finditer(line):
            yield number, match[0]


def primary(language: str) -> str:
    """Give the language of a tag, without its country."""
    return language.split("-")[0]
