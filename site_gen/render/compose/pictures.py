"""Pictures as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from site_gen.model.media import TYPES, Media, Shape, SidecarWords, fallback_of, variants_of
from site_gen.render.views.page import ImageView, SourceView


def image_view(media: Media, alt: str, shape: Shape, language: str, href: Callable[[str], str], url: str) -> ImageView:
    """Give a picture in a shape; `url` is that of a drawing, which is shown as it is."""
    words = media.sidecar.words(language) if media.sidecar else SidecarWords()
    alt, caption, credit = alt or words.alt or "", words.caption or "", words.credit or ""
    if not media.keys:
        width, height = media.width or None, media.height or None
        return ImageView(url=url, alt=alt, width=width, height=height, caption=caption, credit=credit)
    variants = variants_of(media, shape)
    last = fallback_of(variants)
    *sources, fallback = (
        SourceView(type=TYPES[ending], srcset=", ".join(f"{href(one.file)} {one.width}w" for one in group))
        for ending, group in groupby(variants, key=lambda one: one.ending)
    )
    return ImageView(
        url=href(last.file),
        alt=alt,
        width=last.width,
        height=last.height,
        sources=tuple(sources),
        srcset=fallback.srcset,
        caption=caption,
        credit=credit,
    )
