"""Jargon: words with a plain synonym, but those that are explained and those inside names."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from site_gen.check.glossary import glossaries, unexplained


def words(text: str, language: str = "en", *names: str) -> list[str]:
    return [term.found for term in unexplained(text, language, names)]


def test_words_are_found_in_any_number_and_only_whole():
    assert words("He treats hypertension, Bruxism and hematomas.") == ["hypertension", "hematomas"]
    assert words("Edema is common. Antihypertensives help.") == ["Edema", "Antihypertensives"]
    assert words("Prehypertensional and edematous are other words.") == []


@pytest.mark.parametrize(
    "text",
    [
        "It is hypertension (high blood pressure).",
        "It is high blood pressure (hypertension).",
        "We call high blood pressure hypertension.",
        "It is hypertension\n(high blood\npressure).",
        "It is tachycardia, which means that the heart races.",
        "Fainting, also called syncope, is frightening: syncope (a faint) passes.",
    ],
)
def test_a_word_that_is_explained_where_it_stands_passes(text: str):
    assert words(text) == []


def test_one_explanation_is_enough_for_the_whole_text():
    assert words("Hypertension harms. Hypertension (high blood pressure) is silent. Watch hypertension.") == []


@pytest.mark.parametrize(
    "text",
    [
        "She is board certified in cardiovascular disease.",
        "She had a fellowship in pulmonary and renal medicine.",
        "She works at the Hypertension Clinic.",
        "She is board certified in\ncardiovascular disease.",
        "Cardiac Care of Chicago sent her here.",
    ],
)
def test_the_name_of_a_certificate_or_a_clinic_passes(text: str):
    assert words(text) == []


def test_the_end_of_a_paragraph_ends_a_name():
    assert words("She is board certified in heart care\n\nShe treats hypertension") == ["hypertension"]


def test_a_specialty_of_the_profile_passes():
    assert words("She does cardiac surgery.", "en", "Cardiac surgery") == []
    assert words("She does cardiac surgery.") == ["cardiac"]


def test_spanish_words_are_found_in_both_genders():
    assert words("Es subcutánea, y la cefalea es crónica.", "es") == ["subcutánea", "cefalea"]
    assert words("La cefalea (dolor de cabeza) es frecuente.", "es-MX") == []


def test_no_plain_word_is_jargon_itself_and_none_is_its_own():
    for language, glossary in glossaries().items():
        entries = {entry for found in glossary.values() for entry in found}
        assert len(entries) > 80
        for entry in entries:
            assert words(entry.plain, language) == [], entry.plain
            assert not re.match(entry.pattern, entry.plain, re.IGNORECASE)


def test_the_page_of_plain_words_is_that_of_the_glossary():
    done = subprocess.run([sys.executable, "tools/glossary_page.py", "--check"], cwd=REPOSITORY, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode()
    assert sum(len(found) for found in glossaries()["en"].values()) > 150
