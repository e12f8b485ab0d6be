"""`site-gen policy acknowledge|coverage|log`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date


@click.group("policy", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Policies and the team: who has read which version, and what changed in it."""


@command.command(
    "acknowledge",
    epilog="\b\nExamples:\n  site-gen policy acknowledge social-media --member rosa\n"
    "  site-gen policy acknowledge social-media --member rosa --show",
)
@click.argument("policy")
@click.option("--member", metavar="ID", required=True, help="Who has read it: an id of content/team.yaml.")
@click.option("--show", is_flag=True, help="Show the policy, and write nothing.")
@click.option("--as-of", metavar="DATE", help="The day on which it was read (default: today).")
@click.pass_obj
def acknowledge(root: Path, policy: str, member: str, show: bool, as_of: str | None) -> None:
    """Write into content/team.yaml that a member of the team has read POLICY as it is now.

    The version is told by the SHA-256 of its file: after a change everybody reads it again. Comments and everything
    else in the file stay. POLICY is the name of a file of content/policies/, such as social-media.
    """
    from site_gen.pipeline.policies.acknowledge import acknowledge, named_policy

    date = read_date(as_of, root)
    if show:
        found = named_policy(root, policy)
        console.report(_named(found.title, found.version, found.path))
        console.report(found.body.strip())
        return
    read = acknowledge(root, policy, member, date)
    found = read.policy
    console.report(_named(found.title, found.version, found.path))
    console.report(f"SHA-256 {found.sha256}")
    verb = "has read it" if read.is_new else "had read it already"
    console.report(f"{read.member.name} {verb}, on {read.on}")
    if read.waiting:
        console.note(f"still to read it: {', '.join(read.waiting)}")


@command.command(
    "coverage",
    epilog="\b\nExamples:\n  site-gen policy coverage\n  site-gen policy coverage --format html --out policies.html",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", help="How to write it."
)
@click.option("--out", metavar="FILE", help="Write it into a file instead.")
@click.option("--as-of", metavar="DATE", help="The day by which members are there (default: today).")
@click.pass_obj
def coverage(root: Path, form: str, out: str | None, as_of: str | None) -> None:
    """Say who of the team has read which version of which policy."""
    from site_gen.pipeline.policies.coverage import coverage_of
    from site_gen.report.policies.coverage import format_coverage, format_coverage_csv, format_coverage_json
    from site_gen.report.policies.page import format_coverage_page
    from site_gen.write.log_folder import write_durably

    forms = {
        "text": format_coverage,
        "json": format_coverage_json,
        "csv": format_coverage_csv,
        "html": format_coverage_page,
    }
    text = forms[form](coverage_of(root, read_date(as_of, root)))
    if out is None:
        console.formatted(text, form)
        return
    write_durably(Path(out).expanduser(), text.encode())
    console.report(f"wrote {out}")


@command.command("log", epilog="\b\nExample:\n  site-gen policy log review-policy")
@click.argument("policy")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@click.pass_obj
def log(root: Path, policy: str, form: str) -> None:
    """Say which versions of POLICY there were: what its file says of changes, and what the review log has sealed."""
    from site_gen.pipeline.policies.versions import versions_of
    from site_gen.report.policies.versions import format_versions, format_versions_json

    versions = versions_of(root, policy)
    text = format_versions_json(versions) if form == "json" else format_versions(versions)
    console.formatted(text, form)


def _named(title: str, version: str | None, path: str) -> str:
    return f"{title}, {f'version {version}' if version else 'no version'}, {path}"
