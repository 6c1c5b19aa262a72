"""Interface texts, and how each language writes dates, numbers, lists and names of languages."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from intsite import catalogs
from intsite.catalogs import Catalog
from intsite.resources import shipped

ROOT = Path(__file__).parents[1]
DAY = dt.datetime(2026, 11, 22, 9, 5)  # noqa: DTZ001  local times
OURS = ("de", "de-simple", "en", "fr", "tr", "ru", "uk", "ar", "fa")


def load(*languages: str, folders: Iterable[Path] = ()) -> tuple[dict[str, Catalog], list[str]]:
    found, problems = catalogs.load(languages, (*folders, shipped("templates")), ROOT)
    return found, [one.code for one in problems]


@pytest.fixture(scope="module")
def ours() -> dict[str, Catalog]:
    found, codes = load(*OURS)
    assert codes == []
    return found


def own(folder: Path, **texts: str) -> Path:
    """A county's templates with locale files of its own."""
    for language, text in texts.items():
        (folder / "locales").mkdir(exist_ok=True)
        (folder / "locales" / f"{language.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return folder


# --- texts


@pytest.mark.parametrize(
    ("language", "counts", "forms"),
    [
        ("de", (0, 1, 2, 5), 2),
        ("ru", (1, 2, 5, 21), 3),
        ("uk", (1, 3, 11, 22), 3),
        ("ar", (0, 1, 2, 3, 11, 100), 6),
    ],
)
def test_numbers_choose_the_plural_of_the_language(
    tmp_path: Path, language: str, counts: tuple[int, ...], forms: int
) -> None:
    categories = ("zero", "one", "two", "few", "many", "other")
    text = "messages:\n  count: {" + ", ".join(f"{name}: {name}" for name in categories) + "}\n"
    made, _ = load(language, folders=[own(tmp_path, **{language: text})])
    assert len({made[language].text("count", count=count) for count in counts}) == forms


def test_placeholders_are_filled_and_numbers_written_as_the_language_does(ours: dict[str, Catalog]) -> None:
    assert ours["de"].text("listing-count", count=1200) == "1.200 Einträge"
    assert ours["en"].text("listing-count", count=1) == "1 entry"
    assert ours["en"].text("listing-all", kind="Courses") == "Show all: Courses"


def test_what_a_language_lacks_comes_from_its_base_then_english_then_german(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        de_simple="messages: {a: einfach}\n",
        de="messages: {a: deutsch, b: deutsch, c: deutsch}\n",
        en="messages: {a: english, b: english}\n",
        ar="messages: {a: عربي}\n",
    )
    made, codes = load("de-simple", "ar", "haw", "pt-BR", folders=[folder])
    texts = {language: [catalog.text(key) for key in "abc"] for language, catalog in made.items()}
    assert texts["de-simple"] == ["einfach", "deutsch", "deutsch"]
    assert texts["ar"] == ["عربي", "english", "deutsch"]
    assert texts["haw"] == texts["pt-BR"] == ["english", "english", "deutsch"]
    assert codes == ["no-interface-texts", "no-interface-texts"]


def test_a_regional_language_without_a_file_of_its_own_uses_that_of_its_language() -> None:
    made, codes = load("en-GB")
    assert codes == []
    assert made["en-GB"].text("title-search") == "Search"


def test_a_text_that_nobody_wrote_is_a_mistake_of_the_template(ours: dict[str, Catalog]) -> None:
    assert not ours["de"].has("gone")
    with pytest.raises(KeyError, match="gone"):
        ours["de"].text("gone")


def test_a_language_says_whether_a_native_speaker_has_read_its_texts(ours: dict[str, Catalog]) -> None:
    assert (ours["de"].is_reviewed, ours["de-simple"].is_reviewed) == (True, False)


# --- names and directions of languages


def test_languages_are_named_in_themselves(ours: dict[str, Catalog]) -> None:
    assert {language: catalog.autonym for language, catalog in ours.items()} == {
        "de": "Deutsch",
        "de-simple": "Leichte Sprache",
        "en": "English",
        "fr": "français",
        "tr": "Türkçe",
        "ru": "русский",
        "uk": "українська",
        "ar": "العربية",
        "fa": "فارسی",
    }


@pytest.mark.parametrize(
    ("language", "script", "direction"),
    [
        ("de", "Latn", "ltr"),
        ("de-simple", "Latn", "ltr"),
        ("ar", "Arab", "rtl"),
        ("fa", "Arab", "rtl"),
        ("prs", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("ckb", "Arab", "rtl"),
        ("ku", "Latn", "ltr"),
        ("uz-Arab", "Arab", "rtl"),
        ("uz-AF", "Arab", "rtl"),
        ("zh-TW", "Hant", "ltr"),
        ("sr-Latn", "Latn", "ltr"),
        ("uk", "Cyrl", "ltr"),
        ("ti", "Ethi", "ltr"),
        ("xx", "Latn", "ltr"),
    ],
)
def test_script_and_direction_come_from_the_language_tag(language: str, script: str, direction: str) -> None:
    assert (catalogs.script_of(language), catalogs.direction_of(language)) == (script, direction)


def test_languages_are_named_for_readers(ours: dict[str, Catalog]) -> None:
    assert ours["de"].language_name("uk") == "Ukrainisch"
    assert ours["en"].language_name("ar") == "Arabic"
    assert ours["ar"].language_name("de") == "الألمانية"
    assert ours["de"].language_name("prs") == "Dari"
    assert ours["de"].language_name("xx") == "xx"
    assert ours["de"].language_name("de-simple"), "a variant that CLDR does not know has a name all the same"


# --- dates, numbers, lists


@pytest.mark.parametrize(
    ("language", "date", "month", "weekday"),
    [
        ("de", "22. November 2026", "November 2026", "Sonntag"),
        ("en", "22 November 2026", "November 2026", "Sunday"),
        ("uk", "22 листопада 2026\u202fр.", "листопад 2026\u202fр.", "неділя"),
        ("tr", "22 Kasım 2026", "Kasım 2026", "Pazar"),
    ],
)
def test_days_are_written_as_the_language_does(
    ours: dict[str, Catalog], language: str, date: str, month: str, weekday: str
) -> None:
    catalog = ours[language]
    assert _spaced(catalog.date(DAY)) == _spaced(date)
    assert _spaced(catalog.month(DAY)) == _spaced(month)
    assert catalog.weekday(6) == weekday


def _spaced(text: str) -> str:
    """CLDR changes its sorts of spaces from release to release."""
    return " ".join(text.split())


def test_times_are_those_of_german_clocks_in_every_language(ours: dict[str, Catalog]) -> None:
    for language, catalog in ours.items():
        if language not in {"ar", "fa"}:
            assert catalog.time(dt.time(17, 5)) == "17:05", language
        assert "PM" not in catalog.time(dt.time(17, 5)).upper(), language


def test_persian_dates_times_and_counts_have_the_digits_that_cldr_names_and_others_keep_theirs(
    ours: dict[str, Catalog],
) -> None:
    persian, arabic = ours["fa"], ours["ar"]
    assert (persian.numbering(), arabic.numbering(), ours["de"].numbering()) == ("arabext", "latn", "latn")
    assert persian.date(DAY) == "۲۲ نوامبر ۲۰۲۶"
    assert persian.time(dt.time(17, 5)) == "۱۷:۰۵"
    assert persian.number(4760) == "۴٬۷۶۰"
    assert persian.filesize(1_200_000) == "۱٫۲ MB"
    assert arabic.date(DAY) == "22 نوفمبر 2026"


def test_a_list_of_facts_has_the_comma_of_its_script(ours: dict[str, Catalog]) -> None:
    assert {language: ours[language].text("comma") for language in ("de", "uk", "ar", "fa")} == {
        "de": ", ", "uk": ", ", "ar": "، ", "fa": "، ",
    }  # fmt: skip


def test_a_moment_is_day_and_time_and_a_day_only_a_day(ours: dict[str, Catalog]) -> None:
    assert ours["de"].datetime(DAY) == "Sonntag, 22. November 2026, 09:05"
    assert ours["de"].datetime(DAY.date()) == "Sonntag, 22. November 2026"


def test_lists_and_numbers_are_joined_as_the_language_does(ours: dict[str, Catalog]) -> None:
    assert ours["de"].list(["Montag", "Mittwoch", "Freitag"]) == "Montag, Mittwoch und Freitag"
    assert ours["en"].list(["Monday"]) == "Monday"
    assert ours["de"].number(2.5) == "2,5"


def test_titles_are_sorted_without_regard_to_marks_and_capitals(ours: dict[str, Catalog]) -> None:
    titles = ["Zoll", "Über uns", "amt", "Ärzte", "Arbeit", "Uhr", "Ämter"]
    assert sorted(titles, key=ours["de"].sort_key) == ["amt", "Ämter", "Arbeit", "Ärzte", "Über uns", "Uhr", "Zoll"]


def test_every_shipped_language_has_a_file_that_can_be_read() -> None:
    available = catalogs.available([shipped("templates")])
    assert set(OURS) <= set(available)
    assert load(*available)[1] == []
