"""A sitting with one review in a real pseudo terminal, with an editor that is a script."""

from __future__ import annotations

import pytest
from moderation.terminal import Terminal
from replies.answering import FRENCH, SAFE, UNSAFE, path_of, prepared, replied, reply_of, review_of, reviewed

from conftest import review_id

ID = review_id(1)


@pytest.fixture
def sit(tmp_path):
    """Give a function that opens a review in a terminal; its editor writes a text, or keeps what it is given."""
    opened = []

    def open_terminal(folder, text="", *, role="office", **more):
        editor = tmp_path / "editor"
        (tmp_path / "text").write_text(text, encoding="utf-8")
        change = f'cp "{tmp_path}/text" "$1"' if text else "true"
        editor.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/given"\n{change}\n')
        editor.chmod(0o755)
        options = ("--role", role) if role else ()
        terminal = Terminal("reply", ID, *options, cwd=folder.root, EDITOR=str(editor), VISUAL="", **more)
        opened.append(terminal)
        return terminal

    yield open_terminal
    for terminal in opened:
        terminal.close()


def folded(text):
    return " ".join(text.split())


def test_a_proposal_is_taken_read_by_the_rules_and_handed_on(site, sit, tmp_path):
    folder = site(prepared() + reviewed(rating=2, text="So rude."))
    terminal = sit(folder)
    shown = folded(terminal.sees("? help"))
    assert 'How people were met it says "rude"' in shown
    assert "rated 2 of 5 · needs a second role" in shown
    terminal.types("1").sees("no rule has anything against it")
    assert "Lines that begin with # are left out" in (tmp_path / "given").read_text(encoding="utf-8")
    assert review_of(folder).reply is None
    terminal.types("s").sees("cooling off by office; it can be approved in 24 hours")
    reply = reply_of(folder)
    assert (reply.status, reply.response, reply.written_by) == ("cooling-off", "staff-conduct", "office")
    assert "#" not in reply.text
    terminal.types("a").sees("it cools off for 24 more hours")
    terminal.types("q").sees("--approve --role ROLE")
    assert terminal.ends() == 0


def test_an_unsafe_text_is_marked_cannot_be_handed_on_and_can_be_kept(site, sit):
    folder = site(prepared() + reviewed(rating=2, text="So rude."))
    before = (folder.root / path_of()).read_bytes()
    terminal = sit(folder, UNSAFE)
    terminal.sees("? help")
    terminal.types("e").sees("error RPL701: the reply confirms that the author is a patient")
    assert "s submit" not in terminal.screen
    assert "\x1b[1;4;33mbeing our patient\x1b[0m" in terminal.written
    terminal.types("s").sees("not handed on: rules refuse it as it is")
    assert (folder.root / path_of()).read_bytes() == before
    terminal.types("q").sees("forgotten; the file is as it was")
    assert (folder.root / path_of()).read_bytes() == before
    terminal.types("e").sees("d keep as draft")
    terminal.types("d").sees("saved as a draft")
    assert reply_of(folder).text == UNSAFE
    terminal.types("s").sees("not handed on: RPL701")
    terminal.types("q")
    assert terminal.ends() == 0


def test_a_text_that_no_rule_read_is_not_said_to_be_good(site, sit):
    folder = site(prepared() + reviewed(rating=5))
    terminal = sit(folder, FRENCH)
    terminal.sees("? help")
    assert "no rule read this text for RPL701" in folded(terminal.types("e").sees("d keep as draft"))
    assert "no rule has anything against it" not in terminal.screen
    terminal.types("q").sees("forgotten")
    terminal.types("q")
    assert terminal.ends() == 0


def test_a_second_person_approves_publishes_and_writes_down_what_came_of_it(site, sit):
    folder = site(prepared() + reviewed(rating=1, extra=replied("cooling-off")))
    terminal = sit(folder, role="office")
    terminal.sees("it can be approved now")
    terminal.types("a").sees("needs a second role")
    terminal.types("q")
    terminal.ends()
    terminal = sit(folder, role="compliance")
    terminal.sees("a approve")
    terminal.types("a").sees("approved by compliance, to be published")
    terminal.types("p").sees("what came of it: none")
    terminal.types("o").sees("change-made (Enter: back)")
    terminal.enters("better").sees("no outcome better")
    terminal.types("o").sees("change-made (Enter: back)")
    terminal.enters("change-made").sees("what came of it: change-made")
    terminal.types("1").sees("that key does nothing here")
    terminal.types("r").sees("remove the reply?")
    terminal.enters("").sees("? help")
    assert reply_of(folder).status == "published"
    terminal.types("r").sees("remove the reply?")
    terminal.enters("yes").sees("not answered yet")
    assert review_of(folder).reply is None
    terminal.types("q")
    assert terminal.ends() == 0


def test_a_reply_elsewhere_is_shown_to_be_pasted(site, sit):
    folder = site(reviewed(rating=4, source="yelp", moderation="", extra=replied("cooling-off")))
    terminal = sit(folder, role="compliance")
    terminal.sees("a approve")
    terminal.types("a").sees("paste this on yelp, then --posted")
    assert SAFE in folded(terminal.screen)
    assert "p posted there" in terminal.screen
    terminal.types("p").sees("posted on")
    terminal.types("q")
    assert terminal.ends() == 0


def test_who_gives_no_role_is_asked_when_it_is_needed(site, sit):
    folder = site(reviewed(rating=4))
    terminal = sit(folder, SAFE, role=None)
    terminal.sees("you are nobody yet")
    terminal.types("e").sees("d keep as draft")
    terminal.types("d").sees("your role, such as office-manager")
    terminal.enters("Not A Role").sees("is no role")
    terminal.types("d").sees("your role, such as office-manager")
    terminal.enters("office").sees("you are office")
    assert reply_of(folder).written_by == "office"
    terminal.types("?").sees("press a key to go back")
    terminal.types("x").sees("? help")
    terminal.types("q")
    assert terminal.ends() == 0


@pytest.mark.parametrize("text", ["# only a comment\n", "\n \n"])
def test_an_empty_text_writes_nothing(site, sit, text):
    folder = site(reviewed(rating=4))
    terminal = sit(folder, text)
    terminal.sees("? help")
    terminal.types("e").sees("the text is empty, nothing was written")
    terminal.types("q")
    assert terminal.ends() == 0
    assert review_of(folder).reply is None


def test_an_editor_that_fails_loses_nothing(site, sit, tmp_path):
    folder = site(reviewed(rating=4, extra=replied("draft")))
    terminal = sit(folder, SAFE)
    (tmp_path / "editor").write_text("#!/bin/sh\nexit 3\n")
    terminal.sees("? help")
    terminal.types("e").sees("set EDITOR, or use --text FILE")
    terminal.types("\x03")
    assert terminal.ends() == 0
    assert reply_of(folder).text == SAFE


def test_what_somebody_wrote_meanwhile_is_not_overwritten(site, sit):
    folder = site(reviewed(rating=4))
    terminal = sit(folder, SAFE)
    terminal.sees("? help")
    terminal.types("e").sees("d keep as draft")
    folder.write(reviewed(rating=4, extra=replied("draft", text="A colleague was quicker.")))
    shown = terminal.types("d").sees("was changed meanwhile, nothing was written")
    assert "It takes the place of A colleague was quicker." in folded(shown)
    assert reply_of(folder).text == "A colleague was quicker."
    terminal.types("q").sees("forgotten")
    terminal.types("q")
    assert terminal.ends() == 0


def test_narrow_terminals_show_all_of_it(site, sit):
    folder = site(prepared() + reviewed(rating=2, text="So rude. " * 8))
    terminal = sit(folder, columns=40)
    shown = terminal.sees("? help")
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 40
    terminal.types("1").sees("no rule has anything against it")
    terminal.types("q").sees("? help")
    terminal.types("q")
    assert terminal.ends() == 0


def test_what_is_hidden_from_readers_stands_apart_in_the_terminal(site, sit):
    moderation = (
        "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance, "
        "hidden: [{segment: 1, reason: third-party-privacy}], hidden_fields: [{field: author, reason: abusive}]}"
    )
    text = "So rude. Leo had chest pain."
    folder = site(prepared() + reviewed(rating=2, text=text, extra="author: Maria K.", moderation=moderation))
    shown = folded(sit(folder).sees("? help"))
    public, _, hidden = shown.partition("hidden from readers: leave it out of the reply")
    assert "So rude. ▇▇▇ third-party-privacy ▇▇▇ author ▇▇▇ abusive ▇▇▇" in public
    assert "text: Leo had chest pain. (third-party-privacy) author: Maria K. (abusive)" in hidden
    assert 'an emergency may be behind "chest pain", which is hidden: call first' in hidden
    assert "emergency" not in public


def test_where_nothing_is_hidden_nothing_is_said_about_it(site, sit):
    shown = sit(site(prepared() + reviewed(rating=2, text="So rude."))).sees("? help")
    assert "hidden from readers" not in shown
