"""Commented files for entries that are yet to be written.

What only a person can know stands there without a value, so that `intsite check` names each such line;
everything else is a comment: `# words` explain, `#name: value` is a field that comes to life without its `#`.
No example value is ever live: somebody would publish it.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from intsite import markdown, source
from intsite.describe import example, label, meaning
from intsite.fields import Field
from intsite.kinds import Kind
from intsite.markdown.document import INTRODUCTION
from intsite.source import Node, Scalar, Sequence, is_empty
from intsite.translations.sections import sections
from intsite.vocabularies import Vocabulary

_QUOTED = ("phone", "text", "time")
"""Types whose digits are no number, which other programs that read YAML would take them for."""
_WIDTH = 100
"""Characters of a comment's line."""

_TEXTS = {
    "facts": (
        (
            "Was in allen Sprachen gleich ist. Für ein weiteres Feld löschen Sie das # vor seiner Zeile und "
            "ersetzen den Beispielwert; was Sie nicht brauchen, können Sie löschen. Danach: intsite check"
        ),
        (
            "What is the same in all languages. To use another field, delete the # in front of its line and "
            "replace the example; what you do not need can be deleted. Then: intsite check"
        ),
    ),
    "needed": ("Nötig: {}", "Required: {}"),
    "or": (" oder ", " or "),
    "possible": ("Möglich: {}", "Possible: {}"),
    "words": (
        (
            "Unter der zweiten Zeile --- steht der Text in Markdown. Überschriften bekommen eine Kennung, "
            "die in allen Sprachen gleich ist: ## Was Sie brauchen {{#what-you-need}}"
        ),
        (
            "The text stands below the second line --- in Markdown. Headings get an id that is the same in "
            "all languages: ## What you need {{#what-you-need}}"
        ),
    ),
    "translation": (
        (
            "Übersetzung von {}. Das Original steht jeweils über der leeren Zeile, unten zwischen <!-- und -->. "
            "Übersetzen Sie auch die Überschriften; ihre Kennungen {{#…}} bleiben, wie sie sind."
        ),
        (
            "Translation of {}. The original stands above each empty line, below between <!-- and -->. "
            "Translate the headings, too; their ids {{#…}} stay as they are."
        ),
    ),
    "origin": (
        (
            "Wie die Übersetzung entstand: by human oder machine; reviewed true, wenn sie jemand gelesen "
            "hat, der mit der Sprache aufgewachsen ist. Solange in-progress true ist, sehen nur Sie die Übersetzung."
        ),
        (
            "How the translation was made: by human or machine; reviewed true if a native speaker has read it. "
            "As long as in-progress is true, nobody but you sees the translation."
        ),
    ),
}
"""German and English."""


class Known(Struct, frozen=True, kw_only=True):
    """What a skeleton need not ask for."""

    today: dt.date
    source_language: str = ""
    """Only where the entry is led by another language than the site's."""
    vocabularies: Mapping[str, Vocabulary]
    editor: str
    """`de`, or anything else for English: the language of the comments."""


def facts(kind: Kind, known: Known) -> str:
    """facts.yaml with every field of the kind: required ones first and empty, the others as comments."""
    lines = [
        *_comment(f"{label(kind.one, known.editor)}: {label(kind.description, known.editor)}"),
        *_comment(_say("facts", known)),
        *_needs(kind, known),
    ]
    live = {"reviewed-on": known.today.isoformat(), "source-language": known.source_language}
    for field in sorted(kind.facts, key=lambda field: not field.required):
        lines += ["", *_explain(field, known)]
        if field.required or live.get(field.name):
            lines.append(f"{field.name}: {live.get(field.name, '')}".rstrip())
        else:
            lines += [f"#{line}" for line in _written(field, known)]
    return "\n".join(lines) + "\n"


def _needs(kind: Kind, known: Known) -> Iterator[str]:
    """The fields that must be there, in one sentence."""
    required = [field.name for field in kind.facts if field.required]
    groups = [_say("or", known).join(group) for group in kind.at_least_one]
    if required or groups:
        yield from _comment(_say("needed", known, "; ".join((*required, *groups))))


def _explain(field: Field, known: Known) -> Iterator[str]:
    yield from _comment(meaning(field, known.editor))
    choices = _choices(field, known)
    if choices:
        yield from _comment(_say("possible", known, ", ".join(choices)))


def _choices(field: Field, known: Known) -> list[str]:
    """The values there are, each with what it is called."""
    vocabulary = known.vocabularies.get(field.vocabulary)
    terms = [(term.id, term.labels) for term in vocabulary.terms] if vocabulary else []
    named = ((name, label(labels, known.editor)) for name, labels in (*field.values, *terms))
    return [f"{name} ({called})" if called else name for name, called in named]


def _written(field: Field, known: Known) -> Iterator[str]:
    """A field with its example value; a record over several lines, each of its fields explained."""
    if not field.fields or field.example:
        yield f"{field.name}: {_example(field, known)}"
        return
    yield f"{field.name}:"
    lead = "  - " if field.listed else "  "
    for inner in field.fields:
        for line in (*_explain(inner, known), *_written(inner, known)):
            is_first = lead.strip() and not line.startswith("#")
            yield (lead if is_first else " " * len(lead)) + line
            lead = " " * len(lead) if is_first else lead


def _example(field: Field, known: Known) -> str:
    vocabulary = known.vocabularies.get(field.vocabulary)
    if field.type == "term" and not field.example and vocabulary and vocabulary.terms:
        return vocabulary.terms[0].id
    value = example(field)
    return f'"{value}"' if field.type in _QUOTED and value[:1].isdecimal() else value


def words(kind: Kind, known: Known) -> str:
    """The file of a language in which nothing is there to translate from."""
    lines = ["---", *_comment(_say("words", known))]
    for field in kind.words:
        mark = "" if field.required or field.name == "summary" else "#"
        lines += [*_explain(field, known), f"{mark}{field.name}:"]
    return "\n".join((*lines, "---", "", ""))


def translation(kind: Kind, known: Known, original: str, language: str, kind_names: Iterable[str]) -> str:
    """The file of a translation: each text of `original`, the words in `language`, above an empty field."""
    split, _ = source.parse_words(original, "")
    lines = ["---", *_comment(_say("translation", known, f"{language}.md"))]
    for field in kind.words:
        node = split.front.get(field.name)
        if field.type == "path" or node is None or is_empty(node):
            continue
        lines += [*_comment(f"{language}: {_text(node)}"), f"{field.name}:"]
    made = ["translation:", "  by: human", "  reviewed: false", "  in-progress: true"]
    lines += [*_comment(_say("origin", known)), *made, "---", ""]
    rendered, _ = markdown.render(split.body, path="", first_line=split.body_line, kinds=frozenset(kind_names))
    written = sections(original)
    if text := written.get(INTRODUCTION):
        lines += [*_note(language, text), ""]
    for heading in rendered.headings:
        text = written[heading.id].partition("\n")[2].strip()
        lines += [f"{'#' * heading.level} {heading.text} {{#{heading.id}}}", "", *_note(language, text), ""]
    return "\n".join(lines) + "\n"


def _note(language: str, text: str) -> Iterator[str]:
    """The original, where only the translator sees it."""
    if text:
        yield from (f"<!-- {language}:", text.replace("-->", "--&gt;"), "-->")


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text.strip()
    return ", ".join(_text(item) for item in node.items) if isinstance(node, Sequence) else ""


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        yield from textwrap.wrap(
            paragraph,
            width=_WIDTH,
            initial_indent="# ",
            subsequent_indent="# ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _say(name: str, known: Known, *values: str) -> str:
    german, english = _TEXTS[name]
    return (german if known.editor.startswith("de") else english).format(*values)
