"""`site-gen`: finds the command, runs it, and turns what went wrong into an exit code.

0: nothing blocking; 1: findings; 2: the tool could not do its job, be it a bug or a pipe that nobody reads.
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
import traceback
from pathlib import Path

import click

import site_gen
from site_gen import garbage
from site_gen.cli import console, trouble
from site_gen.cli.folders import of_utf8
from site_gen.errors import SiteGenError

COMMANDS = {
    "init": "make a new site that builds at once",
    "new": "add a provider, a location, an alert, a post, a policy or a form, also from directory data",
    "intake": "take a collector's export of reviews in",
    "moderate": "decide which reviews are shown: publish, hide parts, withhold with a reason",
    "reply": "answer a review: prepared responses, cooling off, a second reader, publication",
    "respond": "answer a question that came by any channel, with text to paste",
    "seal": "append what is new to the review log and sign it",
    "log": "the review log itself: begin, look, prove, compare, witness",
    "build": "build the site",
    "list": "list posts that are to come, over, or due",
    "next-change": "say when the site changes next by the clock",
    "check": "say what is wrong in the content, the log and the pages, where and why",
    "calendar": "give the content calendar to posting tools, stop a post, let it go on",
    "report": "write what an auditor or a board needs to see, the work with replies, or cards",
    "policy": "who has read which policy, and what changed in it",
    "explain": "print the page of a rule",
    "verify": "prove a published site from its public files alone",
    "serve": "preview the site with live reload",
    "deploy": "publish what changed at a target, in a safe order",
    "rollback": "go back to the output that lay at a target before; the review log stays",
    "schema": "print the JSON Schema of a content file",
}
"""Every command with its line in the overview; its module is loaded only when it runs."""

EXIT_FINDINGS = 1
EXIT_FAILED = 2


class Commands(click.Group):
    """The commands, each in a module of its own that is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the overview."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"site_gen.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the one that was probably meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"commands: {', '.join(COMMANDS)}"
            raise SiteGenError(f"no command {args[0]}", hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  site-gen init my-site\n  site-gen -C my-site serve --open\n  site-gen -C my-site build",
)
@click.option("-C", "directory", metavar="DIR", default=".", help="The folder of the site (default: this one).")
@click.version_option(site_gen.__version__, prog_name=console.NAME)
@click.pass_context
def command_line(ctx: click.Context, directory: str) -> None:
    """Static pages for health-care providers, with reviews that anybody can check."""
    folder = Path(directory)
    if not folder.is_dir() and ctx.invoked_subcommand != "init":
        raise SiteGenError(f"no folder {directory}", hint="name the folder of a site, or make one with site-gen init")
    ctx.obj = of_utf8(folder.resolve())


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    _fill_streams()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command line; give the exit code."""
    garbage.look_seldom()
    trouble.hear_the_layers()
    try:
        return _run(arguments)
    except BrokenPipeError:
        sys.stdout = sys.stderr = None
        return EXIT_FAILED


def _run(arguments: list[str]) -> int:
    try:
        code = command_line.main(arguments, prog_name=console.NAME, standalone_mode=False)
    except SiteGenError as error:
        console.fail(error)
        return EXIT_FAILED
    except click.exceptions.NoArgsIsHelpError as error:
        console.note(error.format_message())
        return EXIT_FAILED
    except click.UsageError as error:
        console.fail(_usage_error(error))
        return EXIT_FAILED
    except click.ClickException as error:
        console.fail(SiteGenError(error.format_message()))
        return EXIT_FAILED
    except (click.Abort, KeyboardInterrupt):
        console.note(f"{console.NAME}: stopped")
        return EXIT_FAILED
    except SystemExit as end:  # so click ends at a pipe that nobody reads (EPIPE), with 1, and a completion in a shell
        return EXIT_FAILED if end.code else 0
    except BrokenPipeError:
        raise
    except Exception as error:
        told = trouble.told(error)
        if told is not None:
            console.fail(told)
        elif sys.stderr is not None:  # a bug, whose traceback we want to see
            traceback.print_exc()
        return EXIT_FAILED
    return code if isinstance(code, int) else 0


def _fill_streams() -> None:
    """Open nothing in place of streams that are closed: the first file that is opened would take their number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _usage_error(error: click.UsageError) -> SiteGenError:
    """Give a mistake in the arguments as our error: lower case, no full stop, with the way to the help."""
    message = " ".join(error.format_message().split()).rstrip(".")  # choices come one a line
    path = error.ctx.command_path if error.ctx else console.NAME
    if isinstance(error, click.NoSuchOption) and error.option_name == "-C":
        return SiteGenError("-C stands before the command", hint=f"{console.NAME} -C DIR {path.partition(' ')[2]}")
    if "unexpected extra argument" in message:
        return SiteGenError(message[:1].lower() + message[1:], hint="put a name with spaces in quotes")
    return SiteGenError(message[:1].lower() + message[1:], hint=f"{path} --help shows how it is used")
