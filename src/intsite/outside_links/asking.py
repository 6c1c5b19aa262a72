"""Asks for one address, following redirects; reads no page, only the heads of answers.

HEAD comes first; a server that refuses it is asked with GET, whose page is not read either. Names are looked up before:
an address of an internal network is never asked for, be it linked or redirected to, unless that was wished, so that
no website can have this machine ask for what only it can reach.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as TimedOut
from urllib3.util import Url, parse_url

from intsite.outside_links.answers import TOO_MANY, Answer, Hop, Reason, judge
from intsite.outside_links.turns import Turns
from intsite.web import pool, proxy_for, wait_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({TOO_MANY, 503})
_MAXIMUM_HOPS = 10
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
"""Seconds."""
_UNKNOWN = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_CERTIFICATES = {
    # https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
    10: Reason.CERTIFICATE_EXPIRED,
    62: Reason.CERTIFICATE_OF_ANOTHER,
    64: Reason.CERTIFICATE_OF_ANOTHER,
}


class _NoAnswer(Exception):  # noqa: N818  an answer of its own kind
    """There is nobody to ask, or nobody answers."""

    def __init__(self, reason: Reason, status: int = 0) -> None:
        super().__init__(reason)
        self.answer = Answer(reason=reason, status=status)


class _NobodyThere(_NoAnswer):
    """Not for any page of that server."""


def asked_for(written: str) -> str | None:
    """The address as a server gets to see it: ASCII, without what follows `#`. None where it is none."""
    try:
        url = parse_url(written)
    except LocationParseError:
        return None
    return url._replace(fragment=None).url if url.scheme in {"http", "https"} and url.host else None


class Asker:
    """Asks under its own name: `agent` says who, and where to complain."""

    def __init__(self, agent: str, turns: Turns, *, inside: bool = False) -> None:
        self._headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8", "Accept-Language": "de,*;q=0.5"}
        self._turns = turns
        self._asks_inside = inside
        self._unreachable: dict[str, Reason] = {}
        """By scheme, host and port: one page tells of all others."""

    def ask(self, address: str) -> Answer:
        """What becomes of an address of `asked_for`."""
        hops: list[Hop] = []
        current = address
        try:
            while True:
                status, location = self._response(parse_url(current))
                following = _next(current, location) if status in _REDIRECTS else None
                if following is None:
                    return judge(address, hops, status)
                if len(hops) == _MAXIMUM_HOPS:
                    return Answer(reason=Reason.REDIRECTS_FOREVER, status=status, target=following)
                hops.append(Hop(status=status, target=following))
                current = following
        except _NoAnswer as none:
            return none.answer

    def _response(self, url: Url) -> tuple[int, str]:
        """Status and Location of one address. A break that the host asks for is taken, once."""
        status, headers = self._polite(url)
        if status in _BUSY and self._turns.rest(url.host or "", wait_of(headers)):
            status, headers = self._polite(url)
        return status, _as_utf8(headers.get("Location", ""))

    def _polite(self, url: Url) -> tuple[int, urllib3.HTTPHeaderDict]:
        """HEAD, and GET where a server takes no HEAD."""
        if self._turns.is_closed(url.host or ""):
            raise _NoAnswer(Reason.REFUSED, TOO_MANY)
        with contextlib.suppress(ProtocolError):
            status, headers = self._request("HEAD", url)
            if status < 400 or status in _BUSY:  # noqa: PLR2004  errors begin there
                return status, headers
        try:
            return self._request("GET", url)
        except ProtocolError:
            raise _NoAnswer(Reason.NO_CONNECTION) from None

    def _request(self, method: str, url: Url) -> tuple[int, urllib3.HTTPHeaderDict]:
        """One request. Raises `ProtocolError` where a server breaks off, `_NoAnswer` for all other trouble."""
        server = f"{url.scheme}://{url.netloc}"
        if server in self._unreachable:
            raise _NoAnswer(self._unreachable[server])
        try:
            return self._send(method, url)
        except _NobodyThere as nobody:
            self._unreachable[server] = nobody.answer.reason
            raise

    def _send(self, method: str, url: Url) -> tuple[int, urllib3.HTTPHeaderDict]:
        if not proxy_for(url):
            self._look_up(url.host or "")
        try:
            with self._turns.at(url.host or ""):
                response = pool(url).request(
                    method,
                    url.url,
                    headers=self._headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    timeout=_TIMEOUT,
                )
                response.close()
        except SSLError as error:
            raise _NobodyThere(_of_certificate(error)) from None
        except NewConnectionError:
            raise _NobodyThere(Reason.NO_CONNECTION) from None
        except ConnectTimeoutError:
            raise _NobodyThere(Reason.TIMEOUT) from None
        except TimedOut:
            raise _NoAnswer(Reason.TIMEOUT) from None
        except ProtocolError:
            raise
        except HTTPError:
            raise _NoAnswer(Reason.NO_CONNECTION) from None
        return response.status, response.headers

    def _look_up(self, host: str) -> None:
        """Whether the host has addresses that anybody on the internet can reach."""
        try:
            found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            reason = Reason.HOST_UNKNOWN if error.errno in _UNKNOWN else Reason.NO_CONNECTION
            raise _NobodyThere(reason) from None
        except UnicodeError:
            raise _NobodyThere(Reason.HOST_UNKNOWN) from None
        if not self._asks_inside and not all(_is_public(str(each[4][0])) for each in found):
            raise _NobodyThere(Reason.PRIVATE)


def _next(address: str, location: str) -> str | None:
    """The address that a redirect leads to; None where it leads nowhere on the web."""
    try:
        return asked_for(urljoin(address, location)) if location else None
    except ValueError:
        return None


def host_of(address: str) -> str:
    """The host of an address, if it has one."""
    try:
        return parse_url(address).host or ""
    except LocationParseError:
        return ""


def _is_public(address: str) -> bool:
    numbers = ipaddress.ip_address(address.partition("%")[0])
    numbers = getattr(numbers, "ipv4_mapped", None) or numbers
    return numbers.is_global and not numbers.is_multicast


def _of_certificate(error: SSLError) -> Reason:
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(cause.verify_code, Reason.CERTIFICATE_UNPROVEN)
    return Reason.NO_CONNECTION


def _as_utf8(header: str) -> str:
    """A header whose bytes were read as Latin-1; servers write addresses with umlauts as UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
