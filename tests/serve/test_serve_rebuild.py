"""What happens when content changes while the preview runs."""

from __future__ import annotations

from preview_server import serving

from conftest import review

PROFILE = "content/providers/ana-diaz.yaml"
PROVIDER = "/providers/ana-diaz/"


def test_an_edit_reloads_once_and_changes_only_the_page_it_is_on(site):
    folder = site()
    with serving(folder.root) as server:
        before = {path: server.get(path).body for path in ("/find/", "/feed.json")}
        with server.page() as page:
            folder.edit(PROFILE, "looks after teeth", "looks after smiles")
            message = page.next()
            assert message == {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}
            assert "looks after smiles" in server.get(PROVIDER).text
            server.line("rebuilt 1 file in")
            folder.edit(PROFILE, "looks after smiles", "looks after gums")
            page.next()
            assert "looks after gums" in server.get(PROVIDER).text
            assert page.waiting == 0
        after = {path: server.get(path).body for path in before}
        assert after["/feed.json"] == before["/feed.json"]
        assert without_state(after["/find/"]) == without_state(before["/find/"])


def test_several_saves_at_once_are_one_build(site):
    folder = site()
    with serving(folder.root) as server, server.page() as page:
        for number in range(20):
            folder.write(review(number, text=f"Visit number {number}"))
        page.next()
        assert "20" in server.get(PROVIDER).text
        server.line("rebuilt")
        assert len([line for line in server.lines if "rebuilt" in line]) == 1
        assert page.waiting == 0


def test_a_save_without_a_change_reloads_nothing(site):
    folder = site()
    with serving(folder.root) as server, server.page() as page:
        folder.write(f"-- {PROFILE} --\n" + (folder.root / PROFILE).read_text())
        server.line("nothing changed")
        folder.edit(PROFILE, "looks after teeth", "looks after smiles")
        page.next()
        assert page.waiting == 0


def test_files_that_editors_need_for_a_moment_build_nothing(site):
    folder = site()
    with serving(folder.root) as server, server.page() as page:
        for name in (".ana-diaz.yaml.swp", "ana-diaz.yaml~", "4913", "#ana-diaz.yaml#"):
            place = folder.root / "content/providers" / name
            place.write_text("x")
            place.unlink()
        folder.edit(PROFILE, "looks after teeth", "looks after smiles")
        page.next()
        assert not [line for line in server.lines if "nothing changed" in line]


def test_a_broken_edit_keeps_the_last_good_page_and_shows_where_it_broke(site):
    folder = site()
    with serving(folder.root) as server, server.page() as page:
        start = len(server.lines)
        folder.edit(PROFILE, "kind: dentist", "kind: dentits")
        page.next()
        shown = server.get(PROVIDER)
        assert shown.status == 200
        assert "looks after teeth" in shown.text
        assert "content/providers/ana-diaz.yaml:2:7" in shown.text
        assert "SRC002" in shown.text
        assert "did you mean dentist?" in shown.text
        server.line("blocked by 1 error; the last good build stays", after=start)
        server.line("content/providers/ana-diaz.yaml:2:7: SRC002", after=start)
        folder.edit(PROFILE, "kind: dentits", "kind: dentist")
        page.next()
        assert "site-gen-findings" not in server.get(PROVIDER).text
        server.line("mended", after=start)
        assert page.waiting == 0


def test_a_save_that_leaves_the_findings_as_they_were_reloads_nothing(site):
    folder = site()
    with serving(folder.root) as server, server.page() as page:
        folder.edit(PROFILE, "kind: dentist", "kind: dentits")
        page.next()
        start = len(server.lines)
        folder.edit(PROFILE, "looks after teeth", "looks after smiles")
        server.line("blocked by 1 error", after=start)
        folder.edit(PROFILE, "kind: dentits", "kind: dentist")
        page.next()
        assert "looks after smiles" in server.get(PROVIDER).text
        assert page.waiting == 0


def test_findings_cannot_bring_markup_into_the_page(site):
    folder = site()
    with serving(folder.root) as server:
        folder.edit(PROFILE, "kind: dentist", "kind: '<script>alert(1)</script>'")
        shown = server.until(PROVIDER, "site-gen-findings").text
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert" not in shown


def test_without_any_good_build_every_address_shows_the_findings_until_they_are_mended(site):
    folder = site()
    folder.edit(PROFILE, "kind: dentist", "kind: dentits")
    with serving(folder.root) as server, server.page() as page:
        for path in ("/", PROVIDER, "/feed.json"):
            response = server.get(path)
            assert response.status == 503
            assert "content/providers/ana-diaz.yaml:2:7" in response.text
            assert "/livereload.js" in response.text
            assert "default-src 'none'" in response.headers["content-security-policy"]
        folder.edit(PROFILE, "kind: dentits", "kind: dentist")
        page.next()
        assert "looks after teeth" in server.get(PROVIDER).text
        assert page.waiting == 0


def test_pages_of_an_earlier_preview_are_not_passed_off_as_good(site):
    folder = site()
    with serving(folder.root):
        pass
    folder.edit(PROFILE, "kind: dentist", "kind: dentits")
    with serving(folder.root) as server:
        assert server.get(PROVIDER).status == 503


def test_a_broken_site_file_is_shown_and_mended(site):
    folder = site()
    with serving(folder.root) as server:
        folder.edit("site.yaml", "name: Harbor Dental", "name: [")
        assert "site.yaml:" in server.until("/", "site-gen-findings").text
        folder.edit("site.yaml", "name: [", "name: Harbor Teeth")
        assert "Harbor Teeth" in server.until("/", "site-gen-findings", there=False).text


def test_a_theme_that_is_missing_is_shown_with_the_themes_there_are(site):
    folder = site()
    with serving(folder.root) as server:
        folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\ntheme: bright")
        shown = server.until("/", "site-gen-findings").text
        assert "no theme named bright" in shown
        assert "known themes: default" in shown
        server.line("error: no theme named bright")
        folder.write("-- themes/bright/theme.yaml --\nextends: default\ncolor: '#123456'\n")
        server.until("/", "site-gen-findings", there=False)


def test_a_template_that_breaks_in_any_way_leaves_the_server_running(site):
    folder = site("-- themes/bright/theme.yaml --\nextends: default\n")
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\ntheme: bright")
    with serving(folder.root) as server:
        template = folder.root / "themes/bright/templates/home.html"
        template.parent.mkdir()
        template.write_text("{{ 1 / 0 }}")
        assert "ZeroDivisionError" in server.until("/", "site-gen-findings").text
        server.line("the build stopped; the last good build stays")
        template.write_text("{% if %}")
        assert "template home.html, line 1" in server.until("/", "line 1").text
        template.unlink()
        server.until("/", "site-gen-findings", there=False)


def test_a_change_of_the_theme_reaches_every_page(site):
    folder = site("-- themes/bright/theme.yaml --\nextends: default\n")
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\ntheme: bright")
    with serving(folder.root) as server, server.page() as page:
        folder.write("-- themes/bright/static/extra.css --\n.mark{color:#123456}\n")
        page.next()
        style = server.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert ".mark{color:#123456}" in server.get(style).text


def test_a_site_below_a_path_is_previewed_below_it(site):
    folder = site()
    folder.edit("site.yaml", "https://harbor.example", "https://clinics.example/harbor")
    with serving(folder.root) as server:
        assert server.url.endswith("/harbor/")
        assert server.get("/").headers["location"] == "/harbor/"
        assert server.get("/harbor").headers["location"] == "/harbor/"
        assert "looks after teeth" in server.get("/harbor/providers/ana-diaz/").text
        assert server.get("/harbor/providers/ana-diaz").headers["location"] == "/harbor/providers/ana-diaz/"
        assert server.get("/providers/ana-diaz/").status == 404
        folder.edit("site.yaml", "https://clinics.example/harbor", "https://harbor.example")
        server.until("/providers/ana-diaz/", "looks after teeth")


def test_drafts_are_shown_only_when_asked_for(site):
    draft = review(1, text="Still being read", extra="moderation: {status: pending}")
    folder = site(draft)
    with serving(folder.root) as server:
        assert "Still being read" not in server.get(PROVIDER).text
    with serving(folder.root, "--drafts") as server:
        assert "Still being read" in server.get(PROVIDER).text


def test_content_that_vanishes_and_comes_back_is_still_watched(site):
    folder = site()
    with serving(folder.root) as server:
        aside = folder.root / "aside"
        (folder.root / "content").rename(aside)
        server.line("content is missing; the output is as it was")
        assert "looks after teeth" in server.get(PROVIDER).text
        aside.rename(folder.root / "content")
        server.until(PROVIDER, "looks after teeth")
        folder.edit(PROFILE, "looks after teeth", "looks after smiles")
        server.until(PROVIDER, "looks after smiles")


def without_state(page: bytes) -> bytes:
    start = page.index(b"snipver=")
    return page[:start] + page[page.index(b'"', start) :]
