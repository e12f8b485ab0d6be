"""Writes into `team.yaml` that somebody has read a policy; every other byte stays."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import yaml

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_team
from site_gen.load.edit import line_feed_of, with_new_key
from site_gen.load.key_spans import KeySpan, top_level
from site_gen.load.scalars import resolve
from site_gen.load.yaml_reader import BREAK, decode
from site_gen.model.team import Acknowledgement, Team

_KEY = "acknowledgements"


def add_acknowledgement(data: bytes, team: Team, member: str, read: Acknowledgement) -> bytes:
    """Give the bytes of `team.yaml` with one more acknowledgement of a member, after those that are there.

    `team` is what `data` means. The result was read again, and means that and nothing else.

    Raises:
        SiteGenError: the file is written in a form in which it cannot be put in.
    """
    place = next(place for place, one in enumerate(team.members) if one.id == member)
    person = team.members[place]
    changed = msgspec.structs.replace(person, acknowledgements=(*person.acknowledgements, read))
    members = (*team.members[:place], changed, *team.members[place + 1 :])
    wanted = msgspec.structs.replace(team, members=members)
    text = decode(data)
    written = f"{{policy: {read.policy}, sha256: {_quoted(read.sha256)}, on: {read.on.isoformat()}}}"
    for edited in _ways(text, place, written):
        if parse_team(edited.encode(), team.path) == wanted:
            return edited.encode()
    raise SiteGenError(
        f"{team.path}: the acknowledgement of {member} cannot be written into the file as it stands",
        hint=f"add it to {_KEY} of {member} yourself: {written}",
    )


def _ways(text: str, place: int, written: str) -> Iterator[str]:
    """Give the file with the acknowledgement in each form in which it may belong there; one of them reads as wanted."""
    try:
        mapping = top_level(text, ("members", place))
    except yaml.YAMLError:
        return
    if not mapping.spans:
        return
    line_feed = line_feed_of(text)
    span = mapping.find(_KEY)
    if span is None:
        new = f"{_KEY}: [{written}]" if mapping.is_flow else f"{_KEY}:\n  - {written}"
        yield with_new_key(text, mapping, new, line_feed, mapping.spans[-1])
    elif text[span.end - 1] == "]":
        yield f"{text[: span.end - 1]}, {written}{text[span.end - 1 :]}"
        yield f"{text[: span.end - 1]}{written}{text[span.end - 1 :]}"  # an empty list, or one that ends with a comma
    else:
        yield _with_item(text, span, written, line_feed)


def _with_item(text: str, span: KeySpan, written: str, line_feed: str) -> str:
    """Give a text with one more item of a list in block form, in a line of its own below the last one."""
    first = BREAK.search(text, span.start)
    line = text[first.end() :] if first else ""
    indent = line[: len(line) - len(line.lstrip(" "))]
    return f"{text[: span.line_end]}{line_feed}{indent}- {written}{text[span.line_end :]}"


def _quoted(digest: str) -> str:
    """Give a digest as YAML takes it for a text: one of digits only, or like 1e5, would be a number."""
    return digest if resolve(digest) == digest else f'"{digest}"'
