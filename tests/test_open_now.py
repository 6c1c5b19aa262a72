"""Whether an office is open: what the script says is what the opening hours mean, wherever the reader is."""

import datetime as dt
import random
from typing import TypedDict
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from intsite.opening_hours import Hours, next_change, parse, state_at
from intsite.pages.hours import clock
from intsite.problems import Span
from intsite.public_holidays import PublicHolidays
from support.sites import BuiltSite

pytestmark = pytest.mark.browser

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = dt.date(2026, 11, 22)
HOLIDAYS = PublicHolidays("BY")
EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  the script counts minutes of the county's clocks
OFFICE = "de/offices/district-office/"
HOURS = (
    "Mo-We 08:00-16:00; Th 08:00-18:00; Fr 08:00-12:30; PH off; Dec 24 off; Dec 31 off",
    "Mo-Fr 08:00-12:00; Th 08:00-12:00,14:00-17:30; PH off",
    'Mo-Fr 08:00-12:00 "by appointment", Tu 13:30-15:30; PH off',
    "Mo 00:00-08:00,16:00-08:00; Tu-Th 16:00-08:00; Fr 12:00-24:00; Sa-Su 00:00-24:00",
    "Fr-Sa 20:00-03:00; PH off",
    "Sa[1] 09:00-11:30; Th[3] 14:30-16:00; PH off",
    "Oct-Mar: Sa 10:00-13:00; Apr-Sep: Sa 15:00-19:00; PH 10:00-12:00",
    "Mo-Su 22:00-02:00; Tu 00:30-01:00 off",
    "24/7",
    "by appointment",
)
CLOCKS = [
    ("2026-11-24 09:40", "Jetzt geöffnet, bis 16:00 Uhr"),
    ("2026-11-24 15:45", "Schließt bald, um 16:00 Uhr"),
    ("2026-11-24 16:00", "Jetzt geschlossen Wieder geöffnet: morgen, 08:00 Uhr"),
    ("2026-11-24 07:59", "Jetzt geschlossen Wieder geöffnet: heute, 08:00 Uhr"),
    ("2026-11-27 13:00", "Jetzt geschlossen Wieder geöffnet: Montag, 08:00 Uhr"),
    ("2026-12-24 10:00", "Jetzt geschlossen Wieder geöffnet: Montag, 08:00 Uhr"),
    ("2026-12-25 10:00", "Heute geschlossen: Feiertag Wieder geöffnet: Montag, 08:00 Uhr"),
    ("2027-03-30 08:30", "Jetzt geöffnet, bis 16:00 Uhr"),
]


class Status(TypedDict):
    """What the script makes of a moment; numbers that have no end are None."""

    state: str
    until: float | None
    next: float | None


def hours(written: str) -> Hours:
    found, problems = parse(written, lambda offset, length: Span(path="", line=1, column=offset, length=length))
    assert found is not None, problems
    return found


def shown(page: Page) -> str:
    return " ".join(page.locator("main .opennow").first.inner_text().split())


@pytest.fixture(scope="module")
def module(demo: BuiltSite) -> str:
    (file,) = (demo.folder / "assets/components/opennow").glob("*.mjs")
    return file.relative_to(demo.folder).as_posix()


@pytest.mark.parametrize("written", HOURS)
def test_the_script_and_the_opening_hours_agree(page: Page, demo_url: str, module: str, written: str) -> None:
    value, plan = hours(written), clock(hours(written), TODAY, HOLIDAYS)
    chance = random.Random(written)  # noqa: S311  the same moments in each run
    first = dt.datetime.combine(TODAY, dt.time())
    moments = [first + dt.timedelta(minutes=chance.randrange(60 * 1440)) for _ in range(150)]
    moments += [change for one in moments[:50] if (change := next_change(value, one, HOLIDAYS))]
    data = {"first": str(plan.first), "last": str(plan.last), "week": plan.week, "days": plan.days}
    page.goto(f"{demo_url}404.html")

    found: list[Status] = page.evaluate(
        """async ([source, data, moments]) => {
            const { read, statusAt } = await import(source);
            const plan = read(data);
            const plain = ({ state, until, next }) => ({
                state, until: Number.isFinite(until) ? until : null, next: Number.isFinite(next) ? next : null,
            });
            return moments.map((moment) => plain(statusAt(plan, moment)));
        }""",
        [f"{demo_url}{module}", data, [(one - EPOCH) / dt.timedelta(minutes=1) for one in moments]],
    )

    for moment, status in zip(moments, found, strict=True):
        state, change = state_at(value, moment, HOLIDAYS), next_change(value, moment, HOLIDAYS)
        opens = next_opening(value, moment)
        only_by_appointment = state == "closed" and opens is None and change is not None
        assert status["state"] == ("appointment" if only_by_appointment else state), moment
        assert status["next"] == minutes(opens), moment
        if not only_by_appointment:
            assert status["until"] == minutes(change), moment


def minutes(moment: dt.datetime | None) -> float | None:
    return None if moment is None else (moment - EPOCH) / dt.timedelta(minutes=1)


def next_opening(value: Hours, moment: dt.datetime) -> dt.datetime | None:
    change = next_change(value, moment, HOLIDAYS)
    for _ in range(60):
        if change is None or state_at(value, change, HOLIDAYS) == "open":
            return change
        change = next_change(value, change, HOLIDAYS)
    return None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_county_s_time_counts_wherever_the_reader_s_clock_is(browser: Browser, demo_url: str, zone: str) -> None:
    with browser.new_context(timezone_id=zone, locale="en-US") as context:
        page = context.new_page()
        for local, text in CLOCKS:
            page.clock.set_fixed_time(dt.datetime.fromisoformat(local).replace(tzinfo=BERLIN))
            page.goto(demo_url + OFFICE)
            page.locator("main .opennow[data-state]").first.wait_for()
            assert shown(page) == text, local


def test_the_page_keeps_up_with_the_time(page: Page, demo_url: str) -> None:
    page.clock.install(time=dt.datetime(2026, 11, 24, 15, 59, tzinfo=BERLIN))
    page.goto(demo_url + OFFICE)
    page.locator("main .opennow[data-state=closing]").first.wait_for()

    page.clock.run_for(90_000)

    assert shown(page).startswith("Jetzt geschlossen")


def test_a_night_that_ends_days_later_says_the_day(page: Page, demo_url: str) -> None:
    page.clock.set_fixed_time(dt.datetime(2026, 11, 27, 20, 0, tzinfo=BERLIN))
    page.goto(f"{demo_url}de/offices/youth-welfare-office/")
    page.locator(".opennow[data-state=open]").wait_for()

    assert page.locator(".opennow[data-state=open]").inner_text() == "Jetzt geöffnet, bis Montag, 08:00 Uhr"


def test_a_site_that_nobody_has_built_for_long_says_nothing(page: Page, demo_url: str) -> None:
    page.clock.set_fixed_time(dt.datetime(2029, 11, 27, 10, 0, tzinfo=BERLIN))
    page.goto(demo_url + OFFICE, wait_until="networkidle")

    assert page.locator("main .opennow").first.is_hidden()
    assert page.locator("main .hours__table").first.is_visible()


def test_without_scripts_there_is_the_table_alone(browser: Browser, demo_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(demo_url + OFFICE)

        assert page.locator("main .opennow").first.is_hidden()
        assert page.locator("main .hours__table").first.is_visible()


def test_lists_and_the_first_page_say_it_too_in_the_reader_s_language(page: Page, demo_url: str) -> None:
    page.clock.set_fixed_time(dt.datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN))
    for address in ("ar/", "ar/offices/"):
        page.goto(demo_url + address)
        page.locator("main .opennow[data-state]").first.wait_for()
        assert "مفتوح الآن" in shown(page)
        assert page.locator("main .opennow bdi").first.get_attribute("dir") == "ltr"
