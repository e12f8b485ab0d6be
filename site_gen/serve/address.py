"""Where the preview listens, and under which names it answers.

A page of another site can make a browser ask this machine under a name of its own (DNS rebinding) and read the
answer; so every request must name the preview as it is really reached.
"""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from site_gen.errors import SiteGenError

FIRST_PORT = 8000
LAST_PORT = 8020
_HTTP_PORT = 80
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


class Address(NamedTuple):
    """A host as it was asked for, the port, and the sockets that listen there."""

    host: str
    port: int
    sockets: tuple[socket.socket, ...]

    @property
    def origin(self) -> str:
        """Where a browser on this machine finds the preview: `http://127.0.0.1:8000`."""
        reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - an address to compare
        return f"http://{_in_url(reached)}{'' if self.port == _HTTP_PORT else f':{self.port}'}"

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine can reach it."""
        numbers = [_numeric(one.getsockname()[0]) for one in self.sockets]
        return all(number is not None and number.is_loopback for number in numbers)

    def accepts(self, host: str) -> bool:
        """Tell whether a `Host` header names the preview.

        It does with the host that was asked for, or a name of this machine for itself; when the preview listens
        everywhere, with any numeric address too, since those cannot be rebound.
        """
        match = _HOST.fullmatch(host.lower())
        if match is None or int(match["port"] or _HTTP_PORT) != self.port:
            return False
        name = match["name"]
        if name in (_in_url(self.host).lower(), "localhost", "127.0.0.1", "[::1]"):
            return True
        everywhere = _numeric(self.host)
        return everywhere is not None and everywhere.is_unspecified and _numeric(name.strip("[]")) is not None


@contextmanager
def listening(host: str, port: int | None) -> Iterator[Address]:
    """Listen on a port, or without one on the first that is free from 8000 to 8020; 0 is any free one.

    Raises:
        SiteGenError: the port is taken or not ours, or the host is none of this machine.
    """
    address = _open(host, (port,) if port is not None else range(FIRST_PORT, LAST_PORT + 1))
    try:
        yield address
    finally:
        for one in address.sockets:
            one.close()


def _open(host: str, ports: Sequence[int]) -> Address:
    for port in ports:
        try:
            sockets = _bind(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise _refusal(host, port, error) from error
        return Address(host, sockets[0].getsockname()[1], sockets)
    if len(ports) == 1:
        raise SiteGenError(
            f"port {ports[0]} of {host} is taken",
            hint="name another with --port, or leave it out to get the next free one",
        )
    raise SiteGenError(f"ports {ports[0]} to {ports[-1]} of {host} are taken", hint="name another one with --port")


def _bind(host: str, port: int) -> tuple[socket.socket, ...]:
    """Listen on every address of a host; `localhost` may lack one of its two."""
    sockets: list[socket.socket] = []
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _type, _proto, _name, place in sorted(set(found)):
        wanted = port or (sockets[0].getsockname()[1] if sockets else 0)
        try:
            one = socket.create_server((str(place[0]), wanted), family=family)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL and len(found) > 1:
                continue
            for other in sockets:
                other.close()
            raise
        one.setblocking(False)
        sockets.append(one)
    if not sockets:
        raise OSError(errno.EADDRNOTAVAIL, "no address to listen on")
    return tuple(sockets)


def _refusal(host: str, port: int, error: OSError) -> SiteGenError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return SiteGenError(f"{host} is no address of this machine", hint="leave --host out to listen on 127.0.0.1")
    if error.errno in (errno.EACCES, errno.EPERM):
        return SiteGenError(f"port {port} may not be opened", hint="ports below 1024 belong to the system")
    return SiteGenError(f"cannot listen on port {port} of {host}: {error.strerror}")


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _numeric(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
