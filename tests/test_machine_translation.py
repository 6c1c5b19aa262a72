"""`intsite translations machine` with a server and a command that only pretend to translate."""

import itertools
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.config import load
from intsite.load import load as load_site
from intsite.translations import State, states
from intsite.translations.exchange.codes import Code, Coded
from intsite.translations.machine import draft, plan
from intsite.translations.machine.markup import of_html, to_html
from support.counties import TODAY, County, county, words
from support.sites import ROOT
from support.web import Request, Web, web

OFFICE = "content/offices/town-hall"
GERMAN = (
    "Rufen Sie an: {phones}. **Bringen** Sie den [Pass](https://pass.example/) mit.\n\n"
    "## Gebühren {#fees}\n\nEs kostet 10 Euro.\n\n- Bar\n- Mit Karte\n\n"
    "## Anfahrt {#way}\n\nSiehe [](organisation:county).\n"
)


def shouted(text: str) -> str:
    """Capital letters stand for another language; elements and entities stay."""
    return re.sub(r"(<[^>]*translate=\"no\"[^>]*>.*?</span>|<[^>]*>|&\w+;)|([^<&]+)", _upper, text)


def _upper(found: re.Match[str]) -> str:
    return found[1] or found[2].upper()


class Translator:
    """A server that translates by shouting, unless a test has it do something else."""

    def __init__(self) -> None:
        self.translate: Callable[[str], str] = shouted
        self.refusals: list[tuple[int, dict[str, str], bytes] | None] = []

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes] | None:
        if self.refusals:
            return self.refusals.pop(0)
        texts = [self.translate(text) for text in json.loads(request.body)["q"]]
        return 200, {"Content-Type": "application/json"}, json.dumps({"translatedText": texts}).encode()


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> Translator:
    for variable in ("http_proxy", "https_proxy", "all_proxy", "INTSITE_TRANSLATION_KEY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    return Translator()


@pytest.fixture
def server(translator: Translator) -> Iterator[Web]:
    with web(translator) as made:
        yield made


def site_toml(setting: str) -> str:
    return (
        '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "de-simple", "en", "fr"]\n\n'
        f"[machine-translation]\n{setting}\n"
    )


@pytest.fixture
def town(tmp_path: Path, server: Web) -> County:
    """An office in German alone, with a server to translate it."""
    return county(
        tmp_path,
        {
            "site.toml": site_toml(f'service = "http://127.0.0.1:{server.port}/translate"'),
            f"{OFFICE}/facts.yaml": "organisation: county\nphones: [030 23125 100]\nreviewed-on: 2026-11-01\n",
            f"{OFFICE}/de.md": words("Rathaus & Amt", GERMAN, front="keywords: [Amt, Stadt]\n"),
            "content/organisations/county/facts.yaml": "website: https://county.example/\nreviewed-on: 2026-11-01\n",
            "content/organisations/county/de.md": words("Landkreis", ""),
            "content/organisations/county/fr.md": words("District", ""),
        },
    )


def french(town: County) -> str:
    return (town.root / OFFICE / "fr.md").read_text(encoding="utf-8")


def change(town: County, language: str, old: str, new: str) -> None:
    file = town.root / OFFICE / f"{language}.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def machine(town: County, *arguments: str, language: str = "en") -> str:
    """What a run that goes well says."""
    result = town.run("translations", "machine", "fr", *arguments, language=language)
    assert result.exit_code == 0, result.output
    return result.output


def state(town: County) -> tuple[State, tuple[str, ...], bool, bool]:
    (one,) = [one for one in states(town.site()) if one.key == ("office", "town-hall") and one.language == "fr"]
    return one.state, one.sections, one.by_machine, one.is_reviewed


def asked(server: Web) -> list[str]:
    return [text for request in server.requests for text in json.loads(request.body)["q"]]


def test_what_is_missing_is_translated_and_marked_as_made_by_a_machine(town: County) -> None:
    assert "1 file written" in machine(town)
    text = french(town)
    assert "title: RATHAUS & AMT\n" in text
    assert "RUFEN SIE AN: {phones}. **BRINGEN** SIE DEN [PASS](https://pass.example/) MIT." in text
    assert "## GEBÜHREN {#fees}\n\nES KOSTET 10 EURO.\n\n- BAR\n- MIT KARTE\n" in text
    assert "SIEHE [](organisation:county)." in text
    assert "keywords: [AMT, STADT]" in text
    assert state(town) == (State.CURRENT, (), True, False)
    assert [found for found in town.check().problems if found.is_error] == []


def test_the_server_is_asked_as_libretranslate_is(town: County, server: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTSITE_TRANSLATION_KEY", "secret")
    machine(town)
    question = json.loads(server.requests[0].body)
    assert {name: question[name] for name in ("source", "target", "format", "api_key")} == {
        "source": "de",
        "target": "fr",
        "format": "html",
        "api_key": "secret",
    }
    assert "Rathaus &amp; Amt" in question["q"]
    assert server.asked == ["POST 127.0.0.1/translate"]


def test_facts_and_addresses_are_not_sent(town: County, server: Web) -> None:
    machine(town)
    assert asked(server)
    assert re.findall("pass.example|030|phones|organisation", "".join(asked(server))) == []


@given(
    st.recursive(
        st.text(min_size=1),
        lambda inner: st.builds(Code, id=st.just(""), inner=st.lists(inner, max_size=3).map(tuple)),
    )
)
def test_a_machine_that_changes_nothing_gives_everything_back(piece: str | Code) -> None:
    sent = _numbered((piece,), itertools.count(1))
    assert "".join(_flat(of_html(to_html(sent), sent))) == "".join(_flat(sent))


def _numbered(text: Coded, numbers: Iterator[int]) -> Coded:
    return tuple(
        piece if isinstance(piece, str) else Code(id=str(next(numbers)), inner=_numbered(piece.inner, numbers))
        for piece in text
    )


def _flat(text: Coded) -> Iterator[str]:
    for piece in text:
        yield piece if isinstance(piece, str) else f"<{piece.id}>{''.join(_flat(piece.inner))}</>"


class Echo:
    """Translates nothing."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> tuple[str, ...]:
        assert source != target
        return tuple(texts)


def test_every_text_of_the_invented_county_comes_back_whole() -> None:
    config, _ = load(ROOT)
    assert config is not None
    site, _ = load_site(config, today=TODAY, progress=lambda _: None)
    wanted = plan(site, "de", "ti")
    drafts = [draft(site, wanted, key, Echo()) for key in wanted.units]
    assert len(drafts) > 50
    assert [found for made in drafts for found in made.problems if found.code != "machine-glossary"] == []
    assert all(made.text for made in drafts)


def test_what_is_up_to_date_is_not_sent_again(town: County, server: Web) -> None:
    machine(town)
    server.requests.clear()
    assert "nothing to translate" in machine(town)
    assert server.asked == []


def test_only_what_changed_is_translated_again(town: County, server: Web) -> None:
    machine(town)
    server.requests.clear()
    change(town, "de", "10 Euro", "12 Euro")
    machine(town)
    assert "ES KOSTET 12 EURO." in french(town)
    assert state(town)[:2] == (State.CURRENT, ())
    assert not [text for text in asked(server) if "Anfahrt" in text or "Rufen" in text]


def test_a_section_that_is_gone_goes_and_nothing_else_changes(town: County, server: Web) -> None:
    machine(town)
    change(town, "fr", "ES KOSTET 10 EURO.", "Ça coûte 10 euros.")
    change(town, "de", "## Anfahrt {#way}\n\nSiehe [](organisation:county).\n", "")
    server.requests.clear()
    machine(town)
    assert "ANFAHRT" not in french(town)
    assert "Ça coûte 10 euros." in french(town)
    assert state(town)[:2] == (State.CURRENT, ())
    assert server.asked == []
    change(town, "de", "10 Euro", "12 Euro")
    machine(town)
    assert "Ça coûte 10 euros." in french(town)


def test_what_a_person_has_written_is_left_alone(town: County, server: Web) -> None:
    town.write({f"{OFFICE}/fr.md": words("Mairie", "Appelez.\n\n## Frais {#fees}\n\n10 euros.\n")})
    assert town.run("translations", "accept", "office:town-hall", "fr").exit_code == 0
    change(town, "de", "10 Euro", "12 Euro")
    before = french(town)
    assert "Left alone, since people have written in them: office:town-hall" in machine(town)
    assert french(town) == before
    assert server.asked == []


def test_a_section_that_a_person_has_mended_is_left_alone(town: County, server: Web) -> None:
    machine(town)
    change(town, "fr", "ES KOSTET 10 EURO.", "Ça coûte 10 euros.")
    change(town, "de", "10 Euro", "12 Euro")
    change(town, "de", "Siehe", "Sehen Sie")
    server.requests.clear()
    assert "office:town-hall" in machine(town)
    assert "Ça coûte 10 euros." in french(town)
    assert "SEHEN SIE [](organisation:county)." in french(town)
    assert state(town)[:2] == (State.OUTDATED, ("fees",))
    assert not [text for text in asked(server) if "Euro" in text]


def test_a_machine_translation_that_a_person_has_reviewed_is_left_alone(town: County, server: Web) -> None:
    machine(town)
    change(town, "fr", "reviewed: false", "reviewed: true")
    change(town, "de", "10 Euro", "12 Euro")
    server.requests.clear()
    machine(town)
    assert server.asked == []


def test_a_translation_that_is_begun_is_left_alone(town: County, server: Web) -> None:
    assert town.run("translations", "new", "office:town-hall", "fr").exit_code == 0
    before = french(town)
    machine(town)
    assert french(town) == before
    assert server.asked == []


DAMAGES: dict[str, Callable[[str], str]] = {
    "a fact gets lost": lambda text: re.sub(r"<span[^>]*translate=\"no\">\{1\}</span>", "", text),
    "a fact comes back twice": lambda text: text.replace("{1}</span>", '{1}</span> <span id="1"></span>'),
    "a link gets lost": lambda text: re.sub(r'<span id="3">(.*?)</span>', r"\1", text),
    "a link loses its words": lambda text: re.sub(r'<span id="3">(.*?)</span>', r'<span id="3"></span>', text),
    "nothing comes back": lambda _: "",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_text_that_does_not_come_back_whole_stays_untranslated(
    damage: str, town: County, translator: Translator
) -> None:
    translator.translate = lambda text: DAMAGES[damage](shouted(text)) if "RUFEN" in shouted(text) else shouted(text)
    printed = machine(town)
    assert re.search(rf"^{OFFICE}/de\.md:\d+: .*this text stays untranslated\.", printed, re.MULTILINE), printed
    assert "[Rufen Sie an: {phones}. **Bringen** Sie den [Pass](https://pass.example/) mit.]{lang=de}" in french(town)
    assert "ES KOSTET 10 EURO." in french(town)
    assert state(town) == (State.OUTDATED, (".intro",), True, False)
    assert [found for found in town.check().problems if found.is_error] == []


def test_what_stayed_untranslated_is_tried_again(town: County, translator: Translator) -> None:
    translator.translate = lambda text: "" if "Rufen" in text else shouted(text)
    machine(town)
    translator.translate = shouted
    machine(town)
    assert "RUFEN SIE AN: {phones}." in french(town)
    assert state(town)[:2] == (State.CURRENT, ())


def test_a_machine_that_gives_nothing_back_writes_nothing(town: County, translator: Translator) -> None:
    translator.translate = lambda _: ""
    assert "0 files written" in machine(town)
    assert state(town)[0] == State.MISSING


def test_a_title_that_gets_too_long_stays_untranslated(town: County, translator: Translator) -> None:
    translator.translate = lambda text: "LANG " * 40 if text.startswith("Rathaus") else shouted(text)
    assert "too long" in machine(town)
    assert "title: Rathaus & Amt" in french(town)
    assert state(town)[:2] == (State.OUTDATED, (".front",))


def test_markdown_that_a_machine_makes_up_is_only_text(town: County, translator: Translator) -> None:
    translator.translate = lambda text: text.replace("Bar", "# *a* [b](http://evil.example/) {phones} &lt;script&gt;")
    machine(town)
    page = town.build().page("fr/offices/town-hall/")
    assert "# *a* [b](http://evil.example/) {phones} <script>" in page.all("//main//li")
    assert page.all("//a[contains(@href, 'evil')]") == []


def test_words_that_are_not_those_of_the_glossary_are_told(town: County, translator: Translator) -> None:
    town.write(
        {
            "content/vocabularies/glossary.yaml": "passport:\n  de: {term: Pass, explanation: Ein Ausweis.}\n"
            "  fr: {term: passeport, explanation: Un document.}\n"
        }
    )
    printed = machine(town)
    assert "does not say “passeport”, as the glossary has it for “Pass”. [machine-glossary]" in printed
    (town.root / OFFICE / "fr.md").unlink()
    translator.translate = lambda text: shouted(text).replace("PASS", "PASSEPORTS")
    assert "[machine-glossary]" not in machine(town)


def test_a_trial_says_what_would_go_where_and_sends_nothing(town: County, server: Web) -> None:
    printed = machine(town, "--dry-run")
    assert f"would go to http://127.0.0.1:{server.port}/translate" in printed
    assert re.match(r"\d+ texts of 1 entry, \d+ characters", printed)
    assert server.asked == []
    assert not (town.root / OFFICE / "fr.md").exists()


REFUSALS: dict[str, tuple[tuple[int, dict[str, str], bytes] | None, str]] = {
    "a wrong key": ((403, {}, b'{"error": "Invalid API key"}'), "403, Invalid API key"),
    "a language it does not know": ((400, {}, b'{"error": "fr is not supported"}'), "400, fr is not supported"),
    "a page for people": ((200, {}, b"<h1>Login</h1>"), "200, <h1>Login</h1>"),
    "too few texts": ((200, {}, b'{"translatedText": ["A"]}'), '{"translatedText": ["A"]}'),
    "a redirect": ((301, {"Location": "http://elsewhere.example/"}, b""), "301"),
    "no answer": (None, "Connection aborted"),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_service_that_fails_is_told_and_nothing_is_half_written(
    refusal: str, town: County, translator: Translator
) -> None:
    answer, said = REFUSALS[refusal]
    translator.refusals = [answer]
    result = town.run("translations", "machine", "fr")
    assert result.exit_code == 1
    assert "site.toml:6:1: Nothing was translated into “fr”: " in result.stderr
    assert said in result.stderr
    assert "INTSITE_TRANSLATION_KEY" in result.stderr
    assert sorted(file.name for file in (town.root / OFFICE).iterdir()) == ["de.md", "facts.yaml"]


def test_a_server_that_asks_for_a_break_gets_it(
    town: County, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("intsite.translations.machine.services.sleep", waited.append)
    translator.refusals = [(429, {"Retry-After": "30"}, b"{}"), (429, {}, b"{}")]
    machine(town)
    assert waited == [30, 10]


COMMAND = """\
import json, os, sys
question = json.load(sys.stdin)
print(json.dumps({"translatedText": [text.upper() for text in question["q"]]}))
"""


@pytest.fixture
def commanded(town: County) -> County:
    """The same office with a command to translate it."""
    town.write({"site.toml": site_toml(f"command = {json.dumps([sys.executable, 'translate.py'])}")})
    town.write({"translate.py": COMMAND.replace("text.upper()", "text.replace('Euro', 'euros')")})
    return town


def test_a_command_translates_as_well(commanded: County, server: Web) -> None:
    machine(commanded)
    assert "Es kostet 10 euros." in french(commanded)
    assert server.asked == []


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys\nprint('working')\nsys.exit('no model for fr')", "1, no model for fr"),
        ("print('hello')", "hello"),
        ("print('[]')", "[]"),
    ],
)
def test_a_command_that_fails_is_told(program: str, said: str, commanded: County) -> None:
    commanded.write({"translate.py": program})
    result = commanded.run("translations", "machine", "fr")
    assert result.exit_code == 1
    assert f"site.toml:6:1: Nothing was translated into “fr”: {said}" in result.stderr
    assert not (commanded.root / OFFICE / "fr.md").exists()


def test_a_command_that_is_not_there_is_told(town: County) -> None:
    town.write({"site.toml": site_toml('command = ["no-such-program"]')})
    result = town.run("translations", "machine", "fr")
    assert (result.exit_code, "no-such-program" in result.stderr) == (1, True)


def test_machine_translation_is_off_unless_it_is_asked_for(town: County, server: Web) -> None:
    town.write({"site.toml": site_toml("")})
    result = town.run("translations", "machine", "fr")
    assert result.exit_code == 2
    assert "Machine translation is off." in result.stderr
    assert server.asked == []


@pytest.mark.parametrize(
    ("language", "said"), [("de-simple", "easy language is written by people"), ("xx", "There is no “xx”")]
)
def test_languages_that_nothing_can_be_translated_into(language: str, said: str, town: County) -> None:
    result = town.run("translations", "machine", language)
    assert (result.exit_code, said in result.stderr) == (2, True)
