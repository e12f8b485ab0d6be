"""Every kind of target on this machine, and a small site to deploy there."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import obstore
import pytest
from obstore.store import S3Store

from conftest import review
from site_gen.cli.main import run
from site_gen.deploy.git import GitPlace, git_environment
from site_gen.deploy.objects import ObjectPlace, object_place
from site_gen.deploy.place import LOCK, Place
from site_gen.model.deploy import DeployTarget

AS_OF = ["--as-of", "2026-11-24"]
BUCKETS = ("s3", "gcs")
KINDS = ("folder", *BUCKETS, "sftp", "rsync", "git")


class Target:
    """One kind of target: what stands in `site.yaml`, a place to look at it by, and what lies there."""

    def __init__(self, kind: str, request: pytest.FixtureRequest, folder: Path) -> None:
        self.kind, self.folder = kind, folder / "there"
        if kind in ("sftp", "rsync"):
            request.getfixturevalue("home")
            self.settings = f"{{to: {kind}, host: harbor-host, path: {self.folder}}}"
        elif kind in BUCKETS:
            set_keys(request.getfixturevalue("monkeypatch"))
            self.bucket = f"b{abs(hash(str(folder))) % 10**9}"
            plain = request.getfixturevalue("s3")
            boto3.client("s3", region_name="us-east-1", endpoint_url=plain).create_bucket(Bucket=self.bucket)
            self.endpoint = plain if kind == "s3" else request.getfixturevalue("google")
            region = ", region: us-east-1" if kind == "s3" else ""
            self.settings = f'{{to: {kind}, bucket: {self.bucket}, endpoint: "{self.endpoint}"{region}}}'
            client = {"allow_http": True}
            self.store = S3Store(self.bucket, region="us-east-1", endpoint=plain, client_options=client)
        elif kind == "git":
            subprocess.run(["git", "init", "-q", "--bare", str(self.folder)], check=True)
            self.settings = f"{{to: git, remote: {self.folder}}}"
        else:
            self.settings = f"{{to: folder, path: {self.folder}}}"

    def files(self) -> dict[str, bytes]:
        """Give what lies there but for what deployments keep."""
        if self.kind in BUCKETS:
            found = {
                one["path"]: bytes(obstore.get(self.store, one["path"]).bytes())
                for part in obstore.list(self.store)
                for one in part
            }
        elif self.kind == "git":
            listed = subprocess.run(
                ["git", "--git-dir", str(self.folder), "ls-tree", "-rz", "--name-only", "gh-pages"],
                capture_output=True, check=False,
            )  # fmt: skip
            names = listed.stdout.decode().split("\0")[:-1]
            show = ["git", "--git-dir", str(self.folder), "show"]
            found = {}
            for name in names:
                found[name] = subprocess.run([*show, f"gh-pages:{name}"], capture_output=True, check=True).stdout
        else:
            return self.of_folder(self.folder)
        return {path: data for path, data in found.items() if not path.startswith(".site-gen/")}

    def spoil(self, removed: str, cut: str) -> None:
        """Remove a file there and write half of another one, as somebody does by hand."""
        half = self.files()[cut][:20]
        if self.kind in BUCKETS:
            obstore.delete(self.store, removed)
            obstore.put(self.store, cut, half)
        elif self.kind == "git":
            place = GitPlace(str(self.folder), "gh-pages", self.folder, self.folder.parent / "hand", git_environment())
            place.delete([removed])
            place.replace(cut, half)
            place.settle()
        else:
            (self.folder / removed).unlink()
            (self.folder / cut).write_bytes(half)

    @staticmethod
    def of_folder(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if path.is_file()]
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        return {path: data for path, data in found.items() if not path.startswith(".site-gen/")}


def deployable(site, target: Target):
    folder = site(review(1, text="Good."))
    settings = folder.root / "site.yaml"
    settings.write_text(settings.read_text() + f"deploy:\n  live: {target.settings}\n")
    return folder


def publish(folder, *more: str) -> int:
    return run(["-C", str(folder.root), "deploy", "live", *AS_OF, *more])


def output(folder) -> dict[str, bytes]:
    public = folder.root / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


def set_keys(monkeypatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "GOOGLE_BEARER_TOKEN"):
        monkeypatch.setenv(name, "testing")


def rearm(target: Target, monkeypatch) -> None:
    """Set again what the fixtures had set and an undo has taken away."""
    if target.kind in BUCKETS:
        set_keys(monkeypatch)
    if target.kind in ("sftp", "rsync"):
        root = target.folder.parent
        monkeypatch.setenv("HOME", str(root / "home"))
        monkeypatch.setenv("PATH", f"{root}/bin:{os.environ['PATH']}")


def bucket_of(target: Target, endpoint: str = "", bucket: str = "") -> ObjectPlace:
    """Open a bucket as a deployment does, or the same one at another address, or another one."""
    region = "us-east-1" if target.kind == "s3" else None
    where = {"endpoint": endpoint or target.endpoint, "bucket": bucket or target.bucket}
    return object_place(DeployTarget(to=target.kind, region=region, **where))


def winners(places: list[Place]) -> int:
    """Give how many of those who want the lock of a place at the same time get it."""
    with ThreadPoolExecutor(len(places)) as pool:
        return sum(pool.map(lambda one: one[1].create(LOCK, b"%d" % one[0]), enumerate(places)))
