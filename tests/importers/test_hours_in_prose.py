"""Opening hours in prose: understood to the last word, or left alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intsite.importers.hours_in_prose import understand
from intsite.opening_hours import Rule, TimeSpan, hours_of, to_osm

CASES = [
    tuple(part.strip() for part in line.split("→"))
    for line in (Path(__file__).parent / "hours.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
GERMAN = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize(("prose", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_hours_in_prose_mean_what_people_read(prose: str, expected: str) -> None:
    found = understand(prose.replace(r"\n", "\n"))
    mark = "☎ " if found and found.purpose == "phone" else ""
    assert (mark + to_osm(found.hours) if found else "") == expected


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u00ad "])
def test_odd_spaces_change_nothing(space: str) -> None:
    found = understand("Montag bis Freitag 8 bis 12 Uhr".replace(" ", space))
    assert found
    assert to_osm(found.hours) == "Mo-Fr 08:00-12:00"


def spans() -> st.SearchStrategy[tuple[TimeSpan, ...]]:
    quarters = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(sorted)
    return quarters.map(
        lambda times: tuple(
            TimeSpan(start=start * 15, end=end * 15)
            for start, end in zip(times[::2], times[1::2], strict=False)
            if start < 96
        )
    ).filter(bool)


WEEKS = st.lists(st.tuples(st.lists(st.integers(0, 6), min_size=1, unique=True), spans()), min_size=1, max_size=3)


def german(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02} Uhr" if minutes % 60 else f"{minutes // 60} Uhr"


def english(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    half = "a.m." if hour in {*range(12), 24} else "p.m."
    return "midnight" if hour == 24 else f"{hour % 12 or 12}{f':{minute:02}' if minute else ''} {half}"


@settings(max_examples=200)
@given(WEEKS, st.sampled_from(["; ", ", ", "\n", " und "]), st.sampled_from(["de", "en"]))
def test_what_is_written_out_in_words_is_read_back(
    week: list[tuple[list[int], tuple[TimeSpan, ...]]], between: str, language: str
) -> None:
    days_used: set[int] = set()
    parts: list[str] = []
    rules: dict[tuple[TimeSpan, ...], list[int]] = {}
    for days, times in week:
        own = [day for day in sorted(days) if day not in days_used]
        days_used.update(own)
        if not own:
            continue
        names, clock, link, to = (
            (GERMAN, german, " und ", " bis ") if language == "de" else (ENGLISH, english, " and ", " to ")
        )
        said = link.join(f"{clock(span.start)}{to}{clock(span.end)}" for span in times)
        parts.append(", ".join(names[day] for day in own) + ": " + said)
        rules.setdefault(times, []).extend(own)
    ordered = sorted(rules.items(), key=lambda item: min(item[1]))
    expected = hours_of(Rule(weekdays=tuple(days), spans=times) for times, days in ordered)
    found = understand(between.join(parts))
    assert found
    assert to_osm(found.hours) == to_osm(expected)


@settings(max_examples=300)
@given(st.text(alphabet="MoDiFr 0128-–:.,;()abUhrpm\n+/"))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = understand(text)
    assert found is None or re.search(r"\d|appointment", to_osm(found.hours))
