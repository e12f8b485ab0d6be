"""`site-gen schema`."""

from __future__ import annotations

import difflib
from typing import Literal

import click

from site_gen.cli import console
from site_gen.errors import SiteGenError


@click.command(
    "schema",
    epilog="\b\nExamples:\n  site-gen schema\n  site-gen schema provider\n  site-gen schema review > review.json\n"
    "  site-gen schema --cms sveltia > admin/config.yml",
)
@click.argument("kind", required=False)
@click.option(
    "--cms", type=click.Choice(["sveltia", "decap"]), help="Print a config.yml for Sveltia CMS or Decap CMS instead."
)
def command(kind: str | None, cms: Literal["sveltia", "decap"] | None) -> None:
    """Print the JSON Schema (draft 7) of a content file, or without KIND the kinds that there are.

    Editors with a YAML language server complete and check files that begin with a line such as
    "# yaml-language-server: $schema=../../.site-gen/schemas/provider.json"; every build keeps that folder up to date.
    With --cms it prints the configuration of a CMS that works on the site's Git repository: providers, locations,
    pages and prepared responses to edit, reviews to read and to decide about.
    """
    from site_gen.load.cms import cms_config
    from site_gen.load.schema import KINDS, schema_text

    if cms is not None:
        if kind is not None:
            raise SiteGenError(f"--cms prints all kinds in one file, found {kind}", hint=f"site-gen schema --cms {cms}")
        console.report(cms_config(cms).rstrip("\n"))
    elif kind is None:
        console.report("\n".join(KINDS))
    elif kind in KINDS:
        console.json_data(schema_text(kind).rstrip("\n"))
    else:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"kinds: {', '.join(KINDS)}"
        raise SiteGenError(f"no kind of file named {kind}", hint=hint)
