"""How easily texts are read: figures, advice with its place, and what the command tells."""

import json
from pathlib import Path

import pytest

from intsite.plain_language import Reading, readings
from intsite.plain_language.readability import FORMULAS
from intsite.plain_language.syllables import counter
from support.counties import County, county, words

LANGUAGES = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "de-simple", "en", "tr", "ru", "ar"]\n'
GUIDE = "content/guides/working"


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(tmp_path, {"site.toml": LANGUAGES, f"{GUIDE}/de.md": words("Arbeiten")})


def _read(made: County, body: str, language: str = "de", front: str = "") -> Reading:
    made.write({f"{GUIDE}/{language}.md": words("Arbeiten", body, front=front, summary="Ein Satz.")})
    return next(one for one in readings(made.site()) if one.language == language)


def _codes(made: County, body: str, language: str = "de") -> list[str]:
    return [found.code for found in _read(made, body, language).advice]


def _marked(made: County, body: str, language: str = "de", front: str = "") -> list[str]:
    """What stands in the file at the places of the advice, as long as it is underlined."""
    found = _read(made, body, language, front).advice
    lines = (made.root / GUIDE / f"{language}.md").read_text(encoding="utf-8").split("\n")
    return [lines[one.span.line - 1][one.span.column - 1 :][: one.span.length] for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Antrag wird geprüft.",
        "Sie werden zu einem Gespräch eingeladen.",
        "Die Kosten, die vom Amt übernommen werden, sind hoch.",
        "Ihr Abschluss muss anerkannt werden.",
        "Das Geld wurde überwiesen.",
        "Wir sagen Ihnen, was angeboten wird.",
    ],
)
def test_a_german_passive_is_found(made: County, sentence: str) -> None:
    assert _codes(made, sentence) == ["passive-voice"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sie werden gesund.",
        "Wir werden Ihnen helfen.",
        "Das wird Ihnen gefallen.",
        "Das Wetter wird bestimmt gut.",
        "Wer das Geld bekommt, wird froh sein.",
        "Die Regel wird im Januar gelten.",
        "Sie haben bezahlt.",
        "Der Kurs wird teurer, geprüft haben wir das.",
    ],
)
def test_what_only_looks_like_a_german_passive_is_left_alone(made: County, sentence: str) -> None:
    assert _codes(made, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The form is checked.", ["is checked"]),
        ("Nobody has been told.", ["been told"]),
        ("It will only be carefully read.", ["be carefully read"]),
        ("You are interested and married.", []),
        ("There is need for it.", []),
        ("We check the form.", []),
    ],
)
def test_english_passives_are_found(made: County, sentence: str, expected: list[str]) -> None:
    assert _marked(made, sentence, "en") == expected


def test_other_languages_are_told_nothing_about_passives(made: County) -> None:
    assert _codes(made, "Form kontrol edildi.", "tr") == []


def test_a_long_sentence_is_found_and_a_colon_divides_it(made: County) -> None:
    eleven = "Eins zwei drei vier fünf sechs sieben acht neun zehn elf"
    assert _codes(made, f"{eleven} und {eleven}.") == ["long-sentence"]
    assert _codes(made, f"{eleven}: {eleven}.") == []
    assert _codes(made, f"{eleven}. {eleven}.") == []


def test_a_long_word_is_told_once_and_not_where_the_glossary_explains_it(made: County) -> None:
    assert _marked(made, "Hinterbliebenenversorgungen.\n\nHinterbliebenenversorgungen!") == [
        "Hinterbliebenenversorgungen"
    ]
    assert _codes(made, "Die Niederlassungserlaubnis und die Niederlassungserlaubnisse.") == []
    assert _codes(made, "Die Hinterbliebenen-Versorgungs-Stellen-Leitung.", "de-simple") == []


def test_a_word_of_offices_brings_the_word_of_the_glossary(made: County) -> None:
    found = _read(made, "Eine Arbeitsunfähigkeitsbescheinigung.").advice
    assert ("plain", "Krankschreibung") in [pair for one in found for pair in one.arguments]


def test_a_word_of_offices_beside_its_plain_word_is_explained(made: County) -> None:
    assert _codes(made, "Die Krankschreibung heißt auch Arbeitsunfähigkeitsbescheinigung.") == []


def test_the_county_adds_words_of_offices_in_its_glossary(made: County) -> None:
    terms = "{term: Amt, official: [Kreisverwaltungsbehörde], explanation: Ein Amt.}"
    made.write({"content/vocabularies/glossary.yaml": f"office:\n  de: {terms}\n"})
    assert _marked(made, "Die Kreisverwaltungsbehörden helfen.") == ["Kreisverwaltungsbehörden"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kommen Sie unverzüglich.", ["unverzüglich"]),
        ("Eine **unverzügliche** Antwort.", ["unverzügliche"]),
        ("Der Zweck heiligt die Mittel.", []),
        ("Zwecks Prüfung.", ["Zwecks"]),
        ("In der Regel ja.", ["In der Regel"]),
        ("Ein i. d. R. guter Kurs.", ["i. d. R"]),
        ("Das Bürger-Amt hilft.", []),
    ],
)
def test_words_of_offices_are_found_with_their_endings_and_nothing_else(
    made: County, sentence: str, expected: list[str]
) -> None:
    assert _marked(made, sentence) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Kommen Sie\n**unverzüglich**.",
        "Vorher [ein Satz](https://a.example/unverzüglich) **unverzüglich**.",
        "- Punkt\n- Kommen Sie *bitte* unverzüglich.",
        "> Ein Zitat\n> unverzüglich.",
        "| Wann | Wo |\n| --- | --- |\n| hier | unverzüglich |",
        "::: important\nKommen Sie unverzüglich.\n:::",
        "1 \\* 2 und \\[nichts\\] unverzüglich",
        "{website} [](guide:working) unverzüglich",
        "[неотложно]{lang=ru} unverzüglich",
    ],
)
def test_the_place_is_right_whatever_stands_around(made: County, body: str) -> None:
    (found,) = _read(made, body).advice
    before, word, _ = (made.root / GUIDE / "de.md").read_text(encoding="utf-8").rpartition("unverzüglich")
    lines = before.split("\n")
    assert (found.span.line, found.span.column) == (len(lines), len(lines[-1]) + 1)
    assert found.span.length == len(word)


@pytest.mark.parametrize(
    "front",
    [
        "how-to-register: Kommen Sie unverzüglich.\n",
        'how-to-register: "Kommen Sie unverzüglich."\n',
        "how-to-register: |\n  Erst dies.\n\n  Kommen Sie unverzüglich.\n",
        "how-to-register: >\n  Kommen Sie\n  unverzüglich.\n",
    ],
)
def test_longer_texts_of_the_front_matter_are_read_too(tmp_path: Path, front: str) -> None:
    path = "content/courses/evening/de.md"
    made = county(tmp_path, {path: words("Kurs", front=front)})
    found = next(readings(made.site())).advice
    lines = (made.root / path).read_text(encoding="utf-8").split("\n")
    assert [lines[one.span.line - 1][one.span.column - 1 :].rstrip('."') for one in found] == ["unverzüglich"]


def test_words_of_another_language_and_code_are_not_judged(made: County) -> None:
    assert _codes(made, "[unverzüglich bezüglich]{lang=en} nichts.\n\n    unverzüglich\n") == []


def test_leichte_sprache_has_stricter_rules_that_others_have_not(made: County) -> None:
    text = "Das Amt des Landkreises, weil Sie z. B. Geld bekommen könnten."
    assert _codes(made, text) == []
    assert sorted(_codes(made, text, "de-simple")) == [
        "easy-abbreviation",
        "easy-clause",
        "easy-genitive",
        "easy-subjunctive",
    ]


@pytest.mark.parametrize(
    "text", ["Sie bekommen das Geld des Monats.", "Das Haus eines Freundes.", "Wegen ihres Kindes."]
)
def test_a_genitive_is_found(made: County, text: str) -> None:
    assert _codes(made, text, "de-simple") == ["easy-genitive"]


@pytest.mark.parametrize("text", ["Ein neues Haus.", "Sie bekommen eines von beiden.", "Das Amt vom Landkreis."])
def test_what_only_looks_like_a_genitive_is_left_alone(made: County, text: str) -> None:
    assert _codes(made, text, "de-simple") == []


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("de", "Aufenthaltserlaubnis", 6), ("de", "Integration", 4), ("de", "Bäume", 2), ("de", "quer", 1),
        ("en", "little", 2), ("en", "wanted", 2), ("en", "hoped", 1), ("en", "offices", 3), ("en", "safely", 2),
        ("fr", "ville", 1), ("fr", "année", 2), ("fr", "les", 1), ("fr", "quatre", 1),
        ("tr", "yerleşim", 3), ("tr", "saat", 2), ("ru", "разрешение", 5), ("de", "GmbH", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted(language: str, word: str, expected: int) -> None:
    assert counter(language)(word) == expected


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("de", "Tag", -2.5),  # 0.1672·10 − 0.0327·100 − 0.875
        ("de", "Regelung", 33.1),  # 0.1935·100 + 0.1672·10 + 0.1297·100 − 0.875
        ("en", "day", 112.1),  # 206.835 − 1.015·10 − 84.6·1
        ("en", "window", 27.5),  # 206.835 − 1.015·10 − 84.6·2
        ("tr", "gün", 132.6),  # 198.825 − 2.610·10 − 40.175·1
        ("ru", "день", 133.7),  # 206.835 − 1.3·10 − 60.1·1
    ],
)
def test_a_figure_is_what_the_published_formula_gives(made: County, language: str, word: str, expected: float) -> None:
    made.write({f"{GUIDE}/{language}.md": words("Titel", " ".join([f"{' '.join([word] * 10)}."] * 10), summary="")})
    found = next(one for one in readings(made.site()) if one.language == language)
    assert (found.words, found.sentences) == (100, 10)
    assert found.figure
    assert found.figure.value == pytest.approx(expected, abs=0.06)
    assert found.figure.is_hard == (word in {"Regelung", "window"})


def test_too_little_text_and_languages_without_a_formula_have_no_figure(made: County) -> None:
    assert _read(made, "Kurz.").figure is None
    assert _read(made, "كلمة " * 200 + ".", "ar").figure is None
    assert set(FORMULAS) == {"de", "en", "fr", "ru", "tr"}


def test_headings_cells_and_bare_items_are_no_sentences(made: County) -> None:
    found = _read(made, "## Was {#what}\n\n- ein Pass\n- ein Foto\n\n| Wer |\n| --- |\n| Sie. |\n\nKommen Sie.")
    assert (found.words, found.sentences) == (4, 2), "the summary and the last one"


def test_check_and_build_are_silent_about_advice(made: County) -> None:
    made.write({f"{GUIDE}/de.md": words("Arbeiten", "Der Antrag wird unverzüglich geprüft.")})
    assert made.codes() == []


def test_the_table_begins_with_the_text_that_has_most_advice_and_says_what_has_no_figure(made: County) -> None:
    made.write(
        {
            f"{GUIDE}/de.md": words("Arbeiten", "Der Antrag wird geprüft."),
            f"{GUIDE}/ar.md": words("العمل"),
            "content/guides/living/de.md": words("Wohnen", "Alles wird geprüft. Es wird unverzüglich geholfen."),
        }
    )
    table = made.run("advice")
    assert [line.split("\t")[0] for line in table.stdout.splitlines()] == ["Entry", "guide:living", "guide:working"]
    assert table.exit_code == 0
    arabic = made.run("advice", "guide:working", "--lang", "ar")
    assert "ar: no sound formula, so no figure" in arabic.stderr


def test_other_programs_get_everything_as_json(made: County) -> None:
    made.write({f"{GUIDE}/de.md": words("Arbeiten", "Der Antrag wird geprüft.")})
    (found,) = json.loads(made.run("advice", "--json").stdout)
    assert (found["entry"], found["language"], found["readability"]) == ("guide:working", "de", None)
    place = {"line": 6, "column": 12, "code": "passive-voice"}
    assert found["advice"][0].items() >= place.items()


@pytest.mark.parametrize("arguments", [["guide:workng"], ["--lang", "xx"]])
def test_a_wrong_name_ends_with_2_and_a_sentence(made: County, arguments: list[str]) -> None:
    result = made.run("advice", *arguments)
    assert result.exit_code == 2
    assert "There is no “" in result.stderr
