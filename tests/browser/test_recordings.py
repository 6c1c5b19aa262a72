"""Recordings in the browser: a page that the real computer voice has read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from intsite.espeak import espeak
from intsite.voices import encode
from support.axe import Axe
from support.counties import County, words
from support.folder_server import FolderServer

pytestmark = pytest.mark.browser

BODY = """\
Sie möchten Deutsch lernen. Rufen Sie [112](tel:112) an.

::: details Mehr dazu
Verborgenes steht hier.
:::
"""
LONG = "Dieser Satz ist so lang, dass man ihn in Ruhe verlassen kann, bevor er von selbst zu Ende ist"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    county = County(root=tmp_path_factory.mktemp("county"))
    county.write(
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de"]\n\n[audio]\nlanguages = ["de"]\n',
            "content/pages/help/facts.yaml": "purpose: read-aloud\n",
            "content/pages/help/de.md": words("Hilfe", BODY),
            "content/pages/long/de.md": words(LONG, f"{LONG}. " * 3, summary=LONG),
            "content/pages/plain/de.md": words("Schlicht"),
            "content/pages/both/de.md": words("Beides"),
        }
    )
    result = county.run("audio")
    assert result.exit_code == 0, result.stderr
    german = espeak().voice("de")
    assert german
    spoken = espeak().synthesise("Schlicht. Ein Satz.", german)
    person = encode(spoken, 5)
    county.write({f"content/pages/{name}/de.mp3": person for name in ("plain", "both")})
    # As on a phone that says it could play Ogg and cannot.
    county.write({"content/pages/both/de.opus": b"OggS and nothing that follows"})
    return f"{serve_folder(county.build().folder)}/de/pages/"


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page that notes each sentence that is marked, and on which nothing goes wrong."""
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda message: mistakes.append(message.text))
    page.add_init_script(
        """
        window.marked = [];
        new MutationObserver((changes) => {
          for (const { target } of changes) {
            if (target.id && target.classList.contains("readaloud__current")) marked.push(target.id);
          }
        }).observe(document, { attributes: true, attributeFilter: ["class"], subtree: true });
        """
    )
    yield page
    assert mistakes == []


def button(page: Page) -> Locator:
    return page.locator(".readaloud__listen")


def current(page: Page) -> Locator:
    return page.locator(".readaloud__current").first


def press(page: Page, name: str) -> None:
    page.locator(".player").get_by_role("button", name=name, exact=True).click()


def test_a_computer_voice_is_heard_and_marks_one_sentence_after_the_other(watched: Page, site: str) -> None:
    addresses: list[str] = []
    watched.on("request", lambda request: addresses.append(request.url))
    watched.goto(f"{site}help/")
    expect(watched.get_by_text("Eine Computerstimme liest sie vor.")).to_be_visible()
    assert not [address for address in addresses if address.endswith((".mp3", ".vtt"))]
    watched.locator("audio").evaluate("audio => { audio.defaultPlaybackRate = audio.playbackRate = 4; }")
    button(watched).click()
    expect(button(watched)).to_have_text("Pause")
    expect(watched.locator("details", has_text="Verborgenes")).to_have_attribute("open", "", timeout=20_000)
    expect(watched.locator(".player")).to_have_count(0, timeout=20_000)
    expect(watched.locator(".readaloud__current")).to_have_count(0)
    marked = [name for name in watched.evaluate("marked") if name != "s.undefined"]
    spans = watched.locator("main .s[id]").evaluate_all("all => all.map(({ id }) => id)")
    assert list(dict.fromkeys(marked)) == spans
    assert len(spans) == 6


def test_one_goes_back_and_forward_by_sentences(watched: Page, site: str) -> None:
    watched.goto(f"{site}long/")
    button(watched).click()
    expect(current(watched)).to_have_attribute("id", "s.1")
    press(watched, "Weiter")
    press(watched, "Weiter")
    expect(current(watched)).to_have_attribute("id", "s.3")
    press(watched, "Zurück")
    expect(current(watched)).to_have_attribute("id", "s.2")
    press(watched, "Zurück")
    press(watched, "Zurück")
    expect(current(watched)).to_have_attribute("id", "s.1")


def test_pausing_keeps_the_place_and_stopping_gives_the_focus_back(watched: Page, site: str) -> None:
    watched.goto(f"{site}long/")
    button(watched).click()
    expect(current(watched)).to_have_attribute("id", "s.1")
    press(watched, "Weiter")
    press(watched, "Pause")
    press(watched, "Zurück")
    expect(current(watched)).to_have_attribute("id", "s.1")
    press(watched, "Weiter")
    expect(current(watched)).to_have_attribute("id", "s.2")
    expect(button(watched)).to_have_text("Weiterlesen")
    assert watched.locator("audio").evaluate("audio => audio.paused && audio.currentTime > 0")
    press(watched, "Weiterlesen")
    expect(button(watched)).to_have_text("Pause")
    press(watched, "Stopp")
    expect(watched.locator(".player")).to_have_count(0)
    expect(watched.locator(".readaloud__current")).to_have_count(0)
    expect(button(watched)).to_be_focused()
    expect(button(watched)).to_have_text("Vorlesen")
    assert watched.locator("audio").evaluate("audio => audio.paused && audio.currentTime === 0")
    button(watched).click()
    expect(current(watched)).to_have_attribute("id", "s.1")


def test_the_speed_can_be_chosen(watched: Page, site: str) -> None:
    watched.goto(f"{site}long/")
    button(watched).click()
    watched.locator(".player").get_by_label("Tempo").select_option(label="langsam")
    assert watched.locator("audio").evaluate("audio => audio.playbackRate") == 0.75


def test_a_recording_without_cues_has_no_buttons_for_sentences(watched: Page, site: str) -> None:
    watched.goto(f"{site}plain/")
    button(watched).click()
    expect(watched.locator(".player").get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(watched.locator(".player").get_by_role("button", name="Weiter", exact=True)).to_have_count(0)


def test_opus_comes_first_and_where_it_does_not_play_the_mp3_does(watched: Page, site: str) -> None:
    watched.goto(f"{site}both/")
    offered = watched.locator("main source").evaluate_all("all => all.map(one => one.type)")
    assert offered == ["audio/ogg; codecs=opus", "audio/mpeg"]
    button(watched).click()
    playing = "one => new Promise(done => (one.ontimeupdate = () => one.currentTime && done(one.currentSrc)))"
    assert watched.locator("main audio").evaluate(playing).endswith("/de.mp3")


def test_the_page_is_accessible_while_a_recording_plays(watched: Page, site: str, axe: Axe) -> None:
    watched.goto(f"{site}long/")
    button(watched).click()
    expect(current(watched)).to_have_attribute("id", "s.1")
    assert axe(watched) == []


def test_without_scripts_the_sound_plays_all_the_same(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}long/")
        expect(page.locator("main audio[controls]")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name="Hilfe zum Vorlesen").first).to_be_visible()
