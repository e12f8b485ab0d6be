"""The terminal session of `site-gen reply ID`: a proposal, the editor, the rules, and the steps, by single keys."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.text import Text

from site_gen.cli import reply_screen as screens
from site_gen.cli.reply_script import paste, read_outcome, taken
from site_gen.cli.roles import named, now
from site_gen.cli.screen import ask, draw, read_key
from site_gen.errors import SiteGenError
from site_gen.pipeline.replies.desk import lint, look, take, unseen, write
from site_gen.pipeline.replies.views import Action, ReplyView

_COMMENT = "#"
_ABOVE = """

# The reply to {id}. Lines that begin with # are left out; leave it empty to write nothing.
# Say nothing that only a patient would hear: no visit, no care, no bill, no name.
"""


class _Draft(NamedTuple):
    """A text that is not saved: what was written, and the response that it began with."""

    text: str
    response: str | None


class Session:
    """One sitting of one person with one review."""

    def __init__(self, root: Path, review_id: str, role: str | None, screen: Console) -> None:
        self.root = root
        self.id = review_id
        self.role = role
        self.screen = screen
        self.notes: list[str] = []
        self.said: list[str] = []
        self.draft: _Draft | None = None

    def run(self) -> None:
        """Go on until somebody stops."""
        while self._one():
            pass

    def _one(self) -> bool:
        """Draw what there is and do what the next key says; False to stop."""
        view = look(self.root, self.id, role=self.role, now=now())
        notes = [Text(note, style="bold") for note in self.notes]
        self.notes = []
        if self.draft is not None:
            read = lint(self.root, self.id, self.draft.text, now=now())
            draw(self.screen, *notes, screens.show_draft(view, self.draft.text, read))
        else:
            draw(self.screen, *notes, screens.show_reply(view, self.role, now(), unseen(self.root, self.id, now=now())))
        key = read_key()
        if key == "q" and self.draft is None:
            return False
        try:
            if self.draft is not None:
                self._with_draft(key, view, self.draft)
            else:
                self._without_draft(key, view)
        except SiteGenError as error:
            self.notes.append(f"{error.message}{f' ({error.hint})' if error.hint else ''}")
        return True

    def _with_draft(self, key: str, view: ReplyView, draft: _Draft) -> None:
        if key == "e":
            self._edit(view, draft.text, draft.response)
        elif key in ("d", "s"):
            if key == "s" and lint(self.root, self.id, draft.text, now=now()).errors:
                raise SiteGenError("not handed on: rules refuse it as it is", hint="e edits it again, d keeps a draft")
            self._save(view, draft)
            if key == "s":
                self._take("submit")
        elif key == "q":
            self.draft = None
            self.notes.append("forgotten; the file is as it was")
        else:
            self.notes.append("that key does nothing here")

    def _without_draft(self, key: str, view: ReplyView) -> None:
        action = _action_of(key, view)
        if key.isdecimal() and view.stage in screens.BEGUN and 1 <= int(key) <= len(view.proposals):
            chosen = view.proposals[int(key) - 1]
            self._edit(view, chosen.text, chosen.slug)
        elif action == "write":
            self._edit(view, view.text or "", view.response)
        elif action == "outcome":
            self._outcome()
        elif action == "remove":
            if ask("remove the reply? (yes, or Enter: back)").lower() in ("y", "yes"):
                self._take("remove")
        elif action is not None:
            self._take(action)
        elif key == "?":
            draw(self.screen, screens.show_help(), Text("press a key to go back", style="dim"))
            read_key()
        else:
            self.notes.append("that key does nothing here; ? explains the keys")

    def _edit(self, view: ReplyView, text: str, response: str | None) -> None:
        """Open the editor; what comes back is looked at before anything is saved."""
        above = _ABOVE.format(id=view.id)
        try:
            edited = click.edit(f"{text}{above}", extension=".txt", require_save=False)
        except click.ClickException as error:
            raise SiteGenError(error.format_message(), hint="set EDITOR, or use --text FILE") from error
        kept = [line for line in (edited or "").splitlines() if not line.startswith(_COMMENT)]
        done = "\n".join(line.rstrip() for line in kept).strip()
        if not done:
            self.notes.append("the text is empty, nothing was written")
        elif done == view.text:
            self.draft = None
            self.notes.append("nothing has changed")
        else:
            self.draft = _Draft(done, response)

    def _save(self, view: ReplyView, draft: _Draft) -> None:
        write(
            self.root,
            self.id,
            draft.text,
            response=draft.response,
            role=self._named("who writes this?"),
            now=now(),
            digest=view.digest,
        )
        self.draft = None
        self._say("saved as a draft")

    def _take(self, action: Action) -> None:
        role = self._named("who approves?") if action == "approve" else self.role
        changed = take(self.root, self.id, action, role=role, now=now())
        self._say(taken(action, changed))
        if action == "approve" and (words := paste(changed)):
            self._say(words)

    def _outcome(self) -> None:
        said = ask("what came of it: none, change-planned or change-made (Enter: back)")
        if said:
            outcome = read_outcome(said)
            self._say(taken("outcome", take(self.root, self.id, "outcome", role=self.role, now=now(), outcome=outcome)))

    def _named(self, who: str) -> str:
        if self.role is None:
            self.role = named(ask(f"{who} your role, such as office-manager"), who)
        return self.role

    def _say(self, words: str) -> None:
        self.notes.append(words)
        self.said.append(words)


def _action_of(key: str, view: ReplyView) -> Action | None:
    """Give the step of a key; of two on one key the one that fits where the review is shown."""
    actions = [action for one, action, _ in screens.KEYS if one == key]
    fitting = [action for action in actions if action != ("publish" if view.is_elsewhere else "posted")]
    return fitting[0] if fitting else None
