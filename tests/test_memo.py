"""What a build remembers of earlier ones: it saves time, and never changes a byte."""

import io
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from intsite import memo
from intsite.build import build
from intsite.connections import Key
from intsite.memo import Memo
from intsite.output import Filed
from intsite.pages import Page, Planner
from intsite.render import Renderer
from intsite.resources import shipped
from intsite.workers import forked
from support.counties import SITE, TODAY, County, words
from support.edits import EDITS, FILES, contents


def test_after_an_edit_only_the_pages_are_made_that_show_something_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    county.build()
    planned: list[Key] = []
    plan = Planner.pages

    def watched(self: Planner, key: Key) -> Iterator[Page]:
        planned.append(key)
        return plan(self, key)

    monkeypatch.setattr(Planner, "pages", watched)
    county.build()
    assert planned == []
    EDITS["body"](county, random.Random(1))  # noqa: S311
    county.build()
    assert planned == [("guide", "arriving")] * 2
    planned.clear()
    EDITS["title"](county, random.Random(1))  # noqa: S311
    county.build()
    assert {("office", "town-hall"), ("guide", "arriving"), ("", "a-z")} <= set(planned)
    assert ("guide", "school") not in planned
    planned.clear()
    county.write({"content/offices/town-hall/facts.yaml": 'phones: ["030 23125 101"]\n'})
    county.build()
    assert {("office", "town-hall"), ("guide", "arriving")} <= set(planned), "it quotes the number"
    assert ("guide", "school") not in planned
    assert ("", "a-z") not in planned, "which shows titles alone"
    planned.clear()
    texts = (shipped("templates") / "locales/en.yaml").read_text(encoding="utf-8")
    county.write({"templates/locales/en.yaml": re.sub("title-home: .*", "title-home: Start", texts)})
    county.build()
    assert planned.count(("guide", "school")) == 1, "the page in English"


def test_after_an_edit_of_a_template_only_the_pages_are_made_that_it_has_a_part_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(root=tmp_path)
    county.write({**FILES, "templates/pages/sitemap.html": "{% import 'own.html' as own %}{{ own.text() }}"})
    county.write(
        {"templates/own.html": "{% import 'nested/' ~ 'one.html' as one %}{% macro text() %}{{ one.a }}{% endmacro %}"}
    )
    county.write({"templates/nested/one.html": "{% set a = 'first' %}"})
    county.build()
    rendered: set[str] = set()
    render = Renderer.render

    def watched(self: Renderer, page: Page) -> object:
        rendered.add(page.template)
        return render(self, page)

    monkeypatch.setattr(Renderer, "render", watched)
    county.write({"templates/nested/one.html": "{% set a = 'second' %}"})
    county.build()
    assert (tmp_path / "public/de/sitemap/index.html").read_text() == "second"
    # Pages above the languages are made again whatever changes.
    above = {"pages/chooser.html", "pages/not_found.html"}
    assert rendered - above == {"pages/sitemap.html"}
    rendered.clear()
    county.write({"templates/kinds/guide/page.html": "{{ page.title }}"})
    county.build()
    assert (tmp_path / "public/de/guides/school/index.html").read_text() == "Schule"
    assert "kinds/guide/page.html" in rendered
    assert not {"pages/home.html", "kinds/office/page.html"} & rendered


def test_one_of_equal_short_texts_is_kept() -> None:
    first, second = (memo.load(memo.dump(("phones", 1))) for _ in range(2))
    assert first[0] is second[0]


def test_what_changes_while_a_build_reads_it_is_seen_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    with monkeypatch.context() as meddling:
        begin = Renderer.__init__

        def saved_meanwhile(self: Renderer, *given: object) -> None:
            begin(self, *given)  # type: ignore[arg-type]
            county.write({"templates/pages/sitemap.html": "<p>new</p>\n"})

        meddling.setattr(Renderer, "__init__", saved_meanwhile)
        county.build()
    county.build()
    assert (tmp_path / "public/de/sitemap/index.html").read_text() == "<p>new</p>\n"


def memos(county: County) -> set[str]:
    return {file.name for file in (county.root / ".intsite/memo").iterdir()}


def test_what_is_no_more_is_forgotten_at_the_end_of_a_build(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    county.write({**FILES, "content/guides/school/map.png": encoded_picture()})
    county.build()
    before = memos(county)
    unfinished, young = (county.root / ".intsite/memo" / f".pages-de.{name}.new" for name in ("a", "b"))
    for file in (unfinished, young):
        file.write_bytes(b"half")
    os.utime(unfinished, ns=(0, 0))
    shutil.rmtree(county.root / "content/guides/school")
    county.write({"site.toml": SITE.replace(', "en"', "")})
    county.build()
    assert before - memos(county) >= {"entry-guide.school", "pages-en", "found-en", "search-en", "shell-en"}
    assert not [name for name in memos(county) if name.startswith("picture-")]
    assert {"entry-guide.arriving", "pages-de", "search-de", "search", "connections", young.name} <= memos(county)
    assert unfinished.name not in memos(county)


def test_the_sitemap_names_all_pages_when_what_is_known_of_them_is_lost(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    county.build(base_url="https://example.org/")
    for file in (tmp_path / ".intsite/memo").glob("listed-*"):
        file.unlink()
    EDITS["title"](county, random.Random(1))  # noqa: S311
    county.build(base_url="https://example.org/")
    known = contents(tmp_path / "public")
    shutil.rmtree(tmp_path / ".intsite")
    county.build(tmp_path / "clean", base_url="https://example.org/")
    assert known == contents(tmp_path / "clean")


def test_another_build_may_forget_everything_while_one_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    county.build()
    EDITS["title"](county, random.Random(1))  # noqa: S311
    begin = Renderer.__init__

    def forgotten_meanwhile(self: Renderer, *given: object) -> None:
        begin(self, *given)  # type: ignore[arg-type]
        Memo(county.root / ".intsite/memo").prune(dict.fromkeys(("entry", "pages", "found", "search", "shell"), ()))

    monkeypatch.setattr(Renderer, "__init__", forgotten_meanwhile)
    county.build()
    monkeypatch.undo()
    build(county.config(), tmp_path / "clean", today=TODAY, memo=memo.NO_MEMO)
    assert contents(tmp_path / "public") == contents(tmp_path / "clean")


def test_two_builds_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    for edit in ("title", "new entry", "deleted entry"):
        EDITS[edit](county, random.Random(1))  # noqa: S311
        make = partial(build, county.config(), today=TODAY)
        folders = (tmp_path / "a", tmp_path / "b")
        errors = forked(lambda folder, make=make: make(folder).has_errors, folders, processes=2)  # type: ignore[misc]
        assert list(errors) == [False, False]
        make(tmp_path / "clean", memo=memo.NO_MEMO)
        again = make(tmp_path / "a")
        assert again.changes
        assert again.changes.written == ()
        assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "clean")


def encoded_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 4)).save(buffer, "PNG")
    return buffer.getvalue()


VALUE = (Filed(path="a", size=1, digest="b", look=(1, 2, 3)),)


def test_a_memo_gives_back_what_was_put_with_the_same_key(tmp_path: Path) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    assert Memo(tmp_path).get("name", "key") == VALUE
    assert Memo(tmp_path).get("name", "other key") is None
    assert Memo(tmp_path).get("other name", "key") is None


def test_what_a_memo_lacks_is_looked_for_in_another_that_stays_as_it_is(tmp_path: Path) -> None:
    Memo(tmp_path / "other").put("name", "key", VALUE)
    upper = Memo(tmp_path / "own", Memo(tmp_path / "other"))
    assert upper.get("name", "key") == VALUE
    upper.put("name", "new key", ())
    assert upper.get("name", "new key") == ()
    assert Memo(tmp_path / "other").get("name", "key") == VALUE


def test_of_rows_the_latest_count_and_few_that_changed_are_written_alone(tmp_path: Path) -> None:
    rows = {str(number): number for number in range(100)}
    Memo(tmp_path).put_rows("name", "key", rows, rows)
    written = (tmp_path / "name").read_bytes()
    for number in range(3):
        rows[str(number)] = -1
        Memo(tmp_path).put_rows("name", "key", {str(number): -1}, rows)
        assert Memo(tmp_path).rows("name", "key") == rows
        assert (tmp_path / "name").read_bytes() == written
    del rows["99"]
    Memo(tmp_path).put_rows("name", "key", {str(number): -2 for number in range(50)}, rows)
    assert (tmp_path / "name").read_bytes() != written, "many are written with the others, or the file beside grows"
    assert Memo(tmp_path).rows("name", "key") == {**rows, **{str(number): -2 for number in range(50)}}
    assert Memo(tmp_path).rows("name", "other key") == {}


def test_a_memo_in_the_place_of_another_is_none(tmp_path: Path) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    (tmp_path / "name").rename(tmp_path / "other")
    assert Memo(tmp_path).get("other", "key") is None


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_damaged_memo_is_none(tmp_path: Path, cut: int) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    content = (tmp_path / "name").read_bytes()
    (tmp_path / "name").write_bytes(content[:cut])
    assert Memo(tmp_path).get("name", "key") is None
    (tmp_path / "name").write_bytes(content[:cut] + bytes([content[cut] ^ 1]) + content[cut + 1 :])
    assert Memo(tmp_path).get("name", "key") is None


def test_a_memo_of_another_version_of_the_program_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    monkeypatch.setattr(memo, "program", lambda: "another")
    assert Memo(tmp_path).get("name", "key") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Memo(tmp_path / "file").put("name", "key", VALUE)
    assert Memo(tmp_path / "file").get("name", "key") is None


def test_a_process_that_has_read_no_content_yet_knows_what_an_earlier_one_has_read(tmp_path: Path) -> None:
    """Each field type is another module, and a command that finds all in the memo has loaded none of them."""
    facts = 'phones: ["030 23125 100"]\nhours: "Mo-Fr 08:00-12:00; PH off"\n'
    files = {"facts.yaml": facts, "de.md": words("Rathaus"), "en.md": words("Town hall")}
    county = County(root=tmp_path)
    county.write({"site.toml": SITE, **{f"content/offices/town-hall/{name}": text for name, text in files.items()}})
    command = [sys.executable, "-m", "intsite", "--root", str(county.root), "check", "--format", "json"]
    first, second = (subprocess.run(command, capture_output=True, check=False, text=True) for _ in range(2))
    assert (second.returncode, second.stdout) == (first.returncode, first.stdout) == (0, "[]\n"), second.stderr


class Evil:
    """What a pickle from elsewhere might do."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch evil",)


@pytest.mark.parametrize("value", [Evil(), os.system, Path(), County, Memo, memo.dump])
def test_reading_a_memo_makes_only_values_and_calls_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError):
        memo.load(pickle.dumps(value))
    assert list(tmp_path.iterdir()) == []
