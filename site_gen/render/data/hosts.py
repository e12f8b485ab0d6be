"""What static hosts read: headers, redirects, domain name, and the web app manifest.

`_headers` and `_redirects` are the format of Netlify and Cloudflare Pages; GitHub Pages reads `CNAME` and `.nojekyll`.
"""

from __future__ import annotations

import msgspec

from site_gen.model.site import Site
from site_gen.render.addresses import SEARCH, SEARCH_INDEX
from site_gen.render.edition import Edition

OUTPUT_MARK = "Made by site-gen. Everything in this folder is replaced by the next build.\n"
"""The text of `.nojekyll`: it says that a folder may be replaced. Hosts only look whether the file is there."""

_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SEARCH_POLICY = _POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
_YEAR_SECONDS = 31_536_000


def headers(edition: Edition) -> bytes:
    """Give `_headers`: a policy without inline code for every page, and a year of caching for hashed files.

    Pagefind is WebAssembly, which only the search pages and the index beside them may run. Cloudflare would join both
    policies of such a page, so that the stricter holds: the line with `!` takes the first away. Netlify takes the one
    of the longer pattern, and says in its log that it does not know that line.
    """
    base_path = edition.addresses.base_path
    own = (
        *(edition.addresses.href(SEARCH, one) for one in edition.site.languages),
        edition.addresses.href(SEARCH_INDEX),
    )
    search = "".join(
        f"{path}*\n  ! Content-Security-Policy\n  Content-Security-Policy: {_SEARCH_POLICY}\n"
        for path in own
        if edition.site.search
    )
    return (
        f"/*\n"
        f"  Content-Security-Policy: {_POLICY}\n"
        f"  Strict-Transport-Security: max-age={_YEAR_SECONDS}; includeSubDomains\n"
        f"  X-Content-Type-Options: nosniff\n"
        f"  Referrer-Policy: strict-origin-when-cross-origin\n"
        f"  Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
        f"{base_path}/assets/*\n"
        f"  Cache-Control: public, max-age={_YEAR_SECONDS}, immutable\n"
        f"{search}"
    ).encode()


def redirects(site: Site, base_path: str) -> bytes:
    """Give `_redirects`: one permanent redirect a line, in order of their sources."""
    lines = [
        f"{base_path}{source} {target if '://' in target else base_path + target} 301\n"
        for source, target in sorted(site.redirects.items())
    ]
    return "".join(lines).encode()


def manifest(edition: Edition) -> bytes:
    """Give `site.webmanifest` (W3C Web Application Manifest)."""
    icons = [{"src": edition.frame_site.icon_url, "sizes": "any", "type": "image/svg+xml"}]
    value = {
        "name": edition.site.name,
        "short_name": edition.site.name[:30],
        "start_url": edition.frame_site.home_url,
        "display": "browser",
        "lang": edition.language,
        "theme_color": edition.ground.theme.color,
        "background_color": "#ffffff",
        "icons": icons if edition.frame_site.icon_url else [],
    }
    return msgspec.json.encode(value) + b"\n"
