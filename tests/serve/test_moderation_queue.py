"""What the queue in the browser does with files: the same as in the terminal."""

from __future__ import annotations

import pytest
from moderation.deciding import TEXT, bytes_of, covered, path_of, waiting
from seal.sealing import SealedSite
from serve.visitor import Visitor, link_of, sitting

from conftest import review, review_id
from site_gen.load.documents import parse_review

FIRST, SECOND = review_id(1), review_id(2)


def moderation_of(folder, number):
    return parse_review(bytes_of(folder, number), path_of(number)).moderation


def alert(answer):
    return answer.page.find(role="alert").get_text(" ", strip=True)


def test_publishing_needs_one_form_and_leads_to_the_next_review(site):
    folder = site(waiting(1) + waiting(2))
    with sitting(folder.root) as (visitor, page):
        assert page.page.find(class_="progress").get_text().startswith("1 of 2")
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        assert page.page.find(class_="progress").get_text().startswith("2 of 2")
        assert page.page.find(role="status").get_text() == f"Published {FIRST} (rated 5 of 5)."
    found = moderation_of(folder, 1)
    assert (found.status, found.by, found.hidden) == ("published", "compliance", ())
    assert moderation_of(folder, 2).status == "pending"


def test_with_parts_ticked_nothing_is_published_before_the_preview_was_seen(site):
    folder = site(waiting(1, text=TEXT, extra="author: Maria K."))
    with sitting(folder.root) as (visitor, page):
        ticked = {"part": "9", "reason-9": "third-party-privacy", "field": "author", "reason-author": "author-withdrew"}
        seen = visitor.follow(visitor.post(FIRST, page.form("Publish") | ticked))
        assert moderation_of(folder, 1).status == "pending"
        assert "312-555-0142" not in seen.page.article.get_text()
        assert "hidden: third-party-privacy" in seen.page.article.get_text()
        assert visitor.post(FIRST, seen.form("Publish it so")).status == 303
    found = moderation_of(folder, 1)
    assert [(one.segment, one.reason) for one in found.hidden] == [(9, "third-party-privacy")]
    assert [(one.field, one.reason) for one in found.hidden_fields] == [("author", "author-withdrew")]


def test_the_preview_says_what_a_part_takes_along_and_keeps_ticks_for_a_change(site):
    folder = site(waiting(1, text=TEXT))
    with sitting(folder.root) as (visitor, page):
        form = page.form("Preview") | {"part": "11", "reason-11": "third-party-privacy"}
        seen = visitor.follow(visitor.post(FIRST, form))
        assert "this goes along: “My neighbour Leo sat next to me and cried.”" in seen.page.get_text()
        back = visitor.get(f"{FIRST}?part=11&reason-11=third-party-privacy")
        assert [one["value"] for one in back.page("input", checked=True)] == ["11"]
        assert back.page.details.has_attr("open")


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_part_without_a_reason_is_not_hidden_and_stays_ticked(site, reason):
    folder = site(waiting(1, text=TEXT))
    with sitting(folder.root) as (visitor, page):
        ticked = {"part": "11", "reason-11": reason}
        answer = visitor.follow(visitor.post(FIRST, page.form("Publish") | ticked))
        if reason:
            answer = visitor.post(FIRST, answer.form("Publish it so"))
        assert answer.status == 409
        assert "reason" in alert(answer)
        assert [one["value"] for one in answer.page("input", checked=True)] == ["11"]
    assert moderation_of(folder, 1).status == "pending"


def test_a_part_or_field_that_is_not_there_is_refused(site):
    folder = site(waiting(1, text=TEXT))
    with sitting(folder.root) as (visitor, page):
        for kind, name in (("part", "99"), ("part", "-1"), ("part", "x"), ("field", "text")):
            form = page.form("Publish") | {kind: name, f"reason-{name}": "abusive", "seen": "yes"}
            assert visitor.post(FIRST, form).status == 409, name
    assert moderation_of(folder, 1).status == "pending"


def test_withholding_needs_a_reason_of_the_list(site):
    folder = site(waiting(1))
    with sitting(folder.root) as (visitor, page):
        form = page.form("Withhold")
        assert "no reason was chosen" in alert(visitor.post(FIRST, form))
        assert '"rude" is no reason' in alert(visitor.post(FIRST, form | {"reason": "rude"}))
        assert moderation_of(folder, 1).status == "pending"
        assert visitor.post(FIRST, form | {"reason": "abusive"}).status == 303
    assert (moderation_of(folder, 1).status, moderation_of(folder, 1).reason) == ("withheld", "abusive")


def test_every_reason_is_explained_and_those_of_the_ftc_stand_together(site):
    with sitting(site(waiting(1)).root) as (_, page):
        of_the_ftc, apart = page.page("fieldset")[-2:]
        assert (len(of_the_ftc("input")), len(apart("input"))) == (7, 6)
        assert "insults, threatens" in of_the_ftc.get_text()
        assert "A low rating, a complaint or criticism of care is never a reason." in page.page.main.get_text()


def test_a_copy_under_the_right_provider_can_be_named(site):
    folder = site(waiting(1, text="Fine.") + waiting(2, text="Fine."))
    with sitting(folder.root) as (visitor, page):
        form = page.form("Withhold") | {"reason": "wrong-provider"}
        assert "is under the same provider" in alert(visitor.post(FIRST, form | {"moved_to": SECOND}))
        assert visitor.post(FIRST, form | {"moved_to": " "}).status == 303


def test_undo_gives_the_bytes_back_and_the_ticks(site):
    folder = site(waiting(1, text=TEXT) + waiting(2))
    before = bytes_of(folder, 1)
    with sitting(folder.root) as (visitor, page):
        form = page.form("Publish") | {"part": "9", "reason-9": "third-party-privacy", "seen": "yes"}
        page = visitor.follow(visitor.post(FIRST, form))
        assert bytes_of(folder, 1) != before
        page = visitor.follow(visitor.post(f"{FIRST}/undo", page.form("Undo")))
        assert bytes_of(folder, 1) == before
        assert [one["value"] for one in page.page("input", checked=True)] == ["9"]
        assert not page.page(string="Undo")


def test_undo_is_refused_where_somebody_changed_the_file_since(site):
    folder = site(waiting(1) + waiting(2))
    with sitting(folder.root) as (visitor, page):
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        folder.edit(path_of(1), "rating: 5", "rating: 4")
        answer = visitor.post(f"{FIRST}/undo", page.form("Undo"))
        assert answer.status == 409
        assert "changed meanwhile" in alert(answer)
    assert moderation_of(folder, 1).status == "published"


def test_undo_is_refused_once_the_decision_is_in_the_log(tmp_path):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(waiting(1) + waiting(2))
    with sitting(sealed.root) as (visitor, page):
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        sealed.seal()
        answer = visitor.post(f"{FIRST}/undo", page.form("Undo"))
        assert "cannot be taken back" in alert(answer)
    assert moderation_of(sealed, 1).status == "published"


def test_what_is_skipped_comes_back_at_the_end(site):
    folder = site(waiting(1) + waiting(2))
    with sitting(folder.root) as (visitor, page):
        page = visitor.follow(visitor.post(FIRST, page.form("Skip for now")))
        page = visitor.follow(visitor.post(SECOND, page.form("Publish")))
        assert page.page.h1.get_text() == "Nothing else waits"
        assert "You published 1 and withheld 0" in page.page.main.get_text()
        page = visitor.follow(visitor.post("again", page.form("Look at the 1 skipped")))
        assert FIRST in page.text
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        assert page.page.h1.get_text() == "Nothing waits for a decision"


def test_what_came_in_meanwhile_is_asked_about_at_the_end(site):
    folder = site(waiting(1))
    with sitting(folder.root) as (visitor, page):
        folder.write(waiting(2))
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        assert page.page.find(class_="progress").get_text().startswith("2 of 2")


def test_what_a_colleague_took_back_waits_again_and_does_not_count(site):
    folder = site(waiting(1) + waiting(2))
    before = bytes_of(folder, 1)
    with sitting(folder.root) as (visitor, page):
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        (folder.root / path_of(1)).write_bytes(before)
        page = visitor.follow(visitor.post(SECOND, page.form("Publish")))
        assert FIRST in page.text
        page = visitor.follow(visitor.post(FIRST, page.form("Skip for now")))
        assert page.page.h1.get_text() == "Nothing else waits"
        assert "You published 1 and withheld 0" in page.page.main.get_text()


@pytest.mark.parametrize("button", ["Publish", "Withhold", "Preview"])
def test_a_decision_on_a_file_that_changed_meanwhile_is_refused_and_the_new_one_shown(site, button):
    folder = site(waiting(1, text="Two hours of waiting."))
    with sitting(folder.root) as (visitor, page):
        folder.edit(path_of(1), "Two hours", "Three hours")
        before = bytes_of(folder, 1)
        ticked = {"part": "0", "reason-0": "abusive"} if button == "Preview" else {}
        answer = visitor.follow(visitor.post(FIRST, page.form(button) | {"reason": "abusive"} | ticked))
        assert answer.status == 409
        assert "changed meanwhile" in alert(answer)
        assert "Three hours" in answer.page.article.get_text()
        assert not answer.page("input", checked=True)
        assert bytes_of(folder, 1) == before
        assert visitor.post(FIRST, answer.form("Publish")).status == 303


def test_what_a_colleague_decided_is_not_decided_again(site):
    folder = site(waiting(1) + waiting(2))
    with sitting(folder.root) as (one, page):
        other = Visitor(one.server)
        lines = max(number for number, line in enumerate(one.server.lines) if "?token=" in line)
        theirs = other.enter(link_of(one.server, after=lines), "office")
        one.post(FIRST, page.form("Publish"))
        answer = other.post(FIRST, theirs.form("Withhold") | {"reason": "abusive"})
        assert answer.status == 409
        assert "Go on with the queue" in answer.text
        assert SECOND in other.follow(other.get()).text
        assert not other.get(SECOND).page(string="Undo")
    assert moderation_of(folder, 1).by == "compliance"


def test_without_an_authorization_a_covered_entity_cannot_publish_and_is_told_why(tmp_path):
    folder = covered(tmp_path, review(1, extra="moderation: {status: pending}") + waiting(2))
    with sitting(folder.root) as (visitor, page):
        publish = next(one for one in page.page("button") if one.get_text() == "Publish")
        assert publish.has_attr("disabled")
        assert "shown without an authorization" in page.page.find(class_="bad").get_text()
        assert page.page.find("input", checked=True)["value"] == "authorization-missing"
        answer = visitor.post(FIRST, page.form("Withhold") | {"do": "publish"})
        assert answer.status == 409
        assert moderation_of(folder, 1).status == "pending"
        assert not next(one for one in visitor.get(SECOND).page("button") if one.get_text() == "Publish").has_attr(
            "disabled"
        )


def test_a_rating_that_is_kept_from_whoever_decides_is_nowhere_on_the_page(site):
    folder = site(waiting(1, rating=2, extra="aspects: {listens: 5}") + waiting(2, rating=3))
    with (folder.root / "site.yaml").open("a") as file:
        file.write("reviews: {hide_rating_until_decided: true}\n")
    with sitting(folder.root) as (visitor, page):
        assert "the rating is hidden until you decide" in page.text
        assert "of 5" not in page.text
        assert "listens" not in page.text
        page = visitor.follow(visitor.post(FIRST, page.form("Publish")))
        assert page.page.find(role="status").get_text() == f"Published {FIRST}."
        assert "of 5" not in page.text, "while the decision can be undone, it is none yet"


def test_an_author_who_can_be_reached_is_to_be_told_and_that_is_written_down(site):
    folder = site(waiting(1, extra="contact: maria@mail.example") + waiting(2))
    before = bytes_of(folder, 1)
    with sitting(folder.root) as (visitor, page):
        page = visitor.follow(visitor.post(FIRST, page.form("Withhold") | {"reason": "abusive"}))
        assert "maria@mail.example" in page.page.find(class_="last").get_text()
        page = visitor.follow(visitor.post(f"{FIRST}/told", page.form("I told the author today")))
        assert moderation_of(folder, 1).author_told_on is not None
        assert "You told the author" in page.page.find(class_="last").get_text()
        visitor.post(f"{FIRST}/undo", page.form("Undo"))
        assert bytes_of(folder, 1) == before


def test_a_file_that_does_not_load_is_named_and_keeps_nobody_from_the_rest(site):
    folder = site(waiting(1) + waiting(2))
    folder.edit(path_of(1), "rating: 5", "rating: 55")
    with sitting(folder.root) as (_, page):
        assert f"{path_of(1)}:" in page.page.find(class_="warn").get_text()
        assert SECOND in page.page.find(class_="facts").get_text()


def test_a_role_that_was_named_at_the_start_is_not_asked_for(site):
    folder = site(waiting(1))
    with sitting(folder.root, "--role", "office", role=None) as (visitor, page):
        visitor.post(FIRST, page.form("Publish"))
    assert moderation_of(folder, 1).by == "office"


def test_a_long_review_can_be_ticked_to_its_end(site):
    text = " ".join(f"Nurse {number} called 312-555-0{100 + number % 100}." for number in range(300))
    folder = site(waiting(1, text=text))
    with sitting(folder.root) as (visitor, page):
        names = [one["value"] for one in page.page("input", attrs={"name": "part"})]
        form = [*page.form("Publish").items(), ("part", names[-1]), ("part", names[-2])]
        form += [(f"reason-{name}", "third-party-privacy") for name in names]
        seen = visitor.follow(visitor.post(FIRST, form))
        assert seen.status == 200
        form = [*((one["name"], one["value"]) for one in seen.page.form("input")), ("do", "publish")]
        assert visitor.post(FIRST, form).status == 303
    assert [str(one.segment) for one in moderation_of(folder, 1).hidden] == [names[-2], names[-1]]


def test_the_preview_of_the_site_shows_a_decision_at_once(site):
    folder = site(waiting(1, text="Two hours of waiting."))
    with sitting(folder.root) as (visitor, page):
        visitor.post(FIRST, page.form("Publish"))
        place = next((folder.root / ".site-gen/preview").rglob("ana-diaz/index.html")).parent
        path = f"/{place.relative_to(folder.root / '.site-gen/preview').as_posix()}/"
        visitor.server.until(path, "Two hours of waiting.")


PUBLIC = "author: Maria K.\ntitle: With Dr. Chen\nlocation: downtown\nexperienced: 2026-03"


def test_all_that_is_published_stands_above_the_button_for_it(site):
    with sitting(site(waiting(1, text="Kind.", extra=PUBLIC)).root) as (_, page):
        button = next(one for one in page.page("button") if one.get_text() == "Publish")
        above = " ".join(one for one in button.find_all_previous(string=True) if one.find_parent("details") is None)
        for words in ("Maria K.", "Chen", "downtown", "2026-03"):
            assert words in above


def test_a_review_without_fields_has_no_list_of_them(site):
    with sitting(site(waiting(1, text="Kind.")).root) as (_, page):
        assert page.page.find("dl") is None


def test_the_preview_says_what_is_still_visible_and_shows_the_fields_that_stay(site):
    with sitting(site(waiting(1, text=TEXT, extra=PUBLIC)).root) as (visitor, page):
        ticked = {"part": "9", "reason-9": "third-party-privacy", "field": "author", "reason-author": "author-withdrew"}
        form = page.form("Preview") | ticked
        said = visitor.follow(visitor.post(FIRST, form)).page
        assert 'Still visible, looks like an identifier: "Chen", "March 3, 2026"' in said.get_text()
        assert "downtown" in said.article.get_text()
        assert "Maria K." not in said.article.get_text()
