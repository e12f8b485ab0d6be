"""Media as pages show them: what is known of a file below `content/media/`, and which pictures are made of it.

The names of made pictures say everything that their bytes depend on, so that a page can name them before they are made.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from site_gen.model.authorizations import Reference
from site_gen.model.base import Content, LanguageTag, MediaPath, Prose, Text

Shape = Literal["whole", "square"]
"""`whole` is a picture as it was taken, `square` is cropped around its focus: a portrait."""

WIDTHS: dict[Shape, tuple[int, ...]] = {"whole": (480, 960, 1600), "square": (208, 416, 640)}
"""Widths in pixels: those at which the theme shows pictures, once and twice as dense, and a large one."""

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
"""Media types of made pictures by their ending, the smallest first."""

_LONGEST_STEM = 180
MADE = re.compile(r"assets/[A-Za-z0-9._-]+-[0-9]+\.([0-9a-f]{12})\.(?:avif|webp|jpg|png)")
"""The file of a made picture; its key is the group."""

Share = Annotated[float, Meta(ge=0, le=1, title="fraction", description="a number from 0 to 1")]
Focus = Annotated[
    tuple[Share, ...],
    Meta(min_length=2, max_length=2, title="point", description="two fractions: from the left, from the top"),
]
"""A point as fractions of width and height, from the upper left."""


FILMS = frozenset({".mp4", ".m4v", ".mov", ".webm", ".ogv", ".3gp"})
"""Endings of films, which are published as they are."""


def is_film_name(name: str) -> bool:
    """Tell whether a file that is no picture is a film, by its ending, in capitals or not."""
    return f".{name.rpartition('.')[2].lower()}" in FILMS


class SidecarWords(Content, frozen=True, kw_only=True):
    """What a sidecar says in another language."""

    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None
    captions: MediaPath | None = None
    transcript: Prose = ""


class Person(Content, frozen=True, kw_only=True):
    """Somebody in a picture or film. `who` is a name, or a label for somebody who is not to be named.

    `consent` leads to the signed form; where the register of authorizations has that reference, its dates count, too.
    """

    who: Text
    is_patient: bool = False
    is_recognizable: bool = True
    consent: Reference | None = None
    consent_expires_on: datetime.date | None = None


class Sidecar(Content, frozen=True, kw_only=True):
    """`content/media/<name>.yaml`: where to crop a picture and what to say with it, and how long it may be shown.

    `source`, `people`, `expires_on` and `note` are never published. `captions` and `transcript` are those of a film.
    """

    path: str = msgspec.field(name="@path")
    focus: Focus | None = None
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None
    captions: MediaPath | None = None
    transcript: Prose = ""
    source: Text | None = None
    people: tuple[Person, ...] = ()
    expires_on: datetime.date | None = None
    note: Text | None = None
    i18n: dict[LanguageTag, SidecarWords] = {}

    @property
    def published(self) -> Sidecar:
        """The sidecar without what is for the practice alone: the only form that pages get."""
        return msgspec.structs.replace(self, source=None, people=(), expires_on=None, note=None)

    def words(self, language: str) -> SidecarWords:
        """Give what is said in a language, each part in the site's first one where it has no translation."""
        own = self.i18n.get(language, SidecarWords())
        return SidecarWords(
            alt=own.alt or self.alt,
            caption=own.caption or self.caption,
            credit=own.credit or self.credit,
            captions=own.captions or self.captions,
            transcript=own.transcript or self.transcript,
        )


MediaKind = Literal["raster", "drawing", "film", "other"]


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file below `content/media/` as rules see it; `name` is `media/first-visit.mp4`, `size` in bytes.

    Width and height are pixels as shown, 0 where they are not known. One that `is_left_out` has an error and stands on
    no page.
    """

    name: str
    kind: MediaKind = "other"
    size: int = 0
    width: int = 0
    height: int = 0
    sidecar: Sidecar | None = None
    is_left_out: bool = False

    @property
    def path(self) -> str:
        """Where findings about it point: its sidecar if it has one, else the file itself."""
        return self.sidecar.path if self.sidecar else f"content/{self.name}"


def has_captions(film: MediaFile, name: str) -> bool:
    """Tell whether a file has the captions of a film: `tour.vtt` or `tour.es.vtt` for `tour.mp4`, or named by it."""
    stem, ending = name.rpartition(".")[::2]
    own = film.name.rpartition(".")[0]
    if ending.lower() == "vtt" and own in (stem, stem.rpartition(".")[0]):
        return True
    sidecar = film.sidecar
    return sidecar is not None and name in (sidecar.captions, *(words.captions for words in sidecar.i18n.values()))


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A picture by its name (`media/amara-okafor.jpg`); sizes in pixels as shown, 0 where a drawing does not say.

    `keys` are digests of everything that the made pictures of a shape depend on; a drawing (SVG) has none. `is_clear`
    says that parts of it can be seen through.
    """

    name: str
    width: int = 0
    height: int = 0
    is_clear: bool = False
    keys: dict[Shape, str] = {}
    sidecar: Sidecar | None = None


class Variant(NamedTuple):
    """One made picture: its file in the output, ending (`avif`), and size in pixels."""

    file: str
    ending: str
    width: int
    height: int


def variants_of(media: Media, shape: Shape) -> tuple[Variant, ...]:
    """Give every picture that is made of one in a shape: by ending, the best first, then by width, never enlarged."""
    full, height = (media.width, media.height) if shape == "whole" else (min(media.width, media.height),) * 2
    endings = ("avif", "webp", "png" if media.is_clear else "jpg")
    stem = flat_stem(media.name)
    return tuple(
        Variant(
            f"assets/{stem}-{width}.{media.keys[shape]}.{ending}", ending, width, max(1, round(height * width / full))
        )
        for ending in endings
        for width in widths_of(full, shape)
    )


def widths_of(full: int, shape: Shape) -> tuple[int, ...]:
    """Give the widths in which a picture of width `full` is made; its own in place of a larger one."""
    steps = WIDTHS[shape]
    return tuple(dict.fromkeys(min(step, full) for step in steps))


def fallback_of(variants: tuple[Variant, ...]) -> Variant:
    """Give the one that every browser and every program shows: the widest in the oldest format."""
    return variants[-1]


def flat_stem(name: str) -> str:
    """Give `people-ana` for `media/people/ana.jpg`."""
    flat = name.removeprefix("media/").replace("/", "-")
    return short_stem(flat.rpartition(".")[0] or flat)


def short_stem(stem: str) -> str:
    """Cut the stem of a name, so that with what is put behind it a file system takes it (255 bytes).

    What is behind it is a digest of the content, so that two that begin alike stay apart.
    """
    return stem.encode()[:_LONGEST_STEM].decode(errors="ignore")
