"""Who deploys: one at a time, what was checked, and nothing of somebody else's is taken away."""

from __future__ import annotations

import datetime
import os
import subprocess

import msgspec
import pytest

from deploy.stores import store, without_conditions
from deploy.targets import Target, bucket_of, deployable, output, publish
from site_gen.deploy import objects
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.git import git_environment, settings_of
from site_gen.deploy.objects import ObjectPlace
from site_gen.deploy.place import LOCK
from site_gen.deploy.sftp import SftpPlace
from site_gen.errors import UnwritableError
from site_gen.model.deploy import DeployTarget
from site_gen.pipeline import deploy as deploying
from site_gen.pipeline.deploy_run import alone_there
from site_gen.write.private import make_private

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


def test_what_was_changed_for_the_worse_after_the_check_does_not_go_there(site, tmp_path, request, monkeypatch, capsys):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    page = folder.root / "content/pages/fever.md"
    page.parent.mkdir(exist_ok=True)
    words = "---\ntitle: About us\n---\nWe are here for you every day.\n"
    page.write_text(words)
    assert publish(folder) == 0
    before = target.files()
    assert "fever/index.html" in before
    real = deploying.check

    def check(*arguments):
        report = real(*arguments)
        page.write_text(words.replace("We are here", "We are [here](/nowhere/)"))
        return report

    monkeypatch.setattr(deploying, "check", check)
    assert publish(folder) == 1
    assert "nothing was published" in capsys.readouterr().err
    assert target.files() == before


def test_files_with_any_name_are_known_at_the_next_deployment(site, tmp_path, request):
    target = Target("folder", request, tmp_path)
    folder = deployable(site, target)
    theme = folder.root / "themes/ours"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n")
    (theme / "static/at 9\u202fam\u00a0\u200d.txt").write_text("words")
    with (folder.root / "site.yaml").open("a") as settings:
        settings.write("theme: ours\n")
    assert publish(folder) == 0
    assert any("\u202f" in path for path in target.files())
    assert publish(folder) == 0
    assert target.files() == output(folder)


def test_a_lock_that_somebody_took_over_stays_theirs(tmp_path):
    place = FolderPlace(tmp_path / "there")
    (tmp_path / "mine").mkdir()
    with alone_there(place, tmp_path / "mine", NOW, unlock=False):
        place.replace(LOCK, msgspec.json.encode({"token": "theirs", "since": NOW}))
    assert b"theirs" in (place.read(LOCK) or b"")


def test_who_let_go_of_the_lock_has_no_claim_to_it_any_more(tmp_path):
    place = FolderPlace(tmp_path / "there")
    with pytest.raises(RuntimeError), alone_there(place, tmp_path, NOW, unlock=False):
        raise RuntimeError
    assert place.read(LOCK) is None
    place.replace(LOCK, b"")  # of another machine, which is about to write it
    with pytest.raises(Exception, match="another deployment"), alone_there(place, tmp_path, NOW, unlock=False):
        pass


def test_who_takes_longer_to_write_a_lock_than_others_wait_does_not_have_it(request, tmp_path, monkeypatch):
    monkeypatch.setattr(objects, "_ALL_HAVE_WRITTEN", -1.0)
    with store(without_conditions) as endpoint:
        place: ObjectPlace = bucket_of(Target("s3", request, tmp_path), endpoint)
        assert not place.create(LOCK, b"late")
        assert place.read(LOCK) is None


class _Full:
    """A client of SFTP whose disk takes a name and no content."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get_channel(self) -> None:
        return None

    def stat(self, path: str) -> os.stat_result:
        if path.endswith("lock") and path not in self.names:
            raise FileNotFoundError
        return os.stat(os.curdir)

    def open(self, path: str, _mode: str) -> _Full:
        self.names.add(path)
        return self

    def remove(self, path: str) -> None:
        self.names.remove(path)

    def write(self, _data: bytes) -> None:
        raise OSError("no room")

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_raised: object) -> None:
        return None


def test_a_full_disk_is_no_other_deployment():
    client = _Full()
    with pytest.raises(UnwritableError, match="no room"):
        SftpPlace(client, "/www").create(LOCK, b"ours")  # type: ignore[arg-type]
    assert client.names == set()


def test_a_setting_of_git_without_a_value_is_true_and_those_of_the_environment_stay(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "http.extraHeader")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "X-Token: 1")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    environment = git_environment()
    assert "GIT_DIR" not in environment
    subprocess.run(["git", "init", "-q", str(tmp_path)], env=environment, check=True)
    with (tmp_path / ".git/config").open("a") as config:
        config.write("[http]\n\tsslVerify\n")
    environment |= settings_of(tmp_path, environment)
    for name, value in (("http.sslVerify", "true"), ("http.extraHeader", "X-Token: 1")):
        asked = ["git", "config", "--get", name]
        said = subprocess.run(asked, cwd=tmp_path.parent, env=environment, capture_output=True, text=True, check=True)
        assert said.stdout.strip() == value


@pytest.mark.parametrize(
    "given",
    [
        {"to": "git", "remote": "--upload-pack=touch here;"},
        {"to": "git", "remote": "origin", "branch": "-f"},
        {"to": "rsync", "host": "-oProxyCommand=x", "path": "/www"},
    ],
)
def test_no_word_of_a_target_is_an_option_of_a_program(given):
    with pytest.raises(msgspec.ValidationError, match="begins with a dash"):
        msgspec.convert(given, DeployTarget)


def test_where_a_link_leads_to_stays_as_open_as_it_is(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to("elsewhere")
    (tmp_path / "open").mkdir(mode=0o755)
    for name in ("link", "open", "new"):
        make_private(tmp_path / name)
    modes = [oct((tmp_path / name).stat().st_mode & 0o777) for name in ("elsewhere", "open", "new")]
    assert modes == ["0o755", "0o700", "0o700"]
