"""Reviews in markup: those on the page, all of them, as they are; and the average as it is shown."""

from __future__ import annotations

import pytest
from graph_checker import described
from graph_samples import HOME, edition, node_of, provider, provider_case, review, reviews_of_every_form

from site_gen.model.review import Rating
from site_gen.render.addresses import provider_path
from site_gen.render.schema_org import provider_graph


def reviews_in(graph):
    return node_of(graph, "#provider").get("review", [])


@pytest.fixture(scope="module")
def by_number():
    graph, *_ = provider_case(edition(), provider(), reviews_of_every_form())
    return {int(one["@id"].rpartition("-")[2]): one for one in reviews_in(graph)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_reviews_in_markup_are_those_of_the_page_in_its_order(language):
    graph, view, *_ = provider_case(edition(language), provider(), reviews_of_every_form())
    assert [one["@id"].partition("#")[2] for one in reviews_in(graph)] == [
        f"review-{seen.id}" for seen in view.reviews.reviews
    ]
    for one, seen in zip(reviews_in(graph), view.reviews.reviews, strict=True):
        assert one["author"] == {"@type": "Person", "name": seen.author}
        assert one["datePublished"] == seen.received_iso
        assert one.get("name", "") == seen.title
        assert one.get("reviewBody", "") == "".join(segment.text for segment in seen.segments)
        rating = one.get("reviewRating")
        assert (str(rating["ratingValue"]) if rating else None) == (seen.stars.value if seen.stars else None)
        assert (str(rating["bestRating"]) if rating else None) == (seen.stars.best if seen.stars else None)
        assert [aspect["name"] for aspect in one.get("reviewAspect", [])] == [aspect.label for aspect in seen.aspects]
        for aspect, shown in zip(one.get("reviewAspect", []), seen.aspects, strict=True):
            assert str(aspect["value"]) in shown.text
        assert one.get("comment", {}).get("text") == (seen.reply.text if seen.reply else None)


def test_the_id_of_a_review_is_its_permalink_in_the_default_language():
    where = edition(per_page=4)
    for archive in (None, 1, 2, 3):
        graph, view, *_ = provider_case(where, provider(), reviews_of_every_form(), archive=archive)
        assert [one["@id"] for one in reviews_in(graph)] == [
            where.addresses.origin + seen.url for seen in view.reviews.reviews
        ]
    assert reviews_in(graph)[0]["@id"] == f"{HOME}providers/ada-quill/reviews/3/#review-r-000000000010"


def test_withheld_undecided_and_foreign_reviews_are_not_in_the_markup():
    _, _, text, *_ = provider_case(edition(), provider(), reviews_of_every_form())
    for hidden in ("not to be seen", "not decided yet", "shown elsewhere", "not public yet"):
        assert hidden not in text


def test_a_review_of_stars_and_words(by_number):
    assert by_number[1] == {
        "@type": "Review",
        "@id": f"{HOME}providers/ada-quill/reviews/1/#review-r-000000000001",
        "author": {"@type": "Person", "name": "M. K."},
        "datePublished": "2026-06",
        "name": "Kind & quick",
        "reviewBody": "Text 1: she listens.",
        "inLanguage": "en",
        "reviewRating": {"@type": "Rating", "ratingValue": 5, "bestRating": 5, "worstRating": 1},
    }


def test_a_rating_keeps_its_own_scale(by_number):
    assert by_number[2]["reviewRating"] == {"@type": "Rating", "ratingValue": 8, "bestRating": 10, "worstRating": 0}
    assert by_number[2]["inLanguage"] == "es"


def test_a_recommendation_or_a_text_alone_has_no_rating_even_with_answers_to_questions(by_number):
    assert "reviewRating" not in by_number[3]
    assert "reviewRating" not in by_number[4]
    assert by_number[4]["author"]["name"] == "Anonymous patient"
    assert by_number[4]["reviewAspect"][0]["value"] == 1


def test_stars_alone_have_neither_body_nor_language(by_number):
    assert list(by_number[5]) == ["@type", "@id", "author", "datePublished", "reviewRating"]


def test_answers_to_questions_stand_beside_the_one_rating(by_number):
    assert by_number[6]["reviewRating"]["ratingValue"] == 1
    scale = {"minValue": 1, "maxValue": 5}
    assert by_number[6]["reviewAspect"] == [
        {"@type": "PropertyValue", "propertyID": "listens", "name": "Listens", "value": 5} | scale,
        {"@type": "PropertyValue", "propertyID": "wait-time", "name": "Waiting time", "value": 2} | scale,
    ]


def test_a_published_reply_is_a_comment_of_the_organization(by_number):
    assert by_number[6]["comment"] == {
        "@type": "Comment",
        "author": {"@id": f"{HOME}#organization"},
        "datePublished": "2026-07-02",
        "text": "Thank you. Please call us.",
    }
    assert "comment" not in by_number[10]


def test_a_review_without_language_is_in_the_default_one():
    graph, *_ = provider_case(edition("es"), provider(), [review(1, language=None)])
    assert reviews_in(graph)[0]["inLanguage"] == "en"


def test_the_average_is_the_one_under_the_name():
    graph, view, _, standing, _ = provider_case(edition(), provider(), reviews_of_every_form())
    assert node_of(graph, "#provider")["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": view.average.value,
        "bestRating": 5,
        "worstRating": 1,
        "ratingCount": standing.rating_count,
        "reviewCount": standing.review_count,
    }
    # 5, 8 of 0 to 10 (4.2), 3, 1, 4 (withheld as abusive: it counts), 2
    assert (view.average.value, standing.rating_count, standing.review_count) == ("3.2", 6, 6)


def test_the_average_is_truncated_never_rounded_up():
    ratings = [5] * 24 + [4]
    graph, *_ = provider_case(edition(), provider(), [review(n, rating=value) for n, value in enumerate(ratings)])
    assert node_of(graph, "#provider")["aggregateRating"]["ratingValue"] == "4.9"


def test_the_average_covers_all_ratings_not_only_those_of_the_page():
    where = edition(per_page=2)
    several = [review(number, rating=1 + number % 5) for number in range(1, 8)]
    averages = [
        node_of(provider_case(where, provider(), several, archive=archive)[0], "#provider")["aggregateRating"]
        for archive in (None, 1, 4)
    ]
    assert averages[0] == averages[1] == averages[2]
    assert averages[0]["ratingCount"] == 7


@pytest.mark.parametrize("archive", [None, 1])
def test_below_the_minimum_there_is_no_average_in_markup(archive):
    several = [review(number) for number in range(1, 3)]
    graph, view, *_ = provider_case(edition(minimum=3), provider(), several, archive=archive)
    assert view.average.value == ""
    assert "aggregateRating" not in node_of(graph, "#provider")
    assert len(reviews_in(graph)) == 2
    enough, *_ = provider_case(edition(minimum=2), provider(), several, archive=archive)
    assert node_of(enough, "#provider")["aggregateRating"]["ratingCount"] == 2


def test_stars_without_any_text_give_an_average_without_a_count_of_reviews():
    graph, *_ = provider_case(edition(), provider(), [review(number, text=None) for number in range(1, 5)])
    average = node_of(graph, "#provider")["aggregateRating"]
    assert average["ratingCount"] == 4
    assert "reviewCount" not in average


def test_recommendations_alone_give_no_average():
    several = [review(number, rating=Rating(binary=True)) for number in range(1, 9)]
    graph, *_ = provider_case(edition(), provider(), several)
    assert "aggregateRating" not in node_of(graph, "#provider")
    assert len(reviews_in(graph)) == 8


def test_without_reviews_there_are_neither_reviews_nor_average():
    graph, *_ = provider_case(edition(), provider())
    assert not {"review", "aggregateRating"} & set(node_of(graph, "#provider"))


def test_a_review_stands_under_the_practice_and_nowhere_else():
    graph, *_ = provider_case(edition(), provider(), reviews_of_every_form())
    under_practice = {one["@id"] for one in reviews_in(graph)}
    everywhere = [node["@id"] for node in described(graph["@graph"]) if node["@type"] == "Review"]
    assert sorted(everywhere) == sorted(under_practice)
    assert "review" not in node_of(graph, "#person")


def test_reviews_of_another_page_are_our_bug():
    where, who = edition(), provider()
    _, view, _, standing, shown = provider_case(where, who, reviews_of_every_form())
    path = provider_path(who.slug)
    with pytest.raises(ValueError, match="longer"):
        provider_graph(where, who, standing, view, shown[:-1], path=path, trail=(), made={})
    with pytest.raises(AssertionError, match="in markup"):
        provider_graph(where, who, standing, view, shown[::-1], path=path, trail=(), made={})
