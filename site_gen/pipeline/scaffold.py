"""New sites and new files from archetypes; what exists is never overwritten."""

from __future__ import annotations

import datetime
import string
import zoneinfo
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from nameparser import HumanName

from site_gen.errors import SiteGenError, UnwritableError, refused
from site_gen.load.documents import ALERTS, FORMS, POSTS, SITE_FILE, stem
from site_gen.load.folder import list_files
from site_gen.load.log_folder import LOG
from site_gen.model.topics import topic_slug
from site_gen.pipeline.cache_folder import CACHE
from site_gen.pipeline.log_init import Begun, begin_log, refuse_inside
from site_gen.pipeline.schemas import refresh_schemas
from site_gen.pipeline.site_folder import read_site

SAMPLE_PROVIDER = "sam-sample"
FORM_LANGUAGES = ("en", "es")
"""The languages that there is a draft of the authorization form in."""
_SAMPLE_LOCATION = "main-street"
_SAMPLE_REVIEW = "r-sampledelete"
_NOT_APPROVED = "# approved_by: compliance     # who has read it, and when\n# approved_on: 2026-11-10"
_RESPONSES = "content/responses"
_DAYS_AHEAD = 7
"""In how many days a new post is to go out: time to write it and to have it read."""


class NewSite(NamedTuple):
    """The files of a new site, and its log."""

    files: tuple[str, ...]
    log: Begun


def init_site(root: Path, as_of: datetime.date, keys: Path) -> NewSite:
    """Make a site that builds at once, with its sealed log. Files that are there already are kept.

    The private key goes into `keys`, the user's folder for keys.

    Raises:
        UnwritableError: there is a site or a log already (then nothing is made), or a folder may not be written.
    """
    if (root / SITE_FILE).exists():
        raise UnwritableError(f"{root / SITE_FILE} exists already", hint="nothing was written; choose another folder")
    outer = next((folder for folder in root.absolute().parents if (folder / SITE_FILE).is_file()), None)
    if outer is not None:
        raise UnwritableError(f"{root} lies inside the site {outer}", hint="make the new site somewhere else")
    if (root / LOG).exists():
        raise UnwritableError(f"{root / LOG} exists already", hint="nothing was written; choose another folder")
    refuse_inside(root, keys)
    month = as_of.replace(day=1)
    decided = (month - datetime.timedelta(days=1)).isoformat() + "T12:00:00Z"
    received = (month - datetime.timedelta(days=2)).isoformat() + "T12:00:00Z"
    sample = {"prefix": "Dr.", "given": "Sam", "family": "Sample", "suffix": "MD", "spoken": "Dr. Sam Sample"}
    review = {"id": _SAMPLE_REVIEW, "provider": SAMPLE_PROVIDER, "received_at": received, "decided_at": decided}
    files = {
        "site.yaml": fill("site.yaml", {}),
        f"content/locations/{_SAMPLE_LOCATION}.yaml": fill("location.yaml", {"name": "Main Street"}),
        f"content/providers/{SAMPLE_PROVIDER}.yaml": fill(
            "provider.yaml", {**sample, "slug": SAMPLE_PROVIDER, "locations": _practices([_SAMPLE_LOCATION])}
        ),
        f"content/reviews/{SAMPLE_PROVIDER}/{_SAMPLE_REVIEW}.yaml": fill("review.yaml", review),
        "content/pages/about.md": fill("about.md", {}),
        **prepared_responses(_NOT_APPROVED),
        "content/media/.gitkeep": b"",
        ".gitignore": fill("gitignore", {}),
    }
    missing = {path: data for path, data in files.items() if not (root / path).exists()}
    write_new(root, missing)
    refresh_schemas(root / CACHE)
    log = begin_log(root, keys, as_of, whole=True)
    return NewSite((*missing, *(file for file in log.files if file not in missing)), log)


def new_provider(root: Path, name: str) -> str:
    """Make the profile of a person; give its path.

    Raises:
        SiteGenError: no name can be read out of `name`.
        UnwritableError: the profile is there already.
    """
    parsed = HumanName(name)
    if not parsed.first or not parsed.last:
        raise SiteGenError(f'"{name}" is no given and family name', hint='such as site-gen new provider "Amara Okafor"')
    slug = topic_slug(f"{parsed.first} {parsed.last}")
    locations = [stem(stamp.path) for stamp in list_files(root, "content/locations", ".yaml").files]
    values = {
        "prefix": parsed.title,
        "given": parsed.first,
        "family": parsed.last,
        "suffix": parsed.suffix,
        "spoken": " ".join(part for part in (parsed.title, parsed.first, parsed.last) if part),
        "slug": slug,
        "locations": _practices(locations[:1]),
    }
    path = f"content/providers/{slug}.yaml"
    write_new(root, {path: fill("provider.yaml", values)})
    return path


def new_location(root: Path, name: str) -> str:
    """Make the file of a location; give its path.

    Raises:
        UnwritableError: the file is there already.
    """
    path = f"content/locations/{topic_slug(name)}.yaml"
    write_new(root, {path: fill("location.yaml", {"name": name})})
    return path


def new_alert(root: Path, title: str, now: datetime.datetime) -> str:
    """Make an alert that begins at `now` and ends a day later, by the clock of the site; give its path.

    Raises:
        SiteGenError: `site.yaml` does not load.
        UnwritableError: the file is there already.
    """
    starts_at = now.astimezone(zoneinfo.ZoneInfo(read_site(root).time_zone)).replace(second=0, microsecond=0)
    values = {
        "title": title,
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + datetime.timedelta(days=1)).isoformat(),
        "today": starts_at.date().isoformat(),
    }
    path = f"{ALERTS}/{topic_slug(title)}.yaml"
    write_new(root, {path: fill("alert.yaml", values)})
    return path


def new_post(root: Path, title: str, today: datetime.date) -> str:
    """Make a draft of a post for the website that goes out in a week, at nine where the site is; give its path.

    Raises:
        SiteGenError: `site.yaml` does not load.
        UnwritableError: the file is there already.
    """
    day = today + datetime.timedelta(days=_DAYS_AHEAD)
    values = {"title": title, "date": f"{day.isoformat()}T09:00", "zone": read_site(root).time_zone}
    path = f"{POSTS}/{topic_slug(title)}.md"
    write_new(root, {path: fill("post.md", values)})
    return path


def new_response(root: Path, title: str) -> str:
    """Make a prepared response; give its path.

    Raises:
        UnwritableError: the file is there already.
    """
    path = f"{_RESPONSES}/{topic_slug(title)}.md"
    write_new(root, {path: fill("response.md", {"title": title, "approval": _NOT_APPROVED})})
    return path


def prepared_responses(approval: str) -> dict[str, bytes]:
    """Give the responses that ship with the tool, by path; `approval` is the front matter of who approved them."""
    names = sorted(one.name for one in _archetypes().joinpath("responses").iterdir() if one.name.endswith(".md"))
    return {f"{_RESPONSES}/{name}": fill(f"responses/{name}", {"approval": approval}) for name in names}


def new_authorization(root: Path, languages: Sequence[str]) -> tuple[str, ...]:
    """Make drafts of the form by which patients permit that a review is published; give their paths.

    Without `languages` in those of the site that there is a draft in, and in English where there is none.

    Raises:
        SiteGenError: a language that there is no draft in, or `site.yaml` does not load.
        UnwritableError: a file is there already.
    """
    site = read_site(root)
    wanted = tuple(dict.fromkeys(languages)) or tuple(one for one in site.languages if one in FORM_LANGUAGES) or ("en",)
    if unknown := next((one for one in wanted if one not in FORM_LANGUAGES), None):
        raise SiteGenError(f"no draft in the language {unknown}", hint=f"there are {' and '.join(FORM_LANGUAGES)}")
    files = {}
    for language in wanted:
        ending = "" if language == site.default_language else f".{language}"
        files[f"{FORMS}/authorization{ending}.md"] = fill(f"authorization.{language}.md", {})
    write_new(root, files)
    return tuple(files)


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that do not exist yet, all or none; keys are paths below `root`.

    Raises:
        UnwritableError: one is there already, or may not be written.
    """
    taken = sorted(path for path in files if (root / path).exists())
    if taken:
        more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
        raise UnwritableError(
            f"{taken[0]}{more} exists already",
            hint="nothing was written; keep what is there, move it away, or choose another name",
        )
    done: list[Path] = []
    try:
        for path, data in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                done.append(place)
                file.write(data)
    except OSError as error:
        for place in done:
            place.unlink(missing_ok=True)
        raise refused(f"write {path}", error) from error


def fill(name: str, values: Mapping[str, str]) -> bytes:
    """Give an archetype with its placeholders filled: YAML, each value inside of double quotes or a plain word."""
    archetype = _archetypes().joinpath(name).read_text(encoding="utf-8")
    escaped = {
        key: value if key == "locations" else value.replace("\\", "\\\\").replace('"', '\\"')
        for key, value in values.items()
    }
    return string.Template(archetype).safe_substitute(escaped).encode()


def _archetypes() -> Traversable:
    return resources.files("site_gen").joinpath("data", "archetypes")


def _practices(slugs: list[str]) -> str:
    return "".join(f"\n  - {{location: {slug}, accepting_new_patients: true}}" for slug in slugs) or " []"
