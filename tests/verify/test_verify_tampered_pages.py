"""Pages that are not as the log says: whoever changes them without the log's key, or with it and without the log."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from conftest import review_id
from site_gen.verify.claims import Claim, Outcome
from site_gen.verify.report import last_line
from verify.conftest import ANA, BEN, Copy, outcomes

FIRST, LATE, MARKED, EMPLOYEE, WITHHELD = (review_id(number) for number in (1, 2, 3, 4, 5))
REPLACED, PENDING, BINARY, SILENCED, EDITED = (review_id(number) for number in (6, 7, 8, 9, 14))


def change_article(copy: Copy, review: str, change: Callable[[str], str]) -> None:
    """Change one review on every page that shows it."""
    found = False
    for path in [*copy.pages(), *copy.pages("ben-ode")]:
        text = copy.bytes(path).decode()
        parts = re.split(r"(<article class=\"review\".*?</article>)", text, flags=re.DOTALL)
        changed = [change(part) if f'id="review-{review}"' in part else part for part in parts]
        found = found or changed != parts
        copy.write(path, "".join(changed).encode())
    assert found, f"nothing of {review} was changed"


def swap(one: str, other: str) -> Callable[[str], str]:
    return lambda article: article.replace(one, other)


def change_a_word(copy: Copy) -> None:
    copy.edit_pages("Waited 50 minutes", "Waited 5 minutes")


def change_a_word_on_one_page(copy: Copy) -> None:
    copy.edit(f"es/{ANA}reviews/1/index.html", "Waited 50 minutes", "Waited 5 minutes")


def add_a_zero_width_space(copy: Copy) -> None:
    copy.edit_pages("Nobody said", "Nobody\u200b said")


def change_case(copy: Copy) -> None:
    copy.edit_pages("Nobody said", "nobody said")


def comment_out_words(copy: Copy) -> None:
    change_article(copy, LATE, swap("50 minutes", "<!-- 50 minutes -->"))


def wrap_words_away(copy: Copy) -> None:
    change_article(copy, LATE, swap("50 minutes", "<span hidden>50 minutes</span>"))


def change_stars(copy: Copy) -> None:
    change_article(copy, LATE, swap('data-value="1" data-best', 'data-value="5" data-best'))


def change_stars_for_readers(copy: Copy) -> None:
    change_article(copy, LATE, lambda article: re.sub(r">1 (of|de) 5<", r">5 \1 5<", article))


def change_the_graphic(copy: Copy) -> None:
    change_article(copy, LATE, swap('<svg data-fill width="20"', '<svg data-fill width="100"'))


def drop_the_stars(copy: Copy) -> None:
    change_article(copy, LATE, lambda article: re.sub(r'<p class="rating".*?</p>', "", article))


def add_stars_to_a_recommendation(copy: Copy) -> None:
    change_article(copy, BINARY, swap('data-field="rating" data-value="true"', 'data-field="rating" data-value="5"'))


def change_a_month(copy: Copy) -> None:
    change_article(copy, LATE, swap("2026-02", "2026-03"))


def change_a_month_for_readers(copy: Copy) -> None:
    copy.edit(f"{ANA}reviews/1/index.html", ">February 2026<", ">March 2026<", all_of_them=False)


def change_the_month_of_the_visit(copy: Copy) -> None:
    change_article(copy, MARKED, swap('data-field="experienced" data-value="2026-01"', 'data-field="x" data-value=""'))


def change_the_author(copy: Copy) -> None:
    copy.edit_pages("M. K.", "M. L.")


def change_the_author_for_readers(copy: Copy) -> None:
    change_article(copy, FIRST, swap(">M. K.</span>", ">Dr. Quinn</span>"))


def name_an_anonymous_author(copy: Copy) -> None:
    change_article(copy, LATE, swap("Anonymous patient", "A competitor"))


def drop_the_title(copy: Copy) -> None:
    change_article(copy, LATE, lambda article: re.sub(r'<h3 data-field="title".*?</h3>', "<h3>x</h3>", article))


def change_an_answer(copy: Copy) -> None:
    change_article(copy, MARKED, lambda article: re.sub(r"2( (?:of|de) 5</dd>)", r"5\1", article))


def drop_the_relationship(copy: Copy) -> None:
    change_article(copy, EMPLOYEE, lambda article: re.sub(r'<li [^>]*data-label="relationship".*?</li>\n', "", article))


def drop_the_incentive(copy: Copy) -> None:
    change_article(copy, EMPLOYEE, lambda article: re.sub(r'<li [^>]*data-label="incentive".*?</li>\n', "", article))


def drop_the_note_on_a_hidden_field(copy: Copy) -> None:
    change_article(copy, EMPLOYEE, lambda article: re.sub(r'<li [^>]*data-label="hidden-field".*?</li>\n', "", article))


def claim_a_verified_visit(copy: Copy) -> None:
    change_article(
        copy,
        LATE,
        swap('data-label="verification" data-value="none"', 'data-label="verification" data-value="visit-match"'),
    )


def change_the_source(copy: Copy) -> None:
    change_article(copy, LATE, swap('data-value="website-form"', 'data-value="press-ganey"'))


def change_the_wording_of_a_label(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", ">Everybody was asked<", ">Collected by an auditor<", all_of_them=False)


def swap_two_texts(copy: Copy) -> None:
    copy.edit_pages("Kind and quick. I came back twice.", "@@")
    copy.edit_pages("Waited 50 minutes. Nobody said sorry.", "Kind and quick. I came back twice.")
    copy.edit_pages("@@", "Waited 50 minutes. Nobody said sorry.")


def hide_a_segment(copy: Copy) -> None:
    mark = '<mark class="redaction" data-segment="1" data-reason="abusive">[hidden: abusive]</mark>'
    change_article(copy, LATE, swap("Nobody said sorry.", mark))


def change_the_reason_of_a_mark(copy: Copy) -> None:
    change_article(copy, MARKED, swap('data-reason="third-party-privacy"', 'data-reason="abusive"'))


def drop_a_mark(copy: Copy) -> None:
    change_article(copy, MARKED, lambda article: re.sub(r"<mark.*?</mark>", "", article))


def delete_a_negative_review(copy: Copy) -> None:
    copy.remove_article(LATE)


def hide_a_negative_review(copy: Copy) -> None:
    change_article(copy, LATE, swap('<article class="review"', '<article class="review" hidden'))


def hide_it_by_style(copy: Copy) -> None:
    change_article(copy, LATE, swap('<article class="review"', '<article style="display: none" class="review"'))


def hide_it_in_a_template(copy: Copy) -> None:
    change_article(copy, LATE, lambda article: f"<template>{article}</template>")


def show_reviews_in_another_order(copy: Copy) -> None:
    path = f"{ANA}reviews/1/index.html"
    articles = re.findall(r"<article class=\"review\".*?</article>", copy.bytes(path).decode(), flags=re.DOTALL)
    copy.edit(path, articles[0], "@@")
    copy.edit(path, articles[1], articles[0])
    copy.edit(path, "@@", articles[1])


def show_a_review_twice(copy: Copy) -> None:
    change_article(copy, FIRST, lambda article: article * 2)


def insert_a_review(copy: Copy) -> None:
    change_article(copy, FIRST, lambda article: article + '<div class="review"><p>Best dentist in town!</p></div>')


def insert_microdata(copy: Copy) -> None:
    extra = '<div itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">Best dentist!</p></div>'
    change_article(copy, FIRST, lambda article: article + extra)


def insert_a_review_with_an_index(copy: Copy) -> None:
    change_article(
        copy, FIRST, lambda article: article + re.sub(r'data-log-index="\d+"', 'data-log-index="9999"', article)
    )


def give_a_review_the_index_of_another(copy: Copy) -> None:
    change_article(copy, FIRST, lambda article: re.sub(r'data-log-index="\d+"', 'data-log-index="0"', article))


def move_a_review_to_another_provider(copy: Copy) -> None:
    article = re.findall(
        r"<article class=\"review\".*?</article>", copy.bytes(f"{BEN}index.html").decode(), flags=re.DOTALL
    )[0]
    change_article(copy, FIRST, lambda own: own + article)


def swap_the_pages_of_two_providers(copy: Copy) -> None:
    copy.edit(f"{BEN}index.html", 'data-provider="ben-ode"', 'data-provider="ana-diaz"')


def reply_after_removal(copy: Copy) -> None:
    reply = '<div class="reply"><p data-field="reply" data-value="Sorry." data-outcome="none">Sorry.</p></div>'
    change_article(copy, SILENCED, swap('<p class="review-links">', f'{reply}<p class="review-links">'))


def change_a_reply(copy: Copy) -> None:
    copy.edit_pages("Thank you &amp; welcome.", "Thank you &amp; good bye.")


def drop_a_reply(copy: Copy) -> None:
    change_article(copy, MARKED, lambda article: re.sub(r'<div class="reply">.*?</div>', "", article, flags=re.DOTALL))


def change_the_outcome_of_a_reply(copy: Copy) -> None:
    change_article(copy, MARKED, swap('data-outcome="change-made"', 'data-outcome="none"'))


def change_the_day_of_a_reply(copy: Copy) -> None:
    change_article(copy, MARKED, swap('datetime="2026-04-20"', 'datetime="2026-04-02"'))


def drop_the_note_on_an_edit(copy: Copy) -> None:
    change_article(copy, EDITED, lambda article: re.sub(r'<p class="edited".*?</p>', "", article))


def change_the_earlier_rating(copy: Copy) -> None:
    change_article(copy, EDITED, lambda article: re.sub(r"2( (?:of|de) 5</p>)", r"4\1", article))


def call_a_review_edited(copy: Copy) -> None:
    change_article(copy, LATE, swap("</header>", '</header><p class="edited" data-word="edited">Edited by its author, was 5 of 5</p>'))


def add_a_review_to_the_markup(copy: Copy) -> None:
    node = '"review":[{"@type":"Review","author":"A","reviewBody":"Best!","reviewRating":{"ratingValue":5}},'
    copy.edit_pages('"review":[', node)


def escape_a_review_in_the_markup(copy: Copy) -> None:
    node = '"subjectOf":{"@type":"\\u0052eview","name":"Best!"},"review":['
    copy.edit_pages('"review":[', node)


def add_a_block_of_markup(copy: Copy) -> None:
    block = '<script type="application/ld+json">{"@type":["UserReview"],"reviewBody":"Best!"}</script></head>'
    copy.edit_pages("</head>", block)


def break_the_markup(copy: Copy) -> None:
    copy.edit_pages('{"@context":', '{{"@context":')


def change_the_text_in_the_markup(copy: Copy) -> None:
    copy.edit_pages('"reviewBody":"Waited 50', '"reviewBody":"Waited 5')


def change_the_rating_in_the_markup(copy: Copy) -> None:
    copy.edit_pages('"ratingValue":1,', '"ratingValue":5,')


def drop_a_review_from_the_markup(copy: Copy) -> None:
    copy.edit_pages(
        '"@type":"Review","@id":"https://harbor.example/providers/ana-diaz/reviews/1/#review-r-000000000002"',
        '"@type":"Thing"',
    )


def change_the_average(copy: Copy) -> None:
    copy.edit_pages('<data class="big-average" data-average value="3', '<data class="big-average" data-average value="4')


def change_the_average_in_the_markup(copy: Copy) -> None:
    copy.edit_pages('"AggregateRating","ratingValue":"3', '"AggregateRating","ratingValue":"4')


def change_the_number_of_ratings(copy: Copy) -> None:
    copy.edit_pages('"ratingCount":', '"ratingCount":1')


def change_a_count(copy: Copy) -> None:
    copy.edit_pages('data-count="received" value="10"', 'data-count="received" value="9"')


def change_a_count_for_readers(copy: Copy) -> None:
    copy.edit_pages(">10 received<", ">9 received<")


def drop_a_count(copy: Copy) -> None:
    copy.edit_pages('data-count="pending"', 'data-other="pending"')


def change_the_withheld(copy: Copy) -> None:
    copy.edit_pages('data-reason="abusive" value="1"', 'data-reason="abusive" value="0"')


def rename_the_reason(copy: Copy) -> None:
    copy.edit_pages('data-count="withheld" data-reason="abusive"', 'data-count="withheld" data-reason="unrelated"')


def change_the_total_of_withheld(copy: Copy) -> None:
    for path in ("how-we-collect-reviews/index.html", "es/how-we-collect-reviews/index.html"):
        copy.edit(path, 'data-reason="abusive" value="1"', 'data-reason="abusive" value="0"')


def delete_the_page_on_how(copy: Copy) -> None:
    (copy.public / "es/how-we-collect-reviews/index.html").unlink()


def hide_the_pages_of_a_provider(copy: Copy) -> None:
    shutil.rmtree(copy.public / BEN)


def hide_a_provider_from_the_list(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    del site["providers"]["ben-ode"]
    copy.write_json("review-log/site.json", site)


def hide_an_archive_page(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    del site["providers"]["ana-diaz"]["en"][1]
    copy.write_json("review-log/site.json", site)


def hide_a_language(copy: Copy) -> None:
    shutil.copy(copy.public / f"{ANA}index.html", copy.public / f"es/{ANA}index.html")


def let_one_page_stand_for_two(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    site["providers"]["ben-ode"]["es"][0] = site["providers"]["ben-ode"]["en"][0]
    copy.write_json("review-log/site.json", site)


def count_as_of_another_day(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", 'data-as-of="2026-11-24"', 'data-as-of="2026-11-23"')


def count_as_of_the_past(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    copy.write_json("review-log/site.json", {**site, "as_of": "2024-01-01"})


def count_as_of_the_future(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    copy.write_json("review-log/site.json", {**site, "as_of": "2036-01-01"})


def change_the_window(copy: Copy) -> None:
    site = copy.json("review-log/site.json")
    copy.write_json("review-log/site.json", {**site, "window_months": 3})


def show_a_review_on_the_front_page(copy: Copy) -> None:
    copy.edit("index.html", "</main>", '<blockquote class="review">Best dentist!</blockquote></main>')


def mark_up_an_average_on_the_front_page(copy: Copy) -> None:
    block = (
        '<script type="application/ld+json">{"aggregateRating":{"@type":"AggregateRating","ratingValue":5}}</script>'
    )
    copy.edit("index.html", "</head>", f"{block}</head>")


def say_another_charset(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", '<meta charset="utf-8">', '<meta charset="utf-7">')


def hide_it_by_a_repeated_attribute(copy: Copy) -> None:
    change_article(copy, LATE, swap("<article ", '<article style="display:none" style="" '))


def show_a_review_behind_an_empty_comment(copy: Copy) -> None:
    copy.edit("index.html", "</main>", '<!--><div class="review">Best dentist!</div><!-- --></main>')


def show_words_behind_a_comment_in_a_title(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", "</main>", "<title><!--</title>Best dentist!<title>--></title></main>")


def show_words_behind_a_declaration(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", "</main>", '<![CDATA[><div class="review">Best dentist!</div>]]></main>')


def add_a_second_main_part(copy: Copy) -> None:
    copy.edit(f"{ANA}index.html", "</main>", '</main><main data-provider="ana-diaz"></main>')


def change_the_transparency_page(copy: Copy) -> None:
    copy.edit("es/transparency/index.html", 'data-reason="abusive" value="1"', 'data-reason="abusive" value="0"')


TABLE = {
    hide_it_by_a_repeated_attribute: Claim.SHOWN,
    show_a_review_behind_an_empty_comment: Claim.STRAY,
    show_words_behind_a_comment_in_a_title: Claim.SHOWN,
    show_words_behind_a_declaration: Claim.SHOWN,
    add_a_second_main_part: Claim.SHOWN,
    change_the_transparency_page: Claim.WITHHELD,
    change_a_word: Claim.TEXT,
    change_a_word_on_one_page: Claim.TEXT,
    add_a_zero_width_space: Claim.TEXT,
    change_case: Claim.TEXT,
    comment_out_words: Claim.SHOWN,
    wrap_words_away: Claim.TEXT,
    change_stars: Claim.RATING,
    change_stars_for_readers: Claim.RATING,
    change_the_graphic: Claim.RATING,
    drop_the_stars: Claim.RATING,
    add_stars_to_a_recommendation: Claim.RATING,
    change_a_month: Claim.FIELDS,
    change_a_month_for_readers: Claim.WORDING,
    change_the_month_of_the_visit: Claim.FIELDS,
    change_the_author: Claim.FIELDS,
    change_the_author_for_readers: Claim.FIELDS,
    name_an_anonymous_author: Claim.WORDING,
    drop_the_title: Claim.FIELDS,
    change_an_answer: Claim.FIELDS,
    drop_the_relationship: Claim.FIELDS,
    drop_the_incentive: Claim.FIELDS,
    drop_the_note_on_a_hidden_field: Claim.FIELDS,
    claim_a_verified_visit: Claim.FIELDS,
    change_the_source: Claim.RATING,
    change_the_wording_of_a_label: Claim.WORDING,
    swap_two_texts: Claim.TEXT,
    hide_a_segment: Claim.TEXT,
    change_the_reason_of_a_mark: Claim.TEXT,
    drop_a_mark: Claim.TEXT,
    delete_a_negative_review: Claim.VANISHED,
    hide_a_negative_review: Claim.SHOWN,
    hide_it_by_style: Claim.SHOWN,
    hide_it_in_a_template: Claim.VANISHED,
    show_reviews_in_another_order: Claim.VANISHED,
    show_a_review_twice: Claim.SHOWN,
    insert_a_review: Claim.SHOWN,
    insert_microdata: Claim.SHOWN,
    insert_a_review_with_an_index: Claim.SHOWN,
    give_a_review_the_index_of_another: Claim.SHOWN,
    move_a_review_to_another_provider: Claim.SHOWN,
    swap_the_pages_of_two_providers: Claim.RATING,
    reply_after_removal: Claim.REPLIES,
    change_a_reply: Claim.REPLIES,
    drop_a_reply: Claim.REPLIES,
    change_the_outcome_of_a_reply: Claim.REPLIES,
    change_the_day_of_a_reply: Claim.REPLIES,
    drop_the_note_on_an_edit: Claim.RATING,
    change_the_earlier_rating: Claim.RATING,
    call_a_review_edited: Claim.RATING,
    add_a_review_to_the_markup: Claim.MARKUP,
    escape_a_review_in_the_markup: Claim.MARKUP,
    add_a_block_of_markup: Claim.MARKUP,
    break_the_markup: Claim.MARKUP,
    change_the_text_in_the_markup: Claim.MARKUP,
    change_the_rating_in_the_markup: Claim.MARKUP,
    drop_a_review_from_the_markup: Claim.MARKUP,
    change_the_average: Claim.COUNTS,
    change_the_average_in_the_markup: Claim.COUNTS,
    change_the_number_of_ratings: Claim.COUNTS,
    change_a_count: Claim.COUNTS,
    change_a_count_for_readers: Claim.COUNTS,
    drop_a_count: Claim.COUNTS,
    change_the_withheld: Claim.WITHHELD,
    rename_the_reason: Claim.WITHHELD,
    change_the_total_of_withheld: Claim.WITHHELD,
    delete_the_page_on_how: Claim.WITHHELD,
    hide_the_pages_of_a_provider: Claim.VANISHED,
    hide_a_provider_from_the_list: Claim.VANISHED,
    hide_an_archive_page: Claim.VANISHED,
    hide_a_language: Claim.VANISHED,
    let_one_page_stand_for_two: Claim.VANISHED,
    count_as_of_another_day: Claim.COUNTS,
    count_as_of_the_past: Claim.COUNTS,
    count_as_of_the_future: Claim.COUNTS,
    change_the_window: Claim.COUNTS,
    show_a_review_on_the_front_page: Claim.STRAY,
    mark_up_an_average_on_the_front_page: Claim.STRAY,
    say_another_charset: Claim.SHOWN,
}


@pytest.mark.parametrize(("tamper", "claim"), TABLE.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_changed_page_fails(copy: Copy, tamper: Callable[[Copy], None], claim: Claim):
    before = copy_tree(copy)
    tamper(copy)
    assert copy_tree(copy) != before, "nothing was changed"
    verdict = copy.verify()
    assert outcomes(verdict)[claim] is Outcome.FAILED, verdict.failures
    assert verdict.is_failed
    assert last_line(verdict).startswith("FAILED: ")


def copy_tree(copy: Copy) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in copy.public.rglob("*") if path.is_file()}
