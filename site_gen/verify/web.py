"""A published site on the web, read over HTTP: same host only, few redirects, bounded in size and time."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.model.urls import split_url
from site_gen.verify.source import MissingFileError, check_length, check_path

MOST_REDIRECTS = 5
STALL_SECONDS = 20.0
"""How long a server may be silent."""
FILE_SECONDS = 120.0
"""How long one file may take in all."""
ATTEMPTS = 3

_GONE = frozenset({401, 403, 404, 410, 451})
_BUSY = frozenset({429, 500, 502, 503, 504})
_CHUNK = 1 << 16
_AGENT = "site-gen-verify"


class Web:
    """A published site at an address. May be used by many threads at once."""

    def __init__(
        self,
        url: str,
        *,
        stall_seconds: float = STALL_SECONDS,
        file_seconds: float = FILE_SECONDS,
        pause_seconds: float = 0.5,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base = check_url(url)
        self._stall_seconds = stall_seconds
        self._file_seconds = file_seconds
        self._pause_seconds = pause_seconds
        self._now = now
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SameHost(self.base),
        ):
            self._opener.add_handler(handler)

    def read(self, path: str, most: int) -> bytes:
        """Give a file, as `Source` says. A server that is busy or silent is asked three times.

        Raises:
            MissingFileError: the server says that there is none, leads to another host, sends more than `most`, or an
                answer that no client understands.
            UnreadableError: no answer, or none in time.
        """
        url = self.base + check_path(path)
        for attempt in range(ATTEMPTS):
            try:
                return self._fetch(url, path, most)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code not in _BUSY or attempt == ATTEMPTS - 1:
                    raise _refused(url, error.code) from error
            except (OSError, HTTPException) as error:
                if attempt == ATTEMPTS - 1:
                    raise UnreadableError(f"no answer for {url}: {error}", hint="try again later") from error
            except ValueError as error:  # such as a redirect to what is no address
                raise MissingFileError(f"{url}: the answer makes no sense: {error}") from error
            time.sleep(self._pause_seconds * (attempt + 1))
        raise AssertionError("the last attempt returns or raises")

    def files(self) -> tuple[str, ...] | None:
        """Give None: a server does not list its files."""
        return None

    def _fetch(self, url: str, path: str, most: int) -> bytes:
        end = self._now() + self._file_seconds
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        )
        with self._opener.open(request, timeout=self._stall_seconds) as answer:
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise MissingFileError(f"{path} came compressed, although it was asked for as it is")
            if path.endswith("/") or not path:
                _check_page_headers(answer.headers, path)
            parts: list[bytes] = []
            length = 0
            while part := answer.read1(_CHUNK):
                parts.append(part)
                length += len(part)
                check_length(length, path, most)
                if self._now() > end:
                    raise UnreadableError(f"{url} took longer than {self._file_seconds:.0f} s")
        declared = answer.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared) != length:
            raise OSError(f"the answer ends after {length} of {declared} bytes")
        return b"".join(parts)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on the same host, at most five in a row, never from https to http."""

    max_redirections = MOST_REDIRECTS
    max_repeats = 1

    def __init__(self, base: str) -> None:
        self._base = urllib.parse.urlsplit(base)

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Give the next request.

        Raises:
            MissingFileError: to another host or port, or to an insecure address.
        """
        new = urllib.parse.urlsplit(newurl)
        same = (new.scheme, new.netloc) == (self._base.scheme, self._base.netloc)
        upgrade = new.scheme == "https" and self._base.scheme == "http" and new.netloc == self._base.hostname
        if not same and not upgrade:
            raise MissingFileError(f"{req.full_url} leads away, to {newurl[:120]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_url(url: str) -> str:
    """Give the address of a site with a slash at its end.

    Raises:
        SiteGenError: not an http or https address of a folder.
    """
    parts = split_url(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise SiteGenError(f"{url} is not the address of a site", hint="such as https://harbor.example/")
    return url if url.endswith("/") else f"{url}/"


def _check_page_headers(headers: Message, path: str) -> None:
    """Refuse what makes a browser show something else than the page: another type or charset, or a way elsewhere.

    Raises:
        MissingFileError: the server does so.
    """
    kind, charset = headers.get_content_type(), headers.get_content_charset("utf-8")
    if kind != "text/html" or charset.replace("-", "") != "utf8":
        raise MissingFileError(
            f"{path or 'the front page'} is sent as {kind} in {charset}, expected text/html in utf-8"
        )
    if "refresh" in headers:
        raise MissingFileError(f"{path or 'the front page'} is sent with a header that leads elsewhere")


def _refused(url: str, code: int) -> SiteGenError:
    if code in _GONE:
        return MissingFileError(f"{url}: the server says {code}")
    if 300 <= code < 400:
        return MissingFileError(f"{url} leads astray, or through more than {MOST_REDIRECTS} redirects")
    return UnreadableError(f"{url}: the server says {code}", hint="try again later")
