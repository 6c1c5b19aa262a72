"""Markdown to pieces of HTML: what readers get, what editors are told, and what a digest stands for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from intsite.markdown import BoxLabel, EntryLink, FactQuote, ImageUse, Rendered, bare_digest, render
from intsite.problems import Problem

KINDS = frozenset({"office", "guide"})
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\x7f"))
PIECES = st.sampled_from(
    (
        *("# ", "## ", "#", "\n", "\n\n", "- ", "> ", "|", "---\n", "[", "](", ")", "![", "{", "}", "\\", " "),
        *("{#id}", "{lang=de}", "office:", "{office:x.phones}", "[](office:x#y)", "[](#%00)", "https://x.example"),
        *("::: important\n", "::: details\n", ":::\n", "```\n", "`", "*", "**", "<b>", "<!--", "&amp;"),
        *("tel:", "javascript:alert(1)", "word", "ع", "ж"),
    )
)
MARKDOWN = st.one_of(TEXTS, st.lists(st.one_of(PIECES, TEXTS), max_size=25).map("".join))
TAGS = {
    *("a", "bdi", "blockquote", "body", "br", "code", "details", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("html", "li", "ol", "p", "pre", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


def read(text: str) -> tuple[Rendered, tuple[Problem, ...]]:
    return render(text, path="de.md", first_line=10, kinds=KINDS)


def html_of(text: str) -> str:
    """The HTML; what later stages fill in stands there as the name of its class."""
    return "".join(
        part if isinstance(part, str) else f"⟨{type(part).__name__}⟩" for part in read(text)[0].document.parts
    ).strip()


def parts(text: str) -> list[object]:
    return [part for part in read(text)[0].document.parts if not isinstance(part, str)]


def codes(text: str) -> list[str]:
    return [found.code for found in read(text)[1]]


def digests(text: str) -> dict[str, str]:
    return {section.id: section.digest for section in read(text)[0].sections}


# --- whatever people write


@given(text=MARKDOWN)
def test_no_text_makes_it_raise(text: str) -> None:
    rendered, problems = read(text)
    assert hash(rendered) is not None
    assert all(found.span.path == "de.md" for found in problems)


@given(text=MARKDOWN)
def test_no_text_brings_in_other_elements_or_scripts(text: str) -> None:
    shown = html_of(text)
    if not shown:
        return
    for element in html.fromstring(f"<div>{shown}</div>").iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "lang", "dir", "id", "class", "scope", "start", "title", "alt", "src"}
        assert not element.get("href", "").lower().replace(" ", "").startswith(("javascript:", "data:", "vbscript:"))


def test_masses_of_brackets_are_reported_where_they_begin_instead_of_searched_for_links() -> None:
    rendered, (found,) = read("Vorher.\n\n" + "[" * 300_000)
    assert (found.code, found.span.line) == ("too-many-brackets", 12)
    assert rendered.text.strip() == "Vorher."
    assert codes("[Amt](office:jobcenter) und " * 150) == []


# --- headings and sections


def test_headings_get_ids_from_their_words_or_the_one_that_was_fixed() -> None:
    rendered, problems = read("## Unterlagen & Kosten\n\n## الوثائق\n\n## Kosten {#cost}\n\n### Kosten {#Cost-2}\n")
    assert [heading.id for heading in rendered.headings] == ["unterlagen-kosten", "الوثائق", "cost", "Cost-2"]
    assert [heading.text for heading in rendered.headings] == ["Unterlagen & Kosten", "الوثائق", "Kosten", "Kosten"]
    assert problems == ()
    assert '<h2 id="cost">Kosten</h2>' in html_of("## Kosten {#cost}")


def test_headings_of_the_same_words_get_different_ids() -> None:
    rendered, _ = read("## Kosten\n\n## Kosten\n\n## Kosten-2\n\n## !\n\n## ?\n")
    ids = [heading.id for heading in rendered.headings]
    assert len(set(ids)) == len(ids)
    assert ids[:2] == ["kosten", "kosten-2"]


def test_each_heading_starts_a_section_and_the_text_before_is_the_introduction() -> None:
    assert list(digests("Erst.\n\n## Eins\n\n## Zwei {#two}\n")) == [".intro", "eins", "two"]
    assert list(digests("## Eins\n\nText\n")) == ["eins"]
    assert list(digests("")) == []


def test_a_changed_word_changes_the_digest_of_its_section_only() -> None:
    before = digests("Erst.\n\n## Eins\n\nAlt\n\n## Zwei\n\nText\n")
    after = digests("Erst.\n\n## Eins\n\nNeu\n\n## Zwei\n\nText\n")
    assert [name for name in before if before[name] != after[name]] == ["eins"]


@given(words=st.lists(st.sampled_from(["Amt", "Pass", "Büro", "عربي"]), min_size=1, max_size=8), data=st.data())
def test_white_space_does_not_change_a_digest(words: list[str], data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "  ", "\n", " \n", "\u00a0", "   "])
    spread = "".join(word + data.draw(spaces) for word in words)
    assert digests(spread) == digests(" ".join(words))
    assert digests(f"\n\n{spread}\n\n\n## Ende\n") == digests(f"{' '.join(words)}\n\n## Ende")
    assert bare_digest(spread) == bare_digest(" ".join(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Im [Amt](office:one) fragen.", "Im [Amt](office:two#documents) fragen."),
        ("Im [Amt](https://one.example/) fragen.", "Im Amt fragen."),
        ("Rufen Sie an: {phones}", "Rufen Sie an: {office:other.phones}"),
        ("Das „Amt“ – ‚immer‘ offen", "Das \"Amt\" - 'immer' offen"),
        ("Aufenthalts\u00adtitel", "Aufenthaltstitel"),
        ("**Wichtig**", "Wichtig"),
        ("- eins\n- zwei", "* eins\n* zwei"),
    ],
)
def test_targets_typography_and_markup_do_not_change_a_digest(one: str, other: str) -> None:
    assert digests(one) == digests(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Pass", "Ausweis"), ("Bis 12 Uhr", "Bis 13 Uhr"), ("`a`", "`b`"), ("a", "A")]
)
def test_words_numbers_and_code_change_a_digest(one: str, other: str) -> None:
    assert digests(one) != digests(other)


# --- what goes beyond CommonMark


def test_links_to_entries_stay_values() -> None:
    (link,) = parts("Siehe [Unterlagen](office:jobcenter#documents).")
    assert isinstance(link, EntryLink)
    assert (link.kind, link.id, link.fragment, link.titled) == ("office", "jobcenter", "documents", True)
    assert (link.span.line, link.span.column, link.span.length) == (10, 20, len("office:jobcenter#documents"))
    (link,) = parts("[](office:jobcenter#größe)")
    assert isinstance(link, EntryLink)
    assert (link.fragment, link.titled, link.span.column) == ("größe", False, 4)


def test_facts_stay_values_and_code_stays_code() -> None:
    first, second = parts("Ruf {phones} oder {office:job-center.phones.0}, nicht `{phones}` und nicht {Wort} {1}")
    assert isinstance(first, FactQuote)
    assert isinstance(second, FactQuote)
    assert (first.kind, first.id, first.names) == ("", "", ("phones",))
    assert (second.kind, second.id, second.names) == ("office", "job-center", ("phones", "0"))


def test_a_fact_can_be_the_text_of_a_link() -> None:
    assert codes("[{phones}](https://www.musterland.example/)") == []


def test_pictures_stay_values() -> None:
    (image,) = parts("![Der *Eingang*](entrance.jpg)")
    assert isinstance(image, ImageUse)
    assert (image.file, image.alternative) == ("entrance.jpg", "Der Eingang")


def test_boxes_bring_their_label_and_folds_their_title() -> None:
    (label,) = parts("::: tip\nGeht **schnell**.\n:::")
    assert label == BoxLabel(box="tip")
    assert html_of("::: tip\nGeht **schnell**.\n:::") == (
        '<div class="box box--tip"><p class="box__label">⟨BoxLabel⟩</p>\n<p>Geht <strong>schnell</strong>.</p>\n</div>'
    )
    fold = html_of("::: details Was *Sie* brauchen & mehr\nDen Pass.\n:::")
    assert "<summary>Was <em>Sie</em> brauchen &amp; mehr</summary>" in fold
    assert "<p>Den Pass.</p>" in fold


def test_an_unknown_box_is_shown_as_text() -> None:
    assert html_of("::: alarm\nText\n:::") == "<p>::: alarm\nText\n:::</p>"


def test_words_in_another_language_are_marked_and_nothing_else_can_be() -> None:
    assert re.search(r'<(span|bdi) lang="fr"[^>]*>permis</\1>', html_of("Der [permis]{lang=fr}"))
    shown = html_of('[rot]{lang=de style="color:red" onclick="alert(1)" class=x .big #top}')
    assert "rot" in shown
    assert not re.search("style|onclick|class|id=", shown)


def test_a_mark_covers_what_is_in_it_and_no_more() -> None:
    assert read("[das **слово** тут]{lang=ru} Ende")[0].document.scripts == ()
    (use,) = read("[слово]{lang=ru} и ещё")[0].document.scripts
    assert (use.script, use.word) == ("Cyrillic", "и")
    (use,) = read("[Amt](https://x.example){lang=de} слово")[0].document.scripts
    assert use.word == "слово"


def test_tables_can_scroll_and_align_without_inline_styles() -> None:
    table = html_of("| Was | Kosten |\n| --- | ---: |\n| Pass | 60 |\n")
    assert table.startswith('<div class="table"><table>')
    assert '<th scope="col">Was</th>' in table
    assert '<th scope="col" class="align-end">Kosten</th>' in table
    assert '<td class="align-end">60</td>' in table
    assert "style" not in table


def test_the_empty_corner_of_a_table_heads_no_column() -> None:
    assert '<tr>\n<td></td><th scope="col">B1</th></tr>' in html_of("| | B1 |\n| --- | --- |\n| Mo | 9 |\n")


def test_numbers_and_addresses_in_links_run_from_left_to_right() -> None:
    assert html_of("[030 23125 100](tel:+493023125100)") == (
        '<p><a href="tel:+493023125100"><bdi dir="ltr">030 23125 100</bdi></a></p>'
    )
    assert '<bdi dir="ltr">post@x.example</bdi></a>' in html_of("<post@x.example>")
    assert "bdi" not in html_of("[Startseite](https://x.example)")


def test_html_is_shown_as_it_was_written_and_told() -> None:
    text = "Das <b>ist</b> <script>alert(1)</script>"
    assert html_of(text) == "<p>Das &lt;b&gt;ist&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert set(codes(text)) == {"raw-html"}
    assert codes("3 < 5 und a > b, <https://x.example> und `<b>`") == []


def test_a_link_that_runs_a_program_is_no_link() -> None:
    assert "<a" not in html_of("[Klick](javascript:alert(1)) [Klick](data:text/html,x) [Klick](vbscript:x)")


def test_problems_name_the_line_of_the_file() -> None:
    _, problems = read("Text\n\n- eins\n- [hier](seite.html) und [da](seite.html)\n")
    assert [(found.span.line, found.span.column) for found in problems] == [(13, 10), (13, 31)]


def test_the_text_for_other_uses_has_no_markup() -> None:
    assert read("## Titel\n\nEin *Satz* mit [Link](https://x.example)\nund `Code`.\n")[0].text == (
        "Titel\nEin Satz mit Link und Code."
    )
