"""Pages in several languages: what falls back says so, what runs the other way stays apart, and all name each other."""

from __future__ import annotations

import pytest

from conftest import Public, review
from site_gen.render.locale import Locale, direction_of, open_graph_locale

PROVIDER = "providers/ana-diaz/index.html"
HEBREW = "היה נהדר, תודה!"
OTHERS = """\
-- content/providers/ana-diaz.yaml --
name: {prefix: Dr., given: Ana, family: Diaz, suffix: DDS}
kind: dentist
specialties: [General dentistry, Smile repair]
languages: [en, es]
pronouns: she/her
locations: [{location: downtown, accepting_new_patients: true}]
credentials: [{name: Board certified, issuer: A board}]
conditions: [Toothache, Caries]
procedures: [Cleaning]
bio: Ana looks after teeth.
i18n:
  es: {bio: Ana cuida los dientes., conditions: [Dolor de muelas, Caries dental]}
-- content/locations/downtown.yaml --
name: Downtown
address: {street: 1 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550101"
parking: Behind the house.
transit: A bus.
i18n: {es: {parking: Detrás de la casa.}}
-- content/pages/about.md --
---
title: About
nav: 1
---
Hello
-- content/pages/about.es.md --
---
title: Acerca
nav: 1
---
Hola
-- content/pages/parking.md --
---
title: Parking
nav: 2
---
Behind
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Public:
    from conftest import SITE, SiteFolder

    decided = "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}"
    reply = "reply: {status: published, published_at: 2026-05-20T12:00:00Z, text: Gracias., language: es}"
    reviews = (
        review(1, text="It went well.", extra=f"author: M. K.\n{decided}\n{reply}")
        + review(2, text="Fue bien.", extra=f"language: es\n{decided}")
        + review(3, text=HEBREW, extra=f"language: he\n{decided}")
    )
    folder = SiteFolder(tmp_path_factory.mktemp("languages") / "site").write(SITE + OTHERS + reviews)
    words = "description: Teeth.\ni18n: {es: {description: Dientes.}}"
    folder.edit("site.yaml", "time_zone", f"languages: [en, es, ar]\n{words}\ntime_zone")
    return folder.build()


def said(public: Public, file: str, words: str) -> tuple[str, str]:
    """Give the language and the direction of the innermost element that has exactly some words."""
    found = [node for node in public.html(file).find_all(True) if node.get_text().strip() == words]
    assert found, f"{words!r} is not in {file}"
    around = (found[-1], *found[-1].parents)
    language = next(node["lang"] for node in around if node.get("lang"))
    direction = next(
        node["dir"] if node.get("dir") else "auto" for node in around if node.get("dir") or node.name == "bdi"
    )
    return language, direction


def test_a_page_says_its_language_and_direction(public: Public):
    for home, language, direction in (("", "en", "ltr"), ("es/", "es", "ltr"), ("ar/", "ar", "rtl")):
        root = public.html(home + PROVIDER).html
        assert (root["lang"], root["dir"]) == (language, direction)


@pytest.mark.parametrize(
    ("file", "words", "language"),
    [
        (f"es/{PROVIDER}", "Ana cuida los dientes.", "es"),
        (f"ar/{PROVIDER}", "Ana looks after teeth.", "en"),
        (f"es/{PROVIDER}", "Detrás de la casa.", "es"),
        (f"es/{PROVIDER}", "A bus.", "en"),
        (f"es/{PROVIDER}", "Dolor de muelas", "es"),
        (f"ar/{PROVIDER}", "Toothache", "en"),
        (f"es/{PROVIDER}", "Cleaning", "en"),
        (f"es/{PROVIDER}", "Smile repair", "en"),
        (f"es/{PROVIDER}", "Board certified", "en"),
        ("ar/find/index.html", "General dentistry، Smile repair", "en"),
        (f"es/{PROVIDER}", "she/her", "en"),
        ("es/index.html", "Dientes.", "es"),
        ("ar/index.html", "Teeth.", "en"),
        ("es/parking/index.html", "Behind", "en"),
        ("es/about/index.html", "Hola", "es"),
        ("ar/about/index.html", "Hello", "en"),
        ("ar/index.html", "About", "en"),
        (PROVIDER, "Fue bien.", "es"),
        (PROVIDER, HEBREW, "he"),
        (f"es/{PROVIDER}", "It went well.", "en"),
        (PROVIDER, "Gracias.", "es"),
        (f"es/{PROVIDER}", "Gracias.", "es"),
    ],
)
def test_a_text_is_in_the_language_that_it_says(public: Public, file: str, words: str, language: str):
    assert said(public, file, words)[0] == language


@pytest.mark.parametrize("words", ["It went well.", "M. K.", "Dr. Ana Diaz, DDS", "1 Main Street", "Downtown", HEBREW])
def test_words_that_may_run_the_other_way_stand_apart(public: Public, words: str):
    assert said(public, f"ar/{PROVIDER}", words)[1] == "auto"


def test_phone_numbers_run_from_left_to_right_everywhere(public: Public):
    for file in (f"ar/{PROVIDER}", "ar/index.html", "ar/locations/downtown/index.html"):
        page = public.html(file)
        numbers = page.find_all(string=lambda text: text and text.strip().startswith("(312)"))
        assert numbers
        assert all(number.find_parent(dir="ltr") for number in numbers)


def test_lists_are_joined_as_the_language_does(public: Public):
    assert "الإنجليزية، الإسبانية" in public.text("ar/find/index.html")
    assert "English, Spanish" in public.text("find/index.html")


def test_open_graph_names_this_language_and_the_others(public: Public):
    page = public.html(f"es/{PROVIDER}")
    metas = {(tag["property"], tag["content"]) for tag in page.find_all("meta", property=True)}
    assert ("og:locale", "es_US") in metas
    assert {value for name, value in metas if name == "og:locale:alternate"} == {"en_US", "ar_EG"}
    assert ("og:type", "profile") in metas
    about = public.html("about/index.html").find("meta", property="og:type")
    assert about["content"] == "article"


def test_a_site_in_one_language_names_no_other(site):
    page = site().build().html("index.html")
    assert page.find("meta", property="og:locale")["content"] == "en_US"
    assert page.find("meta", property="og:locale:alternate") is None
    assert page.find("link", hreflang=True) is None


@pytest.mark.parametrize(
    ("tag", "country", "wanted"),
    [
        ("es", "US", "es_US"),
        ("es", "ES", "es_ES"),
        ("ar", "US", "ar_EG"),
        ("pt-BR", "US", "pt_BR"),
        ("zh-Hans", "US", "zh_CN"),
    ],
)
def test_open_graph_writes_a_language_with_a_country(tag: str, country: str, wanted: str):
    assert open_graph_locale(tag, country) == wanted


@pytest.mark.parametrize(
    ("tag", "wanted"), [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("es", "ltr"), ("qqq", "ltr")]
)
def test_a_language_has_a_direction(tag: str, wanted: str):
    assert direction_of(tag) == wanted


def test_dates_and_numbers_are_written_as_the_language_does():
    locale = Locale("es")
    assert (locale.number(12345), locale.tenths(46), locale.month("2026-03")) == ("12.345", "4,6", "marzo de 2026")
    assert Locale("ar").phone("+13125550142") == "(312) 555-0142"
