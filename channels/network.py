"""Who is calling and through which door: client address, public address, allowed origins, headers."""

import hashlib
import hmac
import ipaddress
import logging
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from sanic.request import Request

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Caller(NamedTuple):
    """The client behind the trusted proxies, and the address by which it reached us."""

    address: str
    base: str

    @property
    def origin(self) -> str:
        """The origin of the public address."""
        scheme, host, *_ = urlsplit(self.base)
        return f"{scheme}://{host}".lower()


class Network:
    """Reads X-Forwarded-* only from the proxies named here, and knows which web sites may use the bot."""

    def __init__(self, secret: str, proxies: Iterable[str], origins: Iterable[str]) -> None:
        """Keep the trusted proxies (addresses or networks) and the allowed origins."""
        self._secret = secret.encode()
        self._proxies = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]
        self._origins = {origin.rstrip("/").lower() for origin in origins}
        self._warned: set[str] = set()

    def caller(self, request: Request) -> Caller:
        """Return the caller; a header of somebody who is no trusted proxy counts for nothing."""
        scheme, host, prefix = request.scheme, request.headers.get("host", ""), ""
        address = request.ip
        if self._trusted(address):
            scheme = _first(request, "x-forwarded-proto") or scheme
            host = _first(request, "x-forwarded-host") or host
            prefix = _first(request, "x-forwarded-prefix").strip("/")
            hops = [
                hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()
            ]
            while hops and self._trusted(address):
                address = hops.pop()
        elif "x-forwarded-for" in request.headers:
            self._warn(address)
        return Caller(address, f"{scheme}://{host}/{prefix}".rstrip("/"))

    def hashed_address(self, request: Request) -> str:
        """Return a keyed hash of the client's address: enough to count with, not to find anyone."""
        address = self.caller(request).address.encode()
        return hmac.new(self._secret, address, hashlib.sha256).hexdigest()[:24]

    def allowed_origin(self, request: Request) -> str | None:
        """Return the request's Origin where that site may use the bot, else None."""
        origin = request.headers.get("origin", "").lower()
        if origin and (origin in self._origins or origin == self.caller(request).origin):
            return origin
        return None

    def _warn(self, address: str) -> None:
        """Tell who runs the bot, once: behind an unnamed proxy all visitors share one address and its limits.

        Only an address inside the own network is named: one from outside may be a visitor's.
        """
        if address not in self._warned and _is_inside(address):
            self._warned.add(address)
            logger.warning("A proxy at %s is not trusted. Is it yours? Set WEB_TRUSTED_PROXIES.", address)

    def _trusted(self, address: str) -> bool:
        found = _parsed(address)
        return found is not None and any(found in network for network in self._proxies)


def _parsed(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _is_inside(address: str) -> bool:
    found = _parsed(address)
    return found is not None and found.is_private


def _first(request: Request, header: str) -> str:
    return request.headers.get(header, "").split(",")[0].strip()
