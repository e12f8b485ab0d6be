"""The jobs of the guide ask for a build where one is due, and only then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY

POST = """-- content/posts/soon.md --
---
title: Soon
date: 2026-11-20T09:00:00-06:00
channels: [website]
status: approved
---
Words.
"""
GUIDE = (REPOSITORY / "docs/guide/news.md").read_text(encoding="utf-8")


def job(name: str) -> Any:
    (found,) = re.findall(rf"```yaml\n# {re.escape(name)}\n(.*?)```", GUIDE, re.DOTALL)
    return yaml.safe_load(found)


def run(script: str, root: Path, tools: Path, **environment: str) -> tuple[int, list[str]]:
    """Run a step in a site with stand-ins for the programs of its host; give its exit code and what these were told."""
    told = tools / "told"
    told.write_text("")
    for name, says in (("gh", 'case "$*" in *list*) echo "$SINCE";; esac'), ("curl", "")):
        (tools / name).write_text(f'#!/bin/sh\necho {name} "$*" >> {told}\n{says}\n')
        (tools / name).chmod(0o755)
    path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=root,
        env={**os.environ, "PATH": path, **environment},
        timeout=120,
        check=False,
    )
    return done.returncode, [line for line in told.read_text().splitlines() if "list" not in line]


@pytest.mark.parametrize(("since", "builds"), [("2026-11-20T14:59:59Z", True), ("2026-11-20T15:00:00Z", False)])
def test_the_workflow_for_github_builds_where_something_has_changed_since_the_last_build(site, tmp_path, since, builds):
    steps = job(".github/workflows/clock.yml")["jobs"]["due"]["steps"]
    code, told = run(steps[-1]["run"], site(POST).root, tmp_path, SINCE=since)
    assert (code, told) == (0, ["gh workflow run site.yml"] * builds)


def test_the_job_for_gitlab_builds_once_and_then_only_where_something_has_changed(site, tmp_path):
    clock = job(".gitlab-ci.yml")["clock"]
    root = site(POST).root
    given = {
        "CI_JOB_TOKEN": "t",
        "CI_DEFAULT_BRANCH": "main",
        "CI_API_V4_URL": "https://ci.example",
        "CI_PROJECT_ID": "1",
    }
    first = run(clock["script"][-1], root, tmp_path, **given)
    assert first == (0, ["curl --fail -F token=t -F ref=main https://ci.example/projects/1/trigger/pipeline"])
    assert run(clock["script"][-1], root, tmp_path, **given) == (0, [])
    (root / "site.yaml").write_text("nonsense: 1\n")
    kept = (root / ".last-look").read_text()
    assert run(clock["script"][-1], root, tmp_path, **given) == (2, [])
    assert (root / ".last-look").read_text() == kept
