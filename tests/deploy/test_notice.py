"""Telling search engines at the end of a deployment, answered by a server on this machine."""

from __future__ import annotations

import http.server
import json
import threading

import pytest

from deploy.targets import Target, deployable, publish
from site_gen.pipeline import indexnow

KEY = "b7d2f0c4a91e4d5c"


@pytest.fixture
def engine(monkeypatch, tmp_path):
    """A search engine that answers with the first of `answers`, and notes what it was told and what lay there then."""
    told, answers = [], [200]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            notice = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.append((notice, (tmp_path / "there" / f"{KEY}.txt").read_text()))
            self.send_response(answers[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(indexnow, "ENDPOINT", f"http://127.0.0.1:{server.server_port}/indexnow")
    yield told, answers
    server.shutdown()
    thread.join()
    server.server_close()


def test_search_engines_are_told_what_changed_when_all_of_it_is_there(site, request, tmp_path, engine, capsys):
    told, answers = engine
    folder = deployable(site, Target("folder", request, tmp_path))
    assert publish(folder, "--indexnow") == 2
    assert "site.yaml has no key for IndexNow" in capsys.readouterr().err
    folder.edit("site.yaml", "time_zone", f"indexnow: {{key: {KEY}}}\ntime_zone")
    assert publish(folder) == 0
    assert told == [], "nobody asked"
    assert publish(folder, "--indexnow") == 0
    notice, key = told.pop()
    assert key == f"{KEY}\n"
    assert "https://harbor.example/providers/ana-diaz/" in notice["urlList"]
    folder.edit("content/providers/ana-diaz.yaml", "looks after teeth", "looks after smiles")
    answers[0] = 429
    capsys.readouterr()
    assert publish(folder, "--indexnow") == 0, "a notice that is not taken fails no deployment"
    assert "not told:" in capsys.readouterr().err
    answers[0] = 200
    told.clear()
    assert publish(folder, "--indexnow") == 0
    assert "https://harbor.example/providers/ana-diaz/" in told[0][0]["urlList"], "what was not taken is told again"
    assert len(told[0][0]["urlList"]) < len(notice["urlList"])
