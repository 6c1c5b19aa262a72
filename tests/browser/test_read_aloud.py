"""Reading aloud in the browser, with a stand-in for its voices: headless browsers have none."""

import io
import json
import wave
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import Axe
from support.counties import County
from support.folder_server import FolderServer

pytestmark = pytest.mark.browser

GERMAN = {"name": "Anna", "lang": "de-DE", "localService": True}
AUSTRIAN = {"name": "Resi", "lang": "de_AT", "localService": True}
ARABIC = {"name": "Laila", "lang": "ar_SA", "localService": True}
REMOTE = {"name": "Cloud", "lang": "de-DE", "localService": False}

STAND_IN = """
(options) => {
  const calls = (window.calls = []);
  let waiting = null, voices = options.late ? [] : options.voices;
  const events = new EventTarget();
  const report = (utterance, type, error) => {
    const event = new Event(type);
    if (error) Object.defineProperty(event, "error", { value: error });
    utterance.dispatchEvent(event);
  };
  class Utterance extends EventTarget {
    constructor(text) { super(); this.text = text; this.rate = 1; }
  }
  const speech = {
    getVoices: () => voices,
    addEventListener: (...rest) => events.addEventListener(...rest),
    speak(utterance) {
      calls.push({ text: utterance.text, voice: utterance.voice?.name, lang: utterance.lang, rate: utterance.rate });
      waiting = utterance;
    },
    cancel() {
      const stopped = waiting;
      waiting = null;
      if (!stopped) return;
      calls.push("cancel");
      if (options.cancel === "late end") setTimeout(() => report(stopped, "end"), 0);
      else if (options.cancel === "late error") setTimeout(() => report(stopped, "error", "interrupted"), 0);
      else report(stopped, "error", "canceled");
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = Utterance;
  window.finish = () => { const done = waiting; waiting = null; if (done) report(done, "end"); };
  window.fail = (error) => { const done = waiting; waiting = null; report(done, "error", error); };
  window.arrive = () => { voices = options.voices; events.dispatchEvent(new Event("voiceschanged")); };
}
"""

BODY = """\
Guten **Tag** zusammen

- Rufen Sie [030 23125 100](tel:+493023125100) an

| Was | Preis |
| --- | --- |
| Kurs | 20 Euro |

::: details Mehr dazu
Verborgenes
:::

[مرحبا]{lang=ar}

Zum Schluss
"""
READ = [
    "Vorlesen",
    "Ein Satz.",
    "Guten Tag zusammen",
    "Rufen Sie 0 3 0, 2 3 1 2 5, 1 0 0 an",
    "Was",
    "Preis",
    "Kurs",
    "Preis: 20 Euro",
    "Mehr dazu",
    "Verborgenes",
    "مرحبا",
    "Zum Schluss",
]


def words(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nsummary: Ein Satz.\n---\n\n{body}\n"


def silence() -> bytes:
    """Half a minute in which nothing is heard; browsers look into the file, not at its name."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(b"\x80" * 240_000)
    return file.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    """A county whose help page has everything that can be read aloud."""
    county = County(root=tmp_path_factory.mktemp("county"))
    county.write(
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "de-simple", "ar"]\n',
            "content/pages/help/facts.yaml": "purpose: read-aloud\n",
            "content/pages/help/de.md": words("Vorlesen", BODY),
            "content/pages/help/de-simple.md": words("Vorlesen", "Kurz"),
            "content/pages/help/ar.md": words("القراءة", "مرحبا"),
            "content/vocabularies/glossary.yaml": "job:\n  de: {term: Jobcenter, explanation: Ein Amt. Es hilft.}\n",
            "content/pages/explained/de.md": words("Wörter", "Zum Jobcenter gehen. Ende."),
            "content/pages/heard/de.md": words("Gehört", "Gesprochen"),
            "content/pages/heard/de.mp3": silence(),
            "content/pages/heard/de.vtt": "WEBVTT\n\ns.2\n00:00.100 --> 00:30.000\nEin Satz.\n",
        }
    )
    return f"{serve_folder(county.build().folder)}/"


Open: TypeAlias = "Callable[..., Listener]"


class Listener:
    """A reader who listens."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def calls(self) -> list[Any]:
        found: list[Any] = self.page.evaluate("calls")
        return found

    @property
    def texts(self) -> list[str]:
        return [call["text"] for call in self.calls if call != "cancel"]

    def press(self, name: str) -> None:
        self.page.locator(".player").get_by_role("button", name=name, exact=True).click()

    def listen(self, sentences: int = 1) -> None:
        """Press the button, and let all but the last of some sentences come to their end."""
        self.page.locator(".readaloud__listen").click()
        self.page.wait_for_function("() => calls.length > 0")
        for _ in range(sentences - 1):
            self.finish()

    def finish(self) -> None:
        self.page.evaluate("finish()")

    @property
    def highlighted(self) -> str:
        return "".join(self.page.locator(".readaloud__current").all_text_contents())


@pytest.fixture
def listener(page: Page, site: str) -> Iterator[Callable[..., Listener]]:
    """Opens a page for a reader whose device has some voices."""

    def open_page(*voices: dict[str, object], path: str = "de/pages/help/", **options: object) -> Listener:
        page.add_init_script(f"({STAND_IN})({json.dumps({'voices': voices, **options})})")
        page.goto(f"{site}{path}", wait_until="networkidle")
        return Listener(page)

    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda message: mistakes.append(message.text))
    yield open_page
    assert mistakes == []


def test_everything_is_read_one_sentence_after_the_other(listener: Open) -> None:
    reader = listener(GERMAN, ARABIC)
    reader.listen(len(READ))
    assert [" ".join(text.split()) for text in reader.texts[: len(READ)]] == READ
    assert reader.calls[2] == {"text": "Guten Tag zusammen", "voice": "Anna", "lang": "de-DE", "rate": 1}
    assert [call["voice"] for call in reader.calls[len(READ) - 3 : len(READ)]] == ["Anna", "Laila", "Anna"]
    assert reader.page.locator("details", has_text="Verborgenes").get_attribute("open") is not None


def test_nothing_is_loaded_or_said_before_the_button_is_pressed(page: Page, listener: Open) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    reader = listener(GERMAN)
    assert not [address for address in addresses if "readaloud" in address]
    assert reader.calls == []


@pytest.mark.parametrize("cancel", ["late end", "late error", "at once"])
def test_pausing_remembers_the_sentence(listener: Open, cancel: str) -> None:
    reader = listener(GERMAN, cancel=cancel)
    reader.listen(3)
    reader.press("Pause")
    expect(reader.page.locator(".readaloud__listen")).to_have_text("Weiterlesen")
    assert reader.calls[-1] == "cancel"
    assert reader.highlighted == "Guten Tag zusammen"
    reader.press("Weiterlesen")
    assert reader.texts == [*READ[:3], READ[2]]


@pytest.mark.parametrize("cancel", ["late end", "late error", "at once"])
def test_going_back_and_forward_by_sentences(listener: Open, cancel: str) -> None:
    reader = listener(GERMAN, cancel=cancel)
    reader.listen(2)
    for name in ("Weiter", "Weiter", "Zurück"):
        reader.press(name)
    reader.page.evaluate("new Promise(resolve => setTimeout(resolve, 0))")
    assert reader.texts == [READ[0], READ[1], READ[2], READ[3], READ[2]]
    assert reader.highlighted == "Guten Tag zusammen"


def test_the_start_is_as_far_back_as_one_can_go(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen()
    reader.press("Zurück")
    assert reader.texts == [READ[0], READ[0]]


def test_another_speed_by_the_keyboard_begins_the_sentence_anew(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen(2)
    reader.page.locator(".player").get_by_label("Tempo").focus()
    reader.page.keyboard.press("ArrowUp")
    assert (reader.calls[-1]["text"], reader.calls[-1]["rate"]) == (READ[1], 0.75)


def test_stopping_takes_the_player_away_and_gives_the_focus_back(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen(2)
    reader.press("Stopp")
    expect(reader.page.locator(".player")).to_have_count(0)
    expect(reader.page.locator(".readaloud__listen")).to_be_focused()
    expect(reader.page.locator(".readaloud__listen")).to_have_text("Vorlesen")
    assert reader.highlighted == ""
    reader.listen()
    assert reader.texts[-1] == READ[0]


def test_the_end_of_the_page_ends_the_reading(listener: Open) -> None:
    reader = listener(GERMAN, ARABIC, path="de-simple/pages/help/")
    reader.listen()
    for _ in range(30):
        reader.finish()
    expect(reader.page.locator(".player")).to_have_count(0)
    assert reader.calls[0]["voice"] == "Anna"


def test_voices_may_come_late(listener: Open) -> None:
    reader = listener(GERMAN, late=True)
    reader.page.locator(".readaloud__listen").click()
    expect(reader.page.locator(".player")).to_be_visible()
    assert reader.calls == []
    reader.page.evaluate("arrive()")
    reader.page.wait_for_function("() => calls.length > 0")
    assert reader.texts == [READ[0]]


@pytest.mark.parametrize("voices", [(), (REMOTE,), (ARABIC,)])
def test_without_an_installed_voice_the_page_says_so_and_leads_to_help(
    page: Page, listener: Open, voices: tuple[dict[str, object], ...]
) -> None:
    page.clock.install()
    reader = listener(*voices)
    page.locator(".readaloud__listen").click()
    expect(page.locator(".player")).to_be_visible()
    page.clock.run_for(3000)
    message = page.get_by_role("status").filter(has_text="keine Stimme")
    expect(message).to_be_visible()
    expect(message.get_by_role("link", name="Hilfe zum Vorlesen")).to_be_visible()
    expect(page.locator(".readaloud__listen")).to_have_text("Vorlesen")
    assert reader.calls == []


def test_parts_without_a_voice_are_left_out_and_the_page_says_so(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen(len(READ) - 1)
    assert [*reader.texts[-2:]] == ["Verborgenes", "Zum Schluss"]
    expect(reader.page.get_by_text("in einer anderen Sprache")).to_be_visible()


def test_the_voice_of_the_main_country_comes_first(listener: Open) -> None:
    reader = listener(REMOTE, AUSTRIAN, GERMAN)
    reader.listen()
    assert reader.calls[0]["voice"] == "Anna"


def test_arabic_is_read_with_a_voice_that_names_itself_in_the_old_way(listener: Open) -> None:
    reader = listener(GERMAN, ARABIC, path="ar/pages/help/")
    reader.listen()
    assert (reader.calls[0]["text"], reader.calls[0]["voice"]) == ("القراءة", "Laila")


def test_a_voice_that_fails_is_no_silent_end(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen(2)
    reader.page.evaluate("fail('synthesis-failed')")
    expect(reader.page.get_by_text("Bitte versuchen Sie es noch einmal")).to_be_visible()
    reader.press("Weiterlesen")
    assert reader.texts[-1] == READ[1]


def test_leaving_the_page_ends_the_speaking(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.listen()
    reader.page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert reader.calls[-1] == "cancel"


def test_the_access_key_starts_and_pauses(listener: Open) -> None:
    reader = listener(GERMAN)
    keys = reader.page.context.new_cdp_session(reader.page)
    keys.send("Input.dispatchKeyEvent", {"type": "char", "modifiers": 1, "text": "1", "unmodifiedText": "1"})
    reader.page.wait_for_function("() => calls.length > 0")
    keys.send("Input.dispatchKeyEvent", {"type": "char", "modifiers": 1, "text": "1", "unmodifiedText": "1"})
    reader.page.wait_for_function("() => calls.at(-1) === 'cancel'")


def test_the_sentence_being_read_is_in_view_above_the_player(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.page.emulate_media(reduced_motion="reduce")
    reader.page.set_viewport_size({"width": 320, "height": 480})
    reader.page.locator(".header__display > summary").click()
    reader.page.locator("#size-l").check()
    reader.listen(4)
    sentence = reader.page.locator(".readaloud__current").first.bounding_box()
    player = reader.page.locator(".player").bounding_box()
    assert sentence
    assert player
    assert sentence["y"] >= 0
    assert sentence["y"] + sentence["height"] <= player["y"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_player_and_the_highlight_are_accessible(
    listener: Open, axe: Axe, scheme: Literal["light", "dark"]
) -> None:
    reader = listener(GERMAN)
    reader.page.emulate_media(color_scheme=scheme)
    reader.listen(4)
    assert axe(reader.page) == []


def test_forced_colours_mark_the_sentence_with_the_systems_pair(listener: Open) -> None:
    reader = listener(GERMAN)
    reader.page.emulate_media(forced_colors="active")
    reader.listen(3)
    mark = reader.page.evaluate(
        "() => { const made = document.createElement('mark'); document.body.append(made);"
        " return getComputedStyle(made).backgroundColor; }"
    )
    current = reader.page.locator(".readaloud__current").first
    found = current.evaluate("piece => getComputedStyle(piece).backgroundColor")
    assert found == mark


def test_without_scripts_a_link_leads_to_the_help_instead(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}de/pages/help/")
        expect(page.locator(".readaloud__listen")).to_be_hidden()
        expect(page.get_by_role("banner").get_by_role("link", name="Hilfe zum Vorlesen").first).to_be_visible()


def test_a_real_browser_without_voices_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}de/pages/help/")
    page.locator(".readaloud__listen").click()
    expect(page.get_by_role("status").filter(has_text="keine Stimme")).to_be_visible()


def test_a_recording_comes_before_any_voice_and_marks_its_sentences(page: Page, listener: Open) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    reader = listener(GERMAN, path="de/pages/heard/")
    assert not [address for address in addresses if address.endswith((".mp3", ".vtt"))]
    expect(page.get_by_text("Ein Mensch liest sie vor.")).to_be_visible()
    page.locator(".readaloud__listen").click()
    expect(page.locator(".readaloud__current")).to_have_text("Ein Satz.")
    assert page.locator("audio").evaluate("audio => !audio.paused")
    page.locator(".readaloud__listen").click()
    assert page.locator("audio").evaluate("audio => audio.paused")
    assert reader.calls == []


def test_an_explanation_is_read_when_the_reader_opens_it_and_only_then(listener: Open) -> None:
    reader = listener(GERMAN, path="de/pages/explained/")
    reader.listen(3)
    reader.page.locator("dfn button").click()
    reader.page.wait_for_function("() => calls.at(-1).text?.startsWith('Jobcenter')")
    for _ in range(3):
        reader.finish()
    said = ["Wörter", "Ein Satz.", "Zum Jobcenter gehen.", "Jobcenter: Ein Amt.", "Es hilft."]
    assert reader.texts[:5] == said
    assert reader.texts[5:] == ["Zum Jobcenter gehen.", "Ende."]


def test_closed_explanations_are_not_read(listener: Open) -> None:
    reader = listener(GERMAN, path="de/pages/explained/")
    reader.listen(5)
    assert reader.texts[:4] == ["Wörter", "Ein Satz.", "Zum Jobcenter gehen.", "Ende."]
    assert not [text for text in reader.texts if "Amt" in text]
