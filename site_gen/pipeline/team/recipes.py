"""Recipes for continuous integration: what checks, builds and publishes a site at a host, as files of that host."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from site_gen.deploy.vercel import vercel
from site_gen.model.topics import topic_slug
from site_gen.pipeline.scaffold import fill, write_new
from site_gen.pipeline.server_files import serving_of
from site_gen.pipeline.site_folder import read_site
from site_gen.write.log_folder import write_durably

CiHost = Literal["github", "gitlab", "netlify", "cloudflare", "vercel"]

_FILES: Mapping[CiHost, tuple[str, str]] = MappingProxyType(
    {
        "github": (".github/workflows/site.yml", "ci/github.yml"),
        "gitlab": (".gitlab-ci.yml", "ci/gitlab.yml"),
        "netlify": ("netlify.toml", "ci/netlify.toml"),
        "cloudflare": (".github/workflows/site.yml", "ci/cloudflare.yml"),
        "vercel": ("vercel.json", "ci/vercel.json"),
    }
)


def new_recipe(root: Path, host: CiHost) -> str:
    """Make the file by which a host checks, builds and publishes the site; give its path.

    Vercel has headers and redirects in the same file: where there is one, they are written into it anew.

    Raises:
        SiteGenError: `site.yaml` does not load.
        UnwritableError: the file is there already, for Vercel one that is no JSON.
    """
    site = read_site(root)
    path, archetype = _FILES[host]
    project = topic_slug(urlsplit(site.base_url).hostname or site.name)
    data = fill(archetype, {"version": version("site-gen"), "project": project})
    if host != "vercel":
        write_new(root, {path: data})
    elif (root / path).exists():
        write_durably(root / path, vercel((root / path).read_bytes(), serving_of(site)))
    else:
        write_new(root, {path: vercel(data, serving_of(site))})
    return path
