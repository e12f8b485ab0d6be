"""Where the output goes: the named targets below `deploy:` in `site.yaml`. No secret stands there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from msgspec import Meta

from site_gen.model.base import END, NO_SPACE, Content, Text

TargetKind = Literal["folder", "rsync", "sftp", "s3", "gcs", "azure", "git"]
"""What kind of place a target is; `git` is a branch from which a host such as GitHub Pages serves."""

Endpoint = Annotated[
    str,
    Meta(
        pattern=rf"^(https://{NO_SPACE}|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?(/({NO_SPACE})?)?){END}",
        title="address of a store",
        description="an address that begins with https://, or with http:// for a store on this machine",
        examples=["https://s3.example"],
    ),
]
"""Where a store answers; whoever may write there is not told over the network in clear."""

_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "folder": ("path",),
        "rsync": ("host", "path"),
        "sftp": ("host", "path"),
        "s3": ("bucket",),
        "gcs": ("bucket",),
        "azure": ("bucket", "account"),
        "git": ("remote",),
    }
)
_MAY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "folder": (),
        "rsync": ("user", "port"),
        "sftp": ("user", "port"),
        "s3": ("prefix", "region", "endpoint"),
        "gcs": ("prefix", "endpoint"),
        "azure": ("prefix", "endpoint"),
        "git": ("branch",),
    }
)


class DeployTarget(Content, frozen=True, kw_only=True):
    """One target. Which keys belong to it goes by `to`; whoever may write there is told by the environment.

    `path` is a folder, of this machine or of `host`; `bucket` an S3 or Google bucket or an Azure container of
    `account`, and `prefix` the folder in it; `remote` an address or a name that git knows.
    """

    to: TargetKind
    path: Text | None = None
    host: Text | None = None
    user: Text | None = None
    port: Annotated[int, Meta(ge=1, le=65_535, description="a whole number from 1 to 65535")] | None = None
    bucket: Text | None = None
    account: Text | None = None
    prefix: Text | None = None
    region: Text | None = None
    endpoint: Endpoint | None = None
    remote: Text | None = None
    branch: Text | None = None

    def __post_init__(self) -> None:
        given = {name for name in _ALL if getattr(self, name) is not None}
        needs, may = _NEEDS[self.to], _MAY[self.to]
        if lacks := [name for name in needs if name not in given]:
            raise ValueError(f"a target of the kind {self.to} needs {' and '.join(lacks)}")
        if foreign := sorted(given - {*needs, *may}):
            raise ValueError(f"a target of the kind {self.to} has no {foreign[0]}")
        if options := [name for name in _FOR_PROGRAMS if str(getattr(self, name)).startswith("-")]:
            raise ValueError(f"{options[0]} begins with a dash, as options of programs do")


_FOR_PROGRAMS = ("host", "user", "remote", "branch")
"""What ssh and git are called with."""
_ALL = frozenset(name for names in (*_NEEDS.values(), *_MAY.values()) for name in names)
