"""What is said of a page."""

import pytest

from intsite.spoken import Sentence, fingerprint, sentences

TABLE = """
<table><thead><tr><th><span class="s" id="s.1">Tag</span></th><th><span class="s" id="s.2">Zeit</span></th></tr></thead>
<tbody><tr><th><span class="s" id="s.3">Montag</span></th>
<td><p><span class="s" id="s.4">Vormittag.</span> <span class="s" id="s.5">Gern.</span></p></td></tr></tbody></table>
"""


def said(main: str) -> list[str]:
    return [one.text for one in sentences(f'<html lang="de"><main>{main}</main></html>')]


def test_a_sentence_is_said_over_all_its_pieces_and_as_it_is_spoken() -> None:
    page = (
        '<p><span class="s" id="s.1">Rufen\n Sie </span><a href="tel:112"><span class="s" '
        'data-say="1 1 2">112</span></a><span class="s"> an &amp; warten.</span></p><p>Nicht dies.</p>'
    )
    assert said(page) == ["Rufen Sie 1 1 2 an & warten."]


def test_a_sentence_has_the_language_of_the_nearest_element() -> None:
    page = (
        '<html lang="ar"><main><p><span class="s" id="s.1">عنوان</span> <br><bdi lang="de"><span class="s" id="s.2">'
        'Amt</span></bdi> <span class="s" id="s.3">هنا</span></p></main></html>'
    )
    assert sentences(page) == (
        Sentence("s.1", "ar", "عنوان"),
        Sentence("s.2", "de", "Amt"),
        Sentence("s.3", "ar", "هنا"),
    )


def test_in_a_table_the_heading_of_the_column_is_said_before_the_first_sentence_of_a_cell() -> None:
    assert said(TABLE) == ["Tag", "Zeit", "Montag", "Zeit: Vormittag.", "Gern."]


def test_headings_that_nobody_sees_are_not_said() -> None:
    assert said(TABLE.replace("<thead>", '<thead class="visually-hidden">'))[-2:] == ["Vormittag.", "Gern."]


def test_marks_without_a_word_are_not_said() -> None:
    assert said('<p><span class="s" id="s.1">–</span></p><p><span class="s" id="s.2">3</span></p>') == ["3"]


@pytest.mark.parametrize("other", [("s.2", "de", "Hallo"), ("s.1", "en", "Hallo"), ("s.1", "de", "Hallo!")])
def test_pages_that_say_something_else_have_another_fingerprint(other: tuple[str, str, str]) -> None:
    assert fingerprint([Sentence(*other)]) != fingerprint([Sentence("s.1", "de", "Hallo")])
