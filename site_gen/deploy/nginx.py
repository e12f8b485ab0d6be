"""The configuration of nginx for an output, to be included where `http` is (nginx 1.18 and newer).

Source: ngx_http_headers_module, ngx_http_map_module, ngx_http_core_module. A `location` with a header of its own would
lose all others: what differs by path is looked up in maps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.deploy.items import BY_NAME, SHORT, STREAM, TILES, TYPES
from site_gen.deploy.serving import (
    CACHE,
    COMPRESSED,
    HIDDEN,
    LEAST_COMPRESSED,
    MARK,
    TEXTS,
    VARY,
    Serving,
    both_ways,
    cached,
    general_headers,
    special_headers,
)

_ALWAYS = "text/html"
"""nginx has it among the types of both lists without being told, and warns of it there."""


def nginx(serving: Serving) -> str:
    """Give the file."""
    return "".join(f"{line}\n" if line else "\n" for line in (MARK.rstrip(), *_maps(serving), *_server(serving)))


def _maps(serving: Serving) -> Iterator[str]:
    """Give a map for each header that depends on the path; of several expressions that match, the first counts."""
    general = {**general_headers(serving), CACHE: SHORT}
    special = [(name, f"^{re.escape(path)}", value) for path, name, value in special_headers(serving)]
    special += [(CACHE, expression, value) for expression, value in cached(serving)]
    for name in _mapped(serving):
        yield f"map $uri ${_variable(serving, name)} {{"
        yield f"    default {_quoted(general.get(name, ''))};"
        yield from (
            f"    {_quoted('~' + expression)} {_quoted(value)};" for of, expression, value in special if of == name
        )
        yield "}"


def _server(serving: Serving) -> Iterator[str]:
    base = serving.base_path
    yield "server {"
    yield "    listen 80;  # with TLS: listen 443 ssl, and your certificate"
    yield f"    server_name {serving.host};"
    yield f"    root /srv/www/{serving.host};{f'  # the output lies in {base} below it' if base else ''}"
    yield "    index index.html;"
    yield "    absolute_redirect off;"
    yield f"    error_page 404 {base}/404.html;"
    yield "    charset utf-8;"
    yield f"    charset_types {' '.join(kind for kind in TEXTS if kind != _ALWAYS)};"
    yield "    gzip on;"
    yield f"    gzip_min_length {LEAST_COMPRESSED};"
    yield f"    gzip_types {' '.join(kind for kind in COMPRESSED if kind != _ALWAYS)};"
    yield f"    default_type {STREAM};"
    yield "    types {"
    for kind in sorted(set(TYPES.values())):
        yield f"        {kind} {' '.join(end[1:] for end, one in TYPES.items() if one == kind)};"
    yield "    }"
    mapped = _mapped(serving)
    for name, value in (VARY, *general_headers(serving).items()):
        if name not in mapped:
            yield f"    add_header {name} {_quoted(value)} always;"
    for name in mapped:
        yield f"    add_header {name} ${_variable(serving, name)} always;"
    for redirect in serving.redirects:
        for source in both_ways(redirect):
            yield f"    location = {source} {{ return 301 {_quoted(redirect.target)}; }}"
    for path in HIDDEN:
        yield f"    location ^~ {base}/{path} {{ return 404; }}"
    yield f"    location ^~ {base}/{TILES} {{ types {{ }} }}"
    for name, kind in BY_NAME.items():
        if name not in HIDDEN:
            yield f"    location ~ /{re.escape(name)}$ {{ types {{ }} default_type {kind}; }}"
    yield "}"


def _mapped(serving: Serving) -> tuple[str, ...]:
    return tuple(dict.fromkeys((CACHE, *(name for _, name, _ in special_headers(serving)))))


def _variable(serving: Serving, name: str) -> str:
    return re.sub(r"[^a-z0-9]", "_", f"site_{serving.host}{serving.base_path}_{name}".lower())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
