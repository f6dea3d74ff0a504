"""Check the host names of requests, so that no page of another site can read a server on this machine.

In: the host that a server was told to serve, and what requests say. Out: yes or no. A page from elsewhere may have its
own name led to 127.0.0.1 (DNS rebinding), and then counts as the same site: its requests are known by that name.
"""

from __future__ import annotations

import ipaddress
import re
import socket

_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[\w.-]+))(?::[0-9]{0,5})?", re.ASCII)


class Hosts:
    """What a server answers to: loopback addresses, `localhost`, and what it was told to serve.

    A server of all addresses answers to every address, since only names can be led elsewhere, and to this machine's
    name, also as `name.local`.
    """

    def __init__(self, served: str) -> None:
        self._names = {"localhost", _plain(served)}
        self._any_address = served == "" or (address_of(served) or _LOOPBACK).is_unspecified
        if self._any_address:
            own = _plain(socket.gethostname())
            self._names |= {own, f"{own.partition('.')[0]}.local"}

    def know(self, host: str | None) -> bool:
        """Say whether a request is for this server, by its `Host`, with a port or without one."""
        match = _HOST.fullmatch((host or "").strip())
        if match is None:
            return False
        name = _plain(match["six"] or match["name"])
        address = address_of(name)
        return name in self._names or (address is not None and (self._any_address or address.is_loopback))

    def know_origin(self, origin: str | None) -> bool:
        """Say whether a request comes from a page of this server, by its `Origin`, which few requests have."""
        return origin is None or self.know(origin.partition("://")[2])


_LOOPBACK = ipaddress.IPv4Address("127.0.0.1")


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(".")


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a host is named by, or None where it has another name. ::ffff:127.0.0.1 is 127.0.0.1."""
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
