"""Tells whether the pages that another tool made say the same as ours: people, review texts, averages."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.content import elements_of
from site_gen.check.pages.seen import read_reviews
from site_gen.html.tree import Node, Tree, attribute, parse

_PROVIDERS = "providers"


class Said(NamedTuple):
    """What is said of a provider: the mean as shown, the number of ratings, and each review's text by its id."""

    mean: str
    count: str
    texts: dict[str, str]


def said_by_peer(out: Path) -> dict[str, Said]:
    """Give what each provider's page of another tool says, by slug."""
    found = {}
    for page in sorted((out / _PROVIDERS).glob("*/index.html")):
        tree = parse(page.read_text(encoding="utf-8"))
        average = tree.css_first("[data-average]")
        if average is not None:
            texts = {
                attribute(node, "id").removeprefix("review-"): _text(node.css_first("[data-review-text]"))
                for node in tree.css("article.review")
            }
            found[page.parent.name] = Said(attribute(average, "data-average"), attribute(average, "data-count"), texts)
    return found


def said_by_us(out: Path) -> dict[str, Said]:
    """Give what our pages of each provider say together, by slug."""
    found = {}
    for page in sorted((out / _PROVIDERS).glob("*/index.html")):
        tree = parse(page.read_text(encoding="utf-8"))
        texts: dict[str, str] = {}
        for archive in (page.parent / "reviews").glob("*/index.html"):
            for seen in read_reviews(elements_of(archive)):
                texts[seen.id] = "".join(node.text() for node in seen.texts)
        found[page.parent.name] = Said(*_average(tree), texts)
    return found


def differences(ours: dict[str, Said], theirs: dict[str, Said]) -> list[str]:
    """Give what differs, a line each; nothing where both say the same."""
    lines = [f"{slug}: only on one side" for slug in sorted(ours.keys() ^ theirs.keys())]
    for slug in sorted(ours.keys() & theirs.keys()):
        one, other = ours[slug], theirs[slug]
        if one[:2] != other[:2]:
            lines.append(
                f"{slug}: {one.mean or 'no mean'} of {one.count}, there {other.mean or 'no mean'} of {other.count}"
            )
        unlike = [
            name for name in one.texts.keys() | other.texts.keys() if one.texts.get(name) != other.texts.get(name)
        ]
        lines.extend(f"{slug}: review {name}" for name in sorted(unlike))
    return lines


def _average(tree: Tree) -> tuple[str, str]:
    """Give our mean and the number of ratings in it, as the numbers of a profile say them."""
    node = tree.css_first("[data-average]")
    counted = tree.css_first('[data-count="ratings"]:not([data-by])')
    return (attribute(node, "value") if node else "", attribute(counted, "value") if counted else "")


def _text(node: Node | None) -> str:
    return "" if node is None else node.text()
