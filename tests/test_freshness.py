"""What editors are told to check again, by whom, and how they say that they did."""

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from intsite.catalogs import load
from intsite.freshness import confirm, due
from intsite.past_days import days, past_days
from support.counties import County, county, words
from support.sites import ROOT

OFFICE = """\
organisation: county
phones: [030 23125 100]
email: town-hall@landkreis-musterland.example
contacts:
  - {role: integration-officer, email: integration@landkreis-musterland.example}
"""
LANGUAGES = ("de", "en", "fr", "tr", "ru", "uk", "ar", "fa", "vi")


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(
        tmp_path / "county",
        {
            "content/offices/town-hall/facts.yaml": OFFICE + "reviewed-on: 2026-11-01\n",
            "content/offices/town-hall/de.md": words("Rathaus"),
            "content/organisations/county/facts.yaml": "website: https://county.example/\nreviewed-on: 2026-11-01\n",
            "content/organisations/county/de.md": words("Landkreis"),
            "content/vocabularies/roles.yaml": "integration-officer:\n  labels: {de: Integrationsbeauftragte}\n",
        },
    )


def guide(made: County, facts: str, text: str = "") -> None:
    made.write({"content/guides/bus/facts.yaml": facts, "content/guides/bus/de.md": words("Bus", text)})


def found(made: County, until: dt.date) -> dict[str, dt.date | None]:
    return {":".join(one.key): one.by for one in due(made.site(), until)}


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        ("reviewed-on: 2026-01-31\n", dt.date(2027, 1, 31)),
        ("reviewed-on: 2026-01-31\nreview-by: 2026-06-01\n", dt.date(2026, 6, 1)),
        ("reviewed-on: 2026-07-01\nreview-by: 2026-06-01\n", dt.date(2027, 7, 1)),
        ("review-by: 2026-06-01\n", dt.date(2026, 6, 1)),
        ("order: 1\n", None),
    ],
)
def test_an_entry_is_due_on_its_own_day_or_after_the_months_of_its_kind(
    made: County, facts: str, by: dt.date | None
) -> None:
    guide(made, facts)
    day = by or dt.date(2026, 11, 22)
    assert found(made, day).get("guide:bus", "not due") == by
    if by:
        assert "guide:bus" not in found(made, day - dt.timedelta(days=1))


def test_the_list_names_the_responsible_office_with_role_and_mail(made: County) -> None:
    guide(made, "review-by: 2026-06-01\nresponsible: town-hall\n")
    (one,) = (one for one in due(made.site(), dt.date(2026, 11, 22)) if one.key == ("guide", "bus"))
    assert (one.contact.office, one.contact.role) == ("Rathaus", "Integrationsbeauftragte")
    assert one.contact.email == "integration@landkreis-musterland.example"


def test_an_office_that_answers_for_nothing_is_no_empty_list(made: County) -> None:
    assert "guide:bus" not in made.run("freshness", "--office", "rathaus").stdout
    refused = made.run("freshness", "--office", "Rathuas")
    assert (refused.exit_code, refused.stderr) == (2, "There is no “Rathuas”. → Rathaus\n")


def test_the_list_is_there_for_calendars_issues_and_programs(made: County) -> None:
    guide(made, "review-by: 2026-06-01\nresponsible: town-hall\n", "Anmeldung bis 31. Mai 2023.")
    listed = json.loads(made.run("freshness", "--format", "json").stdout)
    assert [one["entry"] for one in listed["due"]] == ["guide:bus"]
    assert [(one["path"], one["line"]) for one in listed["past-days"]] == [("content/guides/bus/de.md", 6)]
    (event,) = Calendar.from_ical(made.run("freshness", "--format", "ics").stdout).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2026, 6, 1)
    assert "- [ ] Bus (`guide:bus`)" in made.run("freshness", "--format", "markdown").stdout


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Anmeldung bis 31. Mai 2023.", "2023-05-31"),
        ("de", "Anmeldung bis Mai 2023.", "2023-05-31"),
        ("de", "Anmeldung bis 31.5.2023.", "2023-05-31"),
        ("de", "Neue Räume seit dem 31. Mai 2023.", ""),
        ("de", "Im Mai 2023 kamen viele.", ""),
        ("de", "Paragraf 12.13.2023 gibt es nicht.", ""),
        ("en", "Apply by 31 May 2023.", "2023-05-31"),
        ("en", "Apply by May 31, 2023.", "2023-05-31"),
        ("en", "Here since May 31, 2023.", ""),
        ("fr", "Jusqu’au 31 mai 2023.", "2023-05-31"),
        ("tr", "31 Mayıs 2023 tarihine kadar.", "2023-05-31"),
        ("tr", "31 Mayıs 2023’ten beri.", ""),
        ("ru", "До 31 мая 2023 г.", "2023-05-31"),
        ("uk", "До 31 травня 2023 року.", "2023-05-31"),
        ("uk", "З 31 травня 2023 року.", ""),
        ("ar", "حتى ٣١ مايو ٢٠٢٣", "2023-05-31"),
        ("ar", "حتى 31 أيار 2023", "2023-05-31"),
        ("fa", "تا ۳۱ مه ۲۰۲۳", "2023-05-31"),
        ("vi", "đến ngày 31 tháng 5 2023", "2023-05-31"),
    ],
)
def test_a_day_in_a_text_is_found_as_each_language_writes_it_unless_something_began_on_it(
    language: str, text: str, day: str
) -> None:
    catalogs, _ = load(LANGUAGES, [ROOT / "templates"], ROOT)
    assert [one.isoformat() for one, _, _ in days(text, language, catalogs[language].months())] == (
        [day] if day else []
    )


def test_only_days_that_have_passed_are_told_and_not_those_of_events(made: County) -> None:
    text = "Anmeldung bis 31. Mai 2023 oder 31. Mai 2027."
    guide(made, "reviewed-on: 2026-11-01\n", text)
    made.write({"content/events/feast/facts.yaml": "start: 2027-01-01 10:00\n"})
    made.write({"content/events/feast/de.md": words("Fest", text)})
    assert [(one.key, one.written) for one in past_days(made.site())] == [(("guide", "bus"), "31. Mai 2023")]


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        (
            "order: 1\nreviewed-on: 2025-01-01  # alle\nicon: bus\n",
            "order: 1\nreviewed-on: 2026-11-22  # alle\nicon: bus\n",
        ),
        ("order: 1\nreviewed-on:\n", "order: 1\nreviewed-on: 2026-11-22\n"),
        ("order: 1\n", "order: 1\nreviewed-on: 2026-11-22\n"),
        ("", "reviewed-on: 2026-11-22\n"),
    ],
)
def test_confirming_changes_the_day_and_nothing_else(facts: str, after: str) -> None:
    assert confirm(facts, dt.date(2026, 11, 22)) == after


def test_a_confirmed_entry_is_no_longer_due(made: County) -> None:
    guide(made, "review-by: 2026-06-01\n")
    assert made.run("confirm", "guide:bus").exit_code == 0
    assert "guide:bus" not in found(made, dt.date(2026, 12, 22))


def test_nobody_can_confirm_what_does_not_exist(made: County) -> None:
    result = made.run("confirm", "guide:buss")
    assert (result.exit_code, "There is no “guide:buss”." in result.stderr) == (2, True)
