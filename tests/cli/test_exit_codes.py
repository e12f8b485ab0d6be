"""1 says that there are findings, and nothing else: what the tool cannot do, a bug or a closed stream is never 1."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from typed import HERE

from site_gen.cli import main
from site_gen.cli.main import run


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.parametrize("arguments", [["explain", "MOD209"], ["--help"], ["nothing"]])
def test_a_pipe_that_nobody_reads_ends_it_quietly(arguments, closed):
    reader, writer = os.pipe()
    os.close(reader)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, closed: writer}
    done = subprocess.run([HERE / "site-gen", *arguments], **streams, timeout=120, check=False)
    os.close(writer)
    writes = "stderr" if arguments == ["nothing"] else "stdout"
    assert done.returncode == (2 if closed == writes or arguments == ["nothing"] else 0)
    assert b"Traceback" not in (done.stderr or b"")
    assert b"Broken" not in (done.stderr or b"")


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_none_and_no_file_takes_its_place(site, closing):
    root = site().root
    command = [str(HERE / "site-gen"), "-C", str(root), "build", "--jobs", "1"]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closing}', "sh", *command], capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, done.stderr if closing == ">&-" else b"")
    assert b"Traceback" not in done.stderr
    assert (root / "public/index.html").is_file()


def test_what_asks_for_a_terminal_finds_none_where_streams_are_closed(site, monkeypatch):
    root = site().root
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert run(["-C", str(root), "check"]) == 0
    assert run(["-C", str(root), "moderate"]) == 2
    assert run(["-C", str(root), "reply", "r-x", "--text", "-", "--role", "office-manager"]) == 2


def test_a_bug_is_told_with_its_traceback_and_is_no_finding(monkeypatch, capsys):
    def broken(root):
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(main, "of_utf8", broken)
    assert run(["explain", "MOD209"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "ZeroDivisionError: seven" in said


def test_a_site_below_a_folder_whose_name_is_no_utf8_is_refused(tmp_path, capsys):
    try:
        (folder := tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    except OSError as error:
        pytest.skip(f"the file system takes no such name: {error}")
    for arguments in (["-C", str(folder), "check"], ["init", str(folder / "site")]):
        assert run(arguments) == 2
        assert "is not UTF-8" in capsys.readouterr().err
    assert not any(folder.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--as-of", "9999-12-31"],
        ["check", "--as-of", "9999-12-31T12:00:00Z"],
        ["build", "--as-of", "0001-01-01"],
        ["next-change", "--since", "9999-12-31T23:59:59-14:00"],
        ["report", "calendar", "--from", "9999-12-01"],
        ["build", "--as-of", "1899-12-31"],
        ["build", "--as-of", "2101-01-01"],
    ],
)
def test_a_date_that_content_may_not_say_is_refused_on_the_command_line(site, arguments, capsys):
    assert run(["-C", str(site().root), *arguments]) == 2
    said = capsys.readouterr().err
    assert f"{arguments[-2]} {arguments[-1]}: expected a year from 1900 to 2100" in said


@pytest.mark.parametrize("as_of", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_that_content_may_say_are_taken(site, as_of, capsys):
    assert run(["-C", str(site().root), "next-change", "--as-of", as_of]) == 0


def test_a_build_whose_errors_are_about_what_it_left_out_lets_a_script_go_on_if_asked(site, capsys):
    folder = site(
        '-- content/media/room.svg --\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n'
        "-- content/media/room.yaml --\nexpires_on: 2026-11-23\n"
    )
    command = ["-C", str(folder.root), "build", "--as-of", "2026-11-24", "--jobs", "1"]
    assert run(command) == 1
    assert run([*command, "--allow-left-out"]) == 0
    said = capsys.readouterr()
    assert "MED951" in said.out
    assert "1 error: what they are about was left out" in said.err
    folder.write("-- content/providers/bo-lee.yaml --\nname: Bo\n")
    assert run([*command, "--allow-left-out"]) == 1
