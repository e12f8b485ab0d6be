"""The settings and the locations of a site: what a command needs that makes new files and builds nothing."""

from __future__ import annotations

from pathlib import Path

from site_gen.errors import UnreadableError
from site_gen.findings import Finding
from site_gen.load.documents import SITE_FILE, keep, parse_location, parse_site, read_file
from site_gen.load.folder import list_files
from site_gen.model.location import Location
from site_gen.model.site import Site


def load_places(root: Path) -> tuple[Site, dict[str, Location]]:
    """Give the settings and the locations, by slug and in its order; nothing is made of half a site.

    Raises:
        UnreadableError: `site.yaml` or a location does not load.
    """
    site = parse_site(read_file(root, SITE_FILE))
    findings: list[Finding] = [] if not isinstance(site, list) else site
    listing = list_files(root, "content/locations", ".yaml")
    findings.extend(listing.findings)
    loaded = [keep(parse_location(read_file(root, one.path), one.path), findings) for one in listing.files]
    if findings or isinstance(site, list):
        raise unreadable(findings[0])
    return site, {one.slug: one for one in loaded if one is not None}


def unreadable(finding: Finding) -> UnreadableError:
    """Give the error that a command stops with where a file that it needs does not load."""
    return UnreadableError(
        f"{finding.path} does not load: {finding.message}",
        hint="site-gen check says what is to be mended, and where",
    )
