"""`site-gen new provider|location|alert|post|response|policy|invitation|authorization|ci|server|owners`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_date, read_moment
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.new_plan import plan
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.intake.directory.draft import Draft
    from site_gen.intake.directory.roster_map import RosterMap
    from site_gen.model.invitation import Channel
    from site_gen.pipeline.directory import Kind
    from site_gen.pipeline.server_files import Server
    from site_gen.pipeline.team.owners import Host
    from site_gen.pipeline.team.recipes import CiHost

_CHANNELS = ("email", "sms", "letter", "card", "phone", "kiosk", "portal")
_MOST_SHOWN = 20


@click.group("new", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add a provider, location, alert, post, policy, invitation or form: from a template, or many out of a file."""


command.add_command(plan)


@command.command("location", epilog='\b\nExample:\n  site-gen new location "Lakeside Clinic"')
@click.argument("name")
@click.pass_obj
def location(root: Path, name: str) -> None:
    """Make content/locations/SLUG.yaml to fill in. A file that exists is never overwritten."""
    from site_gen.pipeline.scaffold import new_location

    console.report(f"made {new_location(_site(root), name)}")


@command.command("alert", epilog='\b\nExample:\n  site-gen new alert "Lakeside is closed today"')
@click.argument("title")
@click.pass_obj
def alert(root: Path, title: str) -> None:
    """Make content/alerts/SLUG.yaml: a notice that stands on pages from now on, for a day. Nothing is ever overwritten.

    Until a source and somebody who approved it are written into it, it stands on no page (ALR941).
    """
    from site_gen.pipeline.scaffold import new_alert

    moment = read_moment(None, root)
    assert moment.at is not None, "the clock gives an instant"
    console.report(f"made {new_alert(_site(root), title, moment.at)}")
    console.note("say whom it concerns and who says so, have somebody approve it, and build the site")


@command.command("post", epilog='\b\nExample:\n  site-gen new post "Flu shots are here"')
@click.argument("title")
@click.pass_obj
def post(root: Path, title: str) -> None:
    """Make content/posts/SLUG.md: a post for the website, in a week, at nine. Nothing is ever overwritten.

    It stays a draft until its status says approved. A translation is a file beside it, such as flu-shots.es.md.
    """
    from site_gen.pipeline.scaffold import new_post

    console.report(f"made {new_post(_site(root), title, read_date(None, root))}")
    console.note("write it, have it approved, and look at it: site-gen serve --drafts")


@command.command("response", epilog='\b\nExample:\n  site-gen new response "Lost and found"')
@click.argument("title")
@click.pass_obj
def response(root: Path, title: str) -> None:
    """Make content/responses/SLUG.md: an answer that is ready before it is needed. Nothing is ever overwritten.

    A translation is a file beside it, such as lost-and-found.es.md.
    """
    from site_gen.pipeline.scaffold import new_response

    console.report(f"made {new_response(_site(root), title)}")


@command.command("ci", epilog="\b\nExamples:\n  site-gen new ci github\n  site-gen new ci netlify")
@click.argument("host", type=click.Choice(["github", "gitlab", "netlify", "cloudflare", "vercel"]))
@click.pass_obj
def recipe(root: Path, host: CiHost) -> None:
    """Make the file by which HOST checks, builds and publishes the site: on every push, and once a day.

    Nothing is ever overwritten, but for headers and redirects in a vercel.json, which this command writes anew after a
    change of redirects or languages. Reviews are sealed where the key is, never there.
    """
    from site_gen.pipeline.team.recipes import new_recipe

    console.report(f"made {new_recipe(_site(root), host)}")
    console.note("say in it what pip is to install, and look at what the host asks for at its head")


@command.command("server", epilog="\b\nExamples:\n  site-gen new server nginx\n  site-gen new server caddy")
@click.argument("server", type=click.Choice(["nginx", "caddy"]))
@click.pass_obj
def server_file(root: Path, server: Server) -> None:
    """Make nginx.conf or a Caddyfile by which your own server sends what _headers and _redirects say.

    A file that this command made is made anew after a change of redirects or languages, one of yours is left alone.
    """
    from site_gen.pipeline.server_files import new_server

    console.report(f"wrote {new_server(_site(root), server)}")
    console.note("say in it where the output lies, and reload the server")


@command.command("owners", epilog="\b\nExamples:\n  site-gen new owners\n  site-gen new owners --host gitlab")
@click.option("--host", type=click.Choice(["github", "gitlab"]), default="github", help="Where (default: github).")
@click.pass_obj
def owners(root: Path, host: Host) -> None:
    """Make CODEOWNERS out of the duties in content/team.yaml, and a template for pull requests.

    A CODEOWNERS that this command made is made anew, one of yours is left alone, and so is a template.
    """
    from site_gen.pipeline.team.owners import write_owners

    done = write_owners(_site(root), host)
    for path in done.files:
        console.report(f"wrote {path}")
    if done.unowned:
        console.note(f"nobody is asked about {', '.join(done.unowned)}: no role with the duty has a code_owner")


@command.command(
    "policy", epilog='\b\nExamples:\n  site-gen new policy social-media\n  site-gen new policy "Pictures of patients"'
)
@click.argument("name")
@click.option("--as-of", metavar="DATE", help="The day of its first version (default: today).")
@click.pass_obj
def policy(root: Path, name: str, as_of: str | None) -> None:
    """Make content/policies/SLUG.md: what you promise readers, or agree on among yourselves. Nothing is overwritten.

    social-media and review-policy are whole ones to begin with, in words of our own and no legal advice, with a
    [[place]] wherever your counsel has to decide; any other name gets headings to fill in. site-gen check says what is
    left (POL961).
    """
    from site_gen.pipeline.policies.new import new_policy

    console.report(f"made {new_policy(_site(root), name, read_date(as_of, root))}")
    console.note("have counsel read it and everybody acknowledge it: site-gen policy acknowledge SLUG --member ID")


@command.command(
    "authorization",
    epilog="\b\nExamples:\n  site-gen new authorization\n  site-gen new authorization --language es",
)
@click.option("--language", "languages", metavar="TAG", multiple=True, help="en or es (default: the site's).")
@click.pass_obj
def authorization(root: Path, languages: tuple[str, ...]) -> None:
    """Draft the form by which patients permit that a review is published: content/forms/authorization.md.

    It has the elements and statements of 45 CFR 164.508(c), in words of our own, with a [[place]] wherever your counsel
    has to decide; it is no legal advice. site-gen check says what is left. Signed forms go into
    content/authorizations.yaml, without names. A form is never published; a file that exists is never overwritten.
    """
    from site_gen.pipeline.scaffold import new_authorization

    for path in new_authorization(_site(root), languages):
        console.report(f"made {path}")
    console.note("have your counsel complete every [[place]] before anybody signs it")


@command.command(
    "provider",
    epilog='\b\nExamples:\n  site-gen new provider "Dr. Amara Okafor, MD"\n'
    "  site-gen new provider --csv roster.csv --map roster.yaml\n"
    "  site-gen new provider --npi-file npidata.csv --dry-run\n"
    "  site-gen new provider --fhir plan-net/ --skip-invalid",
)
@click.argument("name", required=False)
@click.option("--csv", "csv_file", metavar="FILE", help="A roster: a spreadsheet saved as CSV (UTF-8).")
@click.option(
    "--map", "map_file", metavar="FILE", help="Which column of the roster is what; drafted when it is missing."
)
@click.option("--npi-file", metavar="FILE", help="NPPES data as published (CSV), or the NPI registry's JSON.")
@click.option("--fhir", "fhir_path", metavar="FILE|DIR", help="FHIR R4 resources: JSON, NDJSON, a bundle, or a folder.")
@click.option("--skip-invalid", is_flag=True, help="Write what can be used although some records are refused.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def provider(
    root: Path,
    name: str | None,
    csv_file: str | None,
    map_file: str | None,
    npi_file: str | None,
    fhir_path: str | None,
    skip_invalid: bool,
    dry_run: bool,
) -> int:
    """Make content/providers/SLUG.yaml for NAME, or profiles and locations out of directory data.

    Every record that was read is accounted for. Nothing is written when one is refused, unless --skip-invalid is
    given; a file that exists is never overwritten, and people whom the site has already are left as they are.
    """
    from site_gen.pipeline.directory import Kind
    from site_gen.pipeline.scaffold import new_provider

    given = [option for option in (name, csv_file, npi_file, fhir_path) if option]
    if len(given) != 1:
        found = "nothing" if not given else "several"
        raise SiteGenError(
            f"expected one of NAME, --csv, --npi-file and --fhir, found {found}",
            hint="site-gen new provider --help shows how it is used",
        )
    _site(root)
    if name:
        console.report(f"made {new_provider(root, name)}")
        return 0
    if csv_file:
        mapping = _mapping(Path(csv_file), map_file)
        if mapping is None:
            return 0
        return _import(root, Kind.ROSTER, csv_file, mapping, skip_invalid, dry_run)
    if npi_file:
        return _import(root, Kind.NPPES, npi_file, None, skip_invalid, dry_run)
    return _import(root, Kind.FHIR, fhir_path or "", None, skip_invalid, dry_run)


@command.command(
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

    _site(root)
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


def _mapping(source: Path, map_file: str | None) -> RosterMap | None:
    """Read the mapping; when there is no such file yet, draft it and give None."""
    from site_gen.pipeline.directory import read_mapping, write_mapping
    from site_gen.report.text import format_finding

    if map_file is None:
        raise SiteGenError(
            "--csv needs --map FILE", hint="name a file that is not there yet, and it is drafted for you"
        )
    path = Path(map_file)
    if not path.exists():
        mapping = write_mapping(source, path)
        console.report(f"drafted {map_file}:")
        for column, field in mapping.columns.items():
            console.report(f"  {column} → {field}")
        console.note("check every line of it, then run the same command again")
        return None
    found = read_mapping(path)
    if isinstance(found, list):
        for finding in found:
            console.note(format_finding(finding, console.paint_stderr).rstrip("\n"))
        raise SiteGenError(f"{map_file} cannot be used", hint="mend it, or remove it to have a new one drafted")
    return found


def _import(root: Path, kind: Kind, source: str, mapping: RosterMap | None, skip_invalid: bool, dry_run: bool) -> int:
    from site_gen.pipeline.directory import import_directory

    result = import_directory(root, kind, Path(source), mapping=mapping, skip_invalid=skip_invalid, dry_run=dry_run)
    draft = result.draft
    _account(draft)
    if dry_run:
        console.report("nothing was written: --dry-run")
    elif draft.refusals and not skip_invalid:
        console.report("nothing was written: mend the refused records, or write the others with --skip-invalid")
    else:
        console.report(f"made {len(draft.providers)} profiles and {len(draft.locations)} locations")
    return EXIT_FINDINGS if draft.refusals and not skip_invalid else 0


def _account(draft: Draft) -> None:
    """Write where every record went."""
    console.report(
        f"read {draft.read:,} records: {len(draft.providers):,} providers at {len(draft.locations):,} new locations, "
        f"{draft.merged:,} merged into them, {len(draft.refusals):,} refused, "
        f"{sum(one.count for one in draft.ignored):,} passed over"
    )
    for one in draft.ignored:
        console.report(f"  passed over {one.count:,}: {one.reason}")
    for word, rows in (("refused", draft.refusals), ("note", draft.notes)):
        for kind, count in sorted(Counter(row.kind for row in rows).items()):
            if count > 1:
                console.report(f"  {word}: {count:,} × {kind}")
        for row in rows[:_MOST_SHOWN]:
            console.report(f"  {word}: {row.where}: {row.reason}")
        if len(rows) > _MOST_SHOWN:
            console.report(f"  {word}: and {len(rows) - _MOST_SHOWN:,} more")


def _site(root: Path) -> Path:
    from site_gen.pipeline.site_folder import refuse_no_site

    refuse_no_site(root)
    return root
