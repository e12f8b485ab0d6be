"""The words that the fictional site is put together from."""

from __future__ import annotations

import random

GIVEN = (
    "Ada", "Ben", "Cora", "Dario", "Ella", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Mira", "Nils",
    "Olga", "Pablo", "Quinn", "Rosa", "Sami", "Tara", "Uma", "Viktor", "Wanda", "Xenia", "Yara", "Zoltan",
)  # fmt: skip
FAMILY = (
    "Abbasi", "Berg", "Castillo", "Dunn", "Eriksen", "Fonseca", "Garner", "Haddad", "Ivanov", "Jensen", "Kowalski",
    "Lindqvist", "Mbeki", "Novak", "Okafor", "Park", "Quigley", "Raman", "Sato", "Thompson", "Ueda", "Valdes", "Weiss",
    "Yilmaz", "Zamora",
)  # fmt: skip
CITIES = ("Chicago", "Springfield", "Evanston", "Oak Park")
KINDS = (
    ("physician", "Dr.", "MD", "Cardiology"),
    ("physician", "Dr.", "MD", "Family medicine"),
    ("physician", "Dr.", "DO", "Pediatrics"),
    ("dentist", "Dr.", "DDS", "General dentistry"),
    ("nurse-practitioner", "", "NP", "Family medicine"),
    ("optometrist", "Dr.", "OD", "Optometry"),
)
"""Kind, prefix, suffix and specialty."""
CONDITIONS = (
    "High blood pressure", "Asthma", "Back pain", "Migraine", "Allergies", "Diabetes", "Chest pain", "Sleep problems",
)  # fmt: skip
TITLES = ("Worth the drive", "Mixed feelings", "Felt heard", "Long wait", "Clear answers", "Would come again")
REASONS = ("abusive", "unrelated", "clearly-false", "believed-fake", "duplicate-submission", "author-withdrew")
REPLIES = (
    "Thank you for telling us. The whole team has read it.",
    "We are sorry about the wait. There is now one more person at the front desk in the morning.",
    "Please call the office at 312-555-0100, and we will look into it together with you.",
)

_STARTS = (
    "I came in with a cough and", "My mother was seen on Monday and", "After a long week of headaches", "On the phone",
    "In the waiting room", "At the front desk", "By the second visit", "Before the blood test", "When my knee gave out",
    "With a toddler on my arm", "For the yearly check", "Late in the afternoon", "On my lunch break", "As a newcomer",
    "Three years in a row", "With my son as interpreter", "After the move to town", "During the exam itself",
)  # fmt: skip
_MIDDLES = (
    "the nurse remembered my name", "nobody said how long it would take", "everything was explained twice",
    "the forms were short for once", "somebody drew me a picture of it", "we were sent to another floor",
    "the doctor looked at the screen a lot", "they asked about sleep and work", "I was offered water and a chair",
    "a student listened first", "the scale was out of order", "my questions were written down",
    "the music was far too loud", "I felt rushed toward the door", "they found the old records",
    "parking cost more than lunch", "the results came the same day", "we talked about what could wait",
)  # fmt: skip
_ENDINGS = (
    "which no office has ever done before", "and that made all the difference", "though the chairs are hard",
    "so I called my sister about it", "and the bill was what they had said", "but I would have liked more time",
    "and I left with a plan on paper", "which surprised me a little", "as if there were no one else",
    "and then it was over in minutes", "so we came back in spring", "while the printer did not work",
    "and the pills are easier now", "even with the door half open", "and I slept well that night",
    "without a word about the delay", "and they called the next day", "which is all I had asked for",
)  # fmt: skip
_BIO = (
    "{name} is a made-up person who looks after made-up people in a made-up city, and has done so for many years",
    "In the exam room there is time for **questions**, and most of them get a drawing for an answer",
    "Visits begin with what matters most to the person, and end with a *short list* of next steps in plain words",
    "Before this, {name} worked in a small fictional hospital by a lake and learned to listen on night shifts",
    "On free days there is rowing, slowly, and a garden that is mostly beans and one stubborn pear tree",
    "People who do not speak English are welcome; an interpreter joins by [video](https://interpreters.example/)",
)


def person(rng: random.Random) -> tuple[str, str]:
    """Give the names of nobody."""
    return rng.choice(GIVEN), rng.choice(FAMILY)


def paragraph(rng: random.Random, family: str) -> str:
    """Give a paragraph of a biography in Markdown, on one line."""
    return " ".join(f"{sentence.format(name=family)}." for sentence in rng.sample(_BIO, 4))


def review_text(rng: random.Random) -> str:
    """Give a review of about 40 to 80 words in three sentences or more, put together so that hardly two are alike."""
    parts = zip(*(rng.sample(column, 5) for column in (_STARTS, _MIDDLES, _ENDINGS)), strict=True)
    return " ".join(f"{' '.join(part)}." for part in list(parts)[: rng.choice((3, 4, 4))])
