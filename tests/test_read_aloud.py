"""What is read aloud: sentences in finished pages, and how they are spoken."""

import gzip
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from intsite import catalogs
from intsite.read_aloud import Voice, dialled, mark
from intsite.resources import shipped
from support.counties import County
from support.sites import BuiltSite

LANGUAGES = ("de", "de-simple", "en", "fr", "tr", "ru", "uk", "ar", "fa")
NOT_READ = "nav form search button label audio video iframe object script style template svg textarea select noscript"
SPAN = re.compile(r'<span class="s"(?: id="[^"]*")?(?: data-say="[^"]*")?>([^<]*)</span>')


@pytest.fixture(scope="module")
def voices() -> dict[str, Voice]:
    found, problems = catalogs.load(LANGUAGES, [shipped("templates")], Path())
    assert problems == ()
    return {language: Voice(catalog) for language, catalog in found.items()}


def page(main: str, language: str = "de") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><body><p>Kopf.</p><main>{main}</main><p>Fuß.</p></body></html>'


def sentences(marked: str) -> list[str]:
    """The sentences, their pieces joined, in the order of the page."""
    found: list[str] = []
    for piece in html.fromstring(marked).xpath('//span[@class="s"]'):
        if piece.get("id"):
            found.append("")
            assert piece.get("id") == f"s.{len(found)}"
        found[-1] += piece.text
    return [" ".join(text.split()) for text in found]


def spoken(text: str, voices: dict[str, Voice], language: str = "de") -> str:
    return "".join(said or piece for piece, said in voices[language].pieces(text))


def visible(document: str) -> str:
    """What a reader sees in the main content, by another way than the program's, without any space."""
    (main,) = html.fromstring(document).xpath("//main")
    # A button within a sentence opens the explanation of its word; the word belongs to the sentence.
    skipped = " or ".join(f"self::{name}[not(@class='word')]" for name in NOT_READ.split())
    outside = f'ancestor-or-self::*[{skipped} or @hidden or @data-read-skip or @aria-hidden="true" or {HIDDEN}]'
    return "".join("".join(main.xpath(f".//text()[not(parent::*[{outside}])]")).split())


HIDDEN = 'contains(concat(" ", normalize-space(@class), " "), " visually-hidden ")'


def test_every_visible_word_of_a_site_is_read_once_and_in_order(demo: BuiltSite) -> None:
    for language in ("de", "ar"):
        for one in demo.one_of_each_sort(language):
            text = demo.read(one.path).decode()
            assert "".join("".join(sentences(text)).split()) == visible(text), one.path
            identifiers = html.fromstring(text).xpath("//@id")
            assert len(identifiers) == len(set(identifiers)), one.path


words = st.text(alphabet="aB1 .!?&<é٣–:", max_size=12).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
inline: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        words,
        st.tuples(st.sampled_from(["a", "strong", "bdi", "span"]), st.lists(inline, max_size=3)).map(
            lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
        ),
        words.map(lambda text: f'<span lang="ar">{text}</span>'),
        words.map(lambda text: f'<span class="visually-hidden">{text}</span>'),
        st.just("<br>"),
    )
)
blocks = st.tuples(st.sampled_from(["p", "li", "td", "h2", "nav"]), st.lists(inline, max_size=4)).map(
    lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
)


nested = st.recursive(
    blocks,
    lambda parts: st.tuples(
        st.sampled_from(["div", "div data-read-skip", 'div lang="ar"', "section", "section hidden", "nav", "article"]),
        st.lists(parts | words, max_size=4),
    ).map(lambda made: "\n".join([f"<{made[0]}>", *made[1], f"</{made[0].split()[0]}>"])),
)


@given(st.lists(nested, max_size=4))
@example(["<div hidden><div>Eins</div>Zwei</div>"])
def test_nothing_changes_but_spans_around_all_that_is_visible(voices: dict[str, Voice], parts: list[str]) -> None:
    before = page("".join(parts))
    marked = mark(before, voices)
    assert SPAN.sub(r"\1", marked) == before
    assert "".join("".join(sentences(marked)).split()) == visible(before)


@given(st.lists(nested, max_size=4))
@example(["<p>Eins\n<span>und zwei</span></p>"])
def test_a_page_cut_into_stretches_is_marked_like_the_whole(voices: dict[str, Voice], parts: list[str]) -> None:
    main = "\n".join(parts)
    comment = "<!-- Nobody knows what a comment holds: the page stays whole. -->"
    whole = mark(page(main + comment), voices)
    assert mark(page(main), voices) == whole.replace(comment, "")


def test_what_only_looks_like_a_tag_stays_in_the_page(voices: dict[str, Voice]) -> None:
    before = page('<p title="a > b">Es sind < 5" vom Rand.</p>\n<P>Ja.</P>')
    assert SPAN.sub(r"\1", mark(before, voices)) == before


def test_a_sentence_goes_on_over_links_and_stressed_words(voices: dict[str, Voice]) -> None:
    marked = mark(page('<p>Kommen Sie <a href="x">zu <strong>uns</strong></a>.</p><p>Gern.</p>'), voices)
    assert sentences(marked) == ["Kommen Sie zu uns.", "Gern."]
    assert '<a href="x"><span class="s">zu </span><strong><span class="s">uns</span>' in marked


def test_a_paragraph_is_split_at_the_ends_of_sentences_only(voices: dict[str, Voice]) -> None:
    text = "Bringen Sie z. B. den Pass mit.\nWir sind im 1. Stock, bei Dr. Muster &amp; Sohn. Kommen Sie!"
    assert sentences(mark(page(f"<p>{text}</p>"), voices)) == [
        "Bringen Sie z. B. den Pass mit.",
        "Wir sind im 1. Stock, bei Dr. Muster & Sohn.",
        "Kommen Sie!",
    ]


def test_words_of_another_language_are_a_sentence_of_their_own(voices: dict[str, Voice]) -> None:
    marked = mark(page('<p>قصر <bdi lang="de">Musterstraße 1</bdi> هنا</p>', "ar"), voices)
    assert sentences(marked) == ["قصر", "Musterstraße 1", "هنا"]


@pytest.mark.parametrize(
    "skipped",
    [
        "<nav>Weiter</nav>",
        "<div data-read-skip><p>Weiter</p></div>",
        "<p hidden>Weiter</p>",
        '<b aria-hidden="true">Weiter</b>',
        '<table><caption class="x visually-hidden">Weiter</caption></table>',
        "<form><label>Weiter</label></form>",
        "<script>Weiter</script>",
        "<textarea>\n<p>Weiter</textarea>",
        "<!-- Es geht\n<p>weiter -->",
    ],
)
def test_what_is_hidden_or_navigation_is_not_read(voices: dict[str, Voice], skipped: str) -> None:
    assert sentences(mark(page(f"<p>Eins</p>{skipped}<p>Zwei</p>"), voices)) == ["Eins", "Zwei"]


def test_pages_without_main_content_stay_as_they_are(voices: dict[str, Voice]) -> None:
    assert mark("<p>Umgezogen.</p>", voices) == "<p>Umgezogen.</p>"


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("de", "Rufen Sie 030 23125-100 an.", "Rufen Sie 0 3 0, 2 3 1 2 5, 1 0 0 an."),
        ("de", "+49 30 23125-100", "+ 4 9, 3 0, 2 3 1 2 5, 1 0 0"),
        ("de", "08:00–12:30", "8 Uhr bis 12:30 Uhr"),
        ("de", "um 10:05 Uhr", "um 10:05 Uhr"),
        ("de-simple", "09:00–10:00 Uhr", "9 Uhr bis 10 Uhr"),
        ("de", "bis 24.12.2026, z.B. mittags", "bis 24. Dezember 2026, zum Beispiel mittags"),
        ("de", "z. B. bzw. usw.", "zum Beispiel beziehungsweise und so weiter"),
        ("de", "§ 81, Haus 3, 12345 Musterstadt, 31.31.2026", "Paragraf 81, Haus 3, 12345 Musterstadt, 31.31.2026"),
        ("en", "08:00–12:30, e.g. today", "8:00 to 12:30, for example today"),
        ("ar", "08:00–12:00", "من الساعة 8 إلى الساعة 12"),
        ("ar", "٠٨:٠٠–١٢:٠٠", "من الساعة 8 إلى الساعة 12"),
    ],
)
def test_what_is_written_short_is_spoken_in_full(
    voices: dict[str, Voice], language: str, written: str, said: str
) -> None:
    assert spoken(written, voices, language) == said


def test_whatever_a_phone_link_shows_is_read_digit_by_digit(voices: dict[str, Voice]) -> None:
    marked = mark(page('<p>Notruf: <a href="tel:112"><bdi dir="ltr">112</bdi></a></p>'), voices)
    assert '<span class="s" data-say="1 1 2">112</span>' in marked
    assert dialled("0800 111 0 111") == "0 8 0 0, 1 1 1, 0, 1 1 1"


def test_the_search_index_has_no_marks_in_it(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    county.write(
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de"]\n',
            "content/pages/imprint/facts.yaml": "purpose: imprint\n",
            "content/pages/imprint/de.md": "---\ntitle: Impressum\nsummary: Wer wir sind.\n---\n\nHier.\n",
        }
    )
    built = county.build()
    assert 'id="s.1"' in built.text("de/pages/imprint/index.html")
    (fragment,) = (built.folder / "pagefind").rglob("*.pf_fragment")
    assert b'"s.1"' not in gzip.decompress(fragment.read_bytes())
