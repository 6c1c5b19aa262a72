"""What became of an address that somebody asked for, and what its answer means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

PERMANENT = frozenset({301, 308})
"""Answers that say: this is the address from now on (RFC 9110, sections 15.4.2 and 15.4.9)."""
_GONE = frozenset({404, 410})
TOO_MANY = 429

_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_START = re.compile(
    r"(?:/(?:[a-z]{2}(?:[-_][a-z]{2})?|start|startseite|home|homepage|index|default|willkommen)(?:\.[a-z]{2,5})?)*/?",
    re.IGNORECASE,
)
"""The path of a page at which a website begins, perhaps in a language."""
_ERROR_PAGE = re.compile(r"(?:^|[/_.-])(?:404|not-?found|nicht-?gefunden|fehler|error)(?:[/_.-]|$)", re.IGNORECASE)


class Reason(StrEnum):
    """Why an answer is as it is; those of trouble are codes of messages."""

    FINE = "fine"
    BY_HAND = "by-hand"
    """Nobody asked: an editor has looked."""
    GONE = "link-gone"
    HOST_UNKNOWN = "link-host-unknown"
    CERTIFICATE_EXPIRED = "link-certificate-expired"
    CERTIFICATE_OF_ANOTHER = "link-certificate-of-another"
    CERTIFICATE_UNPROVEN = "link-certificate-unproven"
    MALFORMED = "link-malformed"
    MOVED = "link-moved"
    PROBABLY_GONE = "link-probably-gone"
    REDIRECTS_FOREVER = "link-redirects-forever"
    REFUSED = "link-refused"
    SERVER_ERROR = "link-server-error"
    TIMEOUT = "link-timeout"
    NO_CONNECTION = "link-no-connection"
    PRIVATE = "link-private"

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self not in {Reason.FINE, Reason.BY_HAND}


_LASTING = frozenset({Reason.FINE, Reason.MOVED, Reason.PROBABLY_GONE, Reason.REFUSED})


class Answer(Struct, frozen=True, kw_only=True):
    """What became of an address."""

    reason: Reason
    status: int = 0
    """Of the last answer; 0 when there was none."""
    target: str = ""
    """Where it leads now, if that is the trouble."""

    @property
    def lasts(self) -> bool:
        """Whether asking again on the same day makes no sense."""
        return self.reason in _LASTING and self.status != TOO_MANY


class Hop(Struct, frozen=True, kw_only=True):
    """One redirect."""

    status: int
    target: str
    """A whole address."""


def judge(asked: str, hops: Sequence[Hop], status: int) -> Answer:
    """What the last status of an address means, after the redirects on the way there."""
    if status in _GONE:
        return Answer(reason=Reason.GONE, status=status)
    if 500 <= status < 600:  # noqa: PLR2004  server errors, RFC 9110, section 15.6
        return Answer(reason=Reason.SERVER_ERROR, status=status)
    if not 200 <= status < 300:  # noqa: PLR2004  successes, RFC 9110, section 15.3
        return Answer(reason=Reason.REFUSED, status=status)
    last = hops[-1].target if hops else asked
    if _leads_to_start(asked, last) or (_ERROR_PAGE.search(urlsplit(last).path) and last != asked):
        return Answer(reason=Reason.PROBABLY_GONE, status=hops[0].status, target=last)
    moved = _moved_to(asked, hops)
    if moved != asked:
        return Answer(reason=Reason.MOVED, status=hops[0].status, target=moved)
    return Answer(reason=Reason.FINE, status=status)


def _leads_to_start(asked: str, last: str) -> bool:
    """Whether a page that was further in is now the start page of the same host.

    From another host it may be a short address for that very start page.
    """
    before, after = urlsplit(asked), urlsplit(last)
    was_inside = bool(before.query) or not _START.fullmatch(before.path)
    is_start = not after.query and bool(_START.fullmatch(after.path))
    return was_inside and is_start and _bare(before.hostname) == _bare(after.hostname)


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _moved_to(asked: str, hops: Sequence[Hop]) -> str:
    """The last address that was given as the new one for good, without a visitor's session."""
    address = asked
    for hop in hops:
        if hop.status not in PERMANENT:
            break
        address = _SESSION.sub("", hop.target)
    return address
