"""A site that stands, after an edit of texts alone: its pages are those of a whole build."""

import random
from pathlib import Path

import pytest

from intsite.build import Built, Index, complete
from intsite.memo import NO_MEMO, Memo
from intsite.touch_up import touch_up
from support.counties import TODAY, County, words
from support.edits import EDITS, FILES, contents

ARRIVING = "content/guides/arriving/de.md"


@pytest.fixture
def home(tmp_path: Path) -> County:
    county = County(root=tmp_path / "county")
    county.write(FILES)
    return county


def whole(county: County, folder: Path, memo: Memo = NO_MEMO) -> Built:
    return complete(county.config(), folder, memo, today=TODAY, index=Index.NONE)


def pages(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(folder).items() if path.endswith(".html")}


def test_after_an_edit_of_a_text_its_pages_are_written_and_no_other(home: County, tmp_path: Path) -> None:
    built = whole(home, tmp_path / "site")
    home.write({ARRIVING: words("Ankommen", "Zuerst zum [](office:town-hall).")})
    after = touch_up(built, [home.root / ARRIVING], tmp_path / "site", NO_MEMO)
    assert after
    assert after.report.changes
    assert {path.partition("/")[2] for path in after.report.changes.written} == {"guides/arriving/index.html"}
    whole(home, tmp_path / "clean")
    assert pages(tmp_path / "site") == pages(tmp_path / "clean")


@pytest.mark.parametrize("name", ["heading", "title", "fact"])
def test_after_an_edit_that_others_can_see_its_own_pages_are_written_first(
    home: County, tmp_path: Path, name: str
) -> None:
    built = whole(home, tmp_path / "site")
    before = pages(tmp_path / "site")
    changed = edited(home, name)
    after = touch_up(built, changed, tmp_path / "site", NO_MEMO)
    assert after
    assert not after.is_whole
    whole(home, tmp_path / "clean")
    now, clean = pages(tmp_path / "site"), pages(tmp_path / "clean")
    folders = {"/".join(file.parts[-3:-1]) for file in changed}
    own = {path for path in now if any(folder in path for folder in folders)}
    assert own
    assert {path: now[path] for path in own} == {path: clean[path] for path in own}
    assert {path: now[path] for path in now.keys() - own} == {path: before[path] for path in before.keys() - own}
    assert (now != clean) == (name != "heading"), "others that show it wait for the whole build"
    text = edited(home, "body")
    again = touch_up(after, text, tmp_path / "site", NO_MEMO)
    assert again
    assert again.is_whole, "what came before is known"


def edited(home: County, name: str) -> list[Path]:
    """The files that an edit has changed."""
    before = contents(home.root)
    EDITS[name](home, random.Random(1))  # noqa: S311
    after = contents(home.root)
    changed = [home.root / path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    assert changed
    return changed


@pytest.mark.parametrize("name", ["new entry", "renamed entry", "template", "configuration"])
def test_what_is_more_than_an_edit_of_entries_needs_a_whole_build(home: County, tmp_path: Path, name: str) -> None:
    built = whole(home, tmp_path / "site")
    changed = edited(home, name)
    assert touch_up(built, changed, tmp_path / "site", NO_MEMO) is None


def test_an_error_leaves_the_pages_as_they_are_until_it_is_mended(home: County, tmp_path: Path) -> None:
    built = whole(home, tmp_path / "site")
    before = contents(tmp_path / "site")
    home.write({ARRIVING: words("Ankommen", "[](office:nowhere)")})
    damaged = touch_up(built, [home.root / ARRIVING], tmp_path / "site", NO_MEMO)
    assert damaged
    assert [found.code for found in damaged.report.problems if found.is_error] == ["unknown-reference"]
    assert contents(tmp_path / "site") == before
    assert touch_up(damaged, [home.root / ARRIVING], tmp_path / "site", NO_MEMO) is None, "others may have changed, too"


def test_what_an_editor_makes_for_itself_and_takes_away_is_no_change(home: County, tmp_path: Path) -> None:
    built = whole(home, tmp_path / "site")
    after = touch_up(built, [home.root / "content/guides/arriving/4913"], tmp_path / "site", NO_MEMO)
    assert after
    assert after.report.changes
    assert after.report.changes.written == ()
