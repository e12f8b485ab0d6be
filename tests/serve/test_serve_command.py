"""The command: where it listens, what it says, how it ends."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest
from preview_server import PATIENCE_SECONDS, serving


def refused(root, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "site_gen", "-C", str(root), "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_kill_end_it_with_exit_code_0_and_no_traceback(site, number):
    with serving(site().root) as server:
        assert server.stop(number) == 0
        assert server.lines[-1] == "stopped"
        assert not [line for line in server.lines if "Traceback" in line]


def test_an_open_page_does_not_hold_it_back(site):
    with serving(site().root) as server, server.page():
        assert server.stop() == 0


def test_the_first_lines_say_what_was_built_and_where_to_look(site):
    with serving(site().root) as server:
        building, checked, ready = server.lines
        assert building == "building the preview of site"
        assert re.fullmatch(
            r"0 reviews, 1 provider, \d+ pages, \d+ rules: 0 errors, 0 warnings, \d+ not checked", checked
        )
        assert ready == f"the preview is at http://127.0.0.1:{server.port}/ (Ctrl-C stops)"


def test_a_port_that_was_asked_for_and_is_taken_is_an_error_with_advice(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = refused(site().root, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken" in done.stderr
    assert "hint: name another with --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_not_here_is_an_error(site):
    done = refused(site().root, "--host", "192.0.2.1")
    assert done.returncode == 2
    assert "192.0.2.1 is no address of this machine" in done.stderr


def test_a_folder_without_a_site_is_an_error(tmp_path):
    done = refused(tmp_path, "--port", "0")
    assert done.returncode == 2
    assert "no site.yaml in" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_date_that_is_none_is_an_error(site):
    done = refused(site().root, "--as-of", "tomorrow")
    assert done.returncode == 2
    assert "--as-of tomorrow is not a date" in done.stderr


def test_a_second_preview_of_one_site_is_refused(site):
    folder = site()
    with serving(folder.root) as server:
        done = refused(folder.root, "--port", "0")
        assert done.returncode == 2
        assert "this site is being previewed already" in done.stderr
        assert server.get("/").status == 200


def test_listening_everywhere_is_warned_about_and_takes_numeric_addresses_alone(site):
    with serving(site().root, "--host", "0.0.0.0") as server:
        assert "whoever reaches this machine sees the preview" in server.lines[0]
        assert server.url == f"http://127.0.0.1:{server.port}/"
        assert server.get(host=f"192.0.2.7:{server.port}").status == 200
        assert server.get(host=f"evil.example:{server.port}").status == 403


def test_the_browser_is_opened_on_the_front_page(site, tmp_path):
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" >{seen}.new && mv {seen}.new {seen}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    with serving(site().root, "--open", BROWSER=str(browser)) as server:
        end = time.monotonic() + PATIENCE_SECONDS
        while not seen.exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert seen.read_text() == server.url


def test_the_help_shows_examples(site):
    done = refused(site().root, "--help")
    assert done.returncode == 0
    assert "site-gen serve --open" in done.stdout
