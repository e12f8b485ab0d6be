"""`site-gen init`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.folders import keys_folder, of_utf8

_RESPONSES = "content/responses/"


@click.command("init", epilog="\b\nExamples:\n  site-gen init my-site\n  site-gen init")
@click.argument("directory", required=False, metavar="[DIR]")
@click.pass_obj
def command(root: Path, directory: str | None) -> None:
    """Make a new site in DIR (default: this folder): settings, a sample provider with a review, and the review log.

    It builds at once. A folder that is a site already is refused, and no file that exists is ever overwritten. The
    log's private key is made in your own folder for keys, outside of the site.
    """
    from site_gen.cli.build import read_date
    from site_gen.cli.seal import show
    from site_gen.pipeline.scaffold import init_site

    target = of_utf8(root / directory) if directory else root
    made = init_site(target, read_date(None, target), keys_folder())
    for line in made_lines(made.files):
        console.report(f"made {line}")
    if show(target, made.log.sealed, dry_run=False):
        console.note("not everything could be sealed: mend what is listed, then run site-gen seal")
    tell_about_key(made.log.key_file)
    inside = f"-C {directory} " if directory else ""
    console.note(f"to look at it: {console.invocation()} {inside}serve --open")
    console.note(f"then edit site.yaml, and add people with: {console.invocation()} {inside}new provider NAME")


def made_lines(files: Sequence[str]) -> list[str]:
    """Give files for a report, the prepared responses as one line."""
    responses = [file for file in files if file.startswith(_RESPONSES)]
    folded = {responses[0]: f"{_RESPONSES} with {len(responses)} prepared responses"} if responses else {}
    return [folded.get(file, file) for file in files if file in folded or not file.startswith(_RESPONSES)]


def tell_about_key(file: Path) -> None:
    """Say where a log's private key is, and how to treat it and the repository."""
    console.note(f"the private key of the review log: {file}")
    console.note("back it up, and never put it into the repository: whoever has it can sign in your name")
    console.note("keep the site's repository private: log/openings/ holds every review, hidden words too")
