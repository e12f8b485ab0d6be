"""Which pictures the posts to come have, for which channels, and what is missing: the same facts for every form."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

JSON_FILE, HTML_FILE, ALT_FILE = "visuals.json", "visuals.html", "alt-text.txt"
SCHEMA = 1
_HEADING = "Text alternatives of these pictures (site-gen report visuals)\n"


class Crop(msgspec.Struct, frozen=True, kw_only=True):
    """A picture cut for one size; `channels` are ids of those that show it so.

    It is smaller than `wanted_width` by `wanted_height` where the original has not more.
    """

    file: str
    channels: tuple[str, ...]
    form: str
    width: int
    height: int
    wanted_width: int
    wanted_height: int

    @property
    def is_small(self) -> bool:
        """Whether the original was too small for the size."""
        return self.width < self.wanted_width or self.height < self.wanted_height


class PostVisual(msgspec.Struct, frozen=True, kw_only=True):
    """A post: where it stands (`scheduled`, `draft` …), when it goes out, the file of its picture or film, and crops.

    `visual` is empty where there is none, or none that may be shown. `lacks` says why there are no crops, empty where
    there are. `needed_by` are names of platforms that take no post without a picture or film, as far as it has none.
    """

    slug: str
    title: str
    state: str
    goes_out: str
    channels: tuple[str, ...]
    visual: str = ""
    alt: str = ""
    lacks: str = ""
    needed_by: tuple[str, ...] = ()
    crops: tuple[Crop, ...] = ()


class Visuals(msgspec.Struct, frozen=True, kw_only=True):
    """The posts of a practice that are to come, by the day on which they go out."""

    practice: str
    as_of: str
    posts: tuple[PostVisual, ...] = ()

    @property
    def without(self) -> tuple[PostVisual, ...]:
        """Posts that have no picture and no film, or none that may be shown."""
        return tuple(post for post in self.posts if not post.visual)

    @property
    def small(self) -> tuple[PostVisual, ...]:
        """Posts whose picture is too small for a channel."""
        return tuple(post for post in self.posts if any(crop.is_small for crop in post.crops))


def format_json(visuals: Visuals) -> bytes:
    """Give `visuals.json`."""
    value = {"schema": SCHEMA, **msgspec.to_builtins(visuals)}
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def format_alt_texts(visuals: Visuals) -> bytes:
    """Give the text alternatives, to be posted along with the pictures."""
    lines = [f"\n{post.slug}: {post.alt}\n" for post in visuals.posts if post.crops]
    return "".join((_HEADING, *lines)).encode()


def is_ours(data: bytes) -> bool:
    """Tell whether a file is a list of text alternatives that `format_alt_texts` wrote."""
    return data.startswith(_HEADING.encode())


def format_text(visuals: Visuals) -> Iterator[str]:
    """Give a line for each post that lacks something, and one that counts them."""
    for post in visuals.posts:
        when = post.goes_out[:10] or "no date"
        if post.lacks:
            needed = f"; {' and '.join(post.needed_by)} must have one" if post.needed_by else ""
            yield f"{when}  {post.slug}: {post.lacks}{needed}"
        small = [crop for crop in post.crops if crop.is_small]
        if small:
            sizes = ", ".join(
                f"{crop.width} × {crop.height} of {crop.wanted_width} × {crop.wanted_height}" for crop in small
            )
            yield f"{when}  {post.slug}: the picture is small: {sizes}"
    count, without = len(visuals.posts), len(visuals.without)
    yield f"{count:,} {'post' if count == 1 else 'posts'} to come, {without:,} without a picture or film"
