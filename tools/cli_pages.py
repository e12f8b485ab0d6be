"""Writes docs/reference/commands/: a page for each command, from the command itself. `--check` only compares."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator

import click
from generated import code, keep, table

from site_gen.cli.main import COMMANDS, command_line

FOLDER = "docs/reference/commands"
TOOL = "tools/cli_pages.py"
GENERATED = f"<!-- Written by {TOOL} from the commands in site_gen/cli; change it there. -->\n"


def pages() -> dict[str, str]:
    """Give every file of the folder, by name."""
    root = click.Context(command_line, info_name="site-gen")
    texts = {"README.md": _overview(root)}
    for name in COMMANDS:
        command = command_line.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        texts[f"{name}.md"] = "\n\n".join([GENERATED + f"\n# site-gen {name}", *_parts(context, 2)]) + "\n"
    return texts


def _overview(root: click.Context) -> str:
    rows = [(f"[`site-gen {name}`]({name}.md)", line) for name, line in COMMANDS.items()]
    return (
        "\n\n".join(
            [
                f"{GENERATED}\n# Commands",
                "Every command explains itself with `--help`; these pages say the same. Exit code 0: nothing blocks; "
                "1: findings; 2: the tool could not do its job.",
                table(("command", "what it does"), rows),
                "These options stand before the command:",
                _options(root),
            ]
        )
        + "\n"
    )


def _parts(context: click.Context, depth: int) -> Iterator[str]:
    """Give the parts of one command, and below it those of its commands."""
    command = context.command
    yield f"```text\n{_usage(context)}\n```"
    yield _prose(command.help or "")
    options = _options(context)
    if options:
        yield options
    if command.epilog:
        examples = inspect.cleandoc(command.epilog.replace("\b", "")).partition("\n")[2]
        yield f"```sh\n{inspect.cleandoc(examples)}\n```"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            below = click.Context(inner, info_name=name, parent=context)
            yield f"{'#' * depth} {below.command_path}"
            yield from _parts(below, depth + 1)


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _prose(text: str) -> str:
    """Give a help text as Markdown: what click keeps line by line becomes a block, the rest paragraphs."""
    parts = []
    for part in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if part.startswith("\b"):
            parts.append("```text\n" + part.removeprefix("\b").strip("\n") + "\n```")
        else:
            parts.append(" ".join(part.split()).replace("<", "&lt;").replace("*", "\\*"))
    return "\n\n".join(parts)


def _options(context: click.Context) -> str:
    """Give the options as a table; `--help` is everywhere and not repeated."""
    records = [
        record
        for option in context.command.get_params(context)
        if isinstance(option, click.Option) and "--help" not in option.opts
        if (record := option.get_help_record(context)) is not None
    ]
    return table(("option", "what it does"), [(code(name), _prose(said)) for name, said in records]) if records else ""


if __name__ == "__main__":
    sys.exit(keep(FOLDER, pages(), TOOL))
