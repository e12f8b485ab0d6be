"""The pages of the docs that are made from the product say what the product says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from site_gen.cli.main import COMMANDS
from site_gen.load.schema import KINDS


@pytest.mark.parametrize("tool", ["tools/cli_pages.py", "tools/file_pages.py"])
def test_the_reference_is_what_the_product_says(tool):
    done = subprocess.run(
        [sys.executable, tool, "--check"], cwd=REPOSITORY, stderr=subprocess.PIPE, env={**os.environ, "COLUMNS": "40"}
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("names", [("commands", COMMANDS), ("files", KINDS)], ids=["commands", "files"])
def test_every_command_and_kind_of_file_has_a_page(names):
    folder, wanted = names
    found = {file.stem for file in (REPOSITORY / "docs" / "reference" / folder).glob("*.md")}
    assert found == {"README", *wanted}


def test_a_page_that_is_out_of_date_is_named(tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'tools'); sys.argv = ['x', '--check']; import generated, pathlib;"
        f"generated.REPOSITORY = pathlib.Path({str(tmp_path)!r}); (generated.REPOSITORY / 'a.md').write_text('old');"
        "sys.exit(generated.keep('.', {'a.md': 'new', 'b.md': 'new'}, 'tools/x.py'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "./a.md is out of date: python tools/x.py writes it",
        "./b.md is out of date: python tools/x.py writes it",
    ]
    assert (tmp_path / "a.md").read_text() == "old"
