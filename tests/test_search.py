"""The search index: what is in it, and when there is none."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from intsite.output import Output
from intsite.search import SearchIndexError, index

PAGE = '<html lang="{language}"><body><main{mark}><h1>{title}</h1><p>{text}</p></main></body></html>'


def page(path: str, language: str, title: str, *, mark: str = " data-pagefind-body") -> Output:
    text = PAGE.format(language=language, title=title, text=title, mark=mark)
    return Output(path=path, content=text.encode())


def fragments(outputs: tuple[Output, ...]) -> list[dict[str, object]]:
    """What the index knows of each page."""
    packed = (output.content for output in outputs if output.path.startswith("pagefind/fragment/"))
    found = [json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd")) for content in packed]
    return sorted(found, key=lambda fragment: str(fragment["url"]))


PAGES = (
    page("de/offices/jobcenter/index.html", "de", "Jobcenter"),
    page("ar/offices/jobcenter/index.html", "ar", "مركز العمل"),
    page("de/a-z/index.html", "de", "Alles von A bis Z", mark=""),
    Output(path="de/notes.txt", content=b"data-pagefind-body"),
)


def test_only_marked_pages_are_found_each_in_its_language() -> None:
    outputs = index(PAGES)
    assert [(one["url"], one["meta"]["title"]) for one in fragments(outputs)] == [  # type: ignore[index]
        ("/ar/offices/jobcenter/", "مركز العمل"),
        ("/de/offices/jobcenter/", "Jobcenter"),
    ]
    entry = next(output for output in outputs if output.path == "pagefind/pagefind-entry.json")
    languages = json.loads(entry.content)["languages"]
    assert {language: known["page_count"] for language, known in languages.items()} == {"ar": 1, "de": 1}


def test_what_the_site_does_not_use_is_left_out() -> None:
    names = {Path(output.path).name for output in index(PAGES)}
    assert "pagefind.js" in names
    assert not {name for name in names if "ui" in name or "highlight" in name}


def test_the_index_is_the_same_bytes_every_time() -> None:
    assert index(PAGES) == index(PAGES)


def test_without_searchable_pages_there_is_no_index() -> None:
    assert index(PAGES[2:]) == ()


def test_a_program_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: "/nowhere/pagefind")
    with pytest.raises(SearchIndexError, match="/nowhere/pagefind"):
        index(PAGES)


def test_a_program_that_fails_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess(args=[], returncode=1, stdout="", stderr="No space left on device\n")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: failed)
    with pytest.raises(SearchIndexError, match=r"^No space left on device$"):
        index(PAGES)
