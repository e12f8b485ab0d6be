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

_WORDS = {
    "who": "nurse receptionist doctor assistant student technician manager interpreter pharmacist helper volunteer "
           "specialist hygienist clerk colleague partner trainee coordinator",
    "did": "explained repeated wrote drew forgot mentioned checked printed found skipped measured questioned described "
           "corrected summarized translated postponed ordered reviewed underlined",
    "what": "results forms letter plan bill numbers dose schedule picture history list report questions insurance "
            "referral directions folder calendar exercises options risks costs steps pressure allergies",
    "how": "twice slowly badly kindly quickly patiently again carefully vaguely loudly honestly briefly calmly "
           "thoroughly reluctantly gladly hurriedly quietly clearly nervously",
    "when": "Monday Tuesday Wednesday Thursday Friday yesterday today afterwards later eventually meanwhile finally "
            "beforehand once recently midweek overnight",
    "where": "desk hallway elevator window parking entrance corner basement lobby counter stairs garden office lab "
             "bathroom kitchen balcony door",
    "like": "cold bright noisy clean crowded modern shabby pleasant tiny dark spacious sunny stuffy tidy cheerful "
            "comfortable dusty",
    "felt": "rushed welcome ignored safe confused relieved tired respected nervous grateful puzzled heard annoyed calm "
            "worried lucky foolish hopeful",
    "kin": "mother father sister brother daughter son husband wife neighbor uncle aunt cousin friend grandmother "
           "roommate boss nephew stepson",
    "long": "five ten fifteen twenty thirty forty fifty sixty seventy ninety",
}  # fmt: skip
"""What stands in the places of the sentences below."""
_SENTENCES = (
    "{when} the {who} {did} my {what} {how} near the {where}",
    "After {long} minutes {who} and {who} {did} {what} {how}",
    "My {kin} {felt} and {felt} while somebody {how} {did} {what}",
    "Such a {like} {where} makes {kin} and me feel {felt} {when}",
    "{what} and {what} were {how} {did} by another {who} {when}",
    "We waited {long} minutes by the {like} {where} with {what} and {what}",
    "Nobody {did} why {what} cost {long} dollars until {when} my {kin} asked {how}",
    "I left {felt} {when} because one {like} {who} {did} every {what}",
    "Between {where} and {where} a {felt} {who} {how} {did} our {what}",
    "Next time {kin} comes along {how} since {what} were {like} and {did} {when}",
)


_BIO = (
    "{name} is a made-up person in a made-up city. The people who come here are made up, too, and have been for years",
    "In the exam room there is time for **questions**, and most of them get a drawing for an answer",
    "Visits begin with what matters most to you. They end with a *short list* of next steps in plain words",
    "Before this, {name} worked in a small fictional house by a lake and learned to listen on night shifts",
    "On free days there is rowing, slowly. There is also a garden that is mostly beans, and one stubborn pear tree",
    "People who do not speak English are welcome. Somebody joins by [video](https://interpreters.example/) to help",
)


def person(rng: random.Random) -> tuple[str, str]:
    """Give the names of nobody."""
    return rng.choice(GIVEN), rng.choice(FAMILY)


def paragraph(rng: random.Random, family: str) -> str:
    """Give a paragraph of a biography in Markdown, on one line."""
    return " ".join(f"{sentence.format(name=family)}." for sentence in rng.sample(_BIO, 4))


def review_text(rng: random.Random) -> str:
    """Give a review of about 40 to 80 words in four sentences or more, put together so that hardly two are alike."""
    return " ".join(f"{_filled(rng, pattern)}." for pattern in rng.sample(_SENTENCES, rng.choice((4, 5, 5, 6))))


def _filled(rng: random.Random, pattern: str) -> str:
    """Give a sentence with a word in each place, the first one in capitals."""
    words = (_word(rng, word[1:-1]) if word.startswith("{") else word for word in pattern.split())
    sentence = " ".join(words)
    return sentence[0].upper() + sentence[1:]


def _word(rng: random.Random, place: str) -> str:
    """Give a word for a place: a known one, or now and then one that nobody knows, as names and slips are."""
    if rng.random() < _INVENTED:
        return "".join(rng.choices(_SYLLABLES, k=3))
    return rng.choice(_CHOICES[place])


_INVENTED = 0.25
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeio"]
_CHOICES = {place: words.split() for place, words in _WORDS.items()}
