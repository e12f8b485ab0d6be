"""Cuts the pictures of posts to come for the channels that they go to, and says which posts have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.posts import outlets_of
from site_gen.check.rule import Around
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.model.audience import Platform
from site_gen.model.media import MediaFile
from site_gen.model.plan import Slot, plan
from site_gen.model.platforms import PictureSize, platforms
from site_gen.model.post import Post
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.media import in_pool
from site_gen.pipeline.options import BuildOptions, Progress, moment
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.report.visuals.page import format_page
from site_gen.report.visuals.work import (
    ALT_FILE,
    HTML_FILE,
    JSON_FILE,
    Crop,
    PostVisual,
    Visuals,
    format_alt_texts,
    format_json,
    is_ours,
)
from site_gen.write.report_folder import begin_report, drop_left, refuse_foreign_report, write_report

_OVER = frozenset({"out", "expired", "replaced"})
"""Posts in these states are not to come."""

_CROPS = "*-[0-9]*x[0-9]*.jpg"
"""The names of cut pictures: what an earlier run left may no longer be posted."""


class MadeVisuals(NamedTuple):
    """The files and what is in them; `findings` are what keeps the site from loading, then there is nothing else."""

    files: tuple[Path, ...] = ()
    visuals: Visuals | None = None
    findings: tuple[Finding, ...] = ()


def write_visuals(
    options: BuildOptions, wanted: Sequence[str], language: str | None, folder: Path, progress: Progress
) -> MadeVisuals:
    """Cut the pictures of the posts to come, or of those `wanted`, and list what is missing, into `folder`.

    Text alternatives are in `language`, the site's first unless one is named, where a translation or sidecar has them.

    Raises:
        SiteGenError: a post or language that the site does not have, or a picture could not be cut.
        UnreadableError: there is no site.
        UnwritableError: `folder` is none for a report, or holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, ALT_FILE, is_ours)
    content, findings = load_ground(options)
    if content is None:
        return MadeVisuals(findings=findings)
    site, around = content.ground.site, content.around
    if language is not None and language not in site.languages:
        raise SiteGenError(f"the site has no pages in {language}", hint=f"its languages: {', '.join(site.languages)}")
    posts = [post for post in around.practice.posts if post.language == site.default_language]
    _refuse_unknown(posts, wanted)
    alerts = may_stand(around.practice.alerts, site, options.as_of)
    slots = plan(posts, alerts, moment(options, site), site.time_zone)
    chosen = [slot for slot in slots if slot.post.slug in wanted or (not wanted and slot.state not in _OVER)]
    chosen.sort(key=lambda slot: at.timestamp() if (at := slot.at or slot.planned) else float("inf"))
    begin_report(folder)
    described = [_describe(slot, around, language or site.default_language) for slot in chosen]
    drop_left(folder, (_CROPS,), {crop.file for post in described for crop in post.crops})
    cut = _cut_all(described, around.media_files, options.root, folder, progress)
    visuals = Visuals(practice=site.name, as_of=options.as_of.isoformat(), posts=tuple(cut))
    texts = ((ALT_FILE, format_alt_texts), (JSON_FILE, format_json), (HTML_FILE, format_page))
    files = write_report(folder, [(name, write(visuals)) for name, write in texts])
    pictures = dict.fromkeys(folder / crop.file for post in cut for crop in post.crops)
    return MadeVisuals((*files, *pictures), visuals)


def _refuse_unknown(posts: Sequence[Post], wanted: Sequence[str]) -> None:
    known = {post.slug for post in posts}
    for slug in wanted:
        if slug not in known:
            raise SiteGenError(f"no post {slug}", hint="the names of files in content/posts/, without .md")


def _describe(slot: Slot, around: Around, language: str) -> PostVisual:
    """Give a post with the crops that it is to have, which are not cut yet."""
    post = slot.post
    outlets = tuple(outlets_of(post, around))
    at = slot.at or slot.planned
    file = around.media_files.get(post.visual.file) if post.visual else None
    lacks = _lack(post, file)
    visual = post.visual.file if post.visual and file is not None and not file.is_left_out else ""
    needing = [platforms()[one.platform] for one in outlets]
    needed_by = () if visual else tuple(dict.fromkeys(one.name for one in needing if one.visual == "needed"))
    return PostVisual(
        slug=post.slug,
        title=post.title,
        state=slot.state,
        goes_out=at.isoformat() if at else "",
        channels=tuple(one.id for one in outlets),
        visual=visual,
        alt=_alt(post, file, around, language),
        lacks=lacks,
        needed_by=needed_by,
        crops=() if lacks else _crops(post, [(one.id, one.platform) for one in outlets]),
    )


def _lack(post: Post, file: MediaFile | None) -> str:
    """Say why no picture can be cut for a post; nothing where one can."""
    if post.visual is None:
        return "no picture or film"
    if file is None:
        return f"no file {post.visual.file} that can be read"
    if file.is_left_out:
        return f"{file.name} may not be shown: site-gen check says why"
    kinds = {"film": "a film is posted as it is", "drawing": "a drawing is not cut: save it as a picture"}
    return kinds.get(file.kind, "" if file.kind == "raster" else f"{file.name} is no picture")


def _alt(post: Post, file: MediaFile | None, around: Around, language: str) -> str:
    versions = [one for one in around.practice.posts if one.slug == post.slug and one.language == language]
    own = next((one.visual.alt for one in versions if one.visual and one.visual.alt), None)
    sidecar = file.sidecar if file else None
    translated = sidecar.i18n[language].alt if sidecar and language in sidecar.i18n else None
    first = post.visual.alt if post.visual else None
    return own or translated or first or (sidecar.alt if sidecar else None) or ""


def _crops(post: Post, outlets: Sequence[tuple[str, Platform]]) -> tuple[Crop, ...]:
    """Give one crop for each size, with all channels that show it so."""
    found: dict[tuple[int, int], tuple[PictureSize, list[str]]] = {}
    for channel, platform in outlets:
        for size in platforms()[platform].pictures:
            found.setdefault((size.width, size.height), (size, []))[1].append(channel)
    return tuple(
        Crop(
            file=f"{post.slug}-{size.width}x{size.height}.jpg",
            channels=tuple(channels),
            form=size.form,
            width=size.width,
            height=size.height,
            wanted_width=size.width,
            wanted_height=size.height,
        )
        for size, channels in found.values()
    )


def _cut_all(
    described: Sequence[PostVisual], files: Mapping[str, MediaFile], root: Path, folder: Path, progress: Progress
) -> list[PostVisual]:
    """Cut every crop, and give the posts with the sizes that they came out in.

    Raises:
        SiteGenError: a picture could not be cut.
    """
    from site_gen.pictures.cutting import CutOrder, cut

    orders = [
        CutOrder(
            root / "content" / post.visual,
            sidecar.focus if (sidecar := files[post.visual].sidecar) else None,
            crop.wanted_width,
            crop.wanted_height,
            folder / crop.file,
        )
        for post in described
        for crop in post.crops
    ]
    sizes: dict[str, tuple[int, int]] = {}
    for done, (order, size) in enumerate(zip(orders, in_pool(cut, orders), strict=True), start=1):
        if isinstance(size, str):
            raise SiteGenError(size)
        sizes[order.place.name] = size
        progress(done, len(orders))
    return [_with_sizes(post, sizes) for post in described]


def _with_sizes(post: PostVisual, sizes: Mapping[str, tuple[int, int]]) -> PostVisual:
    crops = tuple(
        msgspec.structs.replace(crop, width=sizes[crop.file][0], height=sizes[crop.file][1]) for crop in post.crops
    )
    return msgspec.structs.replace(post, crops=crops)
