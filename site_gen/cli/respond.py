"""`site-gen respond`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.reply_script import show_findings, show_proposals
from site_gen.cli.roles import now


@click.command(
    "respond",
    epilog='\b\nExamples:\n  site-gen respond "Do you take my insurance?"\n'
    '  site-gen respond "¿Aceptan pacientes nuevos?" --provider amara-okafor\n'
    '  site-gen respond "Who can send me my records?" --language es --format json',
)
@click.argument("question")
@click.option("--provider", metavar="SLUG", help="Whom the answer names (default: the practice and its own number).")
@click.option("--language", metavar="TAG", help="The language of the answer (default: that of the question).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@click.pass_obj
def command(root: Path, question: str, provider: str | None, language: str | None, form: str) -> int:
    """Answer a question that came by any channel, with text to paste from the prepared responses.

    Every answer invites to call and gives no advice. If an emergency may be behind the question, that stands first:
    whom to call. The question is kept nowhere, and nothing is sent. Exit 0: there is an answer; 1: there is none, or
    rules keep one away.
    """
    import msgspec

    from site_gen.pipeline.replies.questions import answer

    answers = answer(root, question, provider=provider, language=language, now=now())
    if form == "json":
        data = msgspec.json.encode({"schema": 1, **msgspec.to_builtins(answers)})
        console.json_data(msgspec.json.format(data, indent=2).decode())
    else:
        if answers.urgent:
            words = ", ".join(f'"{one}"' for one in answers.urgent[:3])
            console.report(console.paint(answers.call, "red"))
            console.note(f"an emergency may be behind {words}: say this first, and tell somebody who can help")
        show_proposals(answers.proposals, answers.left)
        show_findings(answers.refused)
        if answers.proposals and not provider:
            console.note(f"these answers name {answers.named}; --provider SLUG names somebody else")
    return 0 if answers.proposals and not answers.refused else EXIT_FINDINGS
