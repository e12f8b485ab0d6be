"""One violation for each rule about prepared responses."""

from __future__ import annotations

from check.planting import OWN, both, review, written
from check.seeding import Also, Plant, Seed

ENGLISH = "content/responses/{id}.md"
SPANISH = "content/responses/{id}.es.md"
CALL = "Please call the office of {name}, {specialty}, at {phone}."
LLAME = "Por favor llame al consultorio de {name}, {specialty}, al {phone}."
APPROVED = "approved_by: compliance\napproved_on: 2026-03-01\n"


def text(body: str, head: str = APPROVED, topic: str = "other") -> str:
    return f"---\ntitle: Seed\ntopic: {topic}\n{head}---\n{body}\n"


def prepared(english: str, spanish: str = "") -> Plant:
    """Write a response in both languages of the site; the Spanish one is clean unless a text is given."""
    return both(written(ENGLISH, english), written(SPANISH, spanish or text(f"Gracias por escribir. {LLAME}")))


def saying(code: str, what: str, sentence: str, *also: Also) -> Seed:
    """Give the seed of a response with a sentence that it must not have, in its second line."""
    return Seed(code, what, prepared(text(f"{CALL}\n{sentence}")), ENGLISH, sentence, also=also)


SEEDS = (
    saying("RPL701", "a response for our patient", "As our patient, please know that every note is read."),
    saying("RPL702", "a response to somebody", "Dear Mr. Pemberton, we are sorry to hear this."),
    saying(
        "RPL703",
        "a response about a root canal",
        "We are sorry that your root canal hurt.",
        Also("RPL701", ENGLISH, "root canal", "a detail that is tied to a person tells that they are a patient"),
    ),
    saying("RPL705", "a response with a dose", "Until then, take ibuprofen every six hours."),
    saying("RPL706", "a response that contradicts", "This story is untrue from beginning to end."),
    saying("RPL707", "a response with a wish", "Would you reconsider your rating once things are calm?"),
    Seed(
        "RSP911",
        "nobody to call",
        prepared(text("Please call the office of {name} at {phone}.")),
        ENGLISH,
        "title:",
    ),
    Seed("RSP911", "a slip", prepared(text(f"{CALL}\nAsk for {{nmae}}.")), ENGLISH, "{nmae}"),
    Seed("RSP911", "nobody approved it", prepared(text(CALL, "")), ENGLISH, "title:"),
    Seed("RSP911", "it ran out", prepared(text(CALL, f"{APPROVED}expires_on: 2026-06-30\n")), ENGLISH, "expires_on:"),
    Seed(
        "RSP911",
        "no word of emergencies",
        prepared(text(f"{CALL} In an emergency, call 911."), text(LLAME, topic="clinical-question")),
        SPANISH,
        "topic:",
    ),
    Seed("RSP911", "no Spanish", written(ENGLISH, text(CALL)), ENGLISH, "title:"),
    Seed(
        "SRC003",
        "a reply from nowhere",
        review({"reply": {"status": "draft", "text": "Thank you for writing.", "response": "thnaks"}}),
        OWN,
        "response: thnaks",
    ),
    Seed(
        "SRC004",
        "one response twice",
        both(prepared(text(CALL)), written("content/responses/{id}.en.md", text(CALL))),
        ENGLISH,
        "title:",
    ),
)
