"""The glossary: concepts with their words in each language, those of the program and those of the county."""

from pathlib import Path

from intsite.glossary import Concept, Glossary, Terms, of_county, parse_glossary

JOBCENTER = """\
jobcenter:
  de: {term: Jobcenter, explanation: Zahlt Geld., everyday: Amt, official: [gemeinsame Einrichtung], short: [JC]}
  de-simple: {explanation: Hier gibt es Geld.}
  tr: {term: iş merkezi, forms: [iş merkezine]}
  uk: центр зайнятості
"""


def parse(root: Path, text: str, source: str = "de") -> tuple[Glossary, list[tuple[str, int, int]]]:
    (root / "glossary.yaml").write_text(text, encoding="utf-8")
    glossary, problems = parse_glossary(root, "glossary.yaml", source)
    return glossary, [(found.code, found.span.line, found.span.column) for found in problems]


def test_a_concept_has_words_and_an_explanation_in_each_language(tmp_path: Path) -> None:
    glossary, problems = parse(tmp_path, JOBCENTER)
    assert problems == []
    assert glossary.concepts == (
        Concept(
            id="jobcenter",
            terms={
                "de": Terms(
                    preferred="Jobcenter", others=("Amt",), official=("gemeinsame Einrichtung",), abbreviations=("JC",)
                ),
                "tr": Terms(preferred="iş merkezi", others=("iş merkezine",), forms=("iş merkezine",)),
                "uk": Terms(preferred="центр зайнятості"),
            },
            explanation={"de": "Zahlt Geld.", "de-simple": "Hier gibt es Geld."},
        ),
    )


def test_everyday_words_are_searched_for_and_not_explained(tmp_path: Path) -> None:
    terms = parse(tmp_path, JOBCENTER)[0].concepts[0].terms["de"]
    assert terms.all == ("Jobcenter", "Amt", "gemeinsame Einrichtung", "JC")
    assert terms.explained == ("Jobcenter", "gemeinsame Einrichtung", "JC")


def test_the_leading_language_needs_word_and_explanation(tmp_path: Path) -> None:
    text = "kita: {de: Kita, en: {term: nursery, explanation: Care.}}\n"
    assert parse(tmp_path, text)[1] == [("concept-without-explanation", 1, 1)]
    assert parse(tmp_path, text, source="en")[1] == []
    missing = [("concept-without-term", 1, 1), ("concept-without-explanation", 1, 1)]
    assert parse(tmp_path, text, source="uk")[1] == missing


def test_a_word_of_two_concepts_is_told_at_the_second(tmp_path: Path) -> None:
    text = JOBCENTER + "office:\n  de: {term: Behörde, explanation: Ein Amt., everyday: [amt]}\n"
    assert parse(tmp_path, text)[1] == [("ambiguous-word", 6, 1)]


def test_reviewed_languages_are_named_at_the_top(tmp_path: Path) -> None:
    assert parse(tmp_path, f"reviewed: [de, en]\n{JOBCENTER}")[0].reviewed == {"de", "en"}
    assert parse(tmp_path, f"reviewed: []\n{JOBCENTER}")[0].reviewed == set()


def test_a_broken_concept_leaves_the_others(tmp_path: Path) -> None:
    glossary, problems = parse(tmp_path, f"kita: Kita\n{JOBCENTER}")
    assert [concept.id for concept in glossary.concepts] == ["jobcenter"]
    assert problems == [("not-a-mapping", 1, 7)]


def test_a_county_adds_concepts_and_replaces_those_of_the_program(tmp_path: Path) -> None:
    general, _ = of_county(tmp_path, "", "de")
    first = general.concepts[0].id
    (tmp_path / "own.yaml").write_text(
        f"{first}:\n  de: {{term: Unser Wort, explanation: Bei uns.}}\nour-pass:\n"
        "  de: {term: Musterpass, explanation: Ein Ausweis.}\n",
        encoding="utf-8",
    )
    own, problems = of_county(tmp_path, "own.yaml", "de")
    assert problems == ()
    assert [concept.id for concept in own.concepts][:2] == [first, "our-pass"]
    assert [concept.id for concept in own.concepts].count(first) == 1
    assert {concept.id for concept in general.concepts} < {concept.id for concept in own.concepts}
