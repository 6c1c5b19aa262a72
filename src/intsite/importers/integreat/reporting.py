"""What the import of a region has to tell."""

from __future__ import annotations

from collections import Counter

from intsite.importers.integreat.conversion import Import
from intsite.importers.integreat.dump import Dump
from intsite.importers.merging import Written
from intsite.importers.report import Became, Report

_NAMES = {"guide": "pages", "office": "locations", "event": "events", "news": "news", "page": "imprints"}
"""What the API calls them."""


def report(dump: Dump, imported: Import, written: Written = Written()) -> Report:  # noqa: B008  frozen and empty
    """The report; without `written` of a conversion that wrote nothing."""
    pages = Counter(f"{_NAMES[page.kind]} {page.language}" for page in dump.pages)
    entries = [
        Became(source=page.path, entry=guide.key, reason=guide.reason)
        for guide in imported.guides
        for page in guide.pages
    ]
    entries += [
        Became(source=contact.page, entry=f"office:{office.id}", reason=contact.name)
        for office in imported.book.offices
        for contact in office.contacts
    ]
    contacts = imported.book.contacts
    parsed = sum(len(contact.of("hours")) + len(contact.of("phone-hours")) for contact in contacts)
    unread = sum(note.kind == "hours-unread" for note in imported.notes)
    return Report(
        read=dict(sorted(pages.items())),
        entries=tuple(entries),
        figures={
            "contacts found": sum(bool(contact.keys("address", "phones", "email")) for contact in contacts),
            "contacts became offices": len(imported.book.offices),
            "contacts referenced": sum(
                len(office.contacts) for office in (*imported.book.offices, *imported.book.places)
            ),
            "hours present": parsed + unread,
            "hours parsed": parsed,
        },
        notes=(*imported.notes, *written.notes),
        problems=(*dump.problems, *imported.problems[len(dump.problems) :], *written.problems),
        files={name: len(getattr(written, name)) for name in ("written", "unchanged", "merged", "kept", "conflicts")},
    )
