"""`site-gen report` as it is typed: what is written where, what is said, and the exit code."""

from __future__ import annotations

import json
import shutil

import pytest
from verify.sites import SealedSite

from conftest import AS_OF, review
from site_gen.cli.main import run

DATE = AS_OF.isoformat()
WRONG_NPI = ("content/providers/ana-diaz.yaml", "kind: dentist", 'kind: dentist\nnpi: "1234567890"')


@pytest.fixture
def say(capsys):
    """Run a command; give exit code, stdout and stderr."""

    def said(*arguments: object) -> tuple[int, str, str]:
        code = run([*map(str, arguments)])
        return code, *capsys.readouterr()

    return said


def pack(say, folder, *arguments: object) -> tuple[int, str, str]:
    said: tuple[int, str, str] = say(
        "-C", folder.root, "report", "compliance", "--as-of", DATE, "--jobs", 1, *arguments
    )
    return said


def test_a_pack_goes_into_a_folder_of_its_date(site, say):
    folder = site(review(1))
    code, out, err = pack(say, folder)
    assert (code, err) == (0, "")
    written = folder.root / f"reports/compliance-{DATE}"
    assert sorted(path.name for path in written.iterdir()) == ["compliance.html", "compliance.json"]
    assert out.splitlines()[:2] == [f"wrote {written}/compliance.html", f"wrote {written}/compliance.json"]
    assert " passed, 1 with findings, 0 set aside, " in out, "GOO601, as on every site with an average"
    assert "1 review, 1 provider, " in out
    assert not (folder.root / "public").exists()


def test_what_is_written_is_named_as_seen_from_here(site, say, monkeypatch):
    folder = site()
    monkeypatch.chdir(folder.root)
    assert pack(say, folder, "--out", "audit")[1].startswith("wrote audit/compliance.html\nwrote audit/compliance.json")


def test_a_site_with_errors_gets_its_pack_and_exit_code_1(site, say):
    folder = site()
    folder.edit(*WRONG_NPI)
    code, out, _err = pack(say, folder)
    assert code == 1
    assert "1 with findings" in out
    assert "1 error" in out.splitlines()[-1]
    value = json.loads((folder.root / f"reports/compliance-{DATE}/compliance.json").read_text())
    assert [finding["code"] for finding in value["findings"]] == ["SRC005"]


def test_settings_that_do_not_load_leave_no_pack(site, say):
    folder = site()
    folder.edit("site.yaml", "name:", "nmae:")
    code, out, _err = pack(say, folder)
    assert code == 1
    assert "SRC002 unknown-key" in out
    assert out.endswith("no pack was written: the site does not load\n")
    assert not (folder.root / "reports").exists()


def test_a_folder_of_somebody_else_is_left_alone(site, say, tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/a.txt").write_text("mine")
    code, out, err = pack(say, site(), "--out", tmp_path / "documents")
    assert (code, out) == (2, "")
    assert "holds files that are no report of this kind" in err
    assert "name another folder with --out" in err
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["a.txt"]
    code, _out, err = pack(say, site(), "--out", tmp_path / "site/public/audit")
    assert code == 2
    assert "what is in public/ is published" in err


def test_two_packs_are_compared(site, say, tmp_path):
    folder = site(review(1))
    pack(say, folder, "--out", tmp_path / "old")
    folder.edit(*WRONG_NPI)
    folder.write(review(2))
    pack(say, folder, "--out", tmp_path / "new")
    code, out, err = say("report", "compare", tmp_path / "old", tmp_path / "new/compliance.json")
    assert (code, err) == (1, "")
    assert "outcome     passed → findings: SRC005" in out
    assert "count       received: 1 → 2" in out
    assert "log         there is none in either pack" in out
    assert out.splitlines()[-1].startswith("worse: 1 new error; passed before, not checked any more: ")
    code, out, _err = say("report", "compare", tmp_path / "new", tmp_path / "old")
    assert (code, out.splitlines()[-1]) == (0, "nothing got worse")
    code, out, _err = say("report", "compare", "--format", "json", tmp_path / "old", tmp_path / "new")
    assert code == 1
    assert json.loads(out)["worse"][0] == "1 new error"


@pytest.mark.parametrize(
    ("content", "error", "hint"),
    [
        (None, "cannot read ", "site-gen report compliance writes packs"),
        ("not json", "is not JSON", "name a compliance.json that site-gen report compliance wrote"),
        ("[]", "is not a compliance pack", "or its folder"),
        ('{"schema": 1, "tool": "site-gen", "version": "0.1.0"}', "is not a compliance pack", "or its folder"),
        ('{"schema": 9, "tool": "site-gen", "report": "compliance"}', "has schema 9, this site-gen reads 1", "newer"),
        ('{"schema": 1, "tool": "site-gen", "report": "compliance"}', "is damaged", "make the pack again"),
    ],
)
def test_what_is_no_pack_is_an_error_with_a_hint(say, tmp_path, content, error, hint):
    file = tmp_path / "pack.json"
    if content is not None:
        file.write_text(content)
    code, out, err = say("report", "compare", file, file)
    assert (code, out) == (2, "")
    assert f"site-gen: error: {'' if error.startswith('cannot') else str(file) + ' '}{error}" in err
    assert hint in err


def test_a_folder_without_a_pack_names_the_file_that_is_missing(say, tmp_path):
    code, _out, err = say("report", "compare", tmp_path, tmp_path)
    assert code == 2
    assert f"cannot read {tmp_path / 'compliance.json'}: No such file" in err


@pytest.mark.parametrize(
    "arguments", [["report"], ["report", "compliance"], ["report", "compare"], ["report", "transparency"]]
)
def test_the_commands_explain_themselves(say, arguments):
    code, out, _err = say(*arguments, "--help")
    assert code == 0
    assert out.startswith(f"Usage: site-gen {' '.join(arguments)}")
    assert "Examples:" in out or "compliance" in out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["report", "compliance", "--as-of", "soon"], "--as-of soon is not a date"),
        (["report", "compare", "one.json"], "missing argument 'NEW'"),
        (["report", "complaince"], "o such command 'complaince'"),
    ],
)
def test_a_mistake_gives_an_error_and_exit_code_2(site, say, monkeypatch, arguments, error):
    monkeypatch.chdir(site().root)
    code, out, err = say(*arguments)
    assert (code, out) == (2, "")
    assert error in err
    assert "hint" in err


def counted(say, folder, *arguments: object) -> tuple[int, str, str]:
    said: tuple[int, str, str] = say("-C", folder.root, "report", "transparency", "--as-of", DATE, *arguments)
    return said


@pytest.fixture
def sealed(tmp_path):
    reviews = review(1) + review(2, extra="moderation: {status: pending}")
    return SealedSite(tmp_path / "site", reviews=reviews, languages="en").folder


def test_a_transparency_report_is_three_files_and_a_line(sealed, say):
    code, out, err = counted(say, sealed)
    written = sealed.root / "reports/transparency"
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        *(f"wrote {written}/transparency.{form}" for form in ("html", "csv", "json")),
        "2 reviews received, 1 shown, 0 withheld, 1 waiting, 0 erased",
    ]
    assert json.loads((written / "transparency.json").read_text())["minimum"] == 10
    assert counted(say, sealed, "--minimum", 2)[0] == 0, "an own report is replaced"
    assert json.loads((written / "transparency.json").read_text())["providers"][0]["slug"] == "ana-diaz"


def test_a_transparency_report_needs_a_log(site, say):
    code, out, err = counted(say, site())
    assert (code, out) == (2, "")
    assert "site.yaml names no log" in err


def test_a_transparency_report_lists_nobody_from_nought_reviews_on(sealed, say):
    code, _out, err = counted(say, sealed, "--minimum", 0)
    assert code == 2
    assert "--minimum" in err


def test_a_log_that_lost_its_checkpoint_is_not_reported_as_an_empty_one(sealed, say):
    (sealed.root / "log/checkpoint").unlink()
    code, out, err = counted(say, sealed)
    assert (code, out) == (2, "")
    assert "log/checkpoint is missing, and there are tiles" in err
    assert "restore log/" in err


def test_an_empty_log_gives_no_transparency_report(sealed, say):
    shutil.rmtree(sealed.root / "log")
    code, out, err = counted(say, sealed)
    assert (code, out) == (2, "")
    assert "the log has no entries yet" in err
