"""Reports are written into folders of their own: what a kill left is taken over, what somebody else left is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_gen.errors import UnwritableError
from site_gen.write.report_folder import refuse_foreign_report, write_report


def refuse(folder):
    refuse_foreign_report(folder, "report.json", lambda data: data == b"{}")


def killed() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"<p>"
    raise KeyboardInterrupt


def test_a_report_that_was_killed_before_its_mark_is_written_again(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path, killed())
    assert (tmp_path / "index.html").exists()
    refuse(tmp_path)
    write_report(tmp_path, [("index.html", b"<p>"), ("report.json", b"{}")])
    refuse(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "report.json"]


@pytest.mark.parametrize("name", ["index.html", "report.json"])
def test_files_of_somebody_else_are_left_alone(tmp_path, name):
    (tmp_path / name).write_bytes(b"<p>")
    with pytest.raises(UnwritableError, match="no report of this kind"):
        refuse(tmp_path)
