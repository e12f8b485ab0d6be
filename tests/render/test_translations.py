"""Every text of the interface has its Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from conftest import REPOSITORY

THEME = REPOSITORY / "themes" / "default"
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"trimmed": "false", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)s")

Message = str | tuple[str, ...]


def messages(folder: Path) -> Iterator[tuple[str, Message]]:
    for file, line, message, _comments, _context in extract_from_dir(folder, METHODS, OPTIONS):
        yield f"{file}:{line}", message


def source_messages() -> dict[Message, str]:
    found: dict[Message, str] = {}
    for folder in (REPOSITORY / "site_gen" / "render", THEME / "templates"):
        for place, message in messages(folder):
            found.setdefault(message, place)
    return found


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (THEME / "translations/es/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="es", abort_invalid=True)


def test_the_sources_hold_texts_to_translate() -> None:
    assert len(source_messages()) > 100


def test_every_text_has_a_spanish_translation(spanish: Catalog) -> None:
    missing = []
    for message, place in source_messages().items():
        entry = spanish.get(message if isinstance(message, str) else message[0])
        texts = entry.string if entry and isinstance(entry.string, tuple) else (entry.string,) if entry else ("",)
        if (
            entry is None
            or entry.fuzzy
            or not all(texts)
            or (isinstance(message, tuple) and not isinstance(entry.id, tuple | list))
        ):
            missing.append(f"{place}: {message}")
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over(spanish: Catalog) -> None:
    known = {message if isinstance(message, str) else message[0] for message in source_messages()}
    left = [
        entry.id
        for entry in spanish
        if entry.id and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in known
    ]
    assert left == []


def test_translations_keep_their_placeholders(spanish: Catalog) -> None:
    for entry in spanish:
        sources = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        wanted = {name for source in sources for name in PLACEHOLDER.findall(source)}
        for text in entry.string if isinstance(entry.string, tuple) else (entry.string,):
            assert set(PLACEHOLDER.findall(text)) <= wanted, entry.id
