"""Offices to the files of a repository."""

from __future__ import annotations

from collections.abc import Iterator

from intsite.fields.address import Address
from intsite.importers.contacts.found import Value
from intsite.importers.contacts.merge import Office
from intsite.importers.markup import escape
from intsite.importers.repository import Value as Written
from intsite.importers.repository import words, yaml
from intsite.opening_hours import Hours


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
    for kind in ("address", "phones", "fax", "email", "website", "hours", "phone-hours"):
        values = office.of(kind)
        if kind == "phones":
            made[kind] = [str(value.value) for value in values]
        elif values:
            made[kind] = _address(values[0].value) if isinstance(values[0].value, Address) else _text(values[0])
    return made


def _address(address: Address) -> dict[str, str]:
    parts = {name: getattr(address, name) for name in ("name", "street", "addition", "postcode", "city")}
    return {name: text for name, text in parts.items() if text}


def _text(value: Value) -> str:
    return value.key if isinstance(value.value, Hours) else str(value.value)
