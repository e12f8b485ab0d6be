"""One violation for each rule about replies."""

from __future__ import annotations

from typing import Any

from check.clean_site import careful_reply
from check.planting import OWN, A, received, replaced, review, reviews, weekly
from check.seeding import Also, Plot, Seed


def replied(code: str, what: str, reply: str, line: str = "", /, **more: Any) -> Seed:
    """Give the seed of a reply that must not be published so."""
    patch = {"reply": {"status": "approved", "approved_by": "compliance", "text": reply}}
    place = line or f"  text: {reply}"
    confirms = Also("RPL701", OWN, place, "a detail that is tied to a person tells that they are a patient")
    return Seed(code, what, review({**more, **patch}), OWN, place, also=(confirms,) if code == "RPL703" else ())


def in_anger(plot: Plot) -> None:
    reply = {
        "status": "approved",
        "written_at": "2026-06-03T12:20:00Z",
        "text": careful_reply(plot.root, plot.provider),
    }
    review({"rating": 3, "reply": reply})(plot)


SEEDS = (
    replied("RPL701", "thanks for a visit", "Thank you for visiting us."),
    replied("RPL702", "a name that nobody gave", "Dear Mr. Pemberton, we are sorry to hear this.", "Pemberton"),
    replied(
        "RPL703",
        "a part of the body",
        "How good to hear that your shoulder healed!",
        text="My shoulder healed.",
    ),
    replied(
        "RPL704", "a crown that nobody mentioned", "The lab for crowns was behind that month.", text="Slow service."
    ),
    replied(
        "RPL705",
        "advice about tablets",
        "Please stop taking the tablets with coffee.",
        text="The tablets upset my stomach.",
    ),
    replied("RPL706", "a contradiction", "This story is untrue from beginning to end."),
    replied("RPL707", "a wish", "Would you reconsider your rating once things are calm?"),
    replied("RPL708", "nobody to call", "We are sorry to read this. Please call us.", rating=2),
    Seed("RPL709", "an answer in anger", in_anger, OWN, "written_at:"),
    Seed(
        "RPL710",
        "one sentence for all",
        reviews(20, lambda number: {**received(weekly(number)), "reply": {"status": "approved", "text": "Thank you!"}}),
        "content/reviews/{provider}/{id_1}.yaml",
        "text: Thank you!",
    ),
    replied(
        "RPL711",
        "a crown, with leave",
        "We are glad that your crown looks great.",
        text="My crown looks great.",
        authorization={"scope": ["website", "reply"]},
    ),
    Seed("RPL712", "a reply that is gone", replaced(A, r"\nreply:.*\Z", "\n"), A, "id: r-", "sealed"),
    Seed("RPL712", "another word", replaced(A, "We read every", "We read each"), A, "We read each", "sealed"),
)
