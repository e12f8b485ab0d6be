"""Files by which a server of one's own serves the output as `_headers` and `_redirects` say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from site_gen.deploy.caddy import caddy
from site_gen.deploy.nginx import nginx
from site_gen.deploy.serving import MARK, Serving
from site_gen.errors import UnwritableError
from site_gen.model.site import Site
from site_gen.pipeline.scaffold import write_new
from site_gen.pipeline.site_folder import read_site
from site_gen.render.addresses import addresses_of
from site_gen.render.data.hosts import header_rules, redirect_rules
from site_gen.write.log_folder import write_durably

Server = Literal["nginx", "caddy"]

_FILES: Mapping[Server, tuple[str, Callable[[Serving], str]]] = MappingProxyType(
    {"nginx": ("nginx.conf", nginx), "caddy": ("Caddyfile", caddy)}
)


def serving_of(site: Site) -> Serving:
    """Give what a server is to know of a site."""
    host = urlsplit(site.base_url).hostname or "localhost"
    return Serving(host, addresses_of(site).base_path, header_rules(site), redirect_rules(site))


def new_server(root: Path, server: Server) -> str:
    """Write the configuration of a server, anew where this command wrote it; give its path.

    Raises:
        SiteGenError: `site.yaml` does not load.
        UnwritableError: a file that somebody else wrote is there.
    """
    path, make = _FILES[server]
    data = make(serving_of(read_site(root))).encode()
    place = root / path
    if not place.exists():
        write_new(root, {path: data})
    elif place.read_bytes().startswith(MARK.encode()):
        write_durably(place, data)
    else:
        raise UnwritableError(f"{path} is there and was not written by this command", hint="move it aside")
    return path
