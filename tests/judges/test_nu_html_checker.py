"""What the Nu HTML checker says: markup, style sheets and drawings."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import MOST_SECONDS, Sample, pages_of, program

Said = list[dict[str, Any]]
WRONG = '<!doctype html><html lang="en"><title>One</title><p>Two<img src="three.png"></html>'


@pytest.fixture(scope="module")
def nu(packages: Path) -> Callable[..., Said]:
    """Give a function that hands files or folders to the checker and gives its errors and warnings."""
    jar = packages / "vnu-jar/build/dist/vnu.jar"
    java = program("java")

    def check(*arguments: object) -> Said:
        command = [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        messages: Said = json.loads(done.stderr)["messages"]
        return messages

    return check


def test_no_page_has_an_error_or_a_warning(nu: Callable[..., Said], sample: Sample, tmp_path: Path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text(WRONG, encoding="utf-8")
    assert len(pages_of(sample.out)) > 300
    said = nu("--skip-non-html", sample.out, wrong)
    assert {Path(one["url"].removeprefix("file:")).name for one in said if one["type"] == "error"} == {"wrong.html"}
    assert [one["message"] for one in said if not one["url"].endswith("/wrong.html")] == []


@pytest.mark.parametrize(
    ("kind", "wrong"), [("css", "p { colour: red }"), ("svg", "<svg xmlns='http://www.w3.org/2000/svg'><g/>")]
)
def test_no_style_sheet_and_no_drawing_has_an_error(
    nu: Callable[..., Said], sample: Sample, tmp_path: Path, kind: str, wrong: str
):
    file = tmp_path / f"wrong.{kind}"
    file.write_text(wrong, encoding="utf-8")
    files = sorted((sample.out / "assets").glob(f"*.{kind}"))
    assert files
    assert nu(f"--{kind}", file) != []
    assert nu(f"--{kind}", *files) == []
