"""What the preview answers: the site as a host would serve it, to those who name it as it is reached."""

from __future__ import annotations

import asyncio
import json

import pytest
from preview_server import serving
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from conftest import SITE, SiteFolder

ARCHIVE = (
    SITE.replace("time_zone:", "languages: [en, es]\nredirects: {/doctors/diaz: /providers/ana-diaz/}\ntime_zone:")
    + "-- content/media/film.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n"
)
PROVIDER = "/providers/ana-diaz/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    site = SiteFolder(tmp_path_factory.mktemp("pages") / "site").write(ARCHIVE)
    with serving(site.root) as running:
        yield running


def test_a_page_is_served_as_it_was_built_but_for_the_scripts_of_the_preview(server):
    response = server.get(PROVIDER)
    built = (server.root / ".site-gen/preview/providers/ana-diaz/index.html").read_bytes()
    assert response.status == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    start = response.body.index(b'<script src="/.site-gen/look/look.js')
    end = response.body.index(b"</script>", response.body.index(b'<script src="/livereload.js')) + len(b"</script>")
    assert response.body[:start] + response.body[end:] == built
    assert response.body[start:end].count(b"<") == 4


def test_the_scripts_of_the_preview_are_in_no_file_of_the_output(server):
    pages = list((server.root / ".site-gen/preview").rglob("*.html"))
    assert pages
    assert not [page for page in pages if b"livereload" in page.read_bytes() or b"/look/" in page.read_bytes()]


def test_the_script_of_the_page_is_there_and_policy_lets_it_connect(server):
    policy = server.get(PROVIDER).headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert f"connect-src 'self' ws://127.0.0.1:{server.port}" in policy
    assert "unsafe" not in policy
    script = server.get("/livereload.js")
    assert script.status == 200
    assert "javascript" in script.headers["content-type"]
    assert server.get("/livereload.css").headers["content-type"] == "text/css; charset=utf-8"


def test_nothing_public_is_written(server):
    assert not (server.root / "public").exists()


@pytest.mark.parametrize("path", [PROVIDER, "/feed.xml", "/livereload.js", "/doctors/diaz", "/no-such-page"])
def test_nothing_is_kept_by_the_browser_or_read_as_another_type(server, path):
    headers = server.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/xml"),
        ("/feed.json", "application/json"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_media_type(server, path, kind):
    response = server.get(path)
    assert (response.status, response.headers["content-type"]) == (200, kind)
    assert response.body == (server.root / ".site-gen/preview" / path[1:]).read_bytes()


def test_a_part_of_a_film_can_be_asked_for(server):
    film = next((server.root / ".site-gen/preview/assets").glob("film.*"))
    response = server.get(f"/assets/{film.name}", Range="bytes=0-3")
    assert (response.status, response.body) == (206, b"<svg")


def test_a_head_request_gets_the_length_without_the_page(server):
    whole, head = server.get(PROVIDER), server.get(PROVIDER, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))


def test_a_page_that_was_seen_before_comes_whole_again(server):
    modified = server.get("/feed.xml").headers["last-modified"]
    again = server.get("/feed.xml", If_Modified_Since=modified)
    assert again.status == 200
    assert "etag" not in again.headers


def test_a_folder_without_its_slash_leads_to_the_one_with_it(server):
    response = server.get("/providers/ana-diaz?from=card")
    assert (response.status, response.headers["location"]) == (302, "/providers/ana-diaz/?from=card")


def test_redirects_of_the_site_are_followed_but_not_for_good(server):
    response = server.get("/doctors/diaz")
    assert (response.status, response.headers["location"]) == (302, PROVIDER)


def test_a_missing_page_is_answered_by_the_site_and_noted_on_the_terminal(server):
    response = server.get("/no-such-page")
    assert response.status == 404
    assert "Page not found" in response.text
    server.line("404 /no-such-page")


def test_a_missing_page_in_another_language_is_answered_in_it(server):
    response = server.get("/es/no-such-page/")
    assert response.status == 404
    assert '<html lang="es"' in response.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_machine_may_name_itself(server, host):
    assert server.get(host=f"{host}:{server.port}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1.evil:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload", "/feed.json"])
def test_a_request_under_another_name_is_refused_with_a_reason(server, host, path):
    response = server.get(path, host=host.format(port=server.port))
    assert response.status == 403
    assert "Harbor" not in response.text
    assert f"Open http://127.0.0.1:{server.port}/" in response.text
    assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path",
    [
        "/../../site.yaml",
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/site.yaml",
        "/..%2f..%2fsite.yaml",
        "/providers/../../../site.yaml",
        "/..%5c..%5csite.yaml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "http://127.0.0.1/../../site.yaml",
    ],
)
def test_no_path_leads_out_of_the_output(server, path):
    response = server.get(path)
    assert response.status == 404
    assert "base_url" not in response.text
    assert "root:" not in response.text


@pytest.mark.parametrize("path", ["/_headers", "/_redirects", "/.nojekyll", "/%00", "/%ff", "/" + "a" * 3000])
def test_what_a_host_keeps_to_itself_is_not_found(server, path):
    assert server.get(path).status == 404


def test_other_methods_are_refused(server):
    response = server.get(PROVIDER, method="DELETE")
    assert (response.status, response.text) == (405, "405 Method Not Allowed\n")


def test_a_page_of_another_site_cannot_listen(server):
    async def listen(origin: str) -> None:
        request = HTTPRequest(f"ws://127.0.0.1:{server.port}/livereload", headers={"Origin": origin})
        connection = await websocket_connect(request)
        connection.close()
        assert await connection.read_message() is None

    asyncio.run(listen(f"http://127.0.0.1:{server.port}"))
    for origin in ("http://evil.example", f"http://evil.example:{server.port}", "null", "http://[x"):
        with pytest.raises(HTTPClientError, match="403"):
            asyncio.run(listen(origin))


def test_pages_say_which_state_they_were_made_of(server):
    state = server.get("/").text.partition("snipver=")[2].partition('"')[0]
    with server.page(state) as page:
        assert page.waiting == 0
    with server.page("an-older-one") as page:
        assert page.next()["command"] == "reload"


def test_nonsense_on_the_socket_closes_it_quietly(server):
    async def talk(message: str) -> object:
        connection = await websocket_connect(f"ws://127.0.0.1:{server.port}/livereload")
        await connection.write_message(message)
        answer = await connection.read_message()
        connection.close()
        return answer

    for message in ["{", json.dumps(["info"]), json.dumps({"url": "/"})]:
        assert asyncio.run(talk(message)) is None
    assert not [line for line in server.lines if "Traceback" in line]
