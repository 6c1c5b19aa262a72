"""Importing again: what editors changed stays, what is new comes in, and what contradicts is shown."""

from pathlib import Path

import pytest

from intsite.importers.merging import write_files

FILE = "content/guides/housing/en.md"
FIRST = "title\n\nFirst paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    assert write_files({FILE: FIRST}, tmp_path, "test").written == (FILE,)
    return tmp_path


def test_what_nobody_touched_is_brought_up_to_date(county: Path) -> None:
    again = write_files({FILE: FIRST.replace("Second", "New")}, county, "test")
    assert (again.written, again.problems) == ((FILE,), ())
    assert "New paragraph." in (county / FILE).read_text(encoding="utf-8")


def test_an_editors_change_stays_when_the_import_has_nothing_new(county: Path) -> None:
    (county / FILE).write_text(FIRST.replace("Third", "My"), encoding="utf-8")
    again = write_files({FILE: FIRST}, county, "test")
    assert (again.kept, again.problems) == ((FILE,), ())
    assert "My paragraph." in (county / FILE).read_text(encoding="utf-8")


def test_changes_in_different_places_are_merged(county: Path) -> None:
    (county / FILE).write_text(FIRST.replace("Third", "My"), encoding="utf-8")
    again = write_files({FILE: FIRST.replace("title", "new title")}, county, "test")
    assert (again.merged, again.problems) == ((FILE,), ())
    assert (county / FILE).read_text(encoding="utf-8") == FIRST.replace("Third", "My").replace("title", "new title")


def test_changes_of_the_same_line_are_shown_both_and_not_again(county: Path) -> None:
    (county / FILE).write_text(FIRST.replace("Second", "My"), encoding="utf-8")
    again = write_files({FILE: FIRST.replace("Second", "Their")}, county, "test")
    assert [(found.code, found.file) for found in again.problems] == [("conflict", FILE)]
    shown = (county / FILE).read_text(encoding="utf-8")
    assert "<<<<<<< editor\nMy paragraph.\n" in shown
    assert "=======\nTheir paragraph.\n>>>>>>> new import\n" in shown
    assert write_files({FILE: FIRST.replace("Second", "Their")}, county, "test").kept == (FILE,)


def test_a_file_that_an_editor_deleted_stays_away(county: Path) -> None:
    (county / FILE).unlink()
    assert write_files({FILE: FIRST.replace("Second", "New")}, county, "test").kept == (FILE,)
    assert not (county / FILE).exists()


def test_a_file_that_was_there_before_any_import_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text("mine", encoding="utf-8")
    assert [found.code for found in write_files({FILE: FIRST}, tmp_path, "test").problems] == ["exists-already"]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "mine"


def test_the_memory_of_the_last_import_lies_in_the_repository(county: Path) -> None:
    assert (county / ".imported" / FILE).read_text(encoding="utf-8") == FIRST
