"""Posts on the site: where they stand and until when, what they say, in every language, and their feeds."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable

import pytest
from lxml import etree
from PIL import Image

from conftest import Public, SiteFolder

Site = Callable[[str], SiteFolder]
ATOM = "{http://www.w3.org/2005/Atom}"
ZONE = datetime.timezone(datetime.timedelta(hours=-6))


def post(slug: str, *lines: str, date: str = "2026-11-20T09:00:00-06:00", body: str = "Come in.") -> str:
    head = [f"title: About {slug}", f"summary: In short, {slug}.", f"date: {date}", "channels: [website]"]
    given = {line.partition(":")[0] for line in lines}
    kept = [line for line in head if line.partition(":")[0] not in given]
    status = [] if "status" in given else ["status: approved"]
    return "\n".join([f"-- content/posts/{slug}.md --", "---", *kept, *lines, *status, "---", body, ""])


FLU = post(
    "flu",
    "expires: 2027-02-28",
    "topics: [vaccines, pediatrics]",
    "providers: [ana-diaz]",
    "visual: {file: media/flu.png, alt: A nurse gives a shot.}",
    "key_facts: [It takes five minutes., It is free.]",
    "call_to_action: {label: Find a location, url: /locations/}",
    "reviewed_by: Ana Diaz, DDS",
    "reviewed_on: 2026-11-19",
    body="## Who should come\n\n[Everybody](/find/), [by mail](mailto:a@b.example) too.\n\n![Here](media/flu.png)",
)
CHANNELS = "-- content/channels.yaml --\nchannels: [{id: facebook, name: Facebook, platform: facebook}]\n"
SPANISH = """-- content/posts/flu.es.md --
---
title: Vacunas contra la gripe
key_facts: [Toma cinco minutos.]
---
Venga.
"""


def at(day: int, hour: int = 12, month: int = 11) -> dict[str, object]:
    instant = datetime.datetime(2026, month, day, hour, tzinfo=ZONE)
    return {"as_of": instant.date(), "at": instant}


def in_two_languages(folder: SiteFolder) -> SiteFolder:
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    return folder


def with_picture(folder: SiteFolder) -> SiteFolder:
    (folder.root / "content/media").mkdir(exist_ok=True)
    Image.new("RGB", (900, 600), "teal").save(folder.root / "content/media/flu.png")
    return folder


def news_files(public: Public) -> list[str]:
    return [file for file in public.tree() if re.match(r"(es/)?news/", file)]


def graph(public: Public, file: str) -> dict[str, dict[str, object]]:
    """Give the nodes of a page by their types."""
    text = public.html(file).select_one('script[type="application/ld+json"]').string
    return {node["@type"]: node for node in json.loads(text)["@graph"]}


def test_a_site_without_posts_has_no_news_and_no_link_to_any(site: Site):
    public = site(CHANNELS + post("ad", "channels: [facebook]")).build()
    assert news_files(public) == []
    assert "/news/" not in public.bytes("index.html").decode() + public.bytes("llms.txt").decode()


def test_posts_stand_in_their_lists_and_on_their_pages_and_a_check_has_nothing_against_them(site: Site):
    whole = SPANISH.replace("key_facts", "summary: Sin cita.\nkey_facts")
    folder = with_picture(in_two_languages(site(FLU + whole + post("old", "topics: [vaccines]", date="2026-10-01"))))
    public = folder.build()
    assert [one for one in news_files(public) if not one.startswith("es/")] == [
        "news/feed.json",
        "news/feed.xml",
        "news/flu/index.html",
        "news/index.html",
        "news/old/index.html",
        "news/topics/pediatrics/index.html",
        "news/topics/vaccines/index.html",
    ]
    titles = [link.get_text() for link in public.html("news/index.html").select(".post-card h2 a")]
    assert titles == ["About flu", "About old"]
    assert [link["href"] for link in public.html("news/topics/pediatrics/index.html").select(".post-card a")] == [
        "/news/flu/"
    ]
    assert public.html("index.html").select_one(".post-card h3 a")["href"] == "/news/flu/"
    assert all("/news/" in public.html(file).footer.decode() for file in ("providers/ana-diaz/index.html", "404.html"))
    assert folder.findings() == ()


@pytest.mark.parametrize(
    ("moment", "stands"),
    [(at(20, 8), False), (at(20, 9), True), (at(30, 12, 11), True), (at(1, 0, 12), False)],
)
def test_a_post_stands_from_its_hour_to_its_last_day(site: Site, moment: dict[str, object], stands: bool):
    folder = site(post("a", "expires: 2026-11-30", "topics: [flu]") + post("b", date="2026-11-01"))
    files = news_files(folder.build(**moment))
    assert ("news/a/index.html" in files) is stands
    assert ("news/topics/flu/index.html" in files) is stands
    feed = json.loads(folder.build(**moment).bytes("news/feed.json"))
    assert [item["title"] for item in feed["items"]] == [*["About a"] * stands, "About b"]


def test_held_replaced_and_unapproved_posts_do_not_stand(site: Site):
    alert = (
        "-- content/alerts/flu.yaml --\ntitle: Flu\ntext: Stay home.\nseverity: warning\nscope: all\n"
        "starts_at: 2026-11-19T06:00:00-06:00\nends_at: 2026-12-04T18:00:00-06:00\nholds: [flu]\nreplaces: [gone]\n"
        "source: {name: A, url: 'https://a.example/'}\napproved_by: compliance\napproved_on: 2026-11-19\n"
    )
    posts = post("stays") + post("moved", "topics: [flu]") + post("gone") + post("draft", "status: draft")
    hold = "holds: [{since: 2026-11-21T06:00:00-06:00, by: boss, reason: Wait.}]"
    public = site(alert + posts + post("held", hold)).build()
    assert [file for file in news_files(public) if file.endswith(".html")] == [
        "news/index.html",
        "news/stays/index.html",
    ]


def test_when_all_posts_are_over_the_list_says_so_and_is_not_to_be_found(site: Site):
    public = site(post("a", "expires: 2026-11-22")).build()
    page = public.html("news/index.html")
    assert page.select_one(".empty").get_text() == "There is no news at the moment."
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert "news/" not in public.bytes("sitemap.xml").decode()


def test_a_preview_shows_what_is_to_come_marked_and_for_nobody_else(site: Site):
    folder = site(post("soon", date="2026-12-01T09:00:00-06:00") + post("draft", "status: draft") + post("out"))
    public = folder.build(drafts=True)
    marks = {card.a.get_text(): [chip.get_text() for chip in card.select(".chip")] for card in
             public.html("news/index.html").select(".post-card")}  # fmt: skip
    assert marks == {"About soon": ["Scheduled"], "About draft": ["Not approved"], "About out": []}
    page = public.html("news/soon/index.html")
    assert page.select_one(".notice").get_text() == "Scheduled"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert [item["title"] for item in json.loads(public.bytes("news/feed.json"))["items"]] == ["About out"]
    assert "news/soon" not in public.bytes("sitemap.xml").decode()


def test_a_post_says_everything_that_its_file_does(site: Site):
    public = with_picture(site(FLU)).build()
    page = public.html("news/flu/index.html")
    assert page.h1.get_text() == "About flu"
    assert page.select_one(".byline time")["datetime"] == "2026-11-20T09:00:00-06:00"
    assert "Reviewed by Ana Diaz, DDS on November 19, 2026" in page.select_one(".byline").get_text()
    assert [fact.get_text() for fact in page.select(".key-facts li")] == ["It takes five minutes.", "It is free."]
    assert page.select_one(".post-ask a")["href"] == "/locations/"
    (person,) = page.select(".post-people li")
    assert [link["href"] for link in person.select("a")] == ["/providers/ana-diaz/", "tel:+13125550101"]
    assert "General dentistry" in person.get_text()
    assert page.select_one(".post-visual img")["alt"] == "A nurse gives a shot."
    assert [link.get_text() for link in page.select(".post-foot .tags a")] == ["Vaccines", "Pediatrics"]
    assert page.select_one('meta[property="og:type"]')["content"] == "article"
    assert page.select_one('meta[property="og:image"]')["content"].startswith("https://harbor.example/assets/flu-")
    row = next(row for row in public.bytes("sitemap.xml").decode().split("<url>") if "news/flu/" in row)
    assert "<lastmod>2026-11-20</lastmod>" in row
    home = next(row for row in public.bytes("sitemap.xml").decode().split("<url>") if ".example/</loc>" in row)
    assert "<lastmod>2026-11-20</lastmod>" in home
    assert "<image:loc>https://harbor.example/assets/flu-" in row


def test_the_markup_of_a_post_is_an_article_on_a_page_that_is_medical_where_somebody_reviewed_it(site: Site):
    public = with_picture(site(FLU + post("plain"))).build()
    nodes = graph(public, "news/flu/index.html")
    article, page = nodes["Article"], nodes["MedicalWebPage"]
    assert (page["lastReviewed"], page["reviewedBy"]) == ("2026-11-19", {"@type": "Person", "name": "Ana Diaz, DDS"})
    assert page["mainEntity"] == {"@id": article["@id"]}
    assert article["datePublished"] == article["dateModified"] == "2026-11-20T09:00:00-06:00"
    assert article["mentions"] == [{"@id": "https://harbor.example/providers/ana-diaz/#provider"}]
    names = [item["name"] for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert names == ["Harbor Dental", "News", "About flu"]
    assert {"Article", "WebPage"} <= graph(public, "news/plain/index.html").keys()


def test_a_post_speaks_the_language_of_its_page_and_what_lacks_is_marked(site: Site):
    public = with_picture(in_two_languages(site(FLU + SPANISH + post("other", "topics: [flu-season]")))).build()
    page = public.html("es/news/flu/index.html")
    assert (page.h1.get_text(), page.h1.get("lang")) == ("Vacunas contra la gripe", None)
    assert page.select_one(".lead")["lang"] == "en"
    assert [fact.get_text() for fact in page.select(".key-facts li")] == ["Toma cinco minutos."]
    assert (page.select_one(".prose").get_text(strip=True), page.select_one(".prose").get("lang")) == ("Venga.", None)
    assert page.select_one(".post-ask a")["lang"] == "en"
    assert page.select_one(".byline time").get_text() == "20 de noviembre de 2026"
    tags = {link.get_text(): link.get("lang") for link in page.select(".post-foot .tags a")}
    assert tags == {"Vaccines": "en", "Pediatría": None}
    other = public.html("es/news/other/index.html")
    assert (other.h1["lang"], other.select_one(".prose")["lang"]) == ("en", "en")
    assert public.html("es/news/topics/flu-season/index.html").h1["lang"] == "en"
    assert public.html("news/flu/index.html").select_one('link[hreflang="es"]')["href"].endswith("/es/news/flu/")


def test_the_feeds_have_whole_addresses_whole_texts_and_ids_that_stay(site: Site):
    folder = with_picture(in_two_languages(site(FLU + SPANISH + post("late", date="2026-11-21"))))
    public = folder.build()
    feed = json.loads(public.bytes("news/feed.json"))
    assert (feed["version"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "https://harbor.example/news/feed.json",
    )
    late, flu = feed["items"]
    assert late["id"] == late["url"] == "https://harbor.example/news/late/"
    assert flu["date_published"] == "2026-11-20T15:00:00Z"
    assert 'href="https://harbor.example/find/"' in flu["content_html"]
    assert 'src="https://harbor.example/assets/flu-' in flu["content_html"]
    assert flu["image"].removeprefix("https://harbor.example/") in public.tree()
    assert "srcset" not in flu["content_html"]
    root = etree.fromstring(public.bytes("news/feed.xml"))
    assert [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")] == [late["id"], flu["id"]]
    assert root.findtext(f"{ATOM}updated") == "2026-11-21T06:00:00Z"
    spanish = json.loads(public.bytes("es/news/feed.json"))
    assert [(item["title"], item["language"]) for item in spanish["items"]] == [
        ("About late", "en"),
        ("Vacunas contra la gripe", "es"),
    ]
    folder.edit("content/posts/flu.md", "title: About flu", "title: Another title")
    again = json.loads(folder.build().bytes("news/feed.json"))
    assert [item["id"] for item in again["items"]] == [late["id"], flu["id"]]


def test_many_posts_stand_on_several_pages_and_each_once(site: Site):
    many = "".join(post(f"p{number}", "topics: [flu]", date=f"2026-10-{number:02}") for number in range(1, 24))
    public = site(many + post("page")).build()
    lists = {name: [link["href"] for link in public.html(f"news/{name}index.html").select(".post-card a")]
             for name in ("", "page/2/", "topics/flu/", "topics/flu/page/2/")}  # fmt: skip
    assert [len(links) for links in lists.values()] == [20, 4, 20, 3]
    assert lists[""][:2] == ["/news/page/", "/news/p23/"]
    assert len({*lists[""], *lists["page/2/"]}) == 24
    assert public.html("news/page/2/index.html").select_one('link[rel="prev"]')["href"] == "/news/"
    assert public.html("news/page/index.html").h1.get_text() == "About page"


def test_a_film_stands_behind_the_still_and_with_the_captions_that_lie_beside_it(site: Site):
    folder = in_two_languages(site(post("film", "visual: {file: media/tour.mp4, alt: A tour}")))
    (folder.root / "content/media").mkdir()
    for name in ("tour.mp4", "tour.vtt", "tour.es.vtt"):
        (folder.root / "content/media" / name).write_bytes(b"WEBVTT\n" if name.endswith("vtt") else b"\0" * 9)
    Image.new("RGB", (640, 360)).save(folder.root / "content/media/tour.jpg")
    public = folder.build()
    video = public.html("news/film/index.html").video
    assert video["preload"] == "none"
    assert video["poster"].startswith("/assets/tour-")
    tracks = [public.html(file).track for file in ("news/film/index.html", "es/news/film/index.html")]
    assert [(one["srclang"], ".es." in one["src"] or "-es" in one["src"]) for one in tracks] == [
        ("en", False),
        ("es", True),
    ]
    assert graph(public, "news/film/index.html")["Article"]["video"]["@type"] == "VideoObject"


def test_a_film_says_what_its_sidecar_has_for_who_does_not_see_or_hear_it_in_each_language(site: Site):
    folder = in_two_languages(site(post("film", "visual: {file: media/CLIP.MP4}")))
    folder.write(
        "-- content/media/CLIP.MP4 --\nfilm\n-- content/media/words.vtt --\nWEBVTT\n"
        "-- content/media/palabras.vtt --\nWEBVTT\n-- content/media/CLIP.vtt --\nWEBVTT\n"
        "-- content/media/CLIP.MP4.yaml --\nalt: A walk\ncaptions: media/words.vtt\ntranscript: Come in.\n"
        "i18n: {es: {captions: media/palabras.vtt, transcript: Pase.}}\n"
    )
    said = []
    for file in ("news/film/index.html", "es/news/film/index.html"):
        page = folder.build().html(file)
        assert not page.select("main img"), "a film is no picture, whatever the letters of its ending"
        track, words = page.video.track, page.select_one("main details .prose")
        name = (page.video["aria-label"], page.video.get("lang"))
        said.append((name, track["srclang"], track["src"].split(".")[0], words.get_text(strip=True), words.get("lang")))
    assert said == [
        (("A walk", None), "en", "/assets/words", "Come in.", None),
        (("A walk", "en"), "es", "/assets/palabras", "Pase.", None),
    ]
    folder.edit("content/media/CLIP.MP4.yaml", "i18n: {es: {captions: media/palabras.vtt, transcript: Pase.}}\n", "")
    page = folder.build().html("es/news/film/index.html")
    assert page.video.track["srclang"] == page.select_one("main details .prose")["lang"] == "en"


def test_an_error_of_a_post_leaves_it_out_and_the_rest_is_built(site: Site, monkeypatch: pytest.MonkeyPatch):
    from site_gen.check import engine
    from site_gen.check.rule import Issue, Rule
    from site_gen.findings import Severity

    def complain(one, around):
        if "forbidden" in one.body:
            yield Issue(message="forbidden")

    rule = Rule(code="CAL999", name="test", severity=Severity.ERROR, since="0", page="", post=complain)
    monkeypatch.setattr(engine, "RULES", (*engine.RULES, rule))
    spanish = "-- content/posts/good.es.md --\n---\ntitle: Hola\n---\nforbidden\n"
    folder = in_two_languages(site(post("good") + spanish + post("bad", body="forbidden")))
    result = folder.try_build()
    assert result.published
    assert [one.path for one in result.report.errors] == ["content/posts/bad.md", "content/posts/good.es.md"]
    public = folder.build()
    assert "news/bad/index.html" not in public.tree()
    assert public.html("es/news/good/index.html").h1.get_text() == "About good"
    ignore = "checks: {ignore: [{code: CAL999, reason: We know., until: 2027-01-01}]}\n"
    (folder.root / "site.yaml").write_text((folder.root / "site.yaml").read_text() + ignore)
    assert folder.build().html("es/news/good/index.html").h1.get_text() == "Hola"


def test_a_link_to_a_post_that_is_over_is_a_warning_and_stops_nothing(site: Site):
    page = (
        "-- content/pages/shots.md --\n---\ntitle: Shots\nnav: 1\n---\n[The flu](/news/flu/), [all](/news/topics/x/)\n"
    )
    folder = site(page + post("flu", "expires: 2026-11-22", "topics: [x]"))
    found = [one for one in folder.findings() if one.code == "PAG851"]
    assert [(one.severity.value, one.path) for one in found] == [("warning", "shots/index.html")] * 2
    folder.edit("content/pages/shots.md", "/news/flu/", "/news/flue/")
    worse = folder.try_build()
    assert not worse.published
    assert [one.message for one in worse.report.errors] == ["href '/news/flue/': nothing is there"]


def test_a_part_that_a_post_lacks_is_an_error_while_it_stands_and_none_of_its_own_when_it_does_not(site: Site):
    folder = site(post("flu", "expires: 2026-11-25", body="[Below](#costs), [whom to ask](#main)."))
    result = folder.try_build()
    assert not result.published
    assert [(one.code, one.message) for one in result.report.errors] == [
        ("PAG851", "href '#costs': no element there has the id costs")
    ]
    page = "-- content/pages/shots.md --\n---\ntitle: Shots\nnav: 1\n---\n[The flu](/news/flu/#costs)\n"
    found = [one for one in folder.write(page).findings(**at(26)) if one.code == "PAG851"]
    assert [(one.severity.value, one.path) for one in found] == [("warning", "shots/index.html")]


def test_on_a_host_with_a_path_every_address_has_it(site: Site):
    folder = with_picture(site(FLU))
    public = folder.build(base_url="https://harbor.example/dental")
    page = public.html("news/flu/index.html")
    assert page.select_one(".post-ask a")["href"] == "/dental/locations/"
    (item,) = json.loads(public.bytes("news/feed.json"))["items"]
    assert item["id"] == "https://harbor.example/dental/news/flu/"
    assert 'href="https://harbor.example/dental/find/"' in item["content_html"]
    assert item["image"].startswith("https://harbor.example/dental/assets/flu-")
    assert folder.findings(base_url="https://harbor.example/dental") == ()


def test_whoever_has_left_is_named_without_a_number(site: Site):
    folder = with_picture(site(FLU))
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: departed")
    (person,) = folder.build().html("news/flu/index.html").select(".post-people li")
    assert [link["href"] for link in person.select("a")] == ["/providers/ana-diaz/"]
