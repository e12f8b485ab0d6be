"""`site-gen init`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console


@click.command("init", epilog="\b\nExamples:\n  site-gen init my-site\n  site-gen init")
@click.argument("directory", required=False, metavar="[DIR]")
@click.pass_obj
def command(root: Path, directory: str | None) -> None:
    """Make a new site in DIR (default: this folder): settings, a sample provider with a review, a location, a page.

    It builds at once. A folder that is a site already is refused, and no file that exists is ever overwritten.
    """
    from site_gen.cli.build import read_date
    from site_gen.pipeline.scaffold import init_site

    target = root / directory if directory else root
    files = init_site(target, read_date(None, target))
    for file in files:
        console.report(f"made {file}")
    inside = f"-C {directory} " if directory else ""
    console.note(f"to look at it: {console.invocation()} {inside}serve --open")
    console.note(f"then edit site.yaml, and add people with: {console.invocation()} {inside}new provider NAME")
