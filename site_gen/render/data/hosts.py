"""What static hosts read: headers, redirects, domain name, and the web app manifest.

`_headers` and `_redirects` are the format of Netlify and Cloudflare Pages; GitHub Pages reads `CNAME` and `.nojekyll`.
"""

from __future__ import annotations

import msgspec

from site_gen.model.hosting import HeaderRule, Redirect
from site_gen.model.site import Site
from site_gen.render.addresses import SEARCH, SEARCH_INDEX, addresses_of
from site_gen.render.edition import Edition

OUTPUT_MARK = "Made by site-gen. Everything in this folder is replaced by the next build.\n"
"""The text of `.nojekyll`: it says that a folder may be replaced. Hosts only look whether the file is there."""

_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SEARCH_POLICY = _POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
_POLICY_NAME = "Content-Security-Policy"
_YEAR_SECONDS = 31_536_000


def header_rules(site: Site) -> tuple[HeaderRule, ...]:
    """Give what a host is to send: a policy without inline code for every page, and a year of caching for hashed files.

    Pagefind is WebAssembly, which only the search pages and the index beside them may run.
    """
    addresses = addresses_of(site)
    general = (
        (_POLICY_NAME, _POLICY),
        ("Strict-Transport-Security", f"max-age={_YEAR_SECONDS}; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    )
    own = (*(addresses.href(SEARCH, one) for one in site.languages), addresses.href(SEARCH_INDEX))
    return (
        HeaderRule("/*", general),
        HeaderRule(addresses.href("assets/*"), (("Cache-Control", f"public, max-age={_YEAR_SECONDS}, immutable"),)),
        *(HeaderRule(f"{path}*", ((_POLICY_NAME, _SEARCH_POLICY),)) for path in own if site.search),
    )


def headers(site: Site) -> bytes:
    """Give `_headers`.

    Cloudflare would join both policies of a page that has two, so that the stricter holds: the line with `!` takes the
    first away. Netlify takes the one of the longer pattern, and says in its log that it does not know that line.
    """
    lines = []
    for number, rule in enumerate(header_rules(site)):
        lines.append(rule.pattern)
        for name, value in rule.headers:
            if number and name == _POLICY_NAME:
                lines.append(f"  ! {name}")
            lines.append(f"  {name}: {value}")
    return "".join(f"{line}\n" for line in lines).encode()


def redirect_rules(site: Site) -> tuple[Redirect, ...]:
    """Give the redirects of a site in order of their sources, all of them permanent."""
    base_path = addresses_of(site).base_path
    return tuple(
        Redirect(f"{base_path}{source}", target if "://" in target else base_path + target)
        for source, target in sorted(site.redirects.items())
    )


def redirects(site: Site) -> bytes:
    """Give `_redirects`: one permanent redirect a line."""
    return "".join(f"{one.source} {one.target} 301\n" for one in redirect_rules(site)).encode()


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
