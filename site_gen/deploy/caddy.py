"""The configuration of Caddy for an output: a Caddyfile (Caddy 2.6 and newer).

Source: caddyserver.com/docs/caddyfile: directives in `route` run in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.deploy.items import BY_NAME, SHORT, STREAM, TILES, TYPES, content_type
from site_gen.deploy.serving import (
    CACHE,
    COMPRESSED,
    HIDDEN,
    LEAST_COMPRESSED,
    MARK,
    VARY,
    Serving,
    both_ways,
    cached,
    general_headers,
    special_headers,
)

_TYPE = "Content-Type"


def caddy(serving: Serving) -> str:
    """Give the file."""
    return "".join(f"{line}\n" for line in (MARK.rstrip(), f"{serving.host} {{", *_site(serving), "}"))


def _site(serving: Serving) -> Iterator[str]:
    base = serving.base_path
    yield f"\troot * /srv/www/{serving.host}{f'  # the output lies in {base} below it' if base else ''}"
    yield from _encode("\t")
    yield "\troute {"
    yield f"\t\theader {CACHE} {_quoted(SHORT)}"
    for name, value in general_headers(serving).items():
        yield f"\t\theader {name} {_quoted(value)}"
    for path, name, value in special_headers(serving):
        yield f"\t\theader {path}* {name} {_quoted(value)}"
    for number, (expression, value) in enumerate(cached(serving)):
        yield f"\t\t@kept{number} path_regexp `{expression}`"
        yield f"\t\theader @kept{number} {CACHE} {_quoted(value)}"
    yield "\t\t@writing not method GET HEAD"
    yield "\t\trespond @writing 405"
    for redirect in serving.redirects:
        for source in both_ways(redirect):
            yield f"\t\tredir {source} {redirect.target} 301"
    yield f"\t\t@hidden path {' '.join(f'{base}/{path}*' for path in HIDDEN)}"
    yield "\t\terror @hidden 404"
    yield from _types(base)
    yield "\t\tfile_server"
    yield "\t}"
    yield "\thandle_errors {"
    yield from _encode("\t\t")
    yield f"\t\theader {_TYPE} {_quoted(content_type('404.html'))}"
    yield f"\t\theader {CACHE} {_quoted(SHORT)}"
    yield f"\t\trewrite * {base}/404.html"
    yield "\t\tfile_server"
    yield "\t}"


def _encode(indent: str) -> Iterator[str]:
    """Compress the same files as nginx does, since Caddy's own list lacks some; what it adds to `Vary` is set once."""
    yield f"{indent}header {{"
    yield f"{indent}\t{' '.join(VARY)}"
    yield f"{indent}\tdefer"
    yield f"{indent}}}"
    yield f"{indent}encode gzip {{"
    yield f"{indent}\tminimum_length {LEAST_COMPRESSED}"
    yield f"{indent}\tmatch {{"
    for kind in COMPRESSED:
        yield f"{indent}\t\theader Content-Type {kind}*"
    yield f"{indent}\t}}"
    yield f"{indent}}}"


def _types(base: str) -> Iterator[str]:
    """Give the media type of everything whose path tells it; that a folder answers with a page, Caddy knows."""
    by_ending: dict[str, list[str]] = {}
    for ending in TYPES:
        by_ending.setdefault(content_type(f"file{ending}"), []).append(f"*{ending}")
    for number, (kind, patterns) in enumerate(by_ending.items()):
        yield f"\t\t@type{number} path {' '.join(patterns)}"
        yield f"\t\theader @type{number} {_TYPE} {_quoted(kind)}"
    yield f"\t\t@bytes path *.pagefind *.pf_meta *.pf_index *.pf_filter *.pf_fragment {base}/{TILES}*"
    yield f"\t\theader @bytes {_TYPE} {STREAM}"
    for number, name in enumerate(BY_NAME):
        if name not in HIDDEN:
            yield f"\t\t@name{number} path */{name}"
            yield f"\t\theader @name{number} {_TYPE} {_quoted(content_type(name))}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
