"""The search index: what is in it, how it is kept, and when there is none."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pagefind_bin
import pytest

from intsite.search.pagefind import SearchIndexError
from support.counties import SITE, Built, County, words

FLAT = words(
    "Wohnung finden", "## Bürgschaft {#bail}\n\nDie Kinderbetreuungsmöglichkeiten.", front="keywords: [Miete]\n"
)
FILES = {
    "site.toml": SITE.replace('["de", "en"]', '["de", "en", "ar"]'),
    "content/guides/flat/de.md": FLAT,
    "content/guides/flat/ar.md": words("العثور على شقة", "نص."),
    "content/guides/school/de.md": words("Schule", "Lernen."),
}


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(root=tmp_path / "county")
    made.write(FILES)
    return made


def read(built: Built, path: str) -> Any:  # noqa: ANN401  whatever JSON holds
    return json.loads(built.text(f"pagefind/search/{path}"))


def terms(built: Built, language: str) -> list[str]:
    """Unpacked by hand: each term begins with as many letters of the one before as its capital says."""
    found: list[str] = []
    for letter in read(built, f"{language}/index.json")["terms"]:
        if "A" <= letter <= "Z":
            found.append(found[-1][: ord(letter) - ord("A")] if found else "")
        else:
            found[-1] += letter
    return found


def fragments(built: Built) -> list[dict[str, Any]]:
    """What Pagefind keeps of each page."""
    files = (built.folder / "pagefind/fragment").iterdir()
    found = [json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")) for file in files]
    return sorted(found, key=lambda fragment: str(fragment["url"]))


def test_pages_are_found_in_the_languages_that_they_are_written_in(county: County) -> None:
    built = county.build()
    for language, paths in (("de", ["guides/flat/", "guides/school/"]), ("ar", ["guides/flat/"]), ("en", [])):
        assert [row[0] for row in read(built, f"{language}/index.json")["documents"]] == paths
    assert [one["url"] for one in fragments(built)] == ["/ar/guides/flat/", "/de/guides/flat/", "/de/guides/school/"]


def test_each_page_names_the_file_with_its_text(county: County) -> None:
    built = county.build()
    (flat, _) = read(built, "de/index.json")["documents"]
    text = gzip.decompress((built.folder / f"pagefind/fragment/{flat[3]}.pf_fragment").read_bytes())
    assert "Kinderbetreuungsmöglichkeiten" in text.decode()


def test_words_of_other_languages_lead_to_a_page_by_its_title_and_keywords(county: County) -> None:
    arabic = terms(county.build(), "ar")
    assert {"wohnung", "miet"} <= set(arabic)
    assert "burgschaft" not in arabic


def test_a_long_word_is_found_by_its_parts(county: County) -> None:
    county.write({"content/guides/school/de.md": words("Schule", "Betreuung für ein Kind: viele Möglichkeiten.")})
    documents = {"betreu": 2, "kind": 2}
    built = county.build()
    index = read(built, "de/index.json")
    (shard,) = index["shards"]
    rows = dict(zip(terms(built, "de"), read(built, f"de/{shard[1]}.json"), strict=True))
    assert {term: len(rows[term]) for term in documents} == documents


def test_what_kinds_are_called_is_known_in_languages_without_a_page(county: County) -> None:
    assert read(county.build(), "en/index.json")["kinds"] == {"guides": "Guide"}


def test_what_the_glossary_says_is_kept_by_concept_with_its_place(county: County) -> None:
    built = county.build()
    (number,) = read(built, "words/de.json")["concepts"]["aufenthaltstitel"]
    term, (explanation, language), path = read(built, "de/meanings.json")[str(number)]
    page, _, anchor = path.partition("#")
    assert (term, language) == (["Aufenthaltstitel", ""], "")
    assert explanation
    assert f'id="{anchor}"' in built.text(f"de/{page}index.html")


def test_an_edit_leaves_the_index_of_other_languages_as_it_is(county: County) -> None:
    county.write(
        {"content/guides/flat/en.md": words("Finding a flat", "## Guarantee {#bail}\n\nSomebody pays for you.")}
    )
    assert county.run("translations", "accept", "guide:flat", "en").exit_code == 0
    before = county.build().files()
    county.write({"content/guides/flat/de.md": FLAT.replace("Die Kinder", "Neue Kinder")})
    after = county.build().files()

    assert b"This part is newer" in after["en/guides/flat/index.html"]
    changed = {path for path in before if path.startswith("pagefind/search/") and before[path] != after.get(path)}
    assert {path.split("/")[2] for path in changed} == {"de"}


def test_the_index_is_the_same_bytes_every_time(county: County, tmp_path: Path) -> None:
    assert county.build(tmp_path / "one").files() == county.build(tmp_path / "two").files()


def test_what_the_site_does_not_use_is_left_out(county: County) -> None:
    names = {Path(path).name for path in county.build().files() if path.startswith("pagefind/")}
    assert "pagefind.js" in names
    assert not {name for name in names if "ui" in name or "highlight" in name}


def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How Pagefind is called from now on, once for each language."""
    seen: list[str] = []
    find = pagefind_bin.get_executable

    def spy() -> str:
        seen.append(find())
        return seen[-1]

    monkeypatch.setattr("pagefind_bin.get_executable", spy)
    return seen


def test_pagefind_reads_only_languages_in_which_a_page_has_changed(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.build()
    seen = runs(monkeypatch)
    county.build()
    assert seen == []
    county.write({"content/guides/flat/ar.md": words("العثور على شقة", "نص آخر.")})
    county.build()
    assert len(seen) == 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 nothing"], ids=["empty", "cut off"])
def test_what_was_kept_and_is_damaged_is_made_again(county: County, tmp_path: Path, damage: bytes) -> None:
    before = county.build(tmp_path / "one").files()
    for file in (county.root / ".intsite/memo").glob("search-*"):
        file.write_bytes(damage)
    assert county.build(tmp_path / "two").files() == before


def test_one_changed_byte_in_what_was_kept_is_noticed(county: County, tmp_path: Path) -> None:
    before = county.build(tmp_path / "one").files()
    file = county.root / ".intsite/memo/search-de"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert county.build(tmp_path / "two").files() == before


def test_a_program_that_does_not_start_is_told(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: "/nowhere/pagefind")
    with pytest.raises(SearchIndexError, match="/nowhere/pagefind"):
        county.build()


REFUSED = base64.b64encode(b'{"payload": {"type": "Error", "message": "too many words"}}').decode()


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("echo 'No space left on device' >&2; exit 1", "^No space left on device$"),
        ("exit 1", "^Pagefind has ended$"),
        (f"printf {REFUSED},; cat", "^too many words$"),
    ],
    ids=["in words", "without a word", "as an answer"],
)
def test_a_program_that_fails_is_told_in_its_words(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, told: str
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: str(program))
    with pytest.raises(SearchIndexError, match=told):
        county.build()


def test_without_scripts_the_search_page_lists_everything_by_topic_and_from_a_to_z(county: County) -> None:
    county.write({"content/guides/school/facts.yaml": "parent: flat\n"})
    page = county.build().page("de/search/")
    otherwise = page.root.xpath("//*[@data-search-otherwise and not(@hidden)]")[0]
    by_topic, by_letter = (
        [link.text_content() for link in otherwise.xpath(f".//{part}//a[contains(@href, 'guides')]")]
        for part in ("details", "section[starts-with(@aria-labelledby, 'letter')]")
    )
    assert by_topic == by_letter[::-1] == ["Wohnung finden", "Schule"]
    (form,) = page.root.xpath("//search/form")
    assert (form.get("method"), form.xpath(".//input/@name")) == ("get", ["q"])
