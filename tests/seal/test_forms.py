"""The draft of the authorization form: what is in it, and what is said as long as it is not completed."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from site_gen.cli.main import run
from site_gen.model.form import ELEMENT_NAMES

MARK = re.compile(r"<!-- element: (\S+) -->")
PLACE = re.compile(r"\[\[.+?\]\]")


def draft(language: str) -> str:
    path = resources.files("site_gen").joinpath("data", "archetypes", f"authorization.{language}.md")
    return path.read_text(encoding="utf-8")


def about_forms(folder):
    return [one for one in folder.findings() if one.code == "PRV327"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_draft_has_every_element_once_and_what_is_said_about_payment(language):
    marks = MARK.findall(draft(language))
    assert sorted(marks) == sorted({*ELEMENT_NAMES, "164.508(a)(3)", "164.508(c)(4)"})


def test_both_drafts_have_the_same_elements_in_the_same_order_and_as_many_places():
    english, spanish = draft("en"), draft("es")
    assert MARK.findall(english) == MARK.findall(spanish)
    assert len(PLACE.findall(english)) == len(PLACE.findall(spanish)) > 10
    assert english.count("____") == spanish.count("____")


def test_a_new_draft_is_warned_of_until_every_place_is_completed(site, capsys):
    folder = site()
    assert run(["-C", str(folder.root), "new", "authorization"]) == 0
    said = capsys.readouterr()
    assert said.out == "made content/forms/authorization.md\n"
    assert "counsel" in said.err
    (finding,) = about_forms(folder)
    places = len(PLACE.findall(draft("en"))) - 1  # one stands in the remark at the head
    assert finding.message.startswith(f"{places} places are not completed, first: full legal name and address")
    file = folder.root / "content/forms/authorization.md"
    assert "[[" in file.read_text().splitlines()[finding.line - 1]
    file.write_text(PLACE.sub("as counsel says", file.read_text()))
    assert about_forms(folder) == []


@pytest.mark.parametrize("code", ELEMENT_NAMES)
def test_an_element_that_is_taken_out_is_missed(site, code):
    folder = site()
    text = PLACE.sub("as counsel says", draft("en"))
    before, after = text.split(f"<!-- element: {code} -->")
    rest = after[after.index("<!-- element") :] if "<!-- element" in after else ""
    (folder.root / "content/forms").mkdir()
    (folder.root / "content/forms/authorization.md").write_text(before + rest)
    assert [one.message for one in about_forms(folder)] == [f"does not say {ELEMENT_NAMES[code]} (45 CFR {code})"]


def test_an_element_that_has_only_its_heading_is_missed(site):
    folder = site()
    text = PLACE.sub("as counsel says", draft("en"))
    emptied = re.sub(r"(## How long it lasts\n).+\n", r"\1", text)
    assert emptied != text
    (folder.root / "content/forms").mkdir()
    (folder.root / "content/forms/authorization.md").write_text(emptied)
    assert [one.message for one in about_forms(folder)] == ["does not say when it ends (45 CFR 164.508(c)(1)(v))"]


def test_a_site_in_two_languages_gets_both_and_nothing_is_overwritten(site, capsys):
    folder = site()
    with (folder.root / "site.yaml").open("a") as file:
        file.write("languages: [es, en]\n")
    assert run(["-C", str(folder.root), "new", "authorization"]) == 0
    assert capsys.readouterr().out == "made content/forms/authorization.md\nmade content/forms/authorization.en.md\n"
    assert "# Permiso para publicar" in (folder.root / "content/forms/authorization.md").read_text()
    assert run(["-C", str(folder.root), "new", "authorization", "--language", "en"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert run(["-C", str(folder.root), "new", "authorization", "--language", "fr"]) == 2
    assert "no draft in the language fr" in capsys.readouterr().err


def test_a_form_is_not_published(site):
    folder = site()
    assert run(["-C", str(folder.root), "new", "authorization"]) == 0
    public = folder.build()
    assert not [file for file, data in public.tree().items() if "form" in file or b"Permission to publish" in data]


def test_a_form_that_does_not_load_is_named_with_its_line(site):
    folder = site(
        "-- content/forms/authorization.md --\n---\ntitle: Permission\nkind: consent\nversion: web-1\n---\nYes.\n"
    )
    (finding,) = [one for one in folder.findings() if one.path.startswith("content/forms")]
    assert (finding.code, finding.line) == ("SRC002", 3)
