"""Pages with the facts of contacts taken out: in the text stands the reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from intsite.fields.address import Address
from intsite.importers.contacts import lines as of_lines
from intsite.importers.contacts import own
from intsite.importers.contacts.found import Contact, Place, Value, ValueKind
from intsite.importers.contacts.merge import REACHES, Office, same_name
from intsite.importers.findings import Notebook
from intsite.importers.letters import Letters, Style, words
from intsite.importers.tidied import Passage, Rewrite

_REACHED: tuple[ValueKind, ...] = ("phones", "email")
_SHORTEST_IN_PROSE = 6
"""Digits of a number that is taken for a contact's wherever it stands; `112` may be anything."""


class Book:
    """All offices, and which contact on which page became which of them."""

    def __init__(self, contacts: Sequence[Contact], offices: Sequence[Office], places: Sequence[Office] = ()) -> None:
        self.contacts = tuple(contacts)
        self.offices = tuple(offices)
        """Those that the contacts became."""
        self.places = tuple(places)
        """Those that the source has as places."""
        self.by_page: dict[str, list[tuple[Contact, Office]]] = defaultdict(list)
        reached: dict[str, list[str]] = defaultdict(list)
        everything = (*self.offices, *self.places)
        for office in everything:
            for contact in office.contacts:
                self.by_page[contact.page].append((contact, office))
            for kind in _REACHED:
                for number, value in enumerate(office.of(kind)):
                    reached[value.key].append(_reference(office, kind, number))
        self.known: Mapping[str, str] = {key: found[0] for key, found in reached.items() if len(found) == 1}
        """References by number or mail address, of those that only one office has."""
        placed = {(contact.page, contact.number) for office in everything for contact in office.contacts}
        self.left: dict[str, list[Contact]] = defaultdict(list)
        """Contacts that became no office, by page."""
        for contact in contacts:
            if (contact.page, contact.number) not in placed:
                self.left[contact.page].append(contact)


def rewriter(book: Book, page: str, notebook: Notebook) -> Rewrite:
    """What puts references in the place of facts, paragraph by paragraph of one page."""
    quotes: dict[int, dict[Place, str]] = defaultdict(dict)
    names: dict[int, list[Place]] = defaultdict(list)
    """Where the page, which is an office, says its own name."""
    itself = f"office:{page.split('/')[2]}" if page.startswith("content/offices/") else ""
    _tell(book, page, notebook)
    for contact, office in book.by_page.get(page, ()):
        if contact.name_place and f"office:{office.id}" == itself:
            names[contact.name_place.paragraph].append(contact.name_place)
        elif contact.name_place and not _is_apart(office, contact):
            quotes[contact.name_place.paragraph][contact.name_place] = f"office:{office.id}"
        for value in contact.values:
            _quote(quotes, office, value, notebook)

    def rewrite(passage: Passage) -> Letters:
        found = quotes[passage.number]
        gone = _repeated(passage, itself, found, names[passage.number])
        for text in gone.values():
            notebook.add("contact-line-moved", text=text, address=itself)
        found = {place: reference for place, reference in found.items() if not _is_taken(place, gone)}
        found |= dict.fromkeys(gone, "")
        for place, reference in _in_prose(book, passage):
            if not _is_taken(place, found):
                found[place] = reference
        return _with_quotes(passage.letters, found, gone, notebook) if found else passage.letters

    return rewrite


def _tell(book: Book, page: str, notebook: Notebook) -> None:
    """Note what somebody should look at."""
    made = {office.id for office in book.offices}
    for contact in book.left.get(page, ()):
        if contact.keys(*REACHES):
            notebook.add("contact-unnamed", text="; ".join(value.key for value in contact.values))
        _add_unread(contact, notebook)
    for contact, office in book.by_page.get(page, ()):
        _add_unread(contact, notebook)
        if (
            office.id in made
            and contact == office.contacts[0]
            and all(each.is_named_above or not each.name for each in office.contacts)
        ):
            notebook.add(
                "contact-named-above",
                text=f"{office.titles[0][1]} ({len(office.contacts)} ×)",
                address=f"office:{office.id}",
            )


def _repeated(
    passage: Passage, itself: str, quotes: Mapping[Place, str], names: Iterable[Place]
) -> Mapping[Place, str]:
    """Lines that say nothing but facts of the office that the page is."""
    facts = [place for place, reference in quotes.items() if reference.partition(".")[0] in {itself, ""}]
    return dict(own.repeated(passage, [*facts, *names])) if itself else {}


def _is_taken(place: Place, others: Iterable[Place]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)


def _add_unread(contact: Contact, notebook: Notebook) -> None:
    for missed in contact.unread:
        notebook.add(missed.kind, text=missed.text)


def _is_apart(office: Office, contact: Contact) -> bool:
    """Whether the entry has another title here: then the words stay, for another department may be meant."""
    return same_name(office.title(contact.language)) != same_name(contact.name)


def _quote(quotes: dict[int, dict[Place, str]], office: Office, value: Value, notebook: Notebook) -> None:
    keys = [known.key for known in office.of(value.kind)]
    if value.key not in keys or _says_more(value, office):
        if value.places:
            notebook.add(
                "contact-differs",
                text=str(value.key),
                address=": ".join([f"office:{office.id}.{value.kind}", *keys[:1]]),
            )
        return
    reference = _reference(office, value.kind, keys.index(value.key))
    for number, place in enumerate(value.places):
        quotes[place.paragraph][place] = "" if number else reference


def _says_more(value: Value, office: Office) -> bool:
    """Whether an address here has a floor or a name that the entry's has not."""
    if not isinstance(value.value, Address):
        return False
    known = [one.value for one in office.of("address") if isinstance(one.value, Address)]
    names = {same_name(text) for one in known for text in (one.name, one.addition)} | {""}
    names |= {same_name(title) for _, title in office.titles}
    return not {same_name(value.value.name), same_name(value.value.addition)} <= names


def _reference(office: Office, kind: str, number: int) -> str:
    return f"office:{office.id}.{kind}.{number}" if kind == "phones" else f"office:{office.id}.{kind}"


def _in_prose(book: Book, passage: Passage) -> Iterable[tuple[Place, str]]:
    """Numbers and mail addresses of known contacts, wherever they stand."""
    for line in of_lines.split(passage.letters, passage.number):
        for value in of_lines.values(line, is_contact=False)[0]:
            is_long = value.kind == "email" or len(value.key) >= _SHORTEST_IN_PROSE
            if value.key in book.known and value.places and is_long:
                yield value.places[0], book.known[value.key]


def _with_quotes(letters: Letters, quotes: Mapping[Place, str], told: Collection[Place], notebook: Notebook) -> Letters:
    """References in the place of letters; of those that are `told` the notebook knows."""
    made: list[tuple[str, Style]] = []
    position = 0
    for place, reference in sorted(quotes.items()):
        quoted = letters[place.start : place.end]
        made += letters[position : place.start]
        if place not in told:
            notebook.add("contact-moved", text=words(quoted), address=reference)
        for link in dict.fromkeys(style.link for _, style in quoted if style.link):
            notebook.add("link-replaced", text=words(quoted), address=link)
        if reference:
            is_name = "." not in reference
            made.append(("\ue00f", Style(quote=reference, strong=is_name and all(style.strong for _, style in quoted))))
        position = place.end
    return [*made, *letters[position:]]
