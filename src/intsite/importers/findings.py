"""What an import has to tell: what went wrong, and what it changed on purpose."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from msgspec import Struct, field

MESSAGES = {
    "file-missing": ("Diese Datei gibt es nicht.", "There is no such file."),
    "unreadable": ("Die Datei lässt sich nicht lesen: {reason}.", "The file cannot be read: {reason}."),
    "not-utf-8": ("Die Datei ist nicht als UTF-8 gespeichert.", "The file is not saved as UTF-8."),
    "not-json": ("Das ist kein gültiges JSON: {reason}.", "This is not valid JSON: {reason}."),
    "not-pages": (
        "Die Datei enthält keine Liste von Seiten, wie sie „api/v3/<Region>/<Sprache>/pages/“ liefert.",
        "The file holds no list of pages as “api/v3/<region>/<language>/pages/” delivers it.",
    ),
    "no-pages": ("In den Dateien steht keine einzige Seite.", "The files hold not a single page."),
    "page-without-path": (
        "Der Eintrag hat keine Adresse („path“) der Form /region/sprache/seite/ und fehlt deshalb.",
        "The item has no address (“path”) of the form /region/language/page/ and was left out.",
    ),
    "bad-language-code": (
        "„{value}“ in der Adresse ist kein Sprachcode; die Seite fehlt deshalb.",
        "“{value}” in the address is no language code; the page was left out.",
    ),
    "wrong-type": (
        "Das Feld „{name}“ fehlt oder hat die falsche Form; es gilt als leer.",
        "The field “{name}” is missing or has the wrong form; it counts as empty.",
    ),
    "duplicate-page": (
        "Die Adresse kommt mehrmals mit verschiedenem Inhalt vor; die erste Fassung gilt.",
        "The address occurs more than once with different content; the first version counts.",
    ),
    "other-region": (
        "Die Seite gehört zu „{region}“ und nicht zu „{expected}“; sie fehlt deshalb.",
        "The page belongs to “{region}”, not to “{expected}”; it was left out.",
    ),
    "missing-parent": (
        "Die übergeordnete Seite {parent} ist nicht dabei; diese Seite steht deshalb ganz oben.",
        "The page above, {parent}, is not there; this page therefore stands at the top.",
    ),
    "parent-cycle": (
        "Die Seite steht über sich selbst; sie steht deshalb ganz oben.",
        "The page stands above itself; it therefore stands at the top.",
    ),
    "pairing-conflict": (
        "Zwei Seiten derselben Sprache nennen {other} ihre Übersetzung; die Verbindung bleibt weg.",
        "Two pages of one language call {other} their translation; the connection is left out.",
    ),
    "too-deep": (
        "Das HTML ist zu tief geschachtelt; übernommen wurden nur die Wörter, ohne Gliederung und Links.",
        "The HTML is nested too deeply; only its words were taken over, without structure and links.",
    ),
    "not-ical": (
        "Die Datei ist kein Kalender mit Veranstaltungen: {reason}.",
        "The file is no calendar with events: {reason}.",
    ),
    "event-without-title": (
        "Der Termin hat keinen Titel oder keinen Anfang und fehlt deshalb.",
        "The event has no title or no start and was left out.",
    ),
    "event-without-start": (
        "Die Veranstaltung sagt keinen Anfang und wurde deshalb eine Seite.",
        "The event says no start and therefore became a guide.",
    ),
    "bad-line": (
        "Eine Angabe ist nicht zu verstehen und fehlt deshalb: {reason}",
        "A line cannot be understood and was left out: {reason}",
    ),
    "not-csv": ("Die Tabelle bricht hier ab: {reason}.", "The table breaks off here: {reason}."),
    "more-cells": (
        "Die Zeile hat mehr Zellen als die Tabelle Spalten; sie stehen im Text: {value}",
        "The row has more cells than the table has columns; they stand in the text: {value}",
    ),
    "no-html": ("In der Datei steht kein Text.", "The file holds no text."),
    "unknown-column": (
        "Ein Feld dieses Namens gibt es nicht{suggestion}; --map SPALTE=FELD ordnet die Spalte einem zu.",
        "There is no field of that name{suggestion}; --map COLUMN=FIELD says which one the column is.",
    ),
    "column-missing": ("Die Spalte „{name}“ fehlt.", "The column “{name}” is missing."),
    "row-without-title": ("Die Zeile hat keinen Titel und fehlt deshalb.", "The row has no title and was left out."),
    "exists-already": (
        "Die Datei gibt es schon mit anderem Inhalt; sie blieb, wie sie ist.",
        "The file exists already with other content; it was left as it is.",
    ),
    "conflict": (
        "Redaktion und neue Übernahme haben dieselben Zeilen geändert; beides steht zwischen <<<<<<< und >>>>>>>.",
        "An editor and the new import changed the same lines; the file shows both between <<<<<<< and >>>>>>>.",
    ),
    "not-writable": (
        "Die Datei lässt sich nicht schreiben: {reason}.",
        "The file cannot be written: {reason}.",
    ),
}
"""German and English sentence of each code."""

NOTE_KINDS: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "notes.toml").read_text(encoding="utf-8")
)
"""Every kind of `Note`: its `group` (`look`, `mended` or `removed`) and a sentence in `de` and `en`."""


class ImportProblem(Struct, frozen=True, kw_only=True, order=True):
    """Something that could not be imported as it was."""

    file: str
    """The file that was read or was to be written, or the address of the page."""
    code: str
    """A key of `MESSAGES`."""
    place: str = ""
    """Where in the file, such as `page 12`; may be empty."""
    arguments: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str) -> str:
        """One line for a person; `language` is `de` or anything else for English."""
        german, english = MESSAGES[self.code]
        text = german if language.startswith("de") else english
        for name, value in self.arguments:
            text = text.replace("{" + name + "}", value)
        return f"{self.file}{f' ({self.place})' if self.place else ''}: {text}"


def import_problem(code: str, file: str, place: str = "", **arguments: object) -> ImportProblem:
    """Make an `ImportProblem`; an unknown code is a mistake in the program and raises `KeyError`."""
    if code not in MESSAGES:
        raise KeyError(code)
    pairs = tuple((name, str(value)) for name, value in arguments.items())
    return ImportProblem(file=file, code=code, place=place, arguments=pairs)


class Note(Struct, frozen=True, kw_only=True):
    """Something that the import changed on purpose, or that somebody should look at."""

    kind: str
    """A key of `NOTE_KINDS`."""
    file: str
    """The file written."""
    text: str = ""
    """The words removed, moved or added."""
    address: str = ""
    """The address concerned, as the source had it."""


class Notebook(Struct, frozen=True, kw_only=True):
    """Collects the notes on one file, in the order of its text."""

    file: str
    notes: list[Note] = field(default_factory=list)

    def add(self, kind: str, *, text: str = "", address: str = "") -> None:
        """Write a note down; an unknown kind is a mistake in the program and raises `KeyError`."""
        if kind not in NOTE_KINDS:
            raise KeyError(kind)
        self.notes.append(Note(kind=kind, file=self.file, text=text, address=address))


def counted(notes: tuple[Note, ...]) -> dict[str, int]:
    """How many notes there are of each kind, in the order of `NOTE_KINDS`."""
    numbers = Counter(note.kind for note in notes)
    return {kind: numbers[kind] for kind in NOTE_KINDS if numbers[kind]}
