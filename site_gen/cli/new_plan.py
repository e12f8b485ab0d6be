"""`site-gen new plan`: a year of posts out of seasonal packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.calendar.laying import Laid
    from site_gen.pipeline.new_plan import NewPlan


@click.command(
    "plan",
    epilog="\b\nExamples:\n  site-gen new plan --list\n  site-gen new plan 2027 --dry-run\n"
    "  site-gen new plan 2027 --packs flu,heart --channels website,facebook --time 12:30",
)
@click.argument("year", required=False)
@click.option("--list", "listing", is_flag=True, help="Show the packs, what is in them and when, and make nothing.")
@click.option("--packs", metavar="NAMES", help="Only these packs, with commas between them (default: all).")
@click.option("--audience", "audiences", metavar="IDS", help="Only posts for these audiences of audiences.yaml.")
@click.option("--channels", metavar="IDS", help="Put posts on these channels, not on those that fit by their kind.")
@click.option(
    "--time", metavar="HH:MM", default="09:00", help="When posts go out, by the site's clock (default: 09:00)."
)
@click.option("--as-of", metavar="DATE", help="Lay nothing on that day or before (default: today).")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@click.pass_obj
def plan(
    root: Path,
    year: str | None,
    listing: bool,
    packs: str | None,
    audiences: str | None,
    channels: str | None,
    time: str,
    as_of: str | None,
    dry_run: bool,
) -> None:
    """Lay seasonal packs into the calendar of YEAR: drafts in content/posts/, to be read, changed and approved.

    Each goes to the working day nearest to its own that has no holiday and no post on its channels yet. What is there
    already stays as it is: the same command again makes only what is missing. Words are in English. At the head
    of each file stands where its facts can be looked up, and what somebody with medical training has to look at.
    """
    from site_gen.pipeline.new_plan import Wanted, new_plan
    from site_gen.pipeline.site_folder import refuse_no_site

    if listing:
        _list(_names("--packs", packs))
        return
    if year is None:
        raise SiteGenError("no year to plan", hint="such as site-gen new plan 2027; --list shows the packs")
    if not (year.isascii() and year.isdigit() and len(year) == len("2027")):
        raise SiteGenError(f"{year} is not a year", hint="such as site-gen new plan 2027")
    refuse_no_site(root)
    wanted = Wanted(
        int(year),
        read_date(as_of, root),
        time,
        _names("--packs", packs),
        _names("--audience", audiences),
        _names("--channels", channels),
    )
    _say(new_plan(root, wanted, write=not dry_run), dry_run)


def _say(made: NewPlan, dry_run: bool) -> None:
    """Write what became of every post of the packs."""
    from site_gen.findings import count_of

    verb = "would make" if dry_run else "made"
    for one in made.layout.laid:
        console.report(f"{verb} {one.post.path}: {_when(one)}; {', '.join(one.post.channels)}")
    for left in made.layout.left_out:
        console.report(f"left out {left.slug}: {left.why}")
    laid = made.layout.laid
    posts, packs = count_of(len(laid), "post"), count_of(made.packs, "pack")
    console.report(f"{verb} {posts} of {packs}, left out {len(made.layout.left_out)}")
    if dry_run:
        console.report("nothing was written: --dry-run")
    for asked, what in (
        (sum(bool(one.template.for_clinician) for one in laid), "what a clinician has to make sure of first"),
        (sum(bool(one.template.to_fill) for one in laid), "what only you can fill in"),
    ):
        if asked:
            say = "says at its head" if asked == 1 else "say at their head"
            console.note(f"{asked} of them {say} {what}")
    if made.is_foreign and laid:
        console.note("their words are in English: translate them before they are approved")


def _when(one: Laid) -> str:
    day = f"{one.day:%a} {one.day}"
    return day if one.day == one.meant_for else f"{day} instead of {one.meant_for} ({one.moved})"


def _list(names: tuple[str, ...]) -> None:
    from site_gen.findings import count_of
    from site_gen.pipeline.new_plan import chosen_seasons

    seasons = chosen_seasons(names)
    for season in seasons:
        console.report(f"{season.slug}: {season.name}")
        for post in season.posts:
            days = "; ".join(f"{place} {rule.words}" for place, rule in post.dates.items())
            console.report(
                f"  {post.id}: {post.title} ({days.removeprefix('other ') if len(post.dates) == 1 else days})"
            )
    posts = sum(len(season.posts) for season in seasons)
    console.report(f"{count_of(len(seasons), 'pack')} with {count_of(posts, 'post')}")


def _names(option: str, given: str | None) -> tuple[str, ...]:
    """Give the names of a list with commas, each once."""
    if given is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if not names:
        raise SiteGenError(f"{option} names nothing", hint=f"such as {option} one,two")
    return names
