"""Tells search engines which pages of a deployment changed, when that is asked for (IndexNow)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.model.site import Site
from site_gen.pipeline import indexnow
from site_gen.pipeline.cache_folder import write_kept
from site_gen.pipeline.deploy_places import target_folder
from site_gen.pipeline.indexnow import Answer, changed_urls, format_digests, parse_digests, submit

_TOLD = "told.json"


def refuse_without_key(site: Site) -> None:
    """Make sure that there is a key before anything is deployed.

    Raises:
        SiteGenError: `site.yaml` has none.
    """
    if site.indexnow is None:
        raise SiteGenError(
            "site.yaml has no key for IndexNow", hint="indexnow: {key: …}, 8 to 128 letters and digits that you make up"
        )


def tell(root: Path, pages: Mapping[str, str], site: Site, target: str) -> Answer:
    """Send the addresses of `pages`, which have digests, that changed since the last notice about a target.

    What was not taken is sent again.

    Raises:
        UnwritableError: what was told cannot be written down; the same pages are told next time.
    """
    place = target_folder(root, target, site.deploy[target]) / _TOLD
    before, after = _told(place), pages
    answer = submit(changed_urls(before, after), site, endpoint=indexnow.ENDPOINT)
    left = frozenset(answer.left)
    known = {url: digest for url, digest in after.items() if url not in left}
    known |= {url: digest for url, digest in before.items() if url in left}
    write_kept(place, format_digests(known))
    return answer


def _told(place: Path) -> dict[str, str]:
    """Give what was told of last; where that is not known, nothing, so that every page is told."""
    try:
        return parse_digests(place.read_bytes())
    except (OSError, UnreadableError):
        return {}
