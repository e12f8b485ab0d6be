"""An output behind nginx and Caddy, set up by `new server`: every file and every header as hosts would send them."""

from __future__ import annotations

import json
import shutil

import pytest

from deploy.servers import VARY, ask, differences, expected, served
from deploy.targets import Target, deployable, publish
from site_gen.cli.main import run
from site_gen.pipeline.site_folder import read_site
from site_gen.render.data.hosts import header_rules

SERVERS = ("nginx", "caddy")


def new(folder, *words: str) -> int:
    return run(["-C", str(folder.root), "new", *words])


@pytest.mark.parametrize("server", SERVERS)
def test_every_file_is_served_as_it_is_with_the_headers_that_hosts_send(site, server, request, tmp_path):
    folder = deployable(site, Target("folder", request, tmp_path))
    folder.edit("site.yaml", "time_zone", "search: true\nredirects: {/old.html: /find/}\ntime_zone")
    assert publish(folder) == 0
    assert new(folder, "server", server) == 0
    out = tmp_path / "there"
    tile = out / "review-log/tile/0"
    tile.mkdir(parents=True)
    (tile / "000").write_bytes(b"tile")
    (out / "review-log/checkpoint").write_bytes(b"checkpoint")
    with served(server, folder.root, out, tmp_path / "work") as port:
        answers, headers, found = differences(port, out)
        assert found == []
        assert answers > 2 * 40
        assert headers > 9 * 2 * 40
        for path in ("/nowhere/", "/nowhere.css", "/_headers", "/_redirects", "/.site-gen/manifest.json"):
            answer = ask(port, path)
            assert (answer.status, answer.body) == (404, (out / "404.html").read_bytes()), path
            assert {name: answer.headers.get(name) for name in expected(out, "404.html")} == expected(out, "404.html")
        missing = ask(port, "/nowhere/", **{"Accept-Encoding": "gzip"})
        assert (missing.status, missing.headers["content-encoding"], missing.headers["vary"]) == (404, "gzip", VARY)
        assert missing.body == (out / "404.html").read_bytes()
        assert ask(port, "/", "POST").status == 405
        for path in ("/old.html", "/old.html/"):
            assert (ask(port, path).status, ask(port, path).headers["location"]) == (301, "/find/")
        folder_without_slash = ask(port, "/find")
        assert folder_without_slash.status in (301, 308)
        assert folder_without_slash.headers["location"] == "/find/"


@pytest.mark.parametrize(("server", "file"), [("nginx", "nginx.conf"), ("caddy", "Caddyfile")])
def test_a_server_file_is_made_anew_and_one_of_somebody_else_is_left_alone(site, server, file, capsys):
    folder = site()
    assert new(folder, "server", server) == 0
    folder.edit("site.yaml", "time_zone", "redirects: {/old: /find/}\ntime_zone")
    assert "/old" not in (folder.root / file).read_text()
    assert new(folder, "server", server) == 0
    assert "/old" in (folder.root / file).read_text()
    (folder.root / file).write_text("mine\n")
    assert new(folder, "server", server) == 2
    assert "was not written by this command" in capsys.readouterr().err
    assert (folder.root / file).read_text() == "mine\n"


@pytest.mark.parametrize("server", SERVERS)
def test_a_site_below_a_path_has_it_in_front_of_everything(site, server, request, tmp_path):
    folder = deployable(site, Target("folder", request, tmp_path))
    folder.edit("site.yaml", "https://harbor.example", "https://harbor.example/dental")
    assert publish(folder) == 0
    assert new(folder, "server", server) == 0
    (tmp_path / "www").mkdir()
    shutil.move(tmp_path / "there", tmp_path / "www/dental")
    with served(server, folder.root, tmp_path / "www", tmp_path / "work") as port:
        page = ask(port, "/dental/find/")
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert ask(port, "/dental/nowhere/").status == ask(port, "/dental/.site-gen/manifest.json").status == 404


def test_vercel_gets_the_headers_and_redirects_of_the_output_and_keeps_the_rest(site):
    folder = site()
    folder.edit("site.yaml", "time_zone", "redirects: {/old: /find/}\ntime_zone")
    assert new(folder, "ci", "vercel") == 0
    place = folder.root / "vercel.json"
    first = json.loads(place.read_bytes())
    assert first["redirects"] == [{"source": "/old", "destination": "/find/", "statusCode": 301}]
    rules = header_rules(read_site(folder.root))
    assert [one["source"] for one in first["headers"]] == [rule.pattern.replace("*", "(.*)") for rule in rules]
    assert {one["key"]: one["value"] for one in first["headers"][0]["headers"]} == dict(rules[0].headers)
    build = first["buildCommand"]
    assert build.index("site-gen check") < build.index("site-gen build")
    place.write_text(json.dumps(first | {"regions": ["iad1"], "headers": []}))
    folder.edit("site.yaml", "{/old: /find/}", "{/older: /find/}")
    assert new(folder, "ci", "vercel") == 0
    second = json.loads(place.read_bytes())
    assert second["regions"] == ["iad1"]
    assert second["headers"] == first["headers"]
    assert second["redirects"][0]["source"] == "/older"
    place.write_text("[]")
    assert new(folder, "ci", "vercel") == 2
