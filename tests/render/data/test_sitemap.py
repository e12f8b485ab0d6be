"""Sitemap (sitemaps.org protocol 0.9, with the language links of Google's extension) and robots.txt."""

from __future__ import annotations

import datetime
import re
import urllib.parse
import urllib.robotparser
from collections.abc import Mapping

import pytest
from lxml import etree

from conftest import Public, review
from site_gen.render.data import sitemap
from site_gen.render.data.sitemap import MOST_URLS, SitemapEntry, robots, sitemap_files

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BASE = "https://harbor.example/"
MOST_BYTES = 52_428_800
LONGEST_URL = 2_048


class Place:
    """One `url` of a sitemap, checked against the protocol as it is read."""

    def __init__(self, element: etree._Element) -> None:
        assert element.tag == SITEMAP + "url"
        names = [child.tag for child in element]
        assert names.count(SITEMAP + "loc") == 1
        assert names.count(SITEMAP + "lastmod") <= 1
        assert set(names) <= {SITEMAP + "loc", SITEMAP + "lastmod", XHTML + "link", IMAGE + "image"}
        self.url = element.findtext(SITEMAP + "loc") or ""
        self.changed = element.findtext(SITEMAP + "lastmod")
        pictures = element.findall(IMAGE + "image")
        assert all([child.tag for child in picture] == [IMAGE + "loc"] for picture in pictures)
        self.images = [picture.findtext(IMAGE + "loc") for picture in pictures]
        links = element.findall(XHTML + "link")
        assert all(link.get("rel") == "alternate" for link in links)
        self.alternates = {link.get("hreflang"): link.get("href") for link in links}
        assert len(self.alternates) == len(links), "one address a language"


def read_places(data: bytes, base: str = BASE) -> dict[str, Place]:
    """Give the places of one sitemap file by address, checked against the protocol."""
    assert len(data) <= MOST_BYTES
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    root = etree.fromstring(data)
    assert root.tag == SITEMAP + "urlset"
    places = [Place(element) for element in root]
    assert 1 <= len(places) <= MOST_URLS
    by_url = {place.url: place for place in places}
    assert len(by_url) == len(places), "an address stands once"
    for place in places:
        assert place.url.startswith(base)
        assert len(place.url) < LONGEST_URL
        assert re.fullmatch(r"[!-~]+", place.url), "RFC 3986: what is not ASCII is percent-encoded"
        if place.changed is not None:
            datetime.date.fromisoformat(place.changed)
    return by_url


def file_of(url: str, base: str = BASE) -> str:
    path = url.removeprefix(base)
    return f"{path}index.html" if path.endswith("/") or not path else path


def is_indexed(public: Public, file: str) -> bool:
    return public.html(file).find("meta", attrs={"name": "robots", "content": "noindex"}) is None


def rows(files: Mapping[str, bytes]) -> list[str]:
    """Give the addresses of a whole sitemap, in order, through its index."""
    root = etree.fromstring(files["sitemap.xml"])
    assert root.tag == SITEMAP + "sitemapindex"
    urls: list[str] = []
    for element in root:
        assert element.tag == SITEMAP + "sitemap"
        part = (element.findtext(SITEMAP + "loc") or "").removeprefix(BASE)
        urls.extend(read_places(files[part]))
    return urls


@pytest.fixture
def several(site):
    """Two languages, two pages of reviews, an owner's page, a redirect that is a page too, somebody departed."""
    departed = "-- content/providers/bo-lee.yaml --\nname: {given: Bo, family: Lee}\nkind: dentist\nstatus: departed\n"
    about = "-- content/pages/about.md --\n---\ntitle: About\nupdated_on: 2026-02-03\n---\nHello\n"
    folder = site(departed + about + "".join(review(number) for number in range(1, 23)))
    folder.edit(
        "site.yaml",
        "time_zone",
        "languages: [en, es]\nredirects: {/old: /providers/ana-diaz/}\nhosting: {redirect_pages: true}\ntime_zone",
    )
    return folder


def test_every_address_of_the_sitemap_is_a_page_that_says_the_same_of_itself(several):
    public = several.build()
    for url in read_places(public.bytes("sitemap.xml")):
        page = public.html(file_of(url))
        assert page.find("link", rel="canonical")["href"] == url
        assert is_indexed(public, file_of(url))


def test_the_sitemap_has_every_page_but_missing_and_moved_ones(several):
    public = several.build()
    pages = {file for file in public.tree() if file.endswith(".html")}
    listed = {file_of(url) for url in read_places(public.bytes("sitemap.xml"))}
    assert listed == {file for file in pages if is_indexed(public, file)}
    assert pages - listed == {"404.html", "es/404.html", "old/index.html"}


def test_languages_of_one_page_name_each_other_and_agree_with_the_page(several):
    public = several.build()
    places = read_places(public.bytes("sitemap.xml"))
    for url, place in places.items():
        assert set(place.alternates) == {"en", "es", "x-default"}
        assert place.alternates["x-default"] == place.alternates["en"]
        assert url in place.alternates.values(), "a page names itself"
        for other in place.alternates.values():
            assert places[other].alternates == place.alternates
        in_page = {link["hreflang"]: link["href"] for link in public.html(file_of(url))("link", hreflang=True)}
        assert in_page == place.alternates


def test_a_site_in_one_language_has_no_language_links(site):
    places = read_places(site().build().bytes("sitemap.xml"))
    assert all(not place.alternates for place in places.values())


def test_dates_of_change_are_those_that_the_content_names(several):
    places = read_places(several.build().bytes("sitemap.xml"))
    assert places[f"{BASE}about/"].changed == "2026-02-03"
    assert places[f"{BASE}providers/ana-diaz/"].changed == "2026-03-12", "the last decision about a review"
    assert places[f"{BASE}es/providers/ana-diaz/"].changed == "2026-03-12"
    assert places[f"{BASE}find/"].changed == "2026-03-12", "that of the last member to change"
    assert places[f"{BASE}"].changed == "2026-03-12"
    assert places[f"{BASE}providers/bo-lee/"].changed is None, "nothing tells"


def test_a_reply_and_a_look_at_the_profile_change_a_page_and_a_later_build_does_not(site):
    reply = "\nreply: {status: published, published_at: 2026-05-20T12:00:00Z, text: Thank you.}"
    decided = "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}"
    folder = site("".join(review(number, extra=decided + (reply if number == 1 else "")) for number in range(1, 23)))
    places = read_places(folder.build().bytes("sitemap.xml"))
    ana = f"{BASE}providers/ana-diaz/"
    assert places[ana].changed == "2026-05-20"
    assert places[f"{ana}reviews/1/"].changed == "2026-05-20", "the page with the review that was answered"
    assert places[f"{ana}reviews/2/"].changed == "2026-03-12"
    later = folder.options().as_of.replace(day=25)
    assert read_places(folder.build(as_of=later, full=True).bytes("sitemap.xml"))[ana].changed == "2026-05-20"
    folder.edit("content/providers/ana-diaz.yaml", "bio:", "verified_on: 2026-10-01\nbio:")
    places = read_places(folder.build().bytes("sitemap.xml"))
    assert places[ana].changed == places[f"{BASE}find/"].changed == "2026-10-01"
    assert places[f"{ana}reviews/1/"].changed == "2026-05-20"


def test_a_page_of_the_owner_has_the_date_of_its_own_language(site):
    page = "---\ntitle: About\nupdated_on: {}\n---\nHello\n"
    folder = site(
        f"-- content/pages/about.md --\n{page.format('2026-02-03')}"
        f"-- content/pages/about.es.md --\n{page.format('2026-04-05')}"
    )
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    places = read_places(folder.build().bytes("sitemap.xml"))
    assert places[f"{BASE}about/"].changed == "2026-02-03"
    assert places[f"{BASE}es/about/"].changed == "2026-04-05"


def test_pictures_of_people_places_and_pages_stand_with_their_pages(site):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n'
    names = ("ana", "house", "team")
    folder = site("".join(f"-- content/media/{name}.svg --\n{drawing}" for name in names))
    folder.write("-- content/pages/about.md --\n---\ntitle: About\n---\n![All of us](media/team.svg)\n")
    folder.edit("content/providers/ana-diaz.yaml", "bio:", "photo: {file: media/ana.svg, alt: Ana}\nbio:")
    folder.edit("content/locations/downtown.yaml", "phone:", "photo: {file: media/house.svg, alt: A house}\nphone:")
    public = folder.build()
    places = read_places(public.bytes("sitemap.xml"))
    for path, name in (("providers/ana-diaz/", "ana"), ("locations/downtown/", "house"), ("about/", "team")):
        (image,) = places[BASE + path].images
        assert f"/{name}." in image
        assert public.bytes(image.removeprefix(BASE)) == drawing.encode()
    assert places[f"{BASE}find/"].images == []


def test_a_base_path_is_part_of_every_address(several):
    base = "https://user.example/harbor/"
    public = several.build(base_url=base.rstrip("/"))
    for url in read_places(public.bytes("sitemap.xml"), base):
        assert (public.folder / file_of(url, base)).is_file()
    assert f"Sitemap: {base}sitemap.xml" in public.bytes("robots.txt").decode()


def test_fifty_thousand_addresses_are_one_file_and_one_more_makes_an_index():
    entries = [SitemapEntry(f"{BASE}providers/p-{number}/") for number in range(MOST_URLS + 1)]
    alone = dict(sitemap_files(BASE, entries[:-1]))
    assert list(alone) == ["sitemap.xml"]
    assert len(read_places(alone["sitemap.xml"])) == MOST_URLS
    split = dict(sitemap_files(BASE, entries))
    assert set(split) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    assert rows(split) == [entry.url for entry in entries]


def test_a_file_that_would_be_larger_than_the_protocol_allows_is_split_too(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_BYTES", 10_000)
    entries = [SitemapEntry(f"{BASE}p-{number}/", alternates=(("en", BASE), ("es", BASE))) for number in range(100)]
    split = dict(sitemap_files(BASE, entries))
    assert len(split) > 2
    assert all(len(data) <= 10_000 for data in split.values())
    assert rows(split) == [entry.url for entry in entries]


def test_addresses_are_escaped():
    url = f"{BASE}find/?a=1&b='2'"
    ((_file, data),) = sitemap_files(BASE, [SitemapEntry(url, None, (("en", url), ("es", f'{url}"<')))])
    assert b"&b=" not in data
    place = Place(etree.fromstring(data)[0])
    assert place.url == url
    assert place.alternates == {"en": url, "es": f'{url}"<'}


def test_robots_may_read_everything_and_find_the_sitemap(site):
    text = site().build().bytes("robots.txt").decode("ascii")
    assert text == robots(BASE).decode()
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.can_fetch("*", urllib.parse.urljoin(BASE, "providers/ana-diaz/"))
    assert parser.site_maps() == [f"{BASE}sitemap.xml"]
