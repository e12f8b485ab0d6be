"""`site-gen moderate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from site_gen.cli import console, moderate_script
from site_gen.cli.roles import ROLE, given_role, named, now
from site_gen.errors import SiteGenError

_BY_HAND = "site-gen moderate --list shows the queue, and site-gen moderate ID --publish decides without a terminal"


@click.command(
    "moderate",
    epilog="\b\nExamples:\n  site-gen moderate --role compliance\n  site-gen moderate --list\n"
    "  site-gen moderate r-k3v9m2qd7xwa\n"
    "  site-gen moderate r-k3v9m2qd7xwa --publish --hide 2=third-party-privacy --role compliance\n"
    "  site-gen moderate r-k3v9m2qd7xwa --withhold abusive --role compliance\n"
    "  site-gen moderate --batch --dry-run",
)
@click.argument("review", required=False, metavar="[ID]")
@click.option(
    "--role",
    metavar="ROLE",
    help=f"Who decides, such as compliance (default: {ROLE}, or you are asked).",
)
@click.option("--publish", is_flag=True, help="Publish the review.")
@click.option("--hide", metavar="N=REASON", multiple=True, help="With --publish: hide part N of the text, from 0.")
@click.option(
    "--hide-field", metavar="NAME=REASON", multiple=True, help="With --publish: hide a field, such as author."
)
@click.option("--withhold", metavar="REASON", help="Withhold the review.")
@click.option("--moved-to", metavar="ID", help="With --withhold wrong-provider: the copy under the right provider.")
@click.option("--told", metavar="DATE", help="The day on which the author of a withheld review was told, and why.")
@click.option("--pending", is_flag=True, help="Take a decision back that is not sealed yet.")
@click.option("--list", "show_queue", is_flag=True, help="List what waits, and decide nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write --list.")
@click.option("--reasons", is_flag=True, help="List the reasons for withholding and hiding.")
@click.option("--batch", is_flag=True, help="Publish what the rule in site.yaml lets pass, blind to stars and words.")
@click.option("--dry-run", is_flag=True, help="With --batch: say what would be published, and publish nothing.")
@click.option("--seal", "seal_after", is_flag=True, help="Seal at the end.")
@click.option("--key-file", metavar="FILE", multiple=True, help="With --seal: the log's private key.")
@click.pass_obj
def command(
    root: Path,
    review: str | None,
    role: str | None,
    publish: bool,
    hide: tuple[str, ...],
    hide_field: tuple[str, ...],
    withhold: str | None,
    moved_to: str | None,
    told: str | None,
    pending: bool,
    show_queue: bool,
    form: str,
    reasons: bool,
    batch: bool,
    dry_run: bool,
    seal_after: bool,
    key_file: tuple[str, ...],
) -> int:
    """Decide which reviews are shown: in the terminal one after another, or one from a script.

    Publish a review, hide parts of it, or withhold it, each for a reason of the list. A low rating, a complaint or
    criticism of care is never a reason. Decisions are written into the review files; the pages show them once they are
    sealed. Nothing else of a file changes. With an ID alone the review is shown with its parts.
    """
    action = _one_action(publish=publish, withhold=withhold, pending=pending)
    whole = [name for name, given in (("--list", show_queue), ("--reasons", reasons), ("--batch", batch)) if given]
    _refuse_mixtures(review, action or ("--told" if told else None), whole, dry_run=dry_run, form=form)
    if not publish and (hide or hide_field):
        raise SiteGenError("--hide and --hide-field go with --publish")
    if withhold is None and moved_to:
        raise SiteGenError("--moved-to goes with --withhold wrong-provider")
    if told and action not in (None, "--withhold"):
        raise SiteGenError("--told is for withheld reviews")
    if reasons:
        return moderate_script.list_reasons()
    if show_queue:
        return moderate_script.list_queue(root, form)
    role = given_role(role)
    has_decided = False
    if batch:
        has_decided = moderate_script.publish_batch(root, role, dry_run)
    elif review is not None and told and action is None:
        moderate_script.tell(root, review, told)
    elif review is not None and action is None:
        return moderate_script.show_one(root, review)
    elif review is not None:
        choice = moderate_script.read_choice(publish, hide, hide_field, withhold, moved_to, told)
        has_decided = moderate_script.decide_one(root, review, choice, role)
    else:
        has_decided = _sit_down(root, role)
    if seal_after:
        return _seal(root, key_file)
    if has_decided:
        moderate_script.say_next(root)
    return 0


def _one_action(*, publish: bool, withhold: str | None, pending: bool) -> str | None:
    given = [
        name
        for name, on in (("--publish", publish), ("--withhold", withhold is not None), ("--pending", pending))
        if on
    ]
    if len(given) > 1:
        raise SiteGenError(f"{' and '.join(given)} are different decisions", hint="give one of them")
    return given[0] if given else None


def _refuse_mixtures(review: str | None, action: str | None, whole: list[str], *, dry_run: bool, form: str) -> None:
    if len(whole) > 1 or (whole and (review or action)):
        given = [*whole, *([review] if review else []), *([action] if action else [])]
        raise SiteGenError(f"{' and '.join(given)} do not go together", hint="site-gen moderate --help shows how")
    if action and review is None:
        raise SiteGenError(f"{action} needs the id of a review", hint="site-gen moderate --list shows the ids")
    if dry_run and "--batch" not in whole:
        raise SiteGenError("--dry-run goes with --batch")
    if form != "text" and "--list" not in whole:
        raise SiteGenError("--format goes with --list")


def _sit_down(root: Path, role: str | None) -> bool:
    """Run the terminal session; tell whether anything was decided."""
    if not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        raise SiteGenError("moderate without an id needs a terminal", hint=_BY_HAND)
    from rich.console import Console

    from site_gen.cli.moderate_session import Session, summary

    screen = Console(highlight=False, markup=False, emoji=False, legacy_windows=False)
    session = Session(root, "", now, screen)
    if not session.queue.reviews:
        for note in session.notes:
            console.note(note)
        console.report("nothing waits for a decision")
        return False
    session.role = named(role or click.prompt("your role, such as compliance").strip())
    session.run()
    screen.clear()
    for note in session.notes:
        console.note(note)
    console.report(f"{summary(session.decided)}; {session.left} still waiting")
    return bool(session.decided)


def _seal(root: Path, key_file: tuple[str, ...]) -> int:
    from site_gen.cli.build import read_date
    from site_gen.cli.folders import key_source
    from site_gen.cli.seal import show
    from site_gen.pipeline.seal import SealOptions, seal

    sealed = seal(SealOptions(root=root, as_of=read_date(None, root), key=key_source(key_file)))
    return show(root, sealed, dry_run=False)
