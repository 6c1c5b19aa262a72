"""A telephone number with area code: "030 23125 100", or {number: "030 23125 100", label: fax}.

`phonenumbers` knows which numbers exist; the functions below write them for people and for links.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import phonenumbers
from msgspec import Struct
from phonenumbers import PhoneNumberFormat

from intsite import fields
from intsite.fields import Field, Reading, scalar_text
from intsite.fields.term import Term
from intsite.problems import problem
from intsite.source import Mapping, Node

EXAMPLE = '"030 23125 100"'

_REGION = "DE"
_LABELS = "phone-labels"
_WRITTEN = re.compile(r"\+?[0-9 ().\u2013-]+(?:/[0-9 ().\u2013-]+)?")
_SERVICE = re.compile(r"11[0-5]|116[0-9]{3}|118[0-9]{2,3}|19222")
"""Numbers without an area code: emergency, authorities (115), services of social value (116…), enquiries."""
_IN_TEXT = re.compile(r"(?<![\w.,:/-])(?:\+|\(?0|1)[0-9()/\u2010-\u2013 .-]*[0-9](?![\w,:]\d|\w)")
_STROKE = re.compile(r"\s*/\s*|\s+-(?=[0-9])")
"""Between two numbers, or between the parts of one."""
_WHOLE = len("+49") + 10
"""Characters of a number that needs no extension."""
_LONG_BLOCK = 6
_TOO_SHORT = range(10_000)
"""Numbers that are hardly more than an area code."""


class Phone(Struct, frozen=True, kw_only=True):
    """A telephone number."""

    e164: str
    """`+493023125100`; a service number that is the same everywhere in Germany has no prefix: `116016`."""
    label: Term | None = None
    """What the number is for, a term of the vocabulary `phone-labels`."""


def read(node: Node, field: Field) -> Reading:
    """A `Phone`."""
    if not isinstance(node, Mapping):
        return _read_number(node, field, None)
    parts = (
        Field(name="number", type="text", required=True, example=EXAMPLE),
        Field(name="label", type="term", vocabulary=field.vocabulary or _LABELS),
    )
    record, problems = fields.read_mapping(node, parts)
    number, label = node.get("number"), record.get("label")
    if number is None or record.get("number") is None:
        return None, problems
    phone, found = _read_number(number, field, label if isinstance(label, Term) else None)
    return phone, (*problems, *found)


def _read_number(node: Node, field: Field, label: Term | None) -> Reading:
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    digits = re.sub(r"[^0-9+]", "", text)
    if _WRITTEN.fullmatch(text) and _SERVICE.fullmatch(digits):
        return Phone(e164=digits, label=label), ()
    if _WRITTEN.fullmatch(text) and not digits.startswith(("0", "+")):
        return None, (problem("phone-without-area-code", node.span, value=text, example=EXAMPLE),)
    number = _parse(text)
    if number is None:
        return None, (problem("bad-phone", node.span, value=text, example=EXAMPLE),)
    phone = Phone(e164=phonenumbers.format_number(number, PhoneNumberFormat.E164), label=label)
    is_in_use = phonenumbers.is_valid_number(number)
    return phone, () if is_in_use else (problem("doubtful-phone", node.span, value=text),)


def find(text: str) -> Iterator[tuple[int, int, Phone]]:
    """Numbers within a text that are in use: where each starts and ends, and what it is."""
    for found in _IN_TEXT.finditer(text):
        for start, end in _apart(found[0]):
            e164 = _in_use(found[0][start:end])
            if e164:
                yield found.start() + start, found.start() + end, Phone(e164=e164)


def _apart(written: str) -> Iterator[tuple[int, int]]:
    """The numbers in digits and marks: what follows a whole one after a stroke is another, or only an extension.

    `030 23125 - 0 / -111` is the first number; the second is left to people.
    """
    start = 0
    for stroke in _STROKE.finditer(written):
        before = _in_use(written[start : stroke.start()])
        if before and ("/" in stroke[0] or len(before) >= _WHOLE):
            yield start, stroke.start()
            start = stroke.end()
    if not start or written.startswith(("0", "+"), start):
        yield start, len(written)


def _in_use(written: str) -> str:
    """The number as `Phone.e164` has it; empty where nobody can have it."""
    digits = re.sub(r"[^0-9+]", "", written)
    if _SERVICE.fullmatch(digits):
        return digits
    number = _parse(written)
    if not number or not digits.startswith(("0", "+")) or not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _parse(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, _REGION) if _WRITTEN.fullmatch(text) else None
    except phonenumbers.NumberParseException:
        return None
    if not number or not phonenumbers.is_possible_number(number) or number.national_number in _TOO_SHORT:
        return None
    return number


@functools.lru_cache(maxsize=1 << 12)
def national(phone: Phone) -> str:
    """As people in Germany write it, in groups: `030 23125 100`, `116 016`; abroad as `international`."""
    if not phone.e164.startswith("+49"):
        return international(phone)
    return _grouped(phonenumbers.format_number(phonenumbers.parse(phone.e164), PhoneNumberFormat.NATIONAL))


def international(phone: Phone) -> str:
    """With the country's prefix, in groups: `+49 30 23125 100`; a service number has none: `116 016`."""
    if not phone.e164.startswith("+"):
        return _grouped(phone.e164) if len(phone.e164) < _LONG_BLOCK else f"{phone.e164[:3]} {phone.e164[3:]}"
    number = phonenumbers.parse(phone.e164)
    return _grouped(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


def uri(phone: Phone) -> str:
    """For links, `tel:+493023125100`, see https://www.rfc-editor.org/info/rfc3966 ."""
    return f"tel:{phone.e164}"


def _grouped(written: str) -> str:
    """Set the last three digits of a long last block apart, so that people can read it out."""
    head, space, block = written.rpartition(" ")
    return f"{head}{space}{block[:-3]} {block[-3:]}" if len(block) > _LONG_BLOCK and block.isdigit() else written


def schema(_field: Field) -> dict[str, object]:
    """A string, or an object with `number` and `label`."""
    parts = (Field(name="number", type="text", required=True), Field(name="label", type="term"))
    return {"anyOf": [{"type": "string"}, fields.object_schema(parts)]}
