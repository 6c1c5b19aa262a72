"""Which entries somebody should check again, until when, and whom to ask."""

from __future__ import annotations

import datetime as dt
import re

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from intsite.connections import Key
from intsite.fields import Record
from intsite.fields.reference import Reference
from intsite.fields.term import Term
from intsite.parse import Entry
from intsite.resolve import Site

_REVIEWED = re.compile(r"^reviewed-on:[^\n#]*?(?=[ \t]*(?:#[^\n]*)?$)", re.MULTILINE)


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to ask about an entry."""

    office: str
    """Title of the office; empty when no entry says who is responsible."""
    role: str
    """Label of the first contact's role; empty when the office names none."""
    email: str


class Due(Struct, frozen=True, kw_only=True):
    """An entry that somebody should check by a day."""

    key: Key
    title: str
    path: str
    by: dt.date | None
    """None: nobody has ever checked it."""
    reviewed_on: dt.date | None
    contact: Contact


def due(site: Site, until: dt.date) -> tuple[Due, ...]:
    """Entries to be checked until a day, by office and then by day; what nobody ever checked comes first."""
    found = []
    for key, entry in site.entries.items():
        reviewed = _day(entry, "reviewed-on")
        by = review_by(site, key)
        is_due = by <= until if by else reviewed is None and site.kinds[key[0]].review_every > 0
        leading = entry.words_in(site.source_of(entry))
        if is_due:
            found.append(
                Due(
                    key=key,
                    title=leading.title if leading else key[1],
                    path=entry.path,
                    by=by,
                    reviewed_on=reviewed,
                    contact=contact(site, key),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.contact.office, one.by or dt.date.min, one.key)))


def review_by(site: Site, key: Key) -> dt.date | None:
    """The day by which an entry is to be checked: its own, unless it was checked since, else by its kind's months."""
    entry, kind = site.entries[key], site.kinds[key[0]]
    reviewed, chosen = _day(entry, "reviewed-on"), _day(entry, "review-by")
    if chosen and (reviewed is None or reviewed < chosen):
        return chosen
    return reviewed + relativedelta(months=kind.review_every) if reviewed and kind.review_every else None


def confirm(facts: str, today: dt.date) -> str:
    """The text of facts.yaml that says somebody checked the entry today; nothing else in it changes."""
    line = f"reviewed-on: {today.isoformat()}"
    if _REVIEWED.search(facts):
        return _REVIEWED.sub(line, facts, count=1)
    return f"{facts.rstrip()}\n{line}\n" if facts.strip() else f"{line}\n"


def contact(site: Site, key: Key) -> Contact:
    """The responsible office, the entry itself if it is one, otherwise the county's main office."""
    entry = site.entries[key]
    reference = entry.facts.get("responsible")
    found = site.find(reference) if isinstance(reference, Reference) else None
    main = ("office", site.config.office)
    office = found or (key if key[0] == "office" else main if main in site.entries else None)
    if office is None:
        return Contact(office="", role="", email="")
    responsible = site.entries[office]
    words = responsible.words_in(site.source_of(responsible))
    email = str(responsible.facts.get("email") or "")
    role = ""
    contacts = responsible.facts.get("contacts")
    first = contacts[0] if isinstance(contacts, tuple) and contacts else None
    if isinstance(first, Record):
        term = first.get("role")
        role = _label(site, term) if isinstance(term, Term) else ""
        email = str(first.get("email") or email)
    return Contact(office=words.title if words else office[1], role=role, email=email)


def _label(site: Site, term: Term) -> str:
    vocabulary = site.vocabularies.get(term.vocabulary)
    known = vocabulary.get(term.id) if vocabulary else None
    return (known.labels.get(site.config.source) or term.id) if known else term.id


def _day(entry: Entry, name: str) -> dt.date | None:
    value = entry.facts.get(name)
    return value if isinstance(value, dt.date) else None
