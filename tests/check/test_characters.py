"""Hidden characters, wrong decodings and mixed scripts are found, and honest writing of any language is left alone."""

from __future__ import annotations

import pytest

from site_gen.check.characters import hidden_characters, mixed_words, wrong_decodings

HONEST = {
    "Persian": "می\u200cخواهم تشکر کنم",
    "Arabic with a joiner at its end": "ه\u200d 1420",
    "Hindi": "क्\u200dष और र्\u200dय",
    "Malayalam": "അവന്\u200d വന്നു",
    "Sinhala": "ශ්\u200dරී ලංකා",
    "Hebrew with direction marks": "שלום \u200f(טוב)\u200e",
    "Hebrew with an isolate": "הרופא \u2066Dr. Diaz\u2069 היה נחמד",
    "Thai": "ไทย\u200bภาษา",
    "emoji": "👩\u200d⚕️ 👨\u200d👩\u200d👧\u200d👦 🙂\u200d↔️ ❤️\u200d🔥 👍🏽",
    "flags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🇲🇽",
    "Japanese with a variant": "葛󠄀飾区の歯医者",
    "Vietnamese": "Nguyễn rất tử tế",
    "Russian": "Привет, доктор. Ёлка",
    "Greek in medicine": "anti-TNFα, β2, 5 µg",
    "German quotation after ß": "„Das macht Spaß“ und „Fuß“",
    "German quotation after Ü": "„TSCHÜ“ „MENÜ“",
    "Portuguese quotation after Ã": "“AMANHÔ e «IRMû",
    "French quotation after É": "“CAFÉ” « été »",
    "quotation marks and an ellipsis": "“fine”… — ok",
    "Spanish": "¿Qué tal? ¡Muy bien, señora Ñandú!",
}
HIDDEN = {
    "zero-width space": ("The wa\u200bit", ["invisible U+200B"]),
    "joiner between Latin letters": ("a\u200db", ["invisible U+200D"]),
    "joiner between an emoji and a letter": ("👩\u200da", ["invisible U+200D"]),
    "byte order mark": ("x\ufeffy", ["invisible U+FEFF"]),
    "override": ("\u202etI was", ["direction control U+202E"]),
    "override in Hebrew": ("שלום \u202eabc\u202c", ["direction control U+202E"]),
    "isolate without an end in Hebrew": ("שלום \u2067abc", ["direction control U+2067"]),
    "mark in English": ("call \u200e555-0142", ["direction control U+200E"]),
    "tags that spell": ("hi\U000e0041\U000e0042", ["invisible U+E0041", "invisible U+E0042"]),
    "variation selector as a carrier": ("a\U000e0110", ["invisible U+E0110"]),
}
WRONG = {
    "apostrophe": ("The wait wasnâ€™t long", ["’"]),
    "dash": ("kind â€” and quick", ["—"]),
    "Spanish": ("niÃ±a, seÃ±ora", ["ñ", "ñ"]),
    "pound": ("Â£20", ["£"]),
    "emoji": ("good ðŸ˜€", ["😀"]),
    "Cyrillic in Windows-1251": ("РџСЂРёРІРµС‚", ["Привет"]),
    "Cyrillic in Windows-1252": ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", ["привет"]),
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_honest_writing_has_no_suspects(text):
    assert [*hidden_characters(text), *wrong_decodings(text), *mixed_words(text)] == []


@pytest.mark.parametrize(("text", "expected"), HIDDEN.values(), ids=HIDDEN)
def test_a_character_that_only_hides_is_found(text, expected):
    assert [one.what for one in hidden_characters(text)] == expected


@pytest.mark.parametrize(("text", "meant"), WRONG.values(), ids=WRONG)
def test_a_wrong_decoding_is_found_with_what_was_meant(text, meant):
    found = list(wrong_decodings(text))
    assert [one.what.split('"')[3] for one in found] == meant
    assert all(text[one.at] == one.what[1] for one in found), "the place is that of its first character"


@pytest.mark.parametrize("char", ["\ufffd", "\ufffc", "\x85\x86", "\x9d"])
def test_what_a_decoder_left_is_a_lost_character(char):
    assert [one.what[:14] for one in wrong_decodings(f"Ren{char}e")] == ["lost character"]


@pytest.mark.parametrize(("word", "greek", "is_found"), [
    ("Dіaz", False, True), ("Αna", False, False), ("Αna", True, True), ("Лариса", True, False), ("José", True, False),
])  # fmt: skip
def test_a_word_of_two_scripts_is_found(word, greek, is_found):
    assert list(mixed_words(f"Dr. {word} is here", greek=greek)) == ([word] if is_found else [])
