"""The panel of the look saves for pages of this preview, and for nobody else."""

from __future__ import annotations

import http.client
import urllib.parse

import pytest
from bs4 import BeautifulSoup
from serve.preview_server import PATIENCE_SECONDS, serving
from serve.visitor import Answer

from conftest import SITE, SiteFolder
from site_gen.serve.look.panel import panel
from site_gen.serve.look.screens import Look, Option

PANEL = "/.site-gen/look/panel"
MADE = "themes/mine/theme.yaml"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    site = SiteFolder(tmp_path_factory.mktemp("look") / "site").write(SITE)
    with serving(site.root) as running:
        yield running


@pytest.fixture
def form(server):
    """Give an honest form."""
    page = BeautifulSoup(server.get(PANEL).text, "html.parser")
    fields = {one["name"]: one["value"] for one in page("input", type="hidden")}
    return {**fields, "color": "#123456", "do": "write"}


@pytest.fixture
def unchanged(server):
    """See to it that a test writes nothing."""
    before = (server.root / "site.yaml").read_bytes()
    yield
    assert (server.root / "site.yaml").read_bytes() == before
    assert not (server.root / MADE).exists()


def post(server, form, **sent):
    headers = {"Host": f"127.0.0.1:{server.port}", "Origin": f"http://127.0.0.1:{server.port}"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    headers |= {name.replace("_", "-"): value for name, value in sent.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    given = {name: value for name, value in headers.items() if value is not None}
    connection.request("POST", PANEL, urllib.parse.urlencode(form), given)
    response = connection.getresponse()
    answer = Answer(response.status, dict(response.getheaders()), response.read().decode())
    connection.close()
    return answer


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:{port}"]
)
def test_a_form_from_another_origin_or_none_is_refused(server, form, origin):
    answer = post(server, form, Origin=origin and origin.format(port=server.port))
    assert (answer.status, "another origin" in answer.text) == (403, True)


@pytest.mark.usefixtures("unchanged")
def test_a_form_under_a_foreign_name_or_from_another_site_is_refused(server, form):
    host = f"evil.example:{server.port}"
    assert post(server, form, Host=host, Origin=f"http://{host}").status == 403
    assert post(server, form, Sec_Fetch_Site="same-site").status == 403
    assert server.get(PANEL, host=host).status == 403


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_the_token_of_this_run_is_refused(server, form, token):
    answer = post(server, {**form, "token": token})
    assert (answer.status, "none of this preview" in answer.text) == (403, True)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_written_for_a_form_that_is_out_of_date_wrong_or_only_asks(server, form):
    assert post(server, {**form, "digest": "0" * 64}).status == 409
    wrong = post(server, {**form, "color": "red"})
    assert (wrong.status, "expected a colour" in wrong.text) == (409, True)
    assert post(server, {**form, "do": "nothing"}).status == 400
    asked = post(server, {**form, "do": "text"})
    assert (asked.status, asked.text) == (200, 'name: Mine\nextends: default\ncolor: "#123456"\n')
    assert server.get(PANEL, method="PUT").status == 405


def test_an_honest_form_saves_and_the_page_comes_anew(tmp_path):
    site = SiteFolder(tmp_path / "site").write(SITE)
    with serving(site.root) as server:
        page = BeautifulSoup(server.get(PANEL).text, "html.parser")
        fields = {one["name"]: one["value"] for one in page("input", type="hidden")}
        answer = post(server, {**fields, "layout.hero": "solid", "do": "write"})
        assert (answer.status, answer.text) == (200, "saved")
        assert "hero: solid" in (server.root / MADE).read_text(encoding="utf-8")
        server.until("/providers/ana-diaz/", 'class="hero-solid"')


def test_a_preview_that_others_reach_shows_the_text_and_saves_nothing(tmp_path):
    site = SiteFolder(tmp_path / "site").write(SITE)
    with serving(site.root, "--host", "0.0.0.0") as server:
        page = BeautifulSoup(server.get(PANEL).text, "html.parser")
        assert [one["value"] for one in page("button", attrs={"name": "do"})] == ["text"]
        fields = {one["name"]: one["value"] for one in page("input", type="hidden")}
        assert post(server, {**fields, "color": "#123456", "do": "write"}).status == 403
        assert post(server, {**fields, "color": "#123456", "do": "text"}).status == 200
        assert not (server.root / MADE).exists()


def test_every_value_in_the_panel_is_escaped():
    bad = '"><script>&'
    options = (
        Option(bad, bad, bad, bad),
        Option(bad, bad, bad, bad, ((bad, bad),)),
        Option(bad, bad, bad, bad, suggested=(bad,)),
        Option(bad, bad, bad, bad, css_property=bad),
    )
    text = panel(Look(bad, bad, bad, bad, options), bad)
    assert "<script>" not in text
    assert '""' not in text
