"""The owner's page about help in one's own language: in every language that there is, a link away from every page."""

from __future__ import annotations

import pytest

from conftest import SiteFolder


def page(title: str, text: str) -> str:
    return f"---\ntitle: {title}\ndescription: {title}\n---\n## {title}\n\n{text}\n"


@pytest.fixture
def folder(site) -> SiteFolder:
    made: SiteFolder = site(
        f"-- content/pages/language-assistance.md --\n{page('Help in your language', 'Ask us.')}"
        f"-- content/pages/language-assistance.es.md --\n{page('Ayuda en su idioma', 'Pregunte.')}"
        f"-- content/pages/language-assistance.ar.md --\n{page('المساعدة بلغتك', 'اسألنا.')}"
    )
    made.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    return made


def test_every_page_leads_there_in_every_language_and_the_front_page_twice(folder: SiteFolder):
    public = folder.build()
    for file in ("find/index.html", "es/find/index.html", "404.html", "providers/ana-diaz/index.html"):
        links = public.html(file).footer.find(class_="assistance")("a")
        here = "es" if file.startswith("es/") else "en"
        assert {link.get_text(): link.get("lang", here) for link in links} == {
            "Help in your language": "en",
            "Ayuda en su idioma": "es",
            "المساعدة بلغتك": "ar",
        }
    assert len(public.html("index.html")(class_="assistance")) == 2
    assert len(public.html("index.html").main(class_="assistance")) == 1


def test_a_language_of_the_site_has_its_page_and_any_other_its_part_of_it(folder: SiteFolder):
    public = folder.build()
    links = public.html("es/index.html").footer.find(class_="assistance")("a")
    assert [link["href"] for link in links] == [
        "/es/language-assistance/",
        "/language-assistance/",
        "/es/language-assistance/#in-ar",
    ]
    part = public.html("es/language-assistance/index.html").find(id="in-ar")
    assert (part["lang"], part["dir"], part.h2.get_text()) == ("ar", "rtl", "المساعدة بلغتك")
    assert part.h3 is not None, "its own headings stand below its title"


def test_the_page_has_all_languages_the_readers_own_first(folder: SiteFolder):
    text = folder.build().text("es/language-assistance/index.html")
    assert text.index("Pregunte.") < text.index("Ask us.") < text.index("اسألنا.")


def test_a_site_without_the_page_has_no_such_links(site):
    assert site().build().html("index.html").find(class_="assistance") is None


def test_a_phone_number_in_a_text_of_the_owner_reads_from_left_to_right(folder: SiteFolder):
    folder.edit(
        "content/pages/language-assistance.ar.md", "اسألنا.", "[(312) 555-0100](tel:+13125550100) <bdi>Ana</bdi>"
    )
    part = folder.build().html("es/language-assistance/index.html").find(id="in-ar")
    assert part.find("a", href="tel:+13125550100")["dir"] == "ltr"
    assert part.bdi.get_text() == "Ana"
