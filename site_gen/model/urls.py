"""Addresses taken apart without a refusal."""

from __future__ import annotations

import urllib.parse


def split_url(url: str) -> urllib.parse.SplitResult:
    """Split an address; one that Python refuses, such as `https://[x`, is all path, without a scheme or a host."""
    try:
        return urllib.parse.urlsplit(url)
    except ValueError:
        return urllib.parse.SplitResult("", "", url, "", "")
