"""The content calendar in the preview: as it is now, drafts too, for this machine."""

from __future__ import annotations

import pytest
from planning.planned import WEEK, post
from serve.preview_server import serving

from conftest import SITE, SiteFolder
from site_gen.serve.calendar import PATH, calendar_rules


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    posts = post("sleep", "12-02T09:00") + post("secret", "12-03T09:00", status="draft")
    site = SiteFolder(tmp_path_factory.mktemp("calendar") / "site").write(SITE).write(WEEK + posts)
    with serving(site.root) as running:
        yield running


def test_the_calendar_is_made_anew_for_each_request(server):
    page = server.get(PATH)
    assert page.status == 200
    assert "What we say about secret." in page.text
    (server.root / "content/posts/secret.md").unlink()
    assert "What we say about secret." not in server.get(PATH).text


def test_nothing_of_it_is_kept_and_no_script_runs_in_it(server):
    headers = {name.lower(): value for name, value in server.get(PATH).headers.items()}
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]


def test_what_does_not_load_is_said(server):
    settings = server.root / "site.yaml"
    whole = settings.read_text()
    settings.write_text("name: [\n")
    try:
        answer = server.get(PATH)
        assert (answer.status, "site.yaml:" in answer.text) == (409, True)
    finally:
        settings.write_text(whole)


def test_other_machines_get_none():
    assert calendar_rules(None) == []
