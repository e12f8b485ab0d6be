"""Every `site-gen …` in the docs is a command that there is, with options that it has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from guides import blocks, pages

from conftest import REPOSITORY
from site_gen.cli.main import command_line
from site_gen.errors import SiteGenError

LANGUAGES = {"sh", "text", "yaml"}
_END = re.compile(r"\s(?:[|>&]|&&|#).*$")
GENERATED = ("docs/rules/",)


def typed(text: str) -> Iterator[str]:
    """Give the commands of ours in what is typed, without what a shell does with them."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"&& |\$\(|run: ", line):
            command = part.strip().removeprefix("$ ")
            if command.startswith("site-gen ") and not command.startswith("site-gen: "):
                yield _END.sub("", command).rstrip(")")


def parse(command: str) -> None:
    """Let click read a command's arguments, as far as it can without a site; nothing runs.

    Raises:
        click.UsageError, SiteGenError: it would refuse them.
    """
    arguments = shlex.split(command)[1:]
    context = command_line.make_context("site-gen", arguments, ignore_unknown_options=False)
    rest = [*context._protected_args, *context.args]
    while isinstance(context.command, click.Group):
        name, found, rest = context.command.resolve_command(context, rest)
        if found is None:
            raise click.UsageError(f"no command {name}")
        context = found.make_context(name, rest, parent=context)
        rest = [*context._protected_args, *context.args]


PAGES = [page for page in pages() if not page.relative_to(REPOSITORY).as_posix().startswith(GENERATED)]
COMMANDS = [
    pytest.param(command, id=f"{page.relative_to(REPOSITORY).as_posix()}:{block.line}:{number}")
    for page in PAGES
    for block in blocks(page)
    if block.language in LANGUAGES
    if not (page.parent.name == "commands" and block.language == "text")
    for number, command in enumerate(typed(block.text))
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_the_docs_is_one_that_there_is(command: str):
    try:
        parse(command)
    except click.exceptions.Exit:
        pass
    except (click.UsageError, SiteGenError) as error:
        pytest.fail(f"{command}: {error}")


def test_many_commands_are_looked_at():
    assert len(COMMANDS) > 100


@pytest.mark.parametrize(
    "command",
    [
        "site-gen biuld",
        "site-gen build --outt x",
        "site-gen new person X",
        "site-gen moderate r-k3v9m2qd7xwa extra",
        "site-gen report cards --paper a9",
    ],
)
def test_a_command_that_there_is_not_is_found(command: str):
    with pytest.raises((click.UsageError, SiteGenError)):
        parse(command)


def test_options_in_running_text_are_those_of_the_command():
    wrong = []
    for page in PAGES:
        text = re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for code in re.findall(r"`(site-gen [^`]+)`", text):
            words = " ".join(code.split()).split(" ")
            context = click.Context(command_line, info_name="site-gen")
            for word in words[1:]:
                if isinstance(context.command, click.Group) and (
                    found := context.command.get_command(context, word.partition("|")[0])
                ):
                    context = click.Context(found, info_name=word, parent=context)
            known = {name for one in (context.command, command_line) for p in one.params for name in p.opts}
            known |= {name for p in context.command.get_params(context) for name in p.opts}
            wrong += [f"{page.name}: {code}" for word in words if word.startswith("-") and word not in known]
    assert wrong == []
