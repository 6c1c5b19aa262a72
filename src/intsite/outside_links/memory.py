"""What earlier runs found out, so that a run asks only what it has to.

It lies with other things that only save time: damaged or gone, everything is asked anew.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from intsite.files import write_whole
from intsite.outside_links.answers import Answer, Reason

_FILE = ".intsite/links.json"
_KEPT = dt.timedelta(days=90)
"""Longer than this nobody asked for an address: its link is gone."""


class Remembered(Struct, frozen=True, kw_only=True):
    """An answer and its days."""

    answer: Answer
    on: dt.date
    """When it was asked for."""
    since: dt.date
    """When the answer was first for this reason."""


def recall(root: Path) -> dict[str, Remembered]:
    """Addresses and their last answers."""
    try:
        written = json.loads((root / _FILE).read_text(encoding="utf-8"))
        return {address: _remembered(about) for address, about in written.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remembered(about: Mapping[str, str]) -> Remembered:
    answer = Answer(reason=Reason(about["reason"]), status=int(about["status"]), target=str(about["target"]))
    return Remembered(answer=answer, on=dt.date.fromisoformat(about["on"]), since=dt.date.fromisoformat(about["since"]))


def remember(root: Path, known: Mapping[str, Remembered], today: dt.date) -> None:
    """Keep what is known for the next run."""
    written = {
        address: {
            "reason": one.answer.reason,
            "status": one.answer.status,
            "target": one.answer.target,
            "on": one.on.isoformat(),
            "since": one.since.isoformat(),
        }
        for address, one in sorted(known.items())
        if today - one.on <= _KEPT
    }
    write_whole(root / _FILE, json.dumps(written, ensure_ascii=False, indent=1))
