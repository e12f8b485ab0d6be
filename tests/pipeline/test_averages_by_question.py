"""Averages by question: each says of how many answers it is made, which may be fewer than the ratings."""

from __future__ import annotations

from conftest import Public, review

PROFILE = "providers/ana-diaz/index.html"
HOW = "how-we-collect-reviews/index.html"


def rows(public: Public, folder: str = "") -> dict[str, str]:
    """Give the words of each average by its question, white space folded."""
    found = public.html(folder + PROFILE).select(".aspects dd")
    return {one["data-aspect"]: " ".join(one.get_text().split()) for one in found}


def test_the_number_of_answers_stands_beside_each_average_in_the_forms_of_each_language(site):
    answers = ["{listens: 5, explains: 4}", "{listens: 4}", "{listens: 5}", "{staff: 3}", "{staff: 4}"]
    shown = "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}"
    folder = site("".join(review(number, extra=f"{shown}\naspects: {one}") for number, one in enumerate(answers, 1)))
    folder.edit("site.yaml", "name:", "languages: [en, es, ar]\nreviews: {minimum_ratings: 2}\nname:")
    public = folder.build()
    assert rows(public) == {
        "explains": "4.0 of 5 · 1 answer",
        "listens": "4.6 of 5 · 3 answers",
        "staff": "3.5 of 5 · 2 answers",
    }
    spanish, arabic = rows(public, "es/"), rows(public, "ar/")
    assert [text.rpartition(" · ")[2] for text in spanish.values()] == ["1 respuesta", "3 respuestas", "2 respuestas"]
    assert [text.rpartition(" · ")[2] for text in arabic.values()] == ["إجابة واحدة (1)", "3 إجابات", "إجابتان (2)"]


def test_the_rule_of_the_average_says_that_answers_may_be_fewer(site):
    folder = site()
    folder.edit("site.yaml", "name:", "reviews: {minimum_ratings: 2}\nname:")
    assert (
        "An average is shown from 2 ratings on. Averages by question are shown with it, made of the answers that are "
        "shown. Those may be fewer than the ratings; their number stands beside each." in folder.build().text(HOW)
    )
