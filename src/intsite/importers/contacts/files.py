"""Offices to the files of a repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intsite.fields.address import Address
from intsite.importers.contacts import postal
from intsite.importers.contacts.found import Value, ValueKind
from intsite.importers.contacts.lines import website_key
from intsite.importers.contacts.merge import Office
from intsite.importers.markup import escape
from intsite.importers.repository import Value as Written
from intsite.importers.repository import words, yaml
from intsite.opening_hours import Hours

_KINDS: tuple[ValueKind, ...] = ("address", "phones", "fax", "email", "website", "hours", "phone-hours")


def files(office: Office, source: str) -> Iterator[tuple[str, str]]:
    """Path and content of each file of an office."""
    folder = f"content/offices/{office.id}"
    leading = office.titles[0][0]
    yield f"{folder}/facts.yaml", yaml({"source-language": "" if leading == source else leading} | facts(office))
    for language, title in office.titles:
        about = dict(office.about)[language]
        yield f"{folder}/{language}.md", words({"title": title, "summary": escape(about, starts_line=True)}, "")


def facts(office: Office) -> dict[str, Written]:
    """How an office can be reached."""
    made: dict[str, Written] = {}
    for kind in _KINDS:
        values = office.of(kind)
        if kind == "phones":
            made[kind] = [str(value.value) for value in values]
        elif values:
            made[kind] = _address(values[0].value) if isinstance(values[0].value, Address) else _text(values[0])
    return made


def of_facts(identifier: str, titles: tuple[tuple[str, str], ...], known: Mapping[str, object]) -> Office:
    """The office whose facts of how to reach it are `known` as `facts` gives them."""
    values: list[Value] = []
    for kind in _KINDS:
        said = known.get(kind)
        if kind == "address" and isinstance(said, Mapping) and said:
            place = Address(street=str(said["street"]), postcode=str(said["postcode"]), city=str(said["city"]))
            values.append(Value(kind=kind, key=postal.key(place), value=place))
        elif kind == "phones" and isinstance(said, list):
            values += [Value(kind=kind, key=str(number), value=str(number)) for number in said]
        elif isinstance(said, str) and said:
            keys = {"email": said.lower(), "website": website_key(said)}
            values.append(Value(kind=kind, key=keys.get(kind, said), value=said))
    return Office(id=identifier, titles=titles, about=titles, values=tuple(values), contacts=())


def _address(address: Address) -> dict[str, str]:
    parts = {name: getattr(address, name) for name in ("name", "street", "addition", "postcode", "city")}
    return {name: text for name, text in parts.items() if text}


def _text(value: Value) -> str:
    return value.key if isinstance(value.value, Hours) else str(value.value)
