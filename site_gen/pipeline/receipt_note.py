"""The note that goes to an author with a receipt: what was received and logged, what that proves, and what to do.

It names neither the author nor the provider and has no word of the review, so that a note in the wrong hands tells
nothing about anybody's care.
"""

from __future__ import annotations

import re
import string
import textwrap
from importlib import resources
from pathlib import Path

from site_gen.errors import SiteGenError
from site_gen.load.documents import SITE_FILE
from site_gen.pipeline.log_tools import open_own
from site_gen.pipeline.log_write import read_site
from site_gen.pipeline.sealed import find_sealed
from site_gen.reviewlog.openings import entry_of

_WIDTH = 90
NOTE_LANGUAGES = ("en", "es")
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_PROVEN = {
    "en": (
        "- Which words were sealed: this receipt opens them, and you can compare them with those that you sent. "
        "Whoever has it can read them, so give it to nobody else.",
        "- It says nothing of your words. Ask us for the receipt with the text if you want to prove those, too.",
    ),
    "es": (
        "- Qué palabras quedaron selladas: este comprobante las abre, y puede compararlas con las que envió. Quien lo "
        "tiene puede leerlas; no se lo dé a nadie más.",
        "- No dice nada de sus palabras. Pídanos el comprobante con el texto si también quiere probarlas.",
    ),
}


def receipt_note(root: Path, review_id: str, file: str, *, language: str | None, with_text: bool) -> str:
    """Give the text of the note about a review that is in the log; `file` is the name of the receipt beside it.

    Without a language it is in the site's first one, in English where that is neither English nor Spanish.

    Raises:
        SiteGenError: the log has no such review, a language that there is no note in, or nobody to write to.
        LogError: the log or the opening is damaged.
    """
    if not review_id.startswith("r-"):
        raise SiteGenError("a note goes to the author of a review", hint="without --note the receipt is written alone")
    site = read_site(root)
    settings, log = open_own(root)
    sealed = find_sealed(root, log, review_id)
    spoken = language or (site.default_language if site.default_language in NOTE_LANGUAGES else NOTE_LANGUAGES[0])
    if spoken not in NOTE_LANGUAGES:
        raise SiteGenError(f"no note in the language {spoken}", hint=f"there are {' and '.join(NOTE_LANGUAGES)}")
    contact = site.contact.complaints or site.contact.reviews
    if contact is None:
        raise SiteGenError(
            f"{SITE_FILE} names nobody whom an author can write to",
            hint="write contact: {complaints: mailto:…} there; the note says how to object",
        )
    text = resources.files("site_gen").joinpath("data", "receipts", f"note.{spoken}.txt").read_text(encoding="utf-8")
    filled = string.Template(text).substitute(
        practice=site.name,
        month=_month(entry_of(sealed.opening).received, spoken),
        index=f"{sealed.state.index}",
        origin=settings.origin,
        key=settings.key,
        file=file,
        address=f"{site.base_url.rstrip('/')}/",
        contact=contact.removeprefix("mailto:").removeprefix("tel:"),
        text_proven=_PROVEN[spoken][0 if with_text else 1],
    )
    return "".join(f"{_wrapped(line)}\n" for line in filled.splitlines())


def _wrapped(line: str) -> str:
    """Give a paragraph or an item of a list in lines; a command stays in one, to be copied."""
    if line.lstrip().startswith("site-gen "):
        return line
    words = re.match(r" *(?:- |\d\. )?", line)
    indent = " " * (words.end() if words else 0)
    return textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _month(received: str, language: str) -> str:
    """Give a month, or a year where the log has no more, as people write it."""
    year, _, month = received.partition("-")
    if not month:
        return year
    name = _MONTHS[language][int(month) - 1]
    return f"{name} de {year}" if language == "es" else f"{name} {year}"
