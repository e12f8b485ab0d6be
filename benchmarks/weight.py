"""What a built page weighs on its way: `python -m benchmarks.weight FILE ...` prints bytes after gzip, by kind.

Counted is what a browser asks for when it opens the page and goes to its end: the page itself, style sheets, scripts,
and of every picture the largest that it may choose. Photographs travel as they are, being compressed already.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

KINDS = ("html", "css", "js", "images")
_TEXT = {".html", ".css", ".js", ".svg", ".webmanifest"}


def weight(page: Path, out: Path) -> dict[str, int]:
    """Give the bytes of a page of the output folder `out` by kind: html, css, js, images."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    sizes = Counter(dict.fromkeys(KINDS, 0))
    sizes["html"] = _size(page)
    links: dict[str, set[str]] = {
        "css": _values(tree, "link[rel=stylesheet]", "href"),
        "js": _values(tree, "script[src]", "src"),
        "images": _values(tree, "link[rel=icon]", "href") | _values(tree, "video[poster]", "poster"),
    }
    for kind, urls in links.items():
        sizes[kind] += sum(_size(_file(url, out)) for url in urls)
    chosen = {max(_candidates(image), key=lambda url: _size(_file(url, out))) for image in tree.css("img[src]")}
    sizes["images"] += sum(_size(_file(url, out)) for url in chosen)
    return dict(sizes)


def _values(tree: LexborHTMLParser, selector: str, name: str) -> set[str]:
    return {node.attributes[name] or "" for node in tree.css(selector)}


def _candidates(image: LexborNode) -> list[str]:
    parent = image.parent
    sources = [image] if parent is None or parent.tag != "picture" else [image, *parent.css("source")]
    sets = [node.attributes.get("srcset") or "" for node in sources]
    return [image.attributes["src"] or "", *(one.split()[0] for text in sets for one in text.split(",") if one.strip())]


def _file(url: str, out: Path) -> Path:
    return out / urlsplit(url).path.lstrip("/")


def _size(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content, 9, mtime=0)) if file.suffix in _TEXT else len(content)


def main() -> None:
    """Print the weight of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("public"), help="the output folder (default: public)")
    arguments = parser.parse_args()
    print(f"{'page':<60}{''.join(f'{kind:>10}' for kind in KINDS)}{'all':>10}")  # noqa: T201
    for page in arguments.pages:
        sizes = weight(page, arguments.out)
        numbers = [*sizes.values(), sum(sizes.values())]
        print(f"{page.as_posix():<60}{''.join(f'{number:>10,}' for number in numbers)}")  # noqa: T201


if __name__ == "__main__":
    main()
