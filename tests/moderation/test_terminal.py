"""The queue in a real pseudo terminal, by keys alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from deciding import TEXT, bytes_of, covered, path_of, waiting
from terminal import Terminal

from conftest import review, review_id
from site_gen.load.documents import parse_review
from site_gen.load.log_folder import CHECKPOINT

NEVER = "A low rating, a complaint or criticism of care is never a reason."


@pytest.fixture
def sit(monkeypatch):
    """Give a function that opens the queue of a site in a terminal."""
    opened = []

    def open_terminal(folder, *arguments, role="compliance", **more):
        options = ("--role", role) if role else ()
        terminal = Terminal("moderate", *options, *arguments, cwd=folder.root, **more)
        opened.append(terminal)
        return terminal

    yield open_terminal
    for terminal in opened:
        terminal.close()


def moderation_of(folder, number):
    return parse_review(bytes_of(folder, number), path_of(number)).moderation


def test_a_sitting_publishes_hides_with_a_preview_withholds_takes_back_and_ends(site, sit):
    archive = waiting(1, text="Kind.", rating=2) + waiting(2, text=TEXT, extra="author: Leo") + waiting(3, text="Bad.")
    folder = site(archive + waiting(4, text="Last."))
    before = {number: bytes_of(folder, number) for number in range(1, 5)}
    terminal = sit(folder)

    first = terminal.sees("? help")
    assert "1 of 4" in first
    assert "rated 2 of 5" in first
    terminal.types("p").sees("2 of 4")
    assert "published r-000000000001 (rated 2 of 5); u takes it back" in terminal.screen
    assert moderation_of(folder, 1).status == "published"

    assert 'looks like a name, a date or a number: "March 3, 2026", "Chen", "312-555-0142"' in _folded(terminal.screen)
    terminal.types("h").sees("numbers or words (Enter: back)")
    terminal.enters("leo").sees("number (Enter: back)")
    assert "takes this along: “My neighbour Leo sat next to me and cried.”" in _folded(terminal.screen)
    assert NEVER in terminal.screen
    terminal.enters("1").sees("? help")
    assert "312-555-0142. ▇▇▇ third-party-privacy ▇▇▇ Two hours of waiting." in _folded(terminal.screen)
    assert bytes_of(folder, 2) == before[2]
    terminal.types("f").sees("1 author")
    terminal.enters("1").sees(NEVER)
    terminal.enters("third").sees("author ▇▇▇ hidden")
    terminal.types("p").sees("3 of 4")
    assert [one.reason for one in moderation_of(folder, 2).hidden] == ["third-party-privacy"]
    assert [one.field for one in moderation_of(folder, 2).hidden_fields] == ["author"]

    terminal.types("w").sees("number (Enter: back)")
    assert "Of the FTC's list, 16 CFR 465.7(b):" in terminal.screen
    assert "13 court-order: a court ordered it" in terminal.screen
    terminal.enters("14").sees("no such reason")
    terminal.enters("2").sees("4 of 4")
    assert moderation_of(folder, 3).reason == "abusive"

    terminal.types("u").sees("r-000000000003 is undecided again")
    assert bytes_of(folder, 3) == before[3]
    terminal.types("u").sees("2 of 4")
    assert bytes_of(folder, 2) == before[2]
    assert "▇▇▇ third-party-privacy ▇▇▇" in _folded(terminal.screen)
    terminal.types("q").sees("1 published; 3 still waiting")
    assert terminal.ends() == 0
    assert "build, which shows what was decided" in _folded(terminal.screen)
    assert moderation_of(folder, 1).by == "compliance"
    assert [bytes_of(folder, number) for number in (2, 3, 4)] == [before[number] for number in (2, 3, 4)]


def test_undo_first_takes_back_the_marks_on_the_screen_and_then_the_decision_before(site, sit):
    folder = site(waiting(1, text="Kind.") + waiting(2, text=TEXT, extra="author: Maria K."))
    before = bytes_of(folder, 1)
    terminal = sit(folder)
    terminal.sees("1 of 2")
    terminal.types("p").sees("2 of 2")
    decided = bytes_of(folder, 1)
    terminal.types("h").sees("(Enter: back)")
    terminal.enters("312-555-0142").sees("(Enter: back)")
    terminal.enters("third").sees("? help")
    assert 'still visible, looks like an identifier: "March 3, 2026", "Chen"' in _folded(terminal.screen)
    terminal.types("u").sees("nothing is marked on this review any more")
    assert "▇▇▇" not in terminal.screen
    assert 'looks like a name, a date or a number: "March 3, 2026", "Chen", "312-555-0142"' in _folded(terminal.screen)
    assert bytes_of(folder, 1) == decided
    terminal.types("u").sees("r-000000000001 is undecided again")
    assert bytes_of(folder, 1) == before
    terminal.types("q")
    assert terminal.ends() == 0


def test_the_end_of_the_queue_is_the_end_of_the_sitting_and_seals_where_that_is_wanted(tmp_path, sit):
    folder = covered(tmp_path, waiting(1, text="Kind.") + waiting(2, text="Bad."))
    folder.seal()
    size = folder.log().size
    terminal = sit(folder, "--seal", "--key-file", str(folder.key_file))
    terminal.sees("1 of 2")
    terminal.types("p").sees("2 of 2")
    terminal.types("s").sees("signed the log")
    assert "1 published; 1 still waiting" in terminal.screen
    assert terminal.ends() == 0
    assert folder.log().size == size + 1
    assert folder.state(1).action == "publish"


def test_without_seal_it_says_what_comes_next(tmp_path, sit):
    folder = covered(tmp_path, waiting(1, text="Kind."))
    folder.seal()
    signed = (folder.root / CHECKPOINT).read_bytes()
    terminal = sit(folder)
    terminal.sees("? help")
    terminal.types("p").sees("seal, then")
    assert terminal.ends() == 0
    assert (folder.root / CHECKPOINT).read_bytes() == signed


def test_what_may_not_be_published_has_no_key_for_it_and_says_why(tmp_path, sit):
    folder = covered(tmp_path, review(1, extra="moderation: {status: pending}"))
    terminal = sit(folder)
    terminal.sees("? help")
    assert "! may not be published: shown without an authorization" in terminal.screen
    assert "withhold it as authorization-missing" in " ".join(terminal.screen.split())
    assert "p publish" not in terminal.screen
    terminal.types("p").sees("may not be published: shown without an authorization (ask the author")
    assert moderation_of(folder, 1).status == "pending"
    terminal.types("w").sees("authorization-missing:")
    terminal.enters("authorization-m").sees("withheld for authorization-missing; 0 still waiting")
    assert terminal.ends() == 0


def test_the_rating_stays_hidden_while_the_decision_can_be_taken_back(site, sit):
    folder = site(waiting(1, rating=1, text="Bad.") + waiting(2, rating=5, text="Good."))
    folder.edit("site.yaml", "covered_entity", "reviews: {hide_rating_until_decided: true}\ncovered_entity")
    terminal = sit(folder)
    shown = terminal.sees("? help")
    assert "the rating is hidden until you decide" in shown
    assert "of 5" not in shown
    terminal.types("p").sees("published r-000000000001; u takes it back")
    terminal.types("q")
    assert terminal.ends() == 0


@pytest.mark.parametrize("interruption", ["\x03", "\x04", "Q"])
def test_stopping_in_whatever_way_keeps_what_was_decided(site, sit, interruption):
    folder = site(waiting(1) + waiting(2))
    terminal = sit(folder)
    terminal.sees("1 of 2")
    terminal.types("p").sees("2 of 2")
    terminal.types(interruption).sees("1 published; 1 still waiting")
    assert terminal.ends() == 0


def test_an_interrupted_question_leads_back_to_the_review(site, sit):
    folder = site(waiting(1, text="Kind."))
    terminal = sit(folder)
    terminal.sees("? help")
    for key in ("w", "h"):
        terminal.types(key).sees("(Enter: back)")
        terminal.interrupts().sees("? help")
        terminal.types(key).sees("(Enter: back)")
        terminal.enters("").sees("? help")
    assert moderation_of(folder, 1).status == "pending"
    terminal.types("q")
    assert terminal.ends() == 0


def test_other_keys_do_nothing_and_pasted_text_decides_nothing(site, sit):
    folder = site(waiting(1, text="Kind."))
    terminal = sit(folder)
    terminal.sees("? help")
    for keys in ("x", "\x1b[A", "publish", "wp", "\r", "é"):
        terminal.types(keys).sees("that key does nothing here")
    terminal.types("u").sees("nothing was decided yet")
    terminal.types("f").sees("there is no field to hide")
    terminal.types("?").sees("press a key to go back")
    assert NEVER in terminal.screen
    terminal.types("x").sees("? help")
    assert moderation_of(folder, 1).status == "pending"
    terminal.types("q")
    assert terminal.ends() == 0


def test_a_typo_in_a_number_or_a_word_hides_nothing(site, sit):
    folder = site(waiting(1, text="Kind. Leo came."))
    terminal = sit(folder)
    terminal.sees("? help")
    for typed in ("9", "Zoe", "1 9", "-1"):
        terminal.types("h").sees("numbers or words")
        terminal.enters(f"{typed}").sees(f'no part of the text is or holds "{typed}"')
    terminal.types("h").sees("numbers or words")
    terminal.enters("0, 1").sees("(Enter: back)")
    terminal.enters("1").sees("hidden: 100 % of the text")
    terminal.types("h").sees("(hidden)")
    terminal.enters("0 1").sees("shown again")
    terminal.types("q")
    assert terminal.ends() == 0


def test_somebody_else_may_decide_change_or_remove_meanwhile(site, sit):
    folder = site("".join(waiting(number, text=f"Kind {number}.") for number in range(1, 6)))
    terminal = sit(folder)
    terminal.sees("1 of 5")
    folder.edit(path_of(1), "Kind", "Kinder")
    terminal.types("p").sees("was changed meanwhile, nothing was written")
    assert "Kinder 1." in terminal.screen
    folder.edit(path_of(2), "status: pending", "status: published")
    (folder.root / path_of(3)).unlink()
    folder.edit(path_of(4), "rating: 5", "rating: 9")
    terminal.types("p").sees("5 of 5")
    for words in ("r-000000000002 does not wait any more", "r-000000000003 does not wait", "rating: expected"):
        assert words in _folded(terminal.screen)
    folder.edit(path_of(1), "Kinder", "Kind")
    terminal.types("u").sees("was changed meanwhile, nothing was written")
    terminal.types("q").sees("1 published; 4 still waiting")
    assert terminal.ends() == 0


def test_files_that_do_not_load_are_told_at_the_beginning(site, sit):
    folder = site(waiting(1) + waiting(2))
    folder.edit(path_of(1), "rating: 5", "rating: 9")
    terminal = sit(folder)
    terminal.sees("? help")
    assert "r-000000000001.yaml:3: rating: expected" in _folded(terminal.screen)
    assert "what is in it waits unseen" in _folded(terminal.screen)
    terminal.types("q")
    assert terminal.ends() == 0


def test_the_role_is_asked_for_once_and_a_typo_in_it_stops(site, sit):
    folder = site(waiting(1))
    terminal = sit(folder, role=None)
    terminal.sees("your role, such as compliance")
    terminal.enters("office-manager").sees("you are office-manager")
    terminal.types("p").sees("1 published")
    assert terminal.ends() == 0
    assert moderation_of(folder, 1).by == "office-manager"
    other = site(waiting(2))
    terminal = sit(other, role=None)
    terminal.sees("your role")
    terminal.enters("The Boss").sees('"The Boss" is no role')
    assert terminal.ends() == 2


def test_the_role_may_come_from_the_environment(site, sit):
    terminal = sit(site(waiting(1)), role=None, SITE_GEN_ROLE="compliance")
    terminal.sees("you are compliance")
    terminal.types("q")
    assert terminal.ends() == 0


def test_an_empty_queue_needs_no_role(site, sit):
    terminal = sit(site(review(1)), role=None)
    terminal.sees("nothing waits for a decision")
    assert terminal.ends() == 0


def test_the_author_who_can_be_reached_is_to_be_told(site, sit):
    folder = site(waiting(1, extra="contact: mailto:leo@mail.example") + waiting(2))
    terminal = sit(folder)
    terminal.sees("1 of 2")
    terminal.types("w").sees("(Enter: back)")
    terminal.enters("abusive").sees("2 of 2")
    assert "tell the author why (mailto:leo@mail.example), then:" in _folded(terminal.screen)
    assert f"moderate {review_id(1)} --told DATE" in _folded(terminal.screen)


def test_a_copy_under_the_right_provider_can_be_named_or_left_out(site, sit):
    other = waiting(2, text="Kind.").replace("ana-diaz", "bo-lee")
    folder = site(waiting(1, text="Kind.") + other + waiting(3, text="Kind."))
    terminal = sit(folder)
    terminal.sees("1 of 3")
    terminal.types("w").sees("(Enter: back)")
    terminal.enters("8").sees("id of its copy")
    terminal.enters(f"{review_id(2)}").sees("2 of 3")
    assert moderation_of(folder, 1).moved_to == review_id(2)
    assert "there is no content/providers/bo-lee.yaml that loads" in terminal.screen
    assert "w withhold" not in terminal.screen
    terminal.types("s").sees("3 of 3")
    terminal.types("w").sees("(Enter: back)")
    terminal.enters("wrong").sees("id of its copy")
    terminal.enters("").sees("2 withheld for wrong-provider; 1 still waiting")
    assert terminal.ends() == 0


@pytest.mark.parametrize("columns", [80, 40])
def test_no_line_is_wider_than_the_terminal(site, sit, columns):
    wide = "日本語のレビューです。とても良かった。" + "x" * 100
    folder = site(waiting(1, text=f"{TEXT} {wide}", extra=f"author: Leo\ntitle: {TEXT}", rating=3))
    terminal = sit(folder, columns=columns)
    shown = [terminal.sees("? help"), terminal.types("h").sees("(Enter: back)")]
    shown += [terminal.enters("").sees("? help"), terminal.types("?").sees("to go back")]
    for screen in shown:
        lines = screen.split("\n")
        assert max(map(_width, lines)) <= columns, lines
    for word in ("publish", "hide words", "hide a field", "withhold", "skip", "undo", "quit", "help"):
        assert any(word in line for line in shown[0].split("\n"))


def test_what_a_text_says_to_a_terminal_is_not_heard(site, sit):
    text = r'"Kind\e[2J\e[31m\u009b31m\u202egnik"'
    folder = site(waiting(1, text="X").replace("text: 'X'", f"text: {text}"))
    terminal = sit(folder)
    shown = terminal.sees("? help")
    assert "Kind\ufffd[2J\ufffd[31m\ufffd31m\ufffdgnik" in shown
    assert "! text: lost character U+009B at character" in shown


@pytest.mark.parametrize(
    ("environment", "is_colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_obeys_no_color_and_dumb_terminals(site, sit, environment, is_colored):
    terminal = sit(site(waiting(1, text=TEXT)), **environment)
    terminal.sees("? help")
    colors = re.findall(r"\x1b\[(?:[0-9]+;)*3[0-7](?:;[0-9]+)*m", terminal.written)
    assert bool(colors) == is_colored
    terminal.types("q")
    assert terminal.ends() == 0


def _folded(text):
    return " ".join(text.split())


def _width(line):
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
