"""Vocabularies: terms in their order with labels per language."""

from pathlib import Path

from intsite.fields import Labels
from intsite.vocabularies import Term, Vocabulary, parse_vocabulary


def parse(root: Path, text: str, source: str = "de") -> tuple[Vocabulary, list[tuple[str, int]]]:
    (root / "roles.yaml").write_text(text, encoding="utf-8")
    vocabulary, problems = parse_vocabulary(root, "roles.yaml", source)
    return vocabulary, [(found.code, found.span.line) for found in problems]


def test_terms_keep_the_order_of_the_file(tmp_path: Path) -> None:
    vocabulary, problems = parse(
        tmp_path,
        """\
officer:
  labels: {de: Beauftragte, en: Officer}
  description: {de: Wer zuständig ist.}
adviser: {labels: Beratung}
""",
    )
    assert problems == []
    assert (vocabulary.name, vocabulary.path) == ("roles", "roles.yaml")
    assert vocabulary.terms == (
        Term(
            id="officer",
            labels=Labels(texts=(("de", "Beauftragte"), ("en", "Officer"))),
            description=Labels(texts=(("de", "Wer zuständig ist."),)),
            order=0,
        ),
        Term(id="adviser", labels=Labels(texts=(("", "Beratung"),)), order=1),
    )
    assert vocabulary.get("adviser") == vocabulary.terms[1]
    assert vocabulary.get("gone") is None


def test_every_term_needs_a_label_in_the_leading_language(tmp_path: Path) -> None:
    text = "a: {labels: {de: A}}\nb: {labels: {en: B}}\nc: {}\nd: {labels: D}\n"
    assert parse(tmp_path, text)[1] == [("term-without-label", 2), ("term-without-label", 3)]
    assert parse(tmp_path, text, source="en")[1] == [("term-without-label", 1), ("term-without-label", 3)]


def test_a_damaged_file_is_told_and_has_no_terms(tmp_path: Path) -> None:
    vocabulary, problems = parse(tmp_path, "a: [\n")
    assert vocabulary.terms == ()
    assert problems


def test_a_broken_term_leaves_the_others(tmp_path: Path) -> None:
    vocabulary, problems = parse(tmp_path, "a: A\nb: {labels: {de: B}}\n")
    assert [term.id for term in vocabulary.terms] == ["b"]
    assert problems == [("not-a-mapping", 1)]
