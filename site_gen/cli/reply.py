"""`site-gen reply`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console, reply_script
from site_gen.cli.roles import ROLE, given_role
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.pipeline.replies.views import Action


@click.command(
    "reply",
    epilog="\b\nExamples:\n  site-gen reply\n  site-gen reply r-k3v9m2qd7xwa --role office-manager\n"
    "  site-gen reply r-k3v9m2qd7xwa --response wait-times --submit --role office-manager\n"
    "  site-gen reply r-k3v9m2qd7xwa --approve --role compliance\n"
    "  site-gen reply r-k3v9m2qd7xwa --publish\n"
    "  site-gen reply r-k3v9m2qd7xwa --outcome change-made",
)
@click.argument("review", required=False, metavar="[ID]")
@click.option("--role", metavar="ROLE", help=f"Who writes or approves, such as office-manager (default: {ROLE}).")
@click.option("--response", metavar="SLUG", help="Write a draft from this prepared response.")
@click.option("--language", metavar="TAG", help="The language of the response (default: that of the review).")
@click.option("--text", metavar="FILE", help="Write a draft from a file, or from standard input with -.")
@click.option("--submit", is_flag=True, help="Hand the draft on: it cools off, then it may be approved.")
@click.option("--approve", is_flag=True, help="Approve it, after the hours of cooling off.")
@click.option("--publish", is_flag=True, help="Publish what is approved; seal and build then show it.")
@click.option("--posted", is_flag=True, help="It was pasted where the review is shown, such as Google or Yelp.")
@click.option("--outcome", metavar="WHAT", help="What came of the review: none, change-planned or change-made.")
@click.option("--remove", is_flag=True, help="Take the reply away; seal logs that of a public one.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show it.")
@click.pass_obj
def command(
    root: Path,
    review: str | None,
    role: str | None,
    response: str | None,
    language: str | None,
    text: str | None,
    submit: bool,
    approve: bool,
    publish: bool,
    posted: bool,
    outcome: str | None,
    remove: bool,
    form: str,
) -> int:
    """Answer a review: from a prepared response to a public reply, with a night in between.

    In a terminal, ID opens the review with the responses that fit best. A draft cools off, is approved, and is
    published; a reply to two stars or fewer is approved by another role than its writer's. Rules read each text, and
    what they refuse is neither handed on nor approved. Nothing is sent anywhere. Without an ID, the replies that wait
    are listed.
    """
    flags = {"submit": submit, "approve": approve, "publish": publish, "posted": posted, "remove": remove}
    steps: list[Action] = [name for name, on in flags.items() if on]  # type: ignore[misc]
    is_writing = response is not None or text is not None
    _refuse_mixtures(review, steps, is_writing=is_writing, response=response, text=text, outcome=outcome, form=form)
    role = given_role(role)
    if review is None:
        return _list(root, form)
    if not is_writing and not steps and outcome is None:
        if form == "text" and language is None and console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout):
            return _sit_down(root, review, role)
        return reply_script.show_one(root, review, role, language, form)
    if is_writing:
        reply_script.write_one(root, review, response=response, language=language, text=text, role=role)
    if outcome is not None:
        reply_script.take_one(root, review, "outcome", role, outcome)
    for step in steps:
        reply_script.take_one(root, review, step, role)
    if steps != ["remove"]:
        reply_script.say_next(root, review)
    return 0


def _refuse_mixtures(
    review: str | None,
    steps: list[Action],
    *,
    is_writing: bool,
    response: str | None,
    text: str | None,
    outcome: str | None,
    form: str,
) -> None:
    given = [f"--{one}" for one in steps]
    if response is not None and text is not None:
        raise SiteGenError("--response and --text are two texts", hint="give one of them")
    if len(given) > 1:
        raise SiteGenError(f"{' and '.join(given)} are different steps", hint="take one at a time")
    if is_writing and steps and steps != ["submit"]:
        raise SiteGenError(f"{given[0]} does not go with a new text", hint="--submit does: then it cools off")
    others = {"--response": response, "--text": text, "--outcome": outcome}
    asked = [*given, *(name for name, value in others.items() if value is not None)]
    if review is None and asked:
        raise SiteGenError(f"{asked[0]} needs the id of a review", hint="site-gen reply lists those that wait")
    if form != "text" and asked:
        raise SiteGenError("--format is for showing a review, or the list of them")


def _sit_down(root: Path, review: str, role: str | None) -> int:
    from rich.console import Console

    from site_gen.cli.reply_session import Session

    screen = Console(highlight=False, markup=False, emoji=False, legacy_windows=False)
    session = Session(root, review, role, screen)
    session.run()
    screen.clear()
    for said in session.said:
        console.report(said)
    if session.said:
        reply_script.say_next(root, review)
    return 0


def _list(root: Path, form: str) -> int:
    from site_gen.cli.report_replies import list_waiting

    return list_waiting(root, form)
