"""Contacts out of the prose: lines that icons mark become offices, and the text refers to them.

`contacts` finds those of one page, `offices` makes each of them one entry, `rewriter` puts references into the
texts. What is not understood, and what contradicts the entry, stays text and is reported.
"""

from __future__ import annotations

from intsite.importers.contacts.files import facts, files, of_facts
from intsite.importers.contacts.found import Contact, Value
from intsite.importers.contacts.gather import PageText, contacts
from intsite.importers.contacts.merge import Office, at_places, offices, same_name
from intsite.importers.contacts.names import names_an_institution
from intsite.importers.contacts.quote import Book, rewriter

__all__ = [
    "Book",
    "Contact",
    "Office",
    "PageText",
    "Value",
    "at_places",
    "contacts",
    "facts",
    "files",
    "names_an_institution",
    "of_facts",
    "offices",
    "rewriter",
    "same_name",
]
