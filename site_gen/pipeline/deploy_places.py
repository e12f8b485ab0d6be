"""Opens the place of a target, after making sure that it is not where the site itself lies."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from site_gen.deploy.place import Place
from site_gen.errors import UnwritableError
from site_gen.load.documents import SITE_FILE
from site_gen.model.deploy import DeployTarget
from site_gen.pipeline.cache_folder import CACHE, DEPLOYED
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.site_folder import refuse_site


def target_folder(root: Path, name: str, target: DeployTarget) -> Path:
    """Give the folder of the cache in which things are kept about a target, as it is set up now."""
    return root / CACHE / DEPLOYED / f"{name}-{sha256(repr(target).encode()).hexdigest()[:12]}"


def stage_of(kept: Path) -> Path:
    """Give the folder that files are sent from, of what is kept here about a target."""
    return kept / "sending"


def open_place(options: BuildOptions, target: DeployTarget, kept: Path) -> Place:
    """Give the place of a target; `kept` is what is kept here about it.

    Raises:
        UnwritableError: it is a folder of the site itself, or holds a site.
    """
    place = _open(options, target, kept)
    try:
        site = place.read(SITE_FILE)
    except UnwritableError as error:
        why = error.message.partition(": ")[2] or error.message
        raise UnwritableError(f"the target cannot be looked at: {why}", hint=error.hint) from error
    if site is not None:
        what = f"the branch {target.branch}" if target.to == "git" else "the target"
        raise UnwritableError(
            f"there is a {SITE_FILE} at {what}: the files of a site lie there, not its pages",
            hint="name a branch or a folder that holds pages only",
        )
    return place


def _open(options: BuildOptions, target: DeployTarget, kept: Path) -> Place:
    if target.to == "folder":
        from site_gen.deploy.folder import FolderPlace

        assert target.path is not None, "the model asks for it"
        folder = (options.root / Path(target.path).expanduser()).resolve()
        refuse_site(options.root.resolve(), folder, "target", options.out.resolve())
        return FolderPlace(folder)
    if target.to in ("s3", "gcs", "azure"):
        from site_gen.deploy.objects import object_place

        return object_place(target)
    if target.to == "git":
        from site_gen.deploy.git import BRANCH, GitPlace, git_environment

        assert target.remote is not None, "the model asks for it"
        return GitPlace(target.remote, target.branch or BRANCH, options.root, kept / "git", git_environment())
    if target.to == "sftp":
        from site_gen.deploy.sftp import sftp_place

        return sftp_place(target)
    from site_gen.deploy.rsync import RsyncPlace

    return RsyncPlace(target, stage_of(kept))
