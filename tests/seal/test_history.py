"""What `seal --erase` says about copies that it does not reach: Git history and built folders."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from sealing import SealedSite

from conftest import AS_OF, review, review_id
from site_gen.cli.main import run
from site_gen.pipeline.history import History, find_commits, find_copies, telling_words

TEXT = "The clinic (on Main St.) lost my file [twice] & asked $40 again."


def git(folder, *arguments):
    name = ("-c", "user.name=Office", "-c", "user.email=office@harbor.example", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *name, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def commit(folder, message):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.delenv("SITE_GEN_LOG_KEY", raising=False)
    site = SealedSite(tmp_path / "site")
    monkeypatch.setenv("SITE_GEN_LOG_KEY_FILE", str(site.key_file))
    site.write(review(1, text=TEXT) + review(2, text="Another review of somebody else."))
    site.seal()
    return site


@pytest.fixture
def repository(sealed):
    git(sealed.root, "init", "-q", "-b", "main")
    return sealed.root


def test_the_commits_that_brought_the_file_and_the_opening_are_named(sealed, repository):
    (repository / "exports").mkdir()
    first = commit(repository, "reviews")
    (repository / "notes.txt").write_text("nothing about it\n")
    commit(repository, "something else")
    found = find_commits(repository, review_id(1))
    assert [one.name for one in found.commits] == [first]
    assert found.commits[0].files == (sealed.file(1), "log/openings/ana-diaz.jsonl")
    assert (found.refs, found.problem, found.is_partial) == (("main",), "", False)


def test_a_commit_that_took_the_file_away_counts_and_so_does_one_on_another_branch(sealed, repository):
    first = commit(repository, "reviews")
    git(repository, "checkout", "-q", "-b", "side")
    (repository / sealed.file(1)).unlink()
    second = commit(repository, "away")
    git(repository, "checkout", "-q", "main")
    found = find_commits(repository, review_id(1))
    assert [one.name for one in found.commits] == [second, first]
    assert found.refs == ("main", "side")


def test_an_export_with_the_words_is_found_without_the_id(repository):
    (repository / "export.csv").write_text(f'stars,text\n1,"{TEXT}"\n')
    commit(repository, "all")
    git(repository, "rm", "-q", "export.csv")
    commit(repository, "the export is out again")
    words = telling_words((f"{TEXT} ", "Short."))
    assert words == TEXT
    found = find_commits(repository, "r-000000000099", words).commits
    assert [("export.csv" in one.files) for one in found] == [True, True]
    assert find_commits(repository, "r-000000000099", "The clinic (on Main St.) kept my file well").commits == ()


def test_short_words_are_not_looked_for():
    assert telling_words(("Good.", "Really kind.")) == ""


def test_what_was_pushed_is_said_by_name_only(repository):
    commit(repository, "reviews")
    git(repository, "remote", "add", "origin", "https://office:secret@git.example/site.git")
    assert find_commits(repository, review_id(1)).remotes == ("origin",)


def test_an_amended_commit_is_found_in_the_reflog(sealed, repository):
    first = commit(repository, "reviews")
    (repository / sealed.file(1)).unlink()
    shutil.rmtree(repository / "log")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--amend", "-m", "without it")
    assert [one.name for one in find_commits(repository, review_id(1)).commits] == [first]


def test_without_git_or_a_repository_or_the_time_it_says_why(sealed, repository, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    assert "no Git repository" in find_commits(tmp_path / "elsewhere", review_id(1)).problem
    assert find_commits(repository, review_id(1)) == History()
    commit(repository, "reviews")
    assert "within 0 seconds" in find_commits(repository, review_id(1), seconds=0.000_001).problem
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    assert find_commits(repository, review_id(1)).problem == "git is not installed here"


def test_a_shallow_clone_says_that_it_does_not_have_everything(sealed, repository, tmp_path):
    commit(repository, "reviews")
    (repository / "notes.txt").write_text("later\n")
    commit(repository, "later")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "copy")
    assert find_commits(tmp_path / "copy", review_id(1)).is_partial


def test_built_folders_name_the_files_that_hold_it(sealed):
    folder = sealed.build().folder
    files = find_copies((folder,), review_id(1), "ana-diaz", "ana-diaz")[folder]
    holding = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and review_id(1).encode() in path.read_bytes()
    }
    assert set(files) == holding
    assert "review-log/openings/ana-diaz.json" in holding
    assert find_copies((folder,), "r-000000000099", "ana-diaz", "ana-diaz") == {}


def test_erasing_prints_commits_copies_and_where_to_go_on(sealed, repository, capsys):
    first = commit(repository, "reviews")
    sealed.build()
    receipt = repository / f"{review_id(1)}.tlog-proof"
    receipt.write_text("the words\n")
    (repository / f"{review_id(2)}.tlog-proof").write_text("another's\n")
    erase_it = ["-C", str(repository), "seal", "--erase", review_id(1), "--reason", "erasure", "--as-of", str(AS_OF)]
    assert run([*erase_it, "--dry-run"]) == 0
    assert f"  {first[:12]} " in capsys.readouterr().out
    assert run(erase_it) == 0
    said = capsys.readouterr()
    assert f"Git history still holds {review_id(1)}: it comes or goes in 1 commit\n" in said.out
    assert f"{sealed.file(1)}, log/openings/ana-diaz.jsonl\n" in said.out
    assert "  reached from main\n" in said.out
    assert f"still holds {review_id(1)} in " in said.out
    assert "https://harbor.example/providers/ana-diaz/" in said.err
    assert TEXT not in said.out + said.err
    assert f"{review_id(1)}.tlog-proof is a receipt of {review_id(1)} or a letter about it: delete it" in said.out
    assert f"{review_id(2)}.tlog-proof" not in said.out
    assert receipt.exists()
    assert f"-C {repository} build, and deploy" in said.err


def test_erasing_outside_a_repository_succeeds_and_says_that_nobody_looked(sealed, capsys):
    erase_it = ["-C", str(sealed.root), "seal", "--erase", review_id(2), "--reason", "erasure", "--as-of", str(AS_OF)]
    assert run(erase_it) == 0
    assert "not looked at: Git history, since the site is in no Git repository" in capsys.readouterr().err
