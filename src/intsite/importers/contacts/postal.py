"""German postal addresses in running text."""

from __future__ import annotations

import re

from intsite.fields.address import Address

_PLACE = r"[A-ZÄÖÜ][\w'’]*(?:[./-]+[\w'’]+)*\.?"
_LINK = r"(?:am|an|der|dem|den|im|in|bei|ob|unter|vor|auf|a\.\s?d\.|v\.\s?d\.|a\.|i\.|d\.|v\.|b\.)"
_TOWN = re.compile(
    rf"(?<![\d/])(?:D\s?[-–]\s?)?(?P<postcode>\d{{5}})\s+(?P<city>{_PLACE}(?:\s(?:{_LINK}\s)*{_PLACE})*)"
)
_NUMBERED = re.compile(r".*[^\W\d].*?\s\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/+]\s?\d{1,4}\s?[a-zA-Z]?)*")
_NAMED = re.compile(
    r".*(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|damm|ufer|hof|markt|steig|berg|graben|gässchen|gäßchen|"
    r"pfad|park|wall|chaussee|promenade|winkel|rathaus|brücke|tor|schlo(?:ß|ss))",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"[A-Z]{1,2}\s?\d{1,2}")
"""Half of an address in a town whose blocks have letters: `C 3, 16`."""
_NOT_A_STREET = re.compile(r"\b(?:tel|fax|telefon|postfach|uhr)\b", re.IGNORECASE)
_PART = re.compile(r"[^,;·|\n]+")
_MOST_WORDS = 6
"""Of a street; more are a sentence."""


def find(text: str) -> tuple[int, int, Address] | None:
    """The first address with street, postcode and place: where it starts and ends, and what it is."""
    for town in _TOWN.finditer(text):
        before = text[: town.start()].rstrip(" \n,;·|.–-")
        offset = before.rfind(": ") + 1
        before = before[offset:]
        parts = [(found.start() + offset, found[0]) for found in _PART.finditer(before) if found[0].strip()]
        found = _before_the_town(parts)
        if found:
            start, name, street, addition = found
            lead = len(text[start:]) - len(text[start:].lstrip())
            address = Address(
                name=name,
                street=street,
                addition=addition,
                postcode=town["postcode"],
                city=" ".join(town["city"].split()),
            )
            return start + lead, town.end(), address
    return None


def _before_the_town(parts: list[tuple[int, str]]) -> tuple[int, str, str, str] | None:
    """Where it starts, name, street, addition."""
    texts = [" ".join(part.split()) for _, part in parts]
    for back in (1, 2):
        if len(texts) < back:
            break
        number = len(texts) - back
        street, first = texts[number], number
        if street.isdecimal() and number and _BLOCK.fullmatch(texts[number - 1]):
            first -= 1
            street = f"{texts[first]}, {street}"
        elif not (_NUMBERED.fullmatch(street) or _NAMED.fullmatch(street)):
            continue
        if len(street.split()) > _MOST_WORDS or _NOT_A_STREET.search(street):
            return None
        addition = texts[number + 1] if back > 1 else ""
        has_name = first == 1
        return parts[0 if has_name else first][0], texts[0] if has_name else "", street, addition
    return None


def key(address: Address) -> str:
    """The same for all ways to write an address."""
    street = re.sub(r"stra(?:ß|ss)e\b|str\b\.?", "str", address.street.casefold().replace("ß", "ss"))
    return re.sub(r"[\W_]+", "", street) + address.postcode
