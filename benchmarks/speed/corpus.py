"""A county of any size, invented from a seed: the same for every program that is measured.

Words come from the demo county. They are chained anew, so that no two paragraphs are the same and no program gains by
keeping what it has seen, while a text still has the words, the lengths and the scripts of its language.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEMO = Path(__file__).resolve().parents[2] / "content"
LANGUAGES = ("de", "en", "ar", "uk", "fa", "tr")
TODAY = dt.date(2026, 11, 20)
"""Whoever builds takes this day for today."""
RELATED = 10
WORDS = (150, 500)
"""Fewest and most words of a body."""

_THEMES = ("authorities", "health", "housing", "education", "participation", "work")
_PAGES = ("imprint", "privacy", "contact")
_ROUND = ("office", "service", "guide", "course", "service") * 5 + (
    "office", "organisation", "guide", "event", "event", "organisation", "news",
)  # fmt: skip
"""Kinds in the order in which entries get them, again and again."""
_PLAIN = re.compile(r"[{\[:|#<>*_\"„“”«»()]|\d\.\s")
_ENDS = ".!?؟"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language of an entry."""

    title: str
    summary: str
    keywords: tuple[str, ...]
    body: str
    """In intsite's Markdown: `[](kind:id)` links an entry, `{office:id.phones.0}` quotes a fact, `:::` fences a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in one folder of a county."""

    kind: str
    id: str
    facts: dict[str, Any]
    """As in facts.yaml."""
    words: dict[str, Words]
    """By language."""
    office: str = ""
    """Whose number its text quotes."""


class Prose:
    """Sentences of one language from chained pairs of words."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._chance = chance
        self._next: defaultdict[str, list[str]] = defaultdict(list)
        self._starts: list[str] = []
        self.headings: list[str] = []
        for file in sorted(DEMO.glob(f"*/*/{language}.md")):
            body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
            self.headings += re.findall(r"^## ([^{\n]+?)(?: \{.*)?$", body, re.MULTILINE)
            for paragraph in body.split("\n\n"):
                if not _PLAIN.search(paragraph) and "\n" not in paragraph.strip():
                    self._learn(paragraph.split())

    def _learn(self, words: list[str]) -> None:
        is_start = True
        for word, following in zip(words, [*words[1:], ""], strict=True):
            if is_start:
                self._starts.append(word)
            is_start = word[-1] in _ENDS
            if not is_start and following:
                self._next[word].append(following)

    def sentence(self, least: int = 6, most: int = 22) -> str:
        """A sentence of about so many words."""
        words = [self._chance.choice(self._starts)]
        while len(words) < most and (words[-1][-1] not in _ENDS or len(words) < least):
            words.append(self._chance.choice(self._next.get(words[-1].strip(_ENDS)) or self._starts))
        return " ".join(word.rstrip(_ENDS) for word in words).rstrip(",;–-") + "."

    def phrase(self, words: int) -> str:
        """A few words without a full stop."""
        return self.sentence(2, words).rstrip(".")

    def paragraph(self) -> str:
        """Two to four sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randint(2, 4)))


def county(entries: int, languages: Sequence[str] = LANGUAGES, seed: int = 1) -> tuple[Entry, ...]:
    """So many entries, themes and pages about the county itself among them, each in all `languages`."""
    chance = random.Random(seed)  # noqa: S311 - the same county again for the same seed is the point
    prose = {language: Prose(language, chance) for language in languages}
    kinds = [*["theme"] * len(_THEMES), *["page"] * len(_PAGES)]
    kinds += [_ROUND[index % len(_ROUND)] for index in range(entries - len(kinds))]
    counts: defaultdict[str, int] = defaultdict(int)
    names: list[tuple[str, str]] = []
    for kind in kinds:
        counts[kind] += 1
        fixed = {"theme": _THEMES, "page": _PAGES}.get(kind)
        names.append((kind, fixed[counts[kind] - 1] if fixed else f"{kind}-{counts[kind]:05d}"))
    offices = [identifier for kind, identifier in names if kind == "office"]
    others = [name for name in names if name[0] not in {"page", "theme"}]
    return tuple(
        _entry(number, name, offices[number % len(offices)], chance.sample(others, RELATED), prose, chance)
        for number, name in enumerate(names)
    )


def _entry(
    number: int,
    name: tuple[str, str],
    office: str,
    related: Sequence[tuple[str, str]],
    prose: dict[str, Prose],
    chance: random.Random,
) -> Entry:
    kind, identifier = name
    linked = [":".join(one) for one in related if one != name]
    facts = {
        **_FACTS[kind](number, office, chance),
        "related": linked,
        "responsible": office,
        "reviewed-on": TODAY - dt.timedelta(days=chance.randint(1, 60)),
    }
    if kind not in {"page", "theme"}:
        facts["themes"] = chance.sample(_THEMES, 2)
    if kind == "page":
        facts["purpose"] = identifier
    bodies = dict(_bodies(prose, linked, office, chance))
    words = {
        language: Words(
            title=f"{one.phrase(chance.randint(2, 4))} {number + 1}",
            summary=one.sentence(10, 20),
            keywords=tuple(one.phrase(1) for _ in range(4)),
            body=bodies[language],
        )
        for language, one in prose.items()
    }
    return Entry(kind=kind, id=identifier, facts=facts, words=words, office=office)


def _bodies(
    prose: Mapping[str, Prose], linked: Sequence[str], office: str, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """A body in each language: an introduction and two to five sections, 150 to 500 words in the first of them.

    As translations do, all have the same blocks, link the same entries and quote the same fact.
    """
    wanted = chance.randint(*WORDS)
    sections = chance.randint(2, 5)
    quote = f"{{office:{office}.phones.0}}"
    bodies = {
        language: [one.paragraph(), f"{one.sentence()} {quote} {one.sentence()}"] for language, one in prose.items()
    }
    leading = next(iter(bodies.values()))
    for section in range(1, sections + 1):
        for language, one in prose.items():
            bodies[language].append(f"## {chance.choice(one.headings)} {{#section-{section}}}")
        before = len(leading)
        while _count(leading) < wanted * section / sections or len(leading) == before:
            block = chance.choices(("text", "link", "list", "steps", "table", "box"), (6, 2, 2, 1, 1, 1))[0]
            links, rows = chance.sample(linked, 2), chance.randint(3, 6)
            for language, one in prose.items():
                bodies[language].append(_block(block, one, links, rows))
    for language, blocks in bodies.items():
        yield language, "\n\n".join(blocks) + "\n"


def _block(name: str, prose: Prose, links: Sequence[str], rows: int) -> str:
    match name:
        case "text":
            return f"{prose.sentence()} **{prose.phrase(3)}** {prose.paragraph()}"
        case "link":
            one, other = links
            return f"{prose.sentence()} [{prose.phrase(3)}]({one}) {prose.phrase(5)}, []({other})."
        case "list":
            return "\n".join(f"- {prose.phrase(8)}" for _ in range(rows))
        case "steps":
            return "\n".join(f"{step}. {prose.sentence()}" for step in range(1, rows + 1))
        case "table":
            lines = [f"| {prose.phrase(3)} | {prose.phrase(4)} |" for _ in range(rows)]
            return "\n".join([lines[0], "| --- | --- |", *lines[1:]])
        case _:
            return f"::: important\n{prose.sentence()} {prose.sentence()}\n:::"


def _count(blocks: Sequence[str]) -> int:
    return sum(len(block.split()) for block in blocks)


def _phone(number: int) -> str:
    return f"{('030 23125', '040 66969', '089 99998')[number // 900 % 3]} {100 + number % 900}"


def _address(number: int) -> dict[str, Any]:
    return {"street": f"Musterstraße {number + 1}", "postcode": f"{99900 + number % 90}", "city": "Musterstadt"}


def _office(number: int, _: str, chance: random.Random) -> dict[str, Any]:
    return {
        "address": {"name": f"Haus {number + 1}", **_address(number), "addition": "1. Stock"},
        "coordinates": {"latitude": round(50 + chance.random(), 4), "longitude": round(11 + chance.random(), 4)},
        "phones": [
            {"number": _phone(number), "label": "switchboard"},
            {"number": _phone(number + 1), "label": "appointments"},
        ],
        "fax": _phone(number + 2),
        "email": f"office-{number}@landkreis-musterland.example",
        "website": f"https://www.landkreis-musterland.example/office-{number}",
        "hours": _hours(chance),
        "appointment": f"https://termine.landkreis-musterland.example/{number}",
        "languages": _spoken(chance),
        "wheelchair": "yes",
        "accessibility": ["step-free", "lift", "accessible-toilet"],
        "contacts": [
            {"role": "general-enquiries", "phone": _phone(number + 3), "room": "1.05"},
            {"role": "language-courses", "phone": _phone(number + 4), "email": f"courses-{number}@musterland.example"},
        ],
    }


def _hours(chance: random.Random) -> list[dict[str, Any]]:
    opens, closes = chance.choice(("07:30", "08:00", "08:30")), chance.choice(("12:00", "12:30", "13:00"))
    return [
        {"days": "Mo-Fr", "times": f"{opens}-{closes}"},
        {"days": chance.choice(("Mo", "Tu", "Th")), "times": "14:00-17:00", "appointment": True},
        {"dates": "2026-12-24 – 2027-01-01", "closed": True},
        {"holidays": True, "closed": True},
    ]


def _spoken(chance: random.Random) -> list[Any]:
    return ["de", "en", {"language": chance.choice(("ar", "fa", "tr", "uk")), "interpreter": True}]


def _organisation(number: int, _: str, __: random.Random) -> dict[str, Any]:
    return {
        "organisation-type": "migrant-organisation",
        "address": _address(number),
        "phones": [{"number": _phone(number), "label": "switchboard"}],
        "email": f"organisation-{number}@musterland.example",
        "website": f"https://organisation-{number}.example/",
    }


def _service(number: int, office: str, chance: random.Random) -> dict[str, Any]:
    return {
        "provider": f"office:{office}",
        "counselling-types": ["migration-adults"],
        "target-groups": ["adults", "women"],
        "languages": _spoken(chance),
        "free": True,
        "places": [
            {"office": office, "hours": "Tu 14:00-16:00; PH off"},
            {"name": {"de": f"Treffpunkt {number}", "en": f"Meeting point {number}"}, "address": _address(number)},
        ],
        "consultation-hours": "Mo 09:00-12:00; PH off",
        "appointment-phone": _phone(number),
        "phones": [{"number": _phone(number + 1), "label": "advice"}],
        "email": f"service-{number}@musterland.example",
        "website": f"https://www.musterland.example/service-{number}",
        "documents": ["passport", "residence-permit", "official-letters"],
    }


def _guide(number: int, _: str, __: random.Random) -> dict[str, Any]:
    return {
        "icon": "compass",
        "order": number,
        "sources": [{"name": f"Ratgeber {number}", "url": f"https://www.musterland.example/{number}"}],
    }


def _course(number: int, office: str, chance: random.Random) -> dict[str, Any]:
    start = TODAY + dt.timedelta(days=chance.randint(-100, 100))
    return {
        "course-type": "general-integration",
        "level-from": "a1",
        "level-to": "b1",
        "lesson-units": 600,
        "target-groups": ["adults"],
        "start": start,
        "end": start + dt.timedelta(days=300),
        "schedule": [{"days": "Mo-Th", "times": "08:30-12:00"}, {"holidays": True, "closed": True}],
        "format": "on-site",
        "place": {"office": office, "room": {"de": "Raum 5", "en": "Room 5"}},
        "childcare": number % 2 == 0,
        "seats": {"total": 20, "free": chance.randint(0, 20), "as-of": TODAY - dt.timedelta(days=3)},
        "registration": {"office": office, "phone": _phone(number), "email": f"course-{number}@musterland.example"},
        "documents": ["passport", "residence-permit"],
        "certificates": ["dtz", "attendance"],
        "languages": _spoken(chance),
    }


def _event(number: int, office: str, chance: random.Random) -> dict[str, Any]:
    day = TODAY + dt.timedelta(days=chance.randint(1, 300))
    facts = {
        "status": "confirmed",
        "start": f"{day} 17:00",
        "end": f"{day} 19:00",
        "place": {"office": office, "room": {"de": "Saal", "en": "Hall"}},
        "languages": _spoken(chance),
        "free": True,
        "childcare": False,
    }
    weekly = {"recurrence": {"rule": f"FREQ=WEEKLY;UNTIL={day + dt.timedelta(days=70):%Y%m%d}"}}
    return {**facts, **weekly} if number % 4 == 0 else facts


def _news(_: int, office: str, chance: random.Random) -> dict[str, Any]:
    return {
        "date": TODAY - dt.timedelta(days=chance.randint(1, 400)),
        "contact": {"office": office, "role": "general-enquiries"},
    }


def _theme(number: int, _: str, __: random.Random) -> dict[str, Any]:
    return {"icon": "book", "order": number}


_FACTS: dict[str, Callable[[int, str, random.Random], dict[str, Any]]] = {
    "office": _office,
    "organisation": _organisation,
    "service": _service,
    "guide": _guide,
    "course": _course,
    "event": _event,
    "news": _news,
    "theme": _theme,
    "page": lambda number, _, __: {"order": number},
}


def as_yaml(values: Mapping[str, Any]) -> str:
    """As a person would write it: a key a line, and on that line what is not nested further."""
    return "".join(
        yaml.safe_dump(
            {key: value},
            default_flow_style=None if isinstance(value, dict | list) else False,
            allow_unicode=True,
            sort_keys=False,
            width=1000,
        )
        for key, value in values.items()
    )
