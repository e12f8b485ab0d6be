"""The command line as a newcomer meets it: what is typed, what comes on which stream, and the exit code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from typed import run

from conftest import AS_OF, REPOSITORY, review
from site_gen.cli.main import COMMANDS


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """Commands find and make keys in a folder of this test, never in that of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    for name in ("SITE_GEN_LOG_KEY", "SITE_GEN_LOG_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_help_lists_every_command_and_shows_examples():
    said = run("--help")
    assert said.code == 0
    assert re.findall(r"^  ([\w-]+)  ", said.out.partition("Commands:")[2], re.MULTILINE) == list(COMMANDS)
    assert "site-gen init my-site" in said.out


@pytest.mark.parametrize(
    "command",
    [
        ["init"],
        ["new"],
        ["new", "provider"],
        ["new", "location"],
        ["new", "response"],
        ["new", "invitation"],
        ["new", "plan"],
        ["new", "post"],
        ["build"],
        ["list"],
        ["next-change"],
        ["serve"],
        ["schema"],
        ["moderate"],
        ["reply"],
        ["respond"],
        ["report", "replies"],
        ["seal"],
        ["log"],
        ["log", "init"],
        ["log", "cosign"],
    ],
)
def test_every_command_explains_itself(command):
    said = run(*command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: site-gen {' '.join(command)}")
    assert command in (["new"], ["log"]) or "Example" in said.out


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from site_gen.cli.main import run; run(['--help']);"
        "heavy = {'jinja2', 'yaml', 'babel', 'markdown', 'phonenumbers', 'tornado', 'msgspec'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_a_command_the_help_comes_on_stderr_with_exit_code_2():
    said = run()
    assert (said.code, said.out) == (2, "")
    assert "Usage: site-gen" in said.err


def test_a_new_site_builds_at_once(tmp_path):
    said = run("init", "my-site", cwd=tmp_path)
    assert said.code == 0
    assert "made site.yaml" in said.out
    assert re.search(r"^made content/responses/ with \d\d prepared responses$", said.out, re.MULTILINE)
    assert "site-gen -C my-site serve --open" in said.err
    built = run("-C", "my-site", "build", "--as-of", "2026-11-24", cwd=tmp_path)
    assert built.code == 0
    assert re.search(
        r"1 review, 1 provider, \d+ pages, \d+ rules: 0 errors, 2 warnings(?:, \d+ not checked)?\n"
        r"built 1 provider into my-site/public/: \d+ files, \d+ files changed, in \d+\.\d s\n",
        built.out,
    )
    assert re.search(r"RSP911 response-unready \(warning\)\n  nobody has approved the prepared response", built.out)
    assert (tmp_path / "my-site/public/providers/sam-sample/index.html").is_file()
    assert (tmp_path / "my-site/.site-gen/schemas/provider.json").is_file()


def test_init_never_overwrites(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    assert run("init", cwd=tmp_path).code == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    (tmp_path / "site.yaml").write_text("name: Edited\n")
    again = run("init", cwd=tmp_path)
    assert again.code == 2
    assert "site-gen: error: " in again.err
    assert "exists already" in again.err
    assert (tmp_path / "site.yaml").read_text() == "name: Edited\n"


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["biuld"], "no command biuld", "did you mean build?"),
        (["frobnicate"], "no command frobnicate", "commands: init, new, intake, moderate, reply, respond, seal"),
        (["build", "--ot", "x"], "no such option", "site-gen build --help shows how it is used"),
        (["build", "--as-of", "yesterday"], "--as-of yesterday is not a date", "write it YYYY-MM-DD"),
        (["build", "--as-of", "2026-11-24T9"], "--as-of 2026-11-24T9 is not an instant", "2026-11-24T09:30:00-06:00"),
        (["check", "--as-of", "2026-11-24T09:30"], "does not say in which time zone", "2026-11-24T09:30:00-06:00"),
        (["build", "--base-url", "harbor"], "--base-url harbor is not an address", "such as https://"),
        (["build", "--jobs", "many"], "'many' is not a valid integer", "site-gen build --help"),
        (["-C", "nowhere", "build"], "no folder nowhere", "make one with site-gen init"),
        (["schema", "provder"], "no kind of file named provder", "did you mean provider?"),
        (["new", "ci"], "Choose from: github, gitlab, netlify, cloudflare, vercel\n", "new ci --help"),
        (["new", "provider"], "expected one of NAME, --csv, --npi-file and --fhir, found nothing", "--help"),
        (["new", "provider", "X Y", "--fhir", "x"], "found several", "--help"),
        (["new", "provider", "Cher"], "no given and family name", "Amara Okafor"),
        (["new", "provider", "--csv", "x.csv"], "--csv needs --map FILE", "it is drafted for you"),
        (["new", "provider", "--npi-file", "x.csv"], "cannot read x.csv: No such file", ""),
        (["new", "provider", "--fhir", "missing"], "cannot read missing", ""),
        (["new", "invitation", "October"], "there is no place to leave a review of Harbor Dental", "--link URL"),
        (["new", "invitation", "October", "--from", "2026-10-01"], "--from and --to go together", "--to 2026-10-31"),
        (["new", "invitation", "October", "--from", "May", "--to", "June"], "--from May is not a date", "YYYY-MM-DD"),
    ],
)
def test_a_mistake_gives_an_error_a_hint_and_exit_code_2(site, arguments, error, hint):
    said = run(*arguments, cwd=site().root)
    assert (said.code, said.out) == (2, "")
    assert "site-gen: error: " in said.err
    assert error in said.err
    assert hint in said.err


def test_a_new_alert_stands_nowhere_until_it_is_complete(site):
    folder = site()
    made = run("new", "alert", 'Downtown is "closed" today', cwd=folder.root)
    assert (made.code, made.out) == (0, "made content/alerts/downtown-is-closed-today.yaml\n")
    checked = run("check", "--select", "ALR,SRC", cwd=folder.root)
    assert checked.code == 1
    assert checked.out.count("ALR941 alert-unready\n") == 2, checked.out
    file = folder.root / "content/alerts/downtown-is-closed-today.yaml"
    file.write_text(file.read_text().replace("# source", "source").replace("# approved", "approved").replace("…", "x"))
    assert run("check", "--select", "ALR,SRC", cwd=folder.root).code == 0
    assert run("build", cwd=folder.root).code == 0
    assert "Downtown is &#34;closed&#34; today" in (folder.root / "public/index.html").read_text()
    again = run("new", "alert", "Downtown is closed today", cwd=folder.root)
    assert (again.code, again.out) == (2, "")


def test_a_build_takes_an_instant_for_what_changes_within_a_day(site):
    alert = (
        "title: Closed at noon\ntext: Come tomorrow.\nseverity: notice\nscope: all\n"
        "starts_at: 2026-11-24T12:00:00-06:00\nends_at: 2026-11-24T20:00:00-06:00\n"
        "source: {name: A, url: 'https://a.example/'}\napproved_by: compliance\napproved_on: 2026-11-24\n"
    )
    folder = site(f"-- content/alerts/noon.yaml --\n{alert}")
    page = folder.root / "public/index.html"
    shown = []
    for instant in ("2026-11-24T11:59:59-06:00", "2026-11-24T18:00:00Z", "2026-11-25T01:59:59+00:00", "2026-11-24"):
        assert run("build", "--as-of", instant, cwd=folder.root).code == 0
        text = page.read_text()
        assert "November 24, 2026" in text, "the day is the one where the site is"
        shown.append("Closed at noon" in text)
    assert shown == [False, True, True, False]


def test_outside_of_a_site_the_hint_leads_to_one(tmp_path):
    said = run("build", cwd=tmp_path)
    assert said.code == 2
    assert "no site.yaml in" in said.err
    assert "make one with site-gen init" in said.err


def test_findings_go_to_stdout_with_exit_code_1_and_nothing_is_published(site):
    folder = site(review(1, rating=7))
    said = run("build", cwd=folder.root)
    assert said.code == 1
    assert said.out.startswith(
        "content/reviews/ana-diaz/r-000000000001.yaml:3:9: SRC002 wrong-type\n"
        "  rating: expected a whole number from 1 to 5 or a mapping of keys to values, found the number 7\n"
    )
    assert said.out.endswith("nothing was published: 1 error to mend first\n")
    assert not (folder.root / "public").exists()


def test_an_output_folder_of_somebody_else_is_left_alone(site, tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/a.txt").write_text("mine")
    said = run("build", "--out", str(tmp_path / "documents"), cwd=site().root)
    assert said.code == 2
    assert "holds files that site-gen did not write" in said.err
    assert "name another folder with --out" in said.err


def test_nothing_is_colored_or_animated_off_a_terminal(site):
    said = run("build", cwd=site(review(1, rating=7)).root)
    assert "\x1b" not in said.out + said.err


def test_new_files_are_made_from_templates_and_build(site):
    folder = site()
    assert run("new", "location", "Lake Side", cwd=folder.root).out == "made content/locations/lake-side.yaml\n"
    said = run("new", "provider", 'Dr. Zoë "Zed" O\'Neil-Paz, MD', cwd=folder.root)
    assert said.out == "made content/providers/zoe-o-neil-paz.yaml\n"
    again = run("new", "provider", "Zoë O'Neil-Paz", cwd=folder.root)
    assert again.code == 2
    assert "exists already" in again.err
    assert run("new", "response", 'Lost & "found"', cwd=folder.root).out == "made content/responses/lost-found.md\n"
    assert run("new", "response", "Lost, found", cwd=folder.root).code == 2
    page = folder.build().text("providers/zoe-o-neil-paz/index.html")
    assert [one.code for one in folder.findings() if one.path.startswith("content/responses")] == ["RSP911"]
    assert "Zoë O'Neil-Paz" in page


def test_an_invitation_is_made_with_its_words_and_says_what_is_left_to_do(site):
    folder = site()
    arguments = ("new", "invitation", "October", "--channel", "sms", "--link", "https://forms.example/harbor")
    said = run(*arguments, cwd=folder.root)
    assert (said.code, said.out) == (
        0,
        "made content/invitations/october.yaml\nmade content/wording/october.txt\n",
    )
    assert "of 160 characters: 1 message\n" in said.err
    assert "write eligible and invited into content/invitations/october.yaml" in said.err
    assert run("build", cwd=folder.root).code == 0
    again = run(*arguments, cwd=folder.root)
    assert (again.code, again.out) == (2, "")
    assert "exists already" in again.err


ROSTER = """\
NPI,Last Name,First Name,Degree,Specialty,Practice Name,Address,City,State,Zip,Phone
1999999984,OKAFOR,AMARA,MD,Cardiology,Harbor Downtown,1 MAIN ST,CHICAGO,IL,606010000,(312) 555-0142
1234567890,WRONG,DIGIT,MD,Cardiology,Harbor Downtown,1 MAIN ST,CHICAGO,IL,606010000,(312) 555-0142
"""


def test_a_roster_gets_its_mapping_drafted_and_is_written_whole_or_not_at_all(site):
    root = site().root
    (root / "roster.csv").write_text(ROSTER)
    arguments = ("new", "provider", "--csv", "roster.csv", "--map", "roster.yaml")
    drafted = run(*arguments, cwd=root)
    assert drafted.code == 0
    assert "Last Name → family" in drafted.out
    before = sorted(root.rglob("*.yaml"))
    refused = run(*arguments, cwd=root)
    assert refused.code == 1
    assert "1 refused" in refused.out
    assert "nothing was written" in refused.out
    assert sorted(root.rglob("*.yaml")) == before
    tried = run(*arguments, "--skip-invalid", "--dry-run", cwd=root)
    assert (tried.code, sorted(root.rglob("*.yaml"))) == (0, before)
    written = run(*arguments, "--skip-invalid", cwd=root)
    assert written.code == 0
    assert "made 1 profiles and" in written.out
    assert (root / "content/providers/amara-okafor.yaml").is_file()
    assert run("build", cwd=root).code == 0
    again = run(*arguments, "--skip-invalid", cwd=root)
    assert "made 0 profiles and 0 locations" in again.out


def test_schemas_are_printed_for_every_kind():
    kinds = run("schema").out.split()
    assert kinds[:4] == ["site", "provider", "location", "review"]
    for kind in kinds:
        assert '"$schema": "http://json-schema.org/draft-07/schema#"' in run("schema", kind).out


def test_the_package_carries_its_default_theme(tmp_path):
    """`pip install .` into an empty environment, away from the checkout, makes and builds a site."""
    wheels = tmp_path / "wheels"
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    target = tmp_path / "installed"
    wheel = next(wheels.glob("*.whl"))
    shutil.unpack_archive(wheel, target, "zip")
    assert (target / "site_gen/themes/default/templates/base.html").is_file()
    assert (target / "site_gen/report/templates/compliance.html").is_file()
    environment = {**os.environ, "PYTHONPATH": str(target)}
    for arguments in (
        ["init", str(tmp_path / "s")],
        ["-C", str(tmp_path / "s"), "build", "--as-of", AS_OF.isoformat()],
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "site_gen", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "s/public/index.html").is_file()
