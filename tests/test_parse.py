"""The files of one entry to an entry: values, texts, digests, and what is wrong with them."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite import kinds
from intsite.markdown import Document
from intsite.parse import Entry, Words, parse, parse_example
from intsite.problems import Problem
from intsite.read import EntryFiles
from intsite.resources import shipped
from intsite.source import parse_yaml
from support.counties import words

KINDS, _ = kinds.discover([shipped("templates")], Path(__file__).parents[1])
NAMES = frozenset(KINDS)


def entry(kind: str, facts: str, **texts: str) -> tuple[Entry, list[str]]:
    """An entry and the codes of its problems, without the file system."""
    node, problems = parse_yaml(facts, "facts.yaml")
    parsed, found = parse_example(KINDS[kind], node, texts.items(), "example")
    return parsed, [problem.code for problem in (*problems, *found)]


def words_of(text: str, kind: str = "service") -> tuple[Words, tuple[Problem, ...]]:
    node, _ = parse_yaml("email: post@advice.example", "facts.yaml")
    parsed, problems = parse_example(KINDS[kind], node, [("de", text)], "example")
    return parsed.words["de"], problems


FRONT = st.lists(
    st.sampled_from(
        [
            "title: Titel",
            "title:",
            "title: [a]",
            "summary: Kurz",
            'cost: "{x} [hier](y)"',
            "cost: |\n  # A\n\n  [](z)",
            "cost: >\n\n\n  [a](b)",
            'cost: "a\\n\\n## b\\n\\n## c\\n\\n[](office:x)"',
            "eligibility: '<b>'",
            "images: {a.jpg: {alt: x, caption: y}}",
            "images: {a.jpg: 7}",
            "images: [a]",
            "translation: {by: machine, of: {intro: 1}}",
            "translation: {of: [1], reviewed: no}",
            "translation: 1",
            "aliases: [/a/, 7]",
            "keywords: [a, b]",
            "keywords: {a: b}",
            "- list",
            "\t",
            "{",
            "---",
            "&a *b",
        ]
    ),
    max_size=8,
).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)
FILES = st.one_of(
    ANYTHING, st.builds("---\n{}\n---\n{}".format, st.one_of(FRONT, ANYTHING), ANYTHING), FRONT.map("---\n{}".format)
)


@given(text=FILES)
def test_no_words_file_makes_it_raise(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "content/services/advice"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "de.md").write_bytes(text.encode())
    files = EntryFiles(
        kind="service", id="advice", path="content/services/advice", has_facts=False, languages=("de",), media=()
    )
    root = tmp_path_factory.getbasetemp()
    parsed, texts, problems = parse(files, root=root, kind=KINDS["service"], kind_names=NAMES)
    assert hash((parsed.facts, parsed.words["de"], texts["de"])) is not None
    assert {found.span.path for found in problems} <= {"content/services/advice", "content/services/advice/de.md"}
    lines = text.count("\n") + text.count("\r") + 2
    assert all(found.span.line <= lines for found in problems)


def test_texts_of_the_front_matter_become_documents() -> None:
    read, problems = words_of(words("Beratung", front="cost: Für *alle* kostenlos.\n"))
    cost = read.fields.get("cost")
    assert isinstance(cost, Document)
    assert "".join(part for part in cost.parts if isinstance(part, str)) == "<p>Für <em>alle</em> kostenlos.</p>\n"
    assert not problems


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("cost: Siehe [](x)", 4, 16),
        ('cost: "Siehe [](x)"', 4, 17),
        ("cost: |\n  Kostenlos.\n\n  Siehe [](x)", 7, 12),
        ("cost: |-\n  Siehe [](x)", 5, 12),
        ("cost: >\n  Kostenlos,\n  siehe [](x)", 6, 12),
        ("cost: Kostenlos,\n  siehe [](x)", 5, 12),
    ],
)
def test_problems_in_texts_of_the_front_matter_are_placed_where_they_stand(
    written: str, line: int, column: int
) -> None:
    text = words("Beratung", front=f"{written}\n")
    _, problems = words_of(text)
    assert {(found.code, found.span.line, found.span.column) for found in problems} == {
        ("link-to-nowhere", line, column),
        ("empty-link-text", line, column),
    }
    assert text.split("\n")[line - 1][column - 1] == "x"


def test_a_heading_in_a_block_of_the_front_matter_is_placed_on_its_line() -> None:
    _, problems = words_of(words("Beratung", front="cost: |\n  Kostenlos.\n\n  # Oder nicht\n"))
    assert [(found.code, found.span.line) for found in problems] == [("heading-level-one", 7)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (words("Beratung", "Wir helfen."), words("  Beratung ", "\n\nWir\nhelfen.\n\n\n")),
        (words("Beratung", summary="Wir helfen."), words("Beratung", summary=">\n  Wir\n  helfen.")),
        (
            words("Beratung", front="cost: Im [Amt](office:one).\n"),
            words("Beratung", front="cost: |\n  Im [Amt](office:two).\n"),
        ),
        (words("Beratung"), words("Beratung", front="keywords: [Hilfe]\naliases: [/alt/]\n")),
        (words("Beratung", "Ruf {phones}"), words("Beratung", "Ruf {email}")),
    ],
)
def test_digests_stand_for_words_alone(one: str, other: str) -> None:
    assert words_of(one)[0].digests == words_of(other)[0].digests


@pytest.mark.parametrize(
    "other",
    [
        words("Hilfe"),
        words("Beratung", summary="Wir helfen gern."),
        words("Beratung", front="cost: Kostenlos.\n"),
    ],
)
def test_title_summary_and_longer_texts_share_one_digest(other: str) -> None:
    before, after = dict(words_of(words("Beratung"))[0].digests), dict(words_of(other)[0].digests)
    assert [name for name in after if before.get(name) != after[name]] == [next(iter(after))]


def test_a_translation_counts_as_read_by_a_person_unless_a_machine_made_it() -> None:
    made = {
        front: words_of(words("Beratung", front=f"translation: {front}\n"))[0].translation
        for front in ("{}", "{by: machine}", "{by: machine, reviewed: true}", "{reviewed: false}")
    }
    assert [(one.by_machine, one.is_reviewed) for one in made.values() if one] == [
        (False, True),
        (True, False),
        (True, True),
        (False, False),
    ]
    assert words_of(words("Beratung"))[0].translation is None


def test_pictures_keep_what_is_said_about_them() -> None:
    read, _ = words_of(words("Beratung", front="images: {a.jpg: {alt: Ein Haus, caption: Unser Haus}, b.jpg: {}}\n"))
    assert [(one.file, one.alternative, one.caption) for one in read.pictures] == [
        ("a.jpg", "Ein Haus", "Unser Haus"),
        ("b.jpg", None, ""),
    ]


@pytest.mark.parametrize("front", ["", "---\n---\n", "---\nsummary: Kurz\n---\n"])
def test_a_text_without_a_title_is_never_taken(front: str) -> None:
    _, problems = words_of(f"{front}Text")
    assert any(found.is_error for found in problems)


@pytest.mark.parametrize(
    ("facts", "is_wrong"),
    [
        ("start: 2026-11-24 14:00\nend: 2026-11-24 13:59", True),
        ("start: 2026-11-24 14:00\nend: 2026-11-24 14:00", False),
        ("start: 1900-01-01 00:00\nend: 2199-12-31 23:59", False),
        ("start: 2199-12-31 23:59\nend: 1900-01-01 00:00", True),
        ("start: 2026-11-24 14:00", False),
    ],
)
def test_an_end_must_not_lie_before_the_beginning(facts: str, is_wrong: bool) -> None:  # noqa: FBT001  a case
    _, codes = entry("event", f"{facts}\nonline: https://x.example/\n")
    assert codes == (["wrong-order"] if is_wrong else [])


def test_choices_and_numbers_have_an_order_too() -> None:
    base = "course-type: x\nwebsite: https://x.example/\n"
    assert entry("course", f"{base}level-from: b1\nlevel-to: a1\n")[1] == ["wrong-order"]
    assert entry("course", f"{base}level-from: a1\nlevel-to: b1\n")[1] == []
    assert entry("course", f"{base}start: 2027-01-02\nend: 2027-01-01\n")[1] == ["wrong-order"]
    assert entry("service", "email: a@x.example\nage-from: 18\nage-to: 6\n")[1] == ["wrong-order"]


def test_a_group_of_which_one_is_needed_takes_any_but_no_empty_one() -> None:
    assert entry("office", "phones: [030 23125 100]\n")[1] == []
    assert entry("office", "website:\n")[1] == ["missing-one-of"]
    assert entry("office", "email: wrong\n")[1] == ["bad-email"], "what is there but wrong is told once"


def test_values_are_read_by_their_kind() -> None:
    parsed, _ = entry("event", "start: 2026-11-24 14:00\nonline: https://x.example/\nfree: ja\n")
    assert parsed.facts.get("start") == dt.datetime(2026, 11, 24, 14)  # noqa: DTZ001  local times
    assert parsed.facts.get("free") is True
    assert parsed.facts.get("gone") is None
