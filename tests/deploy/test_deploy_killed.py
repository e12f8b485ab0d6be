"""SIGKILL in the middle of a deployment to every kind of target; `DEPLOY_KILLS=20` for twenty points at each."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from deploy.targets import AS_OF, deployable, output, publish
from site_gen.deploy.items import CHECKPOINT

POINTS = int(os.environ.get("DEPLOY_KILLS", "1"))
PARTS_OF_A_SECOND = (0.0, 0.002, 0.01, 0.03)
"""How long after the beginning of an operation: some end within it, and the next is begun."""


def test_a_deployment_that_is_killed_leaves_whole_files_and_the_same_command_goes_on(site, target, tmp_path):
    folder = deployable(site, target)
    assert publish(folder) == 0
    before = target.files()
    killed = 0
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Smiles")
    operations = run_and_kill(folder.root, tmp_path, 0, 0)
    folder.edit("site.yaml", "name: Harbor Smiles", "name: Harbor Dental")
    assert publish(folder) == 0
    for number in range(POINTS):
        folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Smiles")
        point = 1 + operations * (2 * number + 1) // (2 * POINTS)
        ended = run_and_kill(folder.root, tmp_path, point, PARTS_OF_A_SECOND[number % len(PARTS_OF_A_SECOND)])
        killed += ended == -signal.SIGKILL
        new, there = output(folder), target.files()
        for path, data in there.items():
            if path.endswith(".new"):
                continue  # put aside, and in nobody's way
            assert data in (before.get(path), new.get(path)), f"{path} is half there, killed in operation {point}"
        if CHECKPOINT in new and there[CHECKPOINT] != before[CHECKPOINT]:
            assert {path: there.get(path) for path in new} == new, "the checkpoint came before what it stands for"
        assert publish(folder) == 0
        assert target.files() == new
        folder.edit("site.yaml", "name: Harbor Smiles", "name: Harbor Dental")
        assert publish(folder) == 0
        assert target.files() == output(folder)
    assert killed == POINTS, f"{killed} of {POINTS} points were reached, of {operations} operations"


def run_and_kill(root: Path, folder: Path, operation: int, seconds: float) -> int:
    """Deploy in a process of its own; give how it ended, or how many operations there were where none is to kill it."""
    counted = folder / "counted"
    script = [sys.executable, str(Path(__file__).with_name("killing.py")), str(counted), str(operation), str(seconds)]
    ended = subprocess.run([*script, "-C", str(root), "deploy", "live", *AS_OF], capture_output=True, check=False)
    if operation == 0:
        assert ended.returncode == 0, ended.stderr.decode()
        return int(counted.read_text())
    return ended.returncode
