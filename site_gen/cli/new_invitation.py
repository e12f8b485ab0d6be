"""`site-gen new invitation`: a batch of invitations, and words that ask everybody the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.model.invitation import Channel

_CHANNELS = ("email", "sms", "letter", "card", "phone", "kiosk", "portal")


@click.command(
    "invitation",
    epilog='\b\nExamples:\n  site-gen new invitation "October visits"\n'
    '  site-gen new invitation "Lakeside October" --channel sms --location lakeside\n'
    '  site-gen new invitation "Octubre" --language es --from 2026-10-01 --to 2026-10-31',
)
@click.argument("name")
@click.option("--channel", type=click.Choice(_CHANNELS), default="email", help="How people are asked (default: email).")
@click.option("--from", "first_on", metavar="DATE", help="The first day of the visits (default: of last month).")
@click.option("--to", "last_on", metavar="DATE", help="The last day of the visits.")
@click.option("--location", metavar="SLUG", help="Only visits at this location (default: all visits).")
@click.option("--language", metavar="TAG", help="The language of the words: en or es (default: the site's).")
@click.option("--link", metavar="URL", help="Where the invitation leads (default: the site's page /review-us/).")
@click.pass_obj
def invitation(
    root: Path,
    name: str,
    channel: Channel,
    first_on: str | None,
    last_on: str | None,
    location: str | None,
    language: str | None,
    link: str | None,
) -> None:
    """Make content/invitations/SLUG.yaml and content/wording/SLUG.txt, with words that ask everybody the same.

    Nothing is sent: your mail or text service does that. Afterwards write down how many could be asked and how many
    were. The words favor no opinion and offer nothing; site-gen check looks at what you make of them (PRV305 to 311).
    Files that exist are never overwritten.
    """
    from site_gen.findings import count_of
    from site_gen.pipeline.new_invitation import Wanted, month_before, new_invitation
    from site_gen.pipeline.site_folder import refuse_no_site

    refuse_no_site(root)
    if (first_on is None) != (last_on is None):
        raise SiteGenError("--from and --to go together", hint="such as --from 2026-10-01 --to 2026-10-31")
    first, last = month_before(read_date(None, root))
    if first_on is not None and last_on is not None:
        first, last = read_date(first_on, root, "--from"), read_date(last_on, root, "--to")
    wanted = Wanted(name, channel, first, last, location, language, link)
    made = new_invitation(root, wanted)
    console.report(f"made {made.invitation}")
    console.report(f"made {made.wording}")
    if made.message is not None:
        length = f"{made.message.length} of {made.message.fits} characters"
        console.note(f"the text is {length}: {count_of(made.message.parts, 'message')}")
        if made.message.outside:
            console.note(f"without {made.message.outside} a message would hold 160 characters")
    console.note(f"when it is out, write eligible and invited into {made.invitation}; until then it stays a draft")
