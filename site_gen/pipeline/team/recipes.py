"""Recipes for continuous integration: what checks, builds and publishes a site at a host, as files of that host."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from site_gen.model.topics import topic_slug
from site_gen.pipeline.scaffold import fill, write_new
from site_gen.pipeline.site_folder import read_site

CiHost = Literal["github", "gitlab", "netlify", "cloudflare"]

_FILES: Mapping[CiHost, tuple[str, str]] = MappingProxyType(
    {
        "github": (".github/workflows/site.yml", "ci/github.yml"),
        "gitlab": (".gitlab-ci.yml", "ci/gitlab.yml"),
        "netlify": ("netlify.toml", "ci/netlify.toml"),
        "cloudflare": (".github/workflows/site.yml", "ci/cloudflare.yml"),
    }
)


def new_recipe(root: Path, host: CiHost) -> str:
    """Make the file by which a host checks, builds and publishes the site; give its path.

    Raises:
        SiteGenError: `site.yaml` does not load.
        UnwritableError: the file is there already.
    """
    site = read_site(root)
    path, archetype = _FILES[host]
    project = topic_slug(urlsplit(site.base_url).hostname or site.name)
    write_new(root, {path: fill(archetype, {"version": version("site-gen"), "project": project})})
    return path
