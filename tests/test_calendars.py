"""Events as calendars of people's own understand them."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, vDDDLists, vRecur

from intsite.calendars import calendars
from support.counties import County, county, words

BERLIN = ZoneInfo("Europe/Berlin")
MULTILINGUAL = Path(__file__).parent / "sites" / "multilingual"


def files_of(made: County) -> dict[str, bytes]:
    return {output.path: output.content for output in calendars(made.site())}


def event_of(content: bytes) -> Event:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def one(tmp_path: Path, facts: str) -> Event:
    """The calendar's event of these facts."""
    made = county(tmp_path, {"content/events/one/facts.yaml": facts, "content/events/one/de.md": words("Treffen")})
    return event_of(files_of(made)["de/events/one/event.ics"])


def days(event: Event, name: str) -> list[dt.date]:
    """Exceptions or further days."""
    value = event[name]
    assert isinstance(value, vDDDLists)
    return [one.dt for one in value.dts if isinstance(one.dt, dt.date)]


def until(event: Event) -> dt.date:
    rule = event["RRULE"]
    assert isinstance(rule, vRecur)
    (last,) = rule["UNTIL"]
    assert isinstance(last, dt.date)
    return last


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(County(root=MULTILINGUAL))


def test_each_event_has_a_file_and_all_have_one_in_each_language(files: dict[str, bytes]) -> None:
    assert {path for path in files if path.startswith("uk/")} == {
        "uk/events/calendar.ics",
        *(f"uk/events/{event}/event.ics" for event in ("conference", "language-cafe", "winter-walk", "summer-party")),
    }
    everything = Calendar.from_ical(files["uk/events/calendar.ics"])
    assert len(everything.walk("VEVENT")) == 4
    assert [str(zone["TZID"]) for zone in everything.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_an_event_says_what_when_and_where(files: dict[str, bytes]) -> None:
    event = event_of(files["de/events/conference/event.ics"])
    assert str(event["SUMMARY"]) == "Konferenz; mit Komma, und mehr"
    assert str(event["DESCRIPTION"]) == "Ein Nachmittag."
    assert event.decoded("DTSTART") == dt.datetime(2026, 12, 5, 14, tzinfo=BERLIN)
    assert event.decoded("DTEND") == dt.datetime(2026, 12, 5, 18, tzinfo=BERLIN)
    assert str(event["LOCATION"]) == "Stadthalle, Hallenweg 1, 12345 Musterstadt"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]) == "https://integration.musterland.example/portal/de/events/conference/"


def test_words_are_those_of_the_language_and_the_event_is_the_same(files: dict[str, bytes]) -> None:
    german, english = (event_of(files[f"{language}/events/conference/event.ics"]) for language in ("de", "en"))
    assert str(english["SUMMARY"]) == "Conference"
    assert german["UID"] == english["UID"]


def test_a_place_is_the_office_with_its_address(files: dict[str, bytes]) -> None:
    event = event_of(files["en/events/language-cafe/event.ics"])
    assert str(event["LOCATION"]) == "District office, Haus A, Musterstraße 1, 12345 Musterstadt"


def test_a_repetition_has_its_rule_and_its_exceptions(files: dict[str, bytes]) -> None:
    event = event_of(files["de/events/language-cafe/event.ics"])
    assert until(event) == dt.datetime(2026, 12, 22, 23, 59, 59, tzinfo=BERLIN)
    assert b"RRULE:FREQ=WEEKLY;UNTIL=20261222T225959Z;BYDAY=TU" in files["de/events/language-cafe/event.ics"]
    assert days(event, "EXDATE") == [dt.datetime(2026, 12, 8, 17, tzinfo=BERLIN)]
    assert days(event, "RDATE") == [dt.datetime(2026, 12, 10, 17, tzinfo=BERLIN)]


def test_whole_days_have_no_time_and_end_on_the_day_after(files: dict[str, bytes]) -> None:
    event = event_of(files["de/events/winter-walk/event.ics"])
    assert event.decoded("DTSTART") == dt.date(2026, 11, 29)
    assert event.decoded("DTEND") == dt.date(2026, 12, 2)
    assert not isinstance(event.decoded("DTSTART"), dt.datetime)


def test_a_repetition_of_whole_days_has_no_times_either(tmp_path: Path) -> None:
    facts = """\
start: 2026-11-24 00:00
all-day: true
online: https://x.example/
recurrence: {rule: FREQ=WEEKLY;UNTIL=20261222, except: [2026-12-08]}
"""
    event = one(tmp_path, facts)
    assert until(event) == dt.date(2026, 12, 22)
    assert days(event, "EXDATE") == [dt.date(2026, 12, 8)]
    assert b"EXDATE;VALUE=DATE:20261208" in event.to_ical()


@pytest.mark.parametrize(
    ("status", "expected"),
    [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE"), ("planned", "TENTATIVE"), ("full", "CONFIRMED")],
)
def test_a_cancelled_event_is_cancelled_in_calendars_too(tmp_path: Path, status: str, expected: str) -> None:
    event = one(tmp_path, f"start: 2026-11-24 10:00\nonline: https://x.example/\nstatus: {status}\n")
    assert str(event["STATUS"]) == expected
    assert str(event["LOCATION"]) == "https://x.example/"
    assert "DTEND" not in event


def test_summer_time_is_told(tmp_path: Path) -> None:
    event = one(tmp_path, "start: 2027-07-01 10:00\nonline: https://x.example/\n")
    assert event.decoded("DTSTART").utcoffset() == dt.timedelta(hours=2)


def test_the_files_are_the_same_from_build_to_build(files: dict[str, bytes]) -> None:
    assert files_of(County(root=MULTILINGUAL)) == files
    assert all(content.endswith(b"END:VCALENDAR\r\n") for content in files.values())
    assert all(len(line) <= 75 for content in files.values() for line in content.split(b"\r\n"))
