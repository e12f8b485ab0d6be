"""Pictures as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import msgspec

from site_gen.model.media import TYPES, Media, Shape, Sidecar, SidecarWords, fallback_of, variants_of
from site_gen.render.views.page import ImageView, SourceView


def image_view(
    media: Media, alt: str, shape: Shape, languages: tuple[str, str], href: Callable[[str], str], url: str
) -> ImageView:
    """Give a picture in a shape; `url` is that of a drawing, which is shown as it is.

    `languages` are that of the page and, where it is another one, the site's first, which stands in for it.
    """
    language, fallback = languages
    sidecar = media.sidecar or Sidecar(path="")
    own, words = sidecar.i18n.get(language, SidecarWords()), sidecar.words(language)
    shown = ImageView(
        url=url,
        alt=alt or words.alt or "",
        width=media.width or None,
        height=media.height or None,
        caption=words.caption or "",
        caption_lang=fallback if words.caption and not own.caption else "",
        credit=words.credit or "",
        credit_lang=fallback if words.credit and not own.credit else "",
    )
    if not media.keys:
        return shown
    variants = variants_of(media, shape)
    last = fallback_of(variants)
    *sources, fallback_source = (
        SourceView(type=TYPES[ending], srcset=", ".join(f"{href(one.file)} {one.width}w" for one in group))
        for ending, group in groupby(variants, key=lambda one: one.ending)
    )
    return msgspec.structs.replace(
        shown,
        url=href(last.file),
        width=last.width,
        height=last.height,
        sources=tuple(sources),
        srcset=fallback_source.srcset,
    )
