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
    ("psychologist", "Dr.", "PsyD", "Psychotherapy"),
)
"""Kind, prefix, suffix and specialty."""
CONDITIONS = (
    "High blood pressure", "Asthma", "Back pain", "Migraine", "Allergies", "Diabetes", "Chest pain", "Sleep problems",
)  # fmt: skip
TITLES = ("Worth the drive", "Mixed feelings", "Felt heard", "Long wait", "Clear answers", "Would come again")
REASONS = ("abusive", "unrelated", "clearly-false", "believed-fake", "duplicate-submission", "author-withdrew")
REPLIES = (
    "Thank you for telling us. This fictional office has passed it on to the whole team.",
    "We are sorry about the wait. There is now one more person at the front desk in the morning.",
    "Please call the office at 312-555-0100, and we will look into it together with you.",
)

_OPENINGS = ("I came in with", "My mother was seen for", "We went there because of", "It took a while to sort out")
_TROUBLES = ("a cough that would not go away", "a sore shoulder", "questions about new pills", "a routine check")
_MIDDLES = (
    "The front desk was friendly and the forms were short",
    "The waiting room was full and nobody said how long it would take",
    "Everything was explained twice, once with a drawing, and nobody rushed us out of the door",
    "The nurse remembered my name and asked how the last month had been at home and at work",
    "Parking was easy to find but the way in was not marked at all",
    "They called the next day to ask how it was going, which no office has ever done before",
    "The bill was what they had said it would be, down to the last line",
    "I would have liked more time for my own questions at the end of the visit",
)
_ENDINGS = (
    "I would go back.", "Not sure I will return.", "My family goes there now, too.", "Thank you to everybody there.",
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
    """Give a review of about 40 to 80 words in at least four sentences."""
    middles = rng.sample(_MIDDLES, rng.choice((2, 3, 3, 4)))
    parts = [f"{rng.choice(_OPENINGS)} {rng.choice(_TROUBLES)}.", *(f"{middle}." for middle in middles)]
    return " ".join([*parts, rng.choice(_ENDINGS)])
