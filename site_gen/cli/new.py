"""`site-gen new provider|location|alert|post|response|policy|invitation|authorization|ci|server|owners`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_date, read_moment
from site_gen.cli.new_invitation import invitation
from site_gen.cli.new_plan import plan
from site_gen.cli.new_provider import provider

if TYPE_CHECKING:
    from site_gen.pipeline.server_files import Server
    from site_gen.pipeline.team.owners import Host
    from site_gen.pipeline.team.recipes import CiHost


@click.group("new", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add a provider, location, alert, post, policy, invitation or form: from a template, or many out of a file."""


command.add_command(plan)
command.add_command(provider)
command.add_command(invitation)


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


def _site(root: Path) -> Path:
    from site_gen.pipeline.site_folder import refuse_no_site

    refuse_no_site(root)
    return root
