"""Requests to other servers: through the machine's proxy, and with the patience they ask for."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from email.utils import parsedate_to_datetime
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.util import Url


def proxy_for(url: Url) -> str:
    """The proxy of this machine's settings (`https_proxy`, `no_proxy`), which looks names up itself; empty: none."""
    return "" if proxy_bypass(url.host or "") else getproxies().get(url.scheme or "", "")


def pool(url: Url) -> urllib3.PoolManager:
    """The connections on the way to an address."""
    return _pool(proxy_for(url))


@functools.cache
def _pool(proxy: str) -> urllib3.PoolManager:
    return urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()


def wait_of(headers: urllib3.HTTPHeaderDict) -> float:
    """How many seconds a server wants to be left alone; Retry-After has a number or a date (RFC 9110, 10.2.3)."""
    written = headers.get("Retry-After", "").strip()
    if written.isdecimal():
        return float(written)
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(written) - dt.datetime.now(dt.UTC)).total_seconds())
    return 0.0
