"""`site-gen schema`."""

from __future__ import annotations

import difflib

import click

from site_gen.cli import console
from site_gen.errors import SiteGenError


@click.command(
    "schema",
    epilog="\b\nExamples:\n  site-gen schema\n  site-gen schema provider\n  site-gen schema review > review.json",
)
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema (draft 7) of a content file, or without KIND the kinds that there are.

    Editors with a YAML language server complete and check files that begin with a line such as
    "# yaml-language-server: $schema=../../.site-gen/schemas/provider.json"; every build keeps that folder up to date.
    """
    from site_gen.load.schema import KINDS, schema_text

    if kind is None:
        console.report("\n".join(KINDS))
    elif kind in KINDS:
        console.report(schema_text(kind).rstrip("\n"))
    else:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"kinds: {', '.join(KINDS)}"
        raise SiteGenError(f"no kind of file named {kind}", hint=hint)
