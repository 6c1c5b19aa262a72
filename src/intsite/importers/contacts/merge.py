"""The contacts of all pages to offices: each once, however often and in whatever language it is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from intsite.importers.contacts.found import Contact, Value, ValueKind
from intsite.importers.contacts.names import is_person
from intsite.importers.identifiers import slug, unique

REACHES: tuple[ValueKind, ...] = ("address", "phones", "email")
"""With one of these a contact is one; a website alone is a link."""
_SINGLE: tuple[ValueKind, ...] = ("address", "fax", "email", "website", "hours", "phone-hours")
_WEIGHTS: dict[ValueKind, int] = {"phones": 3, "email": 3, "address": 2, "hours": 1, "website": 1}
_LONGEST_TITLE = 120


class Office(Struct, frozen=True, kw_only=True):
    """One contact as an entry."""

    id: str
    titles: tuple[tuple[str, str], ...]
    """Language and title, the leading language first."""
    about: tuple[tuple[str, str], ...]
    """Language and title of the first page that names it."""
    values: tuple[Value, ...]
    """Phones in their order, of all other kinds at most one; without places."""
    contacts: tuple[Contact, ...]
    """Where it stands."""

    def of(self, kind: ValueKind) -> tuple[Value, ...]:
        """The values of one kind."""
        return tuple(value for value in self.values if value.kind == kind)

    def title(self, language: str) -> str:
        """The title in a language; empty where it has none."""
        return dict(self.titles).get(language, "")


def offices(contacts: Sequence[Contact], source: str, taken: Collection[str] = ()) -> tuple[Office, ...]:
    """All contacts that have a name and can be reached, in the order of reading; `taken` are ids in use."""
    usable = [contact for contact in contacts if contact.keys(*REACHES)]
    groups = _Groups(usable)
    _join_namesakes(usable, groups)
    _join_equals(usable, groups)
    _join_languages(usable, groups)
    mails = {key for contact in contacts for key in contact.keys("email")}
    ids = set(taken)
    made: list[Office] = []
    for group in groups.all():
        office = _office([_unnamed(contact, mails) for contact in group], source, ids)
        if office:
            ids.add(office.id)
            made.append(office)
    return tuple(made)


def at_places(contacts: Sequence[Contact], places: Sequence[Office]) -> tuple[tuple[Office, ...], tuple[Contact, ...]]:
    """The places that the source has as such, each with the contacts in texts that are it, and all other contacts.

    A contact is a place whose numbers and mail address are all of its own; or some, under the same name.
    """
    theirs: dict[str, list[Contact]] = {place.id: [] for place in places}
    others: list[Contact] = []
    for contact in contacts:
        found = [place for place in places if _is_place(contact, place)]
        (theirs[found[0].id] if len(found) == 1 else others).append(contact)
    return tuple(replace(place, contacts=tuple(theirs[place.id])) for place in places), tuple(others)


def _is_place(contact: Contact, place: Office) -> bool:
    reached = {value.key for value in place.values if value.kind in {"phones", "email"}}
    houses = {value.key for value in place.of("address")}
    own, house = contact.keys("phones", "email"), contact.keys("address")
    if house and houses and not house & houses:
        return False
    is_called = same_name(contact.name) == same_name(place.title(contact.language))
    return bool(own) and (own <= reached or (is_called and bool(own & reached)))


class _Groups:
    """Contacts that are the same one."""

    def __init__(self, contacts: Sequence[Contact]) -> None:
        self.contacts = contacts
        self.leaders = list(range(len(contacts)))

    def leader(self, number: int) -> int:
        while self.leaders[number] != number:
            number = self.leaders[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.leader(one), self.leader(other)))
        self.leaders[second] = first

    def all(self) -> list[list[Contact]]:
        groups: dict[int, list[Contact]] = defaultdict(list)
        for number, contact in enumerate(self.contacts):
            groups[self.leader(number)].append(contact)
        return list(groups.values())


def same_name(name: str) -> str:
    """A name without what spelling it differently changes."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def _join_namesakes(contacts: Sequence[Contact], groups: _Groups) -> None:
    """Equal names in one language that share a number, a mail or a street address, and contradict in none."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, contact in enumerate(contacts):
        if contact.name:
            by_name[contact.language, same_name(contact.name)].append(number)
    for numbers in by_name.values():
        for place, one in enumerate(numbers):
            for other in numbers[:place]:
                a, b = contacts[one], contacts[other]
                if a.keys(*REACHES) & b.keys(*REACHES) and not _elsewhere(a, b):
                    groups.join(one, other)


def _join_equals(contacts: Sequence[Contact], groups: _Groups) -> None:
    """Under whatever name: the same numbers and the same mail address, and no other house."""
    by_reach: dict[tuple[frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
    for number, contact in enumerate(contacts):
        if contact.keys("phones") and contact.keys("email"):
            by_reach[contact.keys("phones"), contact.keys("email")].append(number)
    for numbers in by_reach.values():
        for other in numbers[1:]:
            if not _elsewhere(contacts[numbers[0]], contacts[other]):
                groups.join(numbers[0], other)


def _join_languages(contacts: Sequence[Contact], groups: _Groups) -> None:
    """On the same page in two languages: those that share most, and then stand at the same place."""
    pages: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, contact in enumerate(contacts):
        pages[contact.group][contact.language].append(number)
    for languages in pages.values():
        first, *others = languages.values()
        for other in others:
            pairs = sorted(
                (-_shared(contacts[a], contacts[b]), abs(place_a - place_b), a, b)
                for place_a, a in enumerate(first)
                for place_b, b in enumerate(other)
                if _shared(contacts[a], contacts[b])
            )
            done: set[int] = set()
            for _, _, a, b in pairs:
                if not {a, b} & done:
                    done |= {a, b}
                    groups.join(a, b)


def _shared(one: Contact, other: Contact) -> int:
    return sum(weight for kind, weight in _WEIGHTS.items() if one.keys(kind) & other.keys(kind))


def _elsewhere(one: Contact, other: Contact) -> bool:
    """Whether the two stand in different houses."""
    return bool(one.keys("address") and other.keys("address") and not one.keys("address") & other.keys("address"))


def _office(group: list[Contact], source: str, taken: Collection[str]) -> Office | None:
    named = [contact for contact in group if contact.name]
    if not named:
        return None
    languages = sorted({contact.language for contact in named}, key=lambda language: (language != source, language))
    titles = [(language, _title(named, language)) for language in languages]
    about = [(tag, next(c.page_title for c in group if c.language == tag)) for tag in languages]
    leading = sorted(group, key=lambda contact: contact.language != source)
    values: list[Value] = []
    for kind in _SINGLE:
        values += _commonest([value for contact in leading for value in contact.of(kind)[:1]], source_first=leading)
    phones: dict[str, Value] = {}
    for contact in leading:
        for value in contact.of("phones"):
            phones.setdefault(value.key, value)
    town = next((str(getattr(value.value, "city", "")) for value in values if value.kind == "address"), "")
    wanted = slug(titles[0][1]) or slug(about[0][1]) or "contact"
    identifier = unique(wanted, "", taken)
    if identifier != wanted and town and slug(f"{wanted} {town}") not in taken:
        identifier = slug(f"{wanted} {town}")
    return Office(
        id=identifier,
        titles=tuple(titles),
        about=tuple(about),
        values=(*phones.values(), *values),
        contacts=tuple(group),
    )


def _unnamed(contact: Contact, mails: Collection[str]) -> Contact:
    """The contact without its name where that is a person's, as a mail address anywhere shows."""
    return replace(contact, name="", name_place=None) if is_person(contact.name, mails) else contact


def _title(named: list[Contact], language: str) -> str:
    names = Counter(contact.name for contact in named if contact.language == language)
    return names.most_common(1)[0][0][:_LONGEST_TITLE]


def _commonest(values: list[Value], *, source_first: list[Contact]) -> list[Value]:
    """The value that most pages give; of equally common ones the first, which is one of the leading language."""
    if not values:
        return []
    counts = Counter(value.key for value in values)
    leading = source_first[0].language
    own = {value.key for contact in source_first if contact.language == leading for value in contact.values}
    best = max(counts, key=lambda key: (key in own, counts[key]))
    return [next(value for value in values if value.key == best)]
