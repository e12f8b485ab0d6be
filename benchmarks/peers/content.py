"""Gives other tools the content of a site: `python -m benchmarks.peers.content SITE PEER FOLDER`.

They get what the built pages show, so that nobody has to moderate again: each profile as it is, and each review that is
on a page with its words as they are read there, one file each.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from site_gen.check.pages.seen import SeenReview, read_numbers, read_reviews
from site_gen.html.elements import Elements
from site_gen.html.tree import parse
from site_gen.load.yaml_reader import read_plain

_HERE = Path(__file__).parent
_OUT = "public"
_FIELDS = ("rating", "title", "author", "received", "experienced", "reply")


class Profile(NamedTuple):
    """A provider: slug, profile without bio, the bio as Markdown, and the reviews on its pages, newest first."""

    slug: str
    profile: dict[str, Any]
    bio: str
    reviews: list[dict[str, Any]]


def profiles(site: Path) -> Iterator[Profile]:
    """Give every provider of a site that was built into `public/`."""
    for path in sorted((site / "content/providers").glob("*.yaml")):
        profile = read_plain(path.read_bytes())
        profile["profession"] = profile.pop("kind")
        page = elements_of(site / _OUT / "providers" / path.stem / "index.html")
        archives = (site / _OUT / "providers" / path.stem / "reviews").glob("*/index.html")
        pages = sorted(archives, key=lambda page: -int(page.parent.name))
        reviews = [_review(seen) for page in pages for seen in read_reviews(elements_of(page))]
        profile["other_ratings"] = _counted_elsewhere(page, reviews)
        yield Profile(path.stem, profile, profile.pop("bio", ""), reviews)


def locations(site: Path) -> dict[str, Any]:
    """Give every location by its slug."""
    paths = sorted((site / "content/locations").glob("*.yaml"))
    return {path.stem: read_plain(path.read_bytes()) for path in paths}


def elements_of(page: Path) -> Elements:
    """Give the elements of a page of ours."""
    return Elements(parse(page.read_text(encoding="utf-8")))


def _counted_elsewhere(page: Elements, reviews: list[dict[str, Any]]) -> list[int]:
    """Give the ratings that count though their review is withheld: those in the bars that no shown review has."""
    counted = {
        int(number.of): int(number.value)
        for number in read_numbers(page)
        if (number.name, number.by) == ("ratings", "stars")
    }
    shown = Counter(review["rating"] for review in reviews if "rating" in review)
    return [star for star, count in counted.items() for _ in range(count - shown[star])]


def _review(seen: SeenReview) -> dict[str, Any]:
    values = {name: fields[-1].value for name, fields in seen.fields.items() if name in _FIELDS}
    fields = {name: value for name, value in values.items() if value}
    if "rating" in fields:
        fields |= {"rating": int(fields["rating"])}  # type: ignore[dict-item]
    return {"id": seen.id, **fields, "text": "".join(node.text() for node in seen.texts)}


def write_hugo(site: Path, folder: Path) -> None:
    """Write a bundle for every provider, whose reviews are pages in it that are rendered only there."""
    places = locations(site)
    for one in profiles(site):
        bundle = folder / "content/providers" / one.slug
        (bundle / "reviews").mkdir(parents=True)
        front = {"title": _name(one.profile), **one.profile, "cities": _cities(one, places)}
        (bundle / "index.md").write_text(_with_front(front, one.bio), encoding="utf-8")
        for review in one.reviews:
            text = review.pop("text")
            (bundle / "reviews" / f"{review['id']}.md").write_text(_with_front(review, text), encoding="utf-8")
    _write_yaml(folder / "data/places.yaml", places)


def write_data(site: Path, folder: Path) -> None:
    """Write profiles and reviews as YAML, one file each, for tools whose data files are code."""
    places = locations(site)
    for one in profiles(site):
        profile = {"slug": one.slug, "title": _name(one.profile), **one.profile, "bio": one.bio}
        profile["cities"] = _cities(one, places)
        _write_yaml(folder / "content/providers" / f"{one.slug}.yaml", profile)
        for review in one.reviews:
            _write_yaml(folder / "content/reviews" / one.slug / f"{review['id']}.yaml", review)
    _write_yaml(folder / "content/places.yaml", places)


PEERS: Mapping[str, Callable[[Path, Path], None]] = {
    "hugo": write_hugo,
    "eleventy": write_data,
    "pelican": write_data,
}


def write_peer(peer: str, site: Path, folder: Path) -> None:
    """Write the project of a tool: its templates and settings from here, and the content of a site."""
    shutil.copytree(_HERE / peer, folder, ignore=shutil.ignore_patterns("node_modules"))
    PEERS[peer](site, folder)


def _cities(one: Profile, places: Mapping[str, Any]) -> list[str]:
    homes = (places[practice["location"]]["address"]["locality"] for practice in one.profile["locations"])
    return list(dict.fromkeys(homes))


def _name(profile: Mapping[str, Any]) -> str:
    name = profile["name"]
    return " ".join(part for part in (name["prefix"], name["given"], name["family"]) if part)


def _with_front(front: Mapping[str, Any], body: str) -> str:
    return f"---\n{_yaml(front)}---\n{body}\n"


def _write_yaml(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_yaml(value), encoding="utf-8")


def _yaml(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000)
    return text


def main() -> None:
    """Read the arguments and write the project of one tool."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.content", description=__doc__)
    parser.add_argument("site", type=Path, help="a site that was built into public/")
    parser.add_argument("peer", choices=sorted(PEERS))
    parser.add_argument("folder", type=Path, help="where the project is written; must be new")
    given = parser.parse_args()
    write_peer(given.peer, given.site, given.folder)


if __name__ == "__main__":
    main()
