"""What static hosts and browsers read beside the pages: headers, redirects, manifest, marks."""

from __future__ import annotations

import json
import re

import pytest

from conftest import Public, review
from site_gen.render.data.hosts import OUTPUT_MARK

DIRECTIVE = re.compile(r"(?P<name>[a-z-]+) (?P<sources>'none'|'self')")


def header_blocks(public: Public) -> dict[str, dict[str, str]]:
    """Read `_headers`: a pattern, then indented lines of its headers."""
    blocks: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in public.bytes("_headers").decode("ascii").splitlines():
        if line.startswith("/"):
            pattern = line
            assert pattern not in blocks
            blocks[pattern] = {}
        else:
            match = re.fullmatch(r"  ([A-Za-z-]+): (\S.*)", line)
            assert match, line
            blocks[pattern][match[1]] = match[2]
    return blocks


def policy_of(public: Public) -> dict[str, str]:
    matches = [DIRECTIVE.fullmatch(part) for part in header_blocks(public)["/*"]["Content-Security-Policy"].split("; ")]
    assert all(matches), "only 'none' and 'self' are ever allowed"
    return {match["name"]: match["sources"] for match in matches if match}


@pytest.fixture
def public(site) -> Public:
    return site(review(1, text="Good")).build()


def test_the_policy_of_every_page_allows_nothing_inline_and_nobody_else(public):
    policy = policy_of(public)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert "object-src" not in policy
    assert b"unsafe" not in public.bytes("_headers")


def test_no_page_holds_what_the_policy_forbids(public):
    for file in public.tree():
        if not file.endswith(".html"):
            continue
        page = public.html(file)
        assert not page.find("style"), file
        assert all(script.get("src") or script["type"] == "application/ld+json" for script in page("script"))
        for element in page(True):
            assert "style" not in element.attrs, (file, element)
            assert not [name for name in element.attrs if name.startswith("on")], (file, element)
            assert not (element.get("href") or "").startswith("javascript:"), (file, element)


def test_every_answer_is_sent_with_the_headers_that_keep_readers_safe(public):
    headers = header_blocks(public)["/*"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    age = re.fullmatch(r"max-age=(\d+); includeSubDomains", headers["Strict-Transport-Security"])
    assert age
    assert int(age[1]) >= 31_536_000


def test_only_files_with_a_hash_in_their_name_are_cached_for_good(public):
    blocks = header_blocks(public)
    assert blocks["/assets/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    assert [pattern for pattern, headers in blocks.items() if "Cache-Control" in headers] == ["/assets/*"]
    assets = [file for file in public.tree() if file.startswith("assets/")]
    assert assets
    assert all(re.fullmatch(r"assets/[^/]+\.[0-9a-f]{10}\.[a-z0-9]+", file) for file in assets)


def test_the_patterns_of_headers_follow_the_base_path(site):
    public = site().build(base_url="https://user.example/harbor")
    assert list(header_blocks(public)) == ["/*", "/harbor/assets/*"]


def test_redirects_stand_in_order_of_their_sources_whatever_the_order_in_the_file(site):
    folder = site()
    folder.edit(
        "site.yaml",
        "time_zone",
        "redirects: {/z: /find/, /a/b: 'https://other.example/x?y=1', /a: /providers/ana-diaz/#reviews}\ntime_zone",
    )
    assert folder.build().bytes("_redirects").decode().splitlines() == [
        "/a /providers/ana-diaz/#reviews 301",
        "/a/b https://other.example/x?y=1 301",
        "/z /find/ 301",
    ]
    assert folder.build(base_url="https://user.example/harbor").bytes("_redirects").decode().splitlines() == [
        "/harbor/a /harbor/providers/ana-diaz/#reviews 301",
        "/harbor/a/b https://other.example/x?y=1 301",
        "/harbor/z /harbor/find/ 301",
    ]


def test_a_site_without_redirects_has_an_empty_list_and_no_pages_for_them(public):
    assert public.bytes("_redirects") == b""


def test_the_manifest_names_the_site_and_an_icon_that_is_there(public):
    manifest = json.loads(public.bytes("site.webmanifest"))
    assert manifest["name"] == "Harbor Dental"
    assert len(manifest["short_name"]) <= 30
    assert (manifest["start_url"], manifest["lang"]) == ("/", "en")
    assert manifest["display"] == "browser"
    assert re.fullmatch(r"#[0-9a-f]{6}", manifest["theme_color"])
    (icon,) = manifest["icons"]
    assert (icon["type"], icon["sizes"]) == ("image/svg+xml", "any")
    assert b"<svg" in public.bytes(icon["src"].removeprefix("/"))
    assert public.html("index.html").find("link", rel="manifest")["href"] == "/site.webmanifest"


def test_the_manifest_follows_the_base_path(site):
    public = site().build(base_url="https://user.example/harbor")
    manifest = json.loads(public.bytes("site.webmanifest"))
    assert manifest["start_url"] == "/harbor/"
    assert manifest["icons"][0]["src"].startswith("/harbor/assets/")


def test_the_output_is_marked_as_ours_and_github_leaves_it_alone(public):
    assert public.bytes(".nojekyll").decode() == OUTPUT_MARK
    assert not (public.folder / "CNAME").exists()
