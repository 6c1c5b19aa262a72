"""Importing a region from Integreat: nothing lost, nothing invented, nothing overwritten."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.linting import found_by_the_linter
from importers.visible import body, lines, links, parsed, rendered, without_additions
from intsite.config import load as load_config
from intsite.importers.findings import Note, Notebook
from intsite.importers.identifiers import slug, unique
from intsite.importers.integreat import Import, Page, convert, read, write
from intsite.importers.integreat.links import addresses, resolve
from intsite.importers.markup import markdown
from intsite.importers.repository import words as file_of_words
from intsite.importers.tidy import tidy
from intsite.source import Scalar, Sequence, parse_words

HERE = Path(__file__).parent / "importers"
MUSTERLAND = [HERE / "musterland" / f"pages.{language}.json" for language in ("de", "en")]
CASE = re.compile(r"^# (.+?)\n\n```html\n(.*?)\n```\n\n```markdown\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
CASES = CASE.findall((HERE / "markup.md").read_text(encoding="utf-8"))


def as_markdown(html: str) -> tuple[str, list[Note]]:
    page = Page(path="/musterland/en/page/", title="Page", content=html, parent="", order=0, translations=())
    notebook = Notebook(file="page")
    known = addresses("musterland", ())
    return markdown(tidy(html, "en", partial(resolve, known, page, notebook), notebook).tree), notebook.notes


@pytest.fixture(scope="module")
def musterland() -> Import:
    return convert(read(MUSTERLAND), region="Landkreis Musterland")


def words(imported: Import, path: str) -> str:
    content = imported.files[f"content/guides/{path}"]
    assert isinstance(content, str)
    return content


def notes(imported: Import, kind: str) -> list[tuple[str, str]]:
    return [(note.file.removeprefix("content/guides/"), note.text) for note in imported.notes if note.kind == kind]


# HTML to Markdown


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_html_becomes_the_markdown_that_an_editor_would_write(html: str, expected: str) -> None:
    assert as_markdown(html)[0].strip() == expected.strip()


TEXT = st.text(alphabet='äö1 .,!*_[](){}<>#+-=|~`\\\n"&;:/€“ß\u00a0١', min_size=1, max_size=8)
PIECES = TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")) | st.sampled_from(["<br>", " "])
INLINE = ("b", "strong", "em", "i", "u", "span", 'a href="https://x.example/"', "q", "s")
BLOCKS = ("p", "div", "h2", "h3", "h5", "blockquote", "section", "dl", "dt", "pre")


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=4)
    plain = st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", st.sampled_from(INLINE + BLOCKS), several
    )
    lists = st.builds(lambda parts: "<ul><li>" + "</li><li>".join(parts) + "</li></ul>", several)
    tables = st.builds(lambda parts: "<table><tr><td>" + "</td><td>".join(parts) + "</td></tr></table>", several)
    folds = st.builds(
        lambda title, parts: f"<details><summary>{title}</summary>{''.join(parts)}</details>", inner, several
    )
    return plain | lists | tables | folds


@settings(max_examples=150)
@given(st.lists(st.recursive(PIECES, elements, max_leaves=12), max_size=4).map("".join))
def test_no_text_and_no_nesting_makes_a_letter_appear_or_disappear(html: str) -> None:
    converted, remarks = as_markdown(html)
    seen = without_additions(parsed(rendered(converted)), remarks)
    assert "".join(lines(seen)).replace(" ", "") == "".join(lines(parsed(html))).replace(" ", "")


# Pages to guides


def test_every_page_becomes_a_file_of_the_guide_that_its_languages_share(musterland: Import) -> None:
    assert [path.removeprefix("content/guides/") for path in musterland.files if path.endswith(".md")] == [
        "ankommen/de.md",
        "ankommen/en.md",
        "anmeldung/de.md",
        "anmeldung/en.md",
        "wohnen/de.md",
        "wohnen/en.md",
        "uebersicht/de.md",
        "wohnen-anmeldung/de.md",
        "beratung/de.md",
        "tenants-club/en.md",
        "content/offices/anmeldung-beim-versorger/de.md",
    ]
    assert musterland.languages == ("de", "en")
    assert musterland.problems == ()


def test_the_tree_and_its_order_are_those_of_the_pages(musterland: Import) -> None:
    facts = {
        path.split("/")[2]: text
        for path, text in musterland.files.items()
        if re.fullmatch("content/guides/.*/facts.yaml", path)
    }
    assert facts == {
        "ankommen": "order: 20\n",
        "anmeldung": "parent: ankommen\norder: 21\n",
        "wohnen": "order: 10\n",
        "uebersicht": "parent: wohnen\norder: 11\n",
        "wohnen-anmeldung": "parent: wohnen\norder: 12\n",
        "beratung": "parent: ankommen\norder: 22\n",
        "tenants-club": "parent: wohnen\norder: 13\nsource-language: en\n",
    }


def test_a_file_of_words_has_title_summary_search_words_and_the_old_addresses(musterland: Import) -> None:
    assert words(musterland, "anmeldung/de.md").split("\n---\n")[0] == (
        "---\n"
        "title: Anmeldung\n"
        'summary: "Bringen Sie z. B. Ihren Pass mit. Das kostet nichts! '
        'Siehe Wohnen, Anmeldung, العربية, Beratung und Nebenland."\n'
        "keywords:\n  - Meldeamt\n  - Ummeldung\n"
        "aliases:\n  - /musterland/de/ankommen/anmeldung/\n  - /musterland/de/ankommen/ummeldung/"
    )


def test_a_page_without_text_is_a_chapter_whose_summary_is_its_title(musterland: Import) -> None:
    assert words(musterland, "ankommen/en.md") == (
        "---\ntitle: Arriving\nsummary: Arriving\naliases:\n  - /musterland/en/arriving/\n"
        "translation:\n  of:\n    .front: 642ee405\n---\n"
    )


def test_links_within_the_old_portal_lead_to_guides_and_the_others_stay(musterland: Import) -> None:
    assert links(parsed(rendered(body(words(musterland, "anmeldung/de.md"))))) == [
        "guide:uebersicht",
        "guide:anmeldung",
        "https://integreat.app/musterland/ar/%D8%A7%D9%84%D9%88%D8%B5%D9%88%D9%84/",
        "https://integreat.app/musterland/de/alt/beratung/",
        "https://integreat.app/nebenland/de/start/",
    ]
    assert notes(musterland, "link-dead") == [("anmeldung/de.md", "beratung")]
    assert notes(musterland, "link-elsewhere") == [
        ("anmeldung/de.md", ""),
        ("anmeldung/de.md", ""),
        ("beratung/de.md", ""),
    ]
    assert notes(musterland, "link-across") == [("anmeldung/de.md", ""), ("anmeldung/en.md", "")]
    assert notes(musterland, "link-named") == [("anmeldung/de.md", "Anmeldung")]
    assert notes(musterland, "link-anchor-removed") == [("anmeldung/de.md", "")]
    assert "[here](guide:anmeldung)" in words(musterland, "anmeldung/en.md")


def test_the_systems_notice_that_a_page_exists_in_other_languages_is_noticed(musterland: Import) -> None:
    assert notes(musterland, "placeholder") == [("beratung/de.md", "")]


def test_the_order_of_the_files_does_not_change_an_id() -> None:
    there, back = (convert(read(files)) for files in (MUSTERLAND, MUSTERLAND[::-1]))
    assert there.files.items() == back.files.items()


def test_without_german_the_language_of_most_pages_leads() -> None:
    imported = convert(read(MUSTERLAND[1:]))
    assert imported.languages == ("en",)
    assert words(imported, "registration/en.md").startswith("---\ntitle: Registration\n")
    assert "source-language" not in words(imported, "registration/facts.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Behörden & Ämter – Größe", "behoerden-aemter-groesse"),
        ("5-Entscheidung_des BAMF", "5-entscheidung-des-bamf"),
        ("Café Łódź", "cafe-lodz"),
        ("الوصول", ""),
        ("word-" * 30, "-".join(["word"] * 16)),
    ],
)
def test_an_id_is_made_of_latin_letters_digits_and_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_an_id_that_is_taken_gets_the_name_of_the_chapter_and_then_a_number() -> None:
    assert unique("contact", "housing", {"contact"}) == "housing-contact"
    assert unique("contact", "housing", {"contact", "housing-contact"}) == "housing-contact-2"
    assert unique("contact", "", {"contact", "contact-2"}) == "contact-3"


# What is wrong with the input


def dump(tmp_path: Path, *items: object, name: str = "pages.json") -> Path:
    file = tmp_path / name
    file.write_text(json.dumps(items), encoding="utf-8")
    return file


def page(path: str, **fields: object) -> dict[str, object]:
    plain = {"title": "T", "content": "<p>x</p>", "parent": {"path": None}, "order": 1, "available_languages": {}}
    return plain | {"path": path} | fields


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[{", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b"\xff\xfe[]", "not-utf-8"),
        (b'{"path": "/a/de/b/"}', "not-pages"),
        (b"[1, null]", "not-pages"),
        (b'[{"path": "/a/de/locations/x/", "location": null}]', "not-pages"),
        (b"[]", "no-pages"),
        (b'[{"title": "no path"}]', "page-without-path"),
        (b'[{"path": 7}]', "page-without-path"),
        (b'[{"path": "/region/de/"}]', "page-without-path"),
        (b'[{"path": "/region/../page/"}]', "bad-language-code"),
        (b'[{"path": "/a/de/b/", "title": 1, "content": null, "order": "1"}]', "wrong-type"),
    ],
)
def test_a_file_that_holds_no_pages_is_a_problem_and_no_accident(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "pages.json"
    file.write_bytes(content)
    imported = convert(read([file]))
    assert code in {found.code for found in imported.problems}
    assert all(str(file) in found.sentence("de") for found in imported.problems)
    assert all("{" not in found.sentence("en") for found in imported.problems)


def test_files_that_are_missing_or_folders_are_problems(tmp_path: Path) -> None:
    found = read([tmp_path / "none.json", tmp_path]).problems
    assert [each.code for each in found] == ["file-missing", "no-pages"]


def test_a_byte_order_mark_and_damaged_characters_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "pages.json"
    file.write_text('\ufeff[{"path": "/r/de/a/", "title": "A\\u0000\\ud800", "content": "\\u0007x"}]', encoding="utf-8")
    assert words(convert(read([file])), "a/de.md").startswith("---\ntitle: A\nsummary: x\n")


def test_several_files_of_one_language_are_one_and_contradictions_are_told(tmp_path: Path) -> None:
    one = dump(tmp_path, page("/r/de/a/"), page("/r/de/b/"), name="one.json")
    two = dump(tmp_path, page("/r/de/b/", title="Other"), page("/r/de/c/"), page("/r/de/a/"), name="two.json")
    imported = convert(read([one, two]))
    assert [guide.id for guide in imported.guides] == ["a", "b", "c"]
    assert [(found.code, found.place) for found in imported.problems] == [("duplicate-page", "/r/de/b/")]


def test_pages_above_that_are_missing_or_the_page_itself_leave_it_at_the_top(tmp_path: Path) -> None:
    file = dump(
        tmp_path,
        page("/r/de/a/", parent={"path": "/r/de/b/"}),
        page("/r/de/b/", parent={"path": "/r/de/a/"}),
        page("/r/de/c/", parent={"path": "/r/de/c/"}),
        page("/r/de/d/", parent={"path": "/r/de/none/"}),
        page("/r/de/e/", parent={"path": "/r/de/"}),
    )
    imported = convert(read([file]))
    assert {guide.id: guide.parent for guide in imported.guides} == {"a": "", "b": "a", "c": "", "d": "", "e": ""}
    assert [(found.code, found.file) for found in imported.problems] == [
        ("missing-parent", "/r/de/d/"),
        ("parent-cycle", "/r/de/a/"),
        ("parent-cycle", "/r/de/c/"),
    ]


def test_two_pages_cannot_share_a_translation(tmp_path: Path) -> None:
    shared = {"en": {"id": 1, "path": "/r/en/x/"}}
    file = dump(
        tmp_path,
        page("/r/de/a/", available_languages=shared),
        page("/r/de/b/", available_languages=shared),
        page("/r/en/x/"),
    )
    imported = convert(read([file]))
    assert [[each.path for each in guide.pages] for guide in imported.guides] == [
        ["/r/de/a/", "/r/en/x/"],
        ["/r/de/b/"],
    ]
    assert [found.code for found in imported.problems] == ["pairing-conflict"]


def test_pages_of_a_second_region_are_left_out_and_named(tmp_path: Path) -> None:
    imported = convert(read([dump(tmp_path, page("/r/de/a/"), page("/r/de/b/"), page("/s/de/a/"))]))
    assert imported.region == "r"
    assert [(found.code, found.file) for found in imported.problems] == [("other-region", "/s/de/a/")]


def test_easy_german_and_regional_languages_get_their_international_tags(tmp_path: Path) -> None:
    pages = [page(f"/r/{code}/a/") for code in ("de", "de-si", "zh-cn", "ku-arab")]
    assert convert(read([dump(tmp_path, *pages)])).languages == ("de", "de-simple", "ku-Arab", "zh-CN")


def test_a_title_that_is_too_long_is_cut_and_stands_whole_in_the_text(tmp_path: Path) -> None:
    title = "Very long title " * 12
    imported = convert(read([dump(tmp_path, page("/r/de/a/", title=title))]))
    front, text = words(imported, "a/de.md").split("\n---\n")
    assert len(front.split("\n")[1]) < 130
    assert text.split("\n")[1] == title.strip()


def test_absurd_nesting_keeps_the_words(tmp_path: Path) -> None:
    lists, folds = "<ul><li>" * 30 + "deep", "<blockquote>" * 3000 + "deep"
    imported = convert(read([dump(tmp_path, page("/r/de/a/", content=lists), page("/r/de/b/", content=folds))]))
    for path in ("a/de.md", "b/de.md"):
        assert lines(parsed(rendered(body(words(imported, path))))) == ["deep"]
    assert [(found.code, found.file) for found in imported.problems] == [("too-deep", "/r/de/b/")]


@settings(max_examples=100)
@given(st.text(max_size=40).filter(str.strip))
def test_any_text_survives_the_front_matter(text: str) -> None:
    shown = " ".join(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", text).split())
    written, problems = parse_words(file_of_words({"title": shown, "keywords": [shown, "no", "1"]}, ""), "a.md")
    title, keywords = written.front.get("title"), written.front.get("keywords")
    assert problems == ()
    assert (title is None) if not shown else (isinstance(title, Scalar) and title.text == shown)
    assert isinstance(keywords, Sequence)
    assert [word.text for word in keywords.items if isinstance(word, Scalar)] == [shown, "no", "1"]


# Writing


def test_importing_twice_gives_the_same_bytes_and_writes_nothing(musterland: Import, tmp_path: Path) -> None:
    first = write(musterland, tmp_path)
    assert sorted(first.written) == sorted([*musterland.files, "site.toml"])
    again = write(convert(read(MUSTERLAND), region="Landkreis Musterland"), tmp_path)
    assert (again.written, again.problems) == ((), ())
    assert sorted(again.unchanged) == sorted(musterland.files)


def test_a_file_that_somebody_has_changed_is_left_alone_and_named(musterland: Import, tmp_path: Path) -> None:
    write(musterland, tmp_path)
    changed = tmp_path / "content" / "guides" / "wohnen" / "de.md"
    (tmp_path / ".imported" / "content" / "guides" / "wohnen" / "de.md").unlink()
    changed.write_text("mine", encoding="utf-8")
    (tmp_path / "site.toml").write_text("mine", encoding="utf-8")
    again = write(musterland, tmp_path)
    assert [(found.code, found.file) for found in again.problems] == [("exists-already", "content/guides/wohnen/de.md")]
    assert changed.read_text(encoding="utf-8") == "mine"


def test_a_place_where_nothing_can_be_written_is_a_problem(musterland: Import, tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file, not a folder", encoding="utf-8")
    found = write(musterland, tmp_path).problems
    assert {each.code for each in found} == {"not-writable"}


def test_the_settings_name_the_region_and_its_languages(musterland: Import, tmp_path: Path) -> None:
    write(musterland, tmp_path)
    config, problems = load_config(tmp_path)
    assert problems == ()
    assert config is not None
    assert config.name == (("", "Landkreis Musterland"),)
    assert (config.languages, config.source) == (("de", "en"), "de")


def test_the_linter_finds_no_error_in_what_was_imported(musterland: Import, tmp_path: Path) -> None:
    assert found_by_the_linter(musterland, tmp_path).keys() <= {"foreign-script", "vague-link-text"}
