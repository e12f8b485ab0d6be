"""What every page of a build stands on, whatever its language."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.model.alert import Alert
from site_gen.model.location import Location
from site_gen.model.media import Media
from site_gen.model.nearby import Nearby
from site_gen.model.page import Page
from site_gen.model.site import Site
from site_gen.model.theme import Theme


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of a build stands on; the same in every process.

    `locations` are by slug; `assets` maps names such as `media/logo.svg` to paths in the output; `media` are the
    pictures among them, and `recipe` is what made ones depend on besides their originals; `pages` are the owner's pages
    without their text; `nearby` is None where nothing is ordered by distance. `changing` any of it means rendering
    everything again, but for `alerts`, those that are active: they change the pages that they stand on.
    """

    site: Site
    theme: Theme
    locations: dict[str, Location]
    location_files: tuple[str, ...] = ()
    assets: dict[str, str]
    media: dict[str, Media] = {}
    recipe: str = ""
    pages: tuple[Page, ...]
    as_of: datetime.date
    drafts: bool = False
    alerts: tuple[Alert, ...] = ()
    nearby: Nearby | None = None
    has_news: bool = False
    bytecode: str | None = None
