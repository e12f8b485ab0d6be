"""What places behind SSH have in common: how long the other machine is waited for, and where its folders begin."""

from __future__ import annotations

import posixpath

WAIT_SECONDS = 30
"""So long a machine may say nothing before it counts as gone; asked after half of it whether it is still there."""


def ssh_options() -> list[str]:
    """Give the options with which OpenSSH gives up on a machine that does not answer (ssh_config(5))."""
    options = {
        "ConnectTimeout": WAIT_SECONDS,
        "ServerAliveInterval": max(1, WAIT_SECONDS // 2),
        "ServerAliveCountMax": 2,
    }
    return [part for name, value in options.items() for part in ("-o", f"{name}={value}")]


def remote_root(path: str) -> str:
    """Give a folder of another machine as all programs there take it: `~/www` is `www`, where a login begins."""
    path = "." if path == "~" else path.removeprefix("~/")
    return posixpath.normpath(path)
