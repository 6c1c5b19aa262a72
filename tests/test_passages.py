"""Texts taken apart into what is translated one by one, and put together with other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.markdown.passages import parts, replaced, without_notes
from intsite.markdown.pieces import Mark, Piece, Pieces, of_text, tidy, words

BODY = """
Bringen Sie **bitte** Ihren [Pass](page:passport) mit. Fragen? {phones.0}

::: important
Kommen Sie *pünktlich*.
:::

::: details Was noch?
- Ein Foto
  - neu
- [Formular](form.pdf)\\
  zweimal
:::

## Gebühren {#fees}

| Wer | Wie viel |
| --- | ---: |
| Kinder | {amount.0} |
| Eltern mit \\| Strich | [](office:cash) |

> Wer wenig hat, zahlt `nichts`.

### Überweisen

1. Zur Bank

```text
Landkreis Musterland
Musterstadt
```
"""

HARMLESS = st.text(alphabet="abc مرحبا.,", min_size=1)
ANY = st.text(
    alphabet=st.one_of(st.sampled_from("*_[]()<>!#`|\\{}:-+=~&;.1 \n\t٣ب«»'\"/a"), st.characters()), min_size=1
)
MARKS = st.sampled_from(
    [
        Mark(kind="fact", value="office:jobcenter.phones.0"),
        Mark(kind="code", value="a`b"),
        Mark(kind="address", value="https://www.landkreis-musterland.example/"),
        Mark(kind="link", value="office:jobcenter"),
        Mark(kind="image", value="entrance.jpg"),
        Mark(kind="strong"),
        Mark(kind="em"),
        Mark(kind="lang", language="de"),
    ]
)


@st.composite
def texts(draw: st.DrawFn, alphabet: st.SearchStrategy[str] = ANY) -> Pieces:
    """Any text with marks in it, none within another."""
    found: list[Piece] = []
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        found.append(draw(alphabet))
        if draw(st.booleans()):
            mark = draw(MARKS)
            inner = (draw(alphabet),) if mark.kind in {"link", "image", "strong", "em", "lang"} else ()
            found.append(Mark(kind=mark.kind, value=mark.value, language=mark.language, inner=inner))
    return tidy(tuple(found))


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.section, part.shape) for part in parts(text)]


def test_every_block_is_a_passage_of_its_section() -> None:
    found = [(one.section, one.kind, words(one.pieces)) for part in parts(BODY) for one in part.passages]
    assert found == [
        (".intro", "paragraph", "Bringen Sie bitte Ihren Pass mit. Fragen? "),
        (".intro", "paragraph", "Kommen Sie pünktlich."),
        (".intro", "details", "Was noch?"),
        (".intro", "paragraph", "Ein Foto"),
        (".intro", "paragraph", "neu"),
        (".intro", "paragraph", "Formularzweimal"),
        ("fees", "heading", "Gebühren"),
        ("fees", "cell", "Wer"),
        ("fees", "cell", "Wie viel"),
        ("fees", "cell", "Kinder"),
        ("fees", "cell", ""),
        ("fees", "cell", "Eltern mit | Strich"),
        ("fees", "cell", ""),
        ("fees", "paragraph", "Wer wenig hat, zahlt ."),
        ("überweisen", "heading", "Überweisen"),
        ("überweisen", "paragraph", "Zur Bank"),
        ("überweisen", "code", "Landkreis Musterland\nMusterstadt"),
    ]


def test_a_text_written_anew_stays_as_it_is_but_for_the_ids_of_its_headings() -> None:
    for part in parts(BODY):
        lines = replaced(BODY, part, {index: one.pieces for index, one in enumerate(part.passages)})
        before = "\n".join(BODY.split("\n")[part.first : part.end])
        expected = before.replace("### Überweisen", "### Überweisen {#überweisen}").replace("| ---: |", "| ---: |")
        assert lines == expected


@given(st.data())
def test_whatever_is_put_in_the_structure_stays(data: st.DataObject) -> None:
    whole = parts(BODY)
    index = data.draw(st.integers(min_value=0, max_value=len(whole) - 1))
    part = whole[index]
    number = data.draw(st.integers(min_value=0, max_value=len(part.passages) - 1))
    passage = part.passages[number]
    wanted = data.draw(texts()) or ("x",)
    if passage.kind == "code":
        wanted = (words(wanted).replace("```", "") or "x",)

    written = replaced(BODY, part, {number: wanted})

    assert written is not None
    lines = BODY.split("\n")
    text = "\n".join((*lines[: part.first], written, *lines[part.end :]))
    assert shape(text) == shape(BODY)
    assert parts(text)[index].passages[number].pieces == wanted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (("1. Mai",), "1\\. Mai"),
        (("# eins",), "\\# eins"),
        (("2 * 3 * 4",), "2 * 3 * 4"),
        (("*x*",), "\\*x\\*"),
        (("{phones}",), "\\{phones\\}"),
        ((Mark(kind="strong", inner=("(a)",)), "b"), "**(a)**&#98;"),
        (("Ja!", Mark(kind="link", value="page:x", inner=("x",))), "Ja\\![x](page:x)"),
    ],
)
def test_words_that_would_mean_something_in_markdown_are_escaped_and_others_are_not(text: Pieces, written: str) -> None:
    assert replaced("x", parts("x")[0], {0: text}) == written


def test_notes_for_editors_are_not_translated() -> None:
    text = "Eins\n\n<!-- nicht\nfür Leser -->\n\n- Zwei\n  <!-- drei -->\n\n```text\n<!-- vier -->\n```\n"
    assert without_notes(text) == "Eins\n\n- Zwei\n\n```text\n<!-- vier -->\n```\n"


@given(texts())
def test_tidying_twice_is_tidying_once(text: Pieces) -> None:
    assert tidy(text) == text


def test_neighbours_in_bold_are_one_and_spaces_stand_outside() -> None:
    assert tidy((Mark(kind="strong", inner=("a ",)), Mark(kind="strong", inner=("b",)), " ")) == (
        Mark(kind="strong", inner=("a",)),
        " ",
        Mark(kind="strong", inner=("b",)),
    )
    assert of_text("**a**") == (Mark(kind="strong", inner=("a",)),)
