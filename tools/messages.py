"""Keep the catalogues of translations in step with the texts of pages, or with `--check` only look whether they are.

Each theme has its own: `themes/<name>/translations/<language>/LC_MESSAGES/messages.po`. Those of the default theme hold
the texts of the code that makes views (`site_gen/render`), too; those of another theme only what the default one lacks.
A catalogue is sorted by its English texts and names the files that they stand in, without lines and dates, so that it
changes only where a text does. A new text comes in without a translation and is shown in English until it has one; a
text that is gone leaves.

    python tools/messages.py                     bring all catalogues up to date
    python tools/messages.py --language fr       begin one for another language in every theme that has texts of its own
    python tools/messages.py --take fr.po        take over the translations of a file that a translator sends
    python tools/messages.py --check             change nothing; exit 1 where something is out of date
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = "default"
SOURCES = ("site_gen/render", f"themes/{DEFAULT}/templates")
CATALOGUE = "LC_MESSAGES/messages.po"

Message = str | tuple[str, ...]


def first_text(message: Message | list[str]) -> str:
    """Give the English text of a message, of one with plural forms the singular."""
    return message if isinstance(message, str) else message[0]


def source_texts(folders: Iterable[str], root: Path = ROOT) -> Catalog:
    """Give every text that stands below some folders, with the files that hold it."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for folder in folders:
        for name, _line, message, comments, _context in extract_from_dir(
            root / folder, methods, options, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            place = (f"{folder}/{Path(name).as_posix()}", 1)
            found.add(message, locations=[place], auto_comments=comments)
    return found


def texts_of_theme(theme: str, root: Path = ROOT) -> Catalog:
    """Give the texts that the catalogues of one theme hold."""
    if theme == DEFAULT:
        return source_texts(SOURCES, root)
    known = {first_text(entry.id) for entry in source_texts(SOURCES, root)}
    own = Catalog()
    for entry in source_texts([f"themes/{theme}/templates"], root):
        if entry.id and first_text(entry.id) not in known:
            own.add(entry.id, locations=entry.locations, auto_comments=entry.auto_comments)
    return own


def read_catalogue(data: bytes, language: str) -> Catalog:
    """Read a catalogue.

    Raises:
        babel.messages.pofile.PoFileError: it is none.
    """
    return read_po(io.BytesIO(data), locale=language.replace("-", "_"), abort_invalid=True)


def updated(catalogue: Catalog, texts: Catalog, taken: Catalog | None = None) -> Catalog:
    """Give a catalogue that holds exactly `texts`, translated as before; what `taken` translates comes from there."""
    forms = catalogue.num_plurals
    new = Catalog(locale=catalogue.locale, header_comment=catalogue.header_comment)
    new.mime_headers = [("Plural-Forms", _plural_forms(catalogue))]
    for entry in texts:
        if not entry.id:
            continue
        old = next((one for source in (taken, catalogue) if source and (one := _translated(source, entry.id))), None)
        empty = ("",) * forms if isinstance(entry.id, list | tuple) else ""
        new.add(
            entry.id,
            old.string if old else empty,
            locations=sorted(set(entry.locations)),
            auto_comments=entry.auto_comments,
            user_comments=old.user_comments if old else (),
            flags=(old.flags if old else set()) - {"python-format"} | ({"python-format"} & entry.flags),
        )
    return new


def _translated(catalogue: Catalog, ident: Message | list[str]):
    """Give the entry of a text if it has a translation of the same kind, with plural forms or without."""
    entry = catalogue.get(first_text(ident))
    if entry is None or isinstance(entry.id, str) != isinstance(ident, str):
        return None
    texts = (entry.string,) if isinstance(entry.string, str) else entry.string
    return entry if any(texts or ()) else None


def _plural_forms(catalogue: Catalog) -> str:
    return f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"


def formatted(catalogue: Catalog) -> bytes:
    """Give the file of a catalogue: the same texts are the same bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    comments = "".join(f"{line}\n" for line in catalogue.header_comment.strip().splitlines())
    language = str(catalogue.locale).replace("_", "-")
    head = (
        f'{comments}msgid ""\nmsgstr ""\n"Project-Id-Version: site-gen\\n"\n"Language: {language}\\n"\n'
        f'"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {_plural_forms(catalogue)}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def catalogues(root: Path = ROOT) -> Iterator[tuple[str, str, Path]]:
    """Give every catalogue: its theme, its language, its file."""
    for file in sorted(root.glob(f"themes/*/translations/*/{CATALOGUE}")):
        yield file.parents[3].name, file.parents[1].name.replace("_", "-"), file


def out_of_date(root: Path = ROOT, taken: Catalog | None = None) -> Iterator[tuple[Path, bytes]]:
    """Give the catalogues that have to change, each with what its file should hold."""
    texts: dict[str, Catalog] = {}
    for theme, language, file in catalogues(root):
        source = texts.get(theme) or texts.setdefault(theme, texts_of_theme(theme, root))
        mine = taken if taken is not None and taken.locale == Locale.parse(language, sep="-") else None
        data = file.read_bytes()
        new = formatted(updated(read_catalogue(data, language), source, mine))
        if new != data:
            yield file, new


def begin(language: str, root: Path = ROOT) -> None:
    """Write an empty catalogue for a language into each theme that has texts of its own and none in it yet."""
    for folder in sorted(path for path in (root / "themes").iterdir() if (path / "templates").is_dir()):
        file = folder / "translations" / language.replace("-", "_") / CATALOGUE
        if file.exists() or not len(texts_of_theme(folder.name, root)):
            continue
        name = Locale.parse(language, sep="-").get_display_name("en")
        file.parent.mkdir(parents=True, exist_ok=True)
        empty = Catalog(locale=language.replace("-", "_"), header_comment=f"# {name} texts of the theme {folder.name}.")
        file.write_bytes(formatted(empty))


def missing(file: Path, language: str) -> int:
    """Give how many texts of a catalogue have no translation, or not in all plural forms."""
    entries = [entry for entry in read_catalogue(file.read_bytes(), language) if entry.id]
    return sum(1 for one in entries if not all((one.string,) if isinstance(one.string, str) else one.string))


def main() -> int:
    """Run the tool; the exit code is 1 if `--check` found something to do."""
    parser = argparse.ArgumentParser(description="bring the catalogues of translations up to date")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where something is out of date")
    parser.add_argument("--language", help="begin catalogues for another language, such as fr or zh-Hans")
    parser.add_argument("--take", type=Path, help="take over the translations of this .po file")
    options = parser.parse_args()
    if options.language:
        begin(options.language)
    taken = None
    if options.take:
        if not options.take.is_file():
            parser.error(f"no file {options.take}")
        head = read_po(io.BytesIO(options.take.read_bytes()), abort_invalid=True)
        if head.locale is None:
            print(f"error: {options.take} does not say its language", file=sys.stderr)
            return 2
        taken = head
    changes = list(out_of_date(taken=taken))
    for file, data in changes:
        print(f"{'out of date' if options.check else 'updated'}: {file.relative_to(ROOT)}")
        if not options.check:
            file.write_bytes(data)
    for theme, language, file in catalogues():
        if count := missing(file, language):
            print(f"{theme}, {language}: {count} texts without a translation, shown in English")
    return 1 if changes and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
