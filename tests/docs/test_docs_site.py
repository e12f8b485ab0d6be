"""The documentation builds, with every warning an error: a broken link, a missing heading, a page in no menu."""

from __future__ import annotations

import subprocess
import sys

from conftest import REPOSITORY


def test_the_docs_build_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "dummy", "docs", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
