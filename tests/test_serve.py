"""The preview as people use it: a real process, a browser's requests, files that change."""

import asyncio
import http
import os
import re
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

from intsite.serve import Beside
from support.counties import County, county, words
from support.previews import PATIENCE, Preview, free_port, running, start, wait_for

IMPRINT = "content/pages/imprint/de.md"


@pytest.fixture
def small(tmp_path: Path) -> County:
    return county(tmp_path / "county", {IMPRINT: words("Impressum", "Der Landkreis.")})


@pytest.fixture
def preview(small: County) -> Iterator[Preview]:
    with running(small) as preview:
        yield preview


def test_the_site_is_served_with_what_makes_the_browser_reload(preview: Preview) -> None:
    status, text = preview.get("/de/pages/imprint/")
    assert status == http.HTTPStatus.OK
    assert "Der Landkreis." in text
    assert '<script src="/livereload.js" async></script>' in text
    assert preview.get("/livereload.js")[0] == http.HTTPStatus.OK
    style = re.search(r'rel="stylesheet" href="([^"]+)"', text)
    assert style
    assert preview.get("/" + style[1].replace("../", ""))[0] == http.HTTPStatus.OK
    assert preview.get("/de/pages/gone/")[0] == http.HTTPStatus.NOT_FOUND


def test_a_change_is_built_a_mistake_keeps_the_last_good_site_and_mending_it_goes_on(
    small: County, preview: Preview
) -> None:
    small.write({IMPRINT: words("Impressum", "Der ganze Landkreis.")})
    preview.until("/de/pages/imprint/", lambda text: "Der ganze Landkreis." in text)

    small.write({IMPRINT: words("Impressum", "Kaputt: [](office:nowhere)")})
    said = preview.until_it_says("1 error,")
    assert f"{IMPRINT}:6:12: There is no entry “office:nowhere”." in said
    shown = preview.get("/de/pages/imprint/")[1]
    assert "Der ganze Landkreis." in shown
    assert f"{IMPRINT}:6:12: There is no entry “office:nowhere”." in shown.partition("<main")[0]
    assert shown.endswith("</html>\n"), "the length that was announced is right"

    small.write({IMPRINT: words("Impressum", "Wieder heil.")})
    mended = preview.until("/de/pages/imprint/", lambda text: "Wieder heil." in text)
    assert "office:nowhere" not in mended
    assert not (small.root / "public").exists(), "the preview publishes nothing"


def test_an_error_is_told_in_full_on_its_page_and_the_others_keep_theirs(small: County, preview: Preview) -> None:
    small.write({"content/guides/arriving/de.md": words("Ankommen", "Kaputt: [](office:nowhere)")})
    preview.until_it_says("1 error,")
    status, own = preview.get("/de/guides/arriving/")
    assert status == http.HTTPStatus.NOT_FOUND, "it was never built"
    assert "There is no entry “office:nowhere”." in own
    assert 'href="/de/guides/arriving/"' not in own
    assert 'href="/de/guides/arriving/"' in preview.get("/de/pages/imprint/")[1]


def test_a_new_entry_and_a_first_template_of_ones_own_appear(small: County, preview: Preview) -> None:
    small.write({"content/guides/arriving/de.md": words("Ankommen")})
    preview.until("/de/a-z/", lambda text: "Ankommen" in text)
    small.write({"templates/kinds/page/page.html": "<p>ours</p>"})
    preview.until("/de/pages/imprint/", lambda text: text.startswith("<p>ours</p>"))


def test_a_change_of_site_toml_is_seen_and_a_mistake_in_it_keeps_the_last_good_site(
    small: County, preview: Preview
) -> None:
    small.write({"site.toml": '[site]\nname = "Landkreis Anders"\n'})
    preview.until("/de/", lambda text: "Landkreis Anders" in text)
    small.write({"site.toml": "[site]\nname = Landkreis\n"})
    assert "site.toml:2:8: " in preview.until_it_says("[toml-syntax]")
    assert "Landkreis Anders" in preview.get("/de/")[1]


def test_the_preview_starts_with_a_mistake_and_shows_the_site_once_it_is_mended(small: County) -> None:
    small.write({IMPRINT: words("Impressum", "[](office:nowhere) <b>")})
    port = free_port()
    with start(small, port) as process:
        running = Preview(process=process, port=port)
        try:
            running.until_it_says("1 error,")
            wait_for(port)
            for path in ("/", "/de/"):
                status, shown = running.get(path)
                assert status == http.HTTPStatus.SERVICE_UNAVAILABLE
                assert f"{IMPRINT}:6:4: There is no entry “office:nowhere”." in shown
                assert "&lt;b&gt;" in shown, "what the file holds is text"
                assert '<script src="/livereload.js" async></script>' in shown
            small.write({IMPRINT: words("Impressum", "Heil.")})
            running.until("/de/pages/imprint/", lambda text: "Heil." in text)
        finally:
            process.terminate()


INDEX = "/pagefind/search/de/index.json"


def test_the_search_follows_the_pages_and_stays_while_they_change(small: County, preview: Preview) -> None:
    preview.until_it_says("The search knows all pages")
    assert '"Impressum"' in preview.get(INDEX)[1]
    small.write({IMPRINT: words("Herausgeber", "Der Landkreis.")})
    preview.until("/de/pages/imprint/", lambda text: "Herausgeber" in text)
    status, index = preview.get(INDEX)
    assert status == http.HTTPStatus.OK
    assert '"Impressum"' in index, "that of before, until the new one is there"
    preview.until_it_says("The search knows all pages")
    assert '"Herausgeber"' in preview.get(INDEX)[1]


def test_pages_of_others_follow_those_of_what_was_edited(small: County, preview: Preview) -> None:
    sitemap = "/de/sitemap/"
    assert "Impressum" in preview.get(sitemap)[1]
    small.write({IMPRINT: words("Herausgeber", "Der Landkreis.")})
    preview.until("/de/pages/imprint/", lambda text: "Herausgeber" in text)
    while "Herausgeber" not in preview.get(sitemap)[1].partition("<main")[2]:
        preview.until_it_says("The search knows all pages")


def test_the_browser_is_told_of_the_pages_of_others_as_well(small: County, preview: Preview) -> None:
    preview.until_it_says("The search knows all pages")

    async def told() -> list[str]:
        browser = await websocket_connect(preview.url("livereload").replace("http", "ws"))
        await browser.write_message('{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}')
        await browser.write_message(f'{{"command": "info", "plugins": {{}}, "url": "{preview.url("de/")}"}}')
        assert "hello" in str(await browser.read_message())
        small.write({IMPRINT: words("Herausgeber", "Der Landkreis.")})
        said = [str(await browser.read_message()) for _ in range(2)]
        browser.close()
        await browser.read_message()
        return said

    # In a thread of its own: where a browser was open, this one has a loop of events already.
    with ThreadPoolExecutor(1) as thread:
        own, others = thread.submit(lambda: asyncio.run(asyncio.wait_for(told(), PATIENCE))).result()
    assert '"reload"' in own
    assert '"reload"' in others


def test_a_change_while_the_search_is_made_is_in_it_in_the_end(small: County, preview: Preview) -> None:
    for number in range(3):
        small.write({IMPRINT: words(f"Impressum {number}", "Der Landkreis.")})
        preview.until("/de/pages/imprint/", lambda text, number=number: f"Impressum {number}" in text)  # type: ignore[misc]
    while '"Impressum 2"' not in preview.get(INDEX)[1]:
        preview.until_it_says("The search knows all pages")


def test_work_beside_is_ended_with_all_that_it_has_started() -> None:
    reading, writing = os.pipe()

    def work(_: object) -> str:
        with subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"], pass_fds=[writing]) as started:
            os.write(writing, b"started")
            return str(started.wait())

    beside = Beside(work, lambda _: None)
    beside.start()
    os.close(writing)
    assert os.read(reading, 7) == b"started"
    beside.stop()
    ready, _, _ = select.select([reading], [], [], PATIENCE)
    assert ready, "what it has started goes on"
    assert os.read(reading, 1) == b""


def test_work_beside_that_puts_files_into_their_places_is_waited_for(tmp_path: Path) -> None:
    reading, writing = os.pipe()

    def work(publishing: AbstractContextManager[object]) -> str:
        with publishing:
            os.write(writing, b"begun")
            for number in range(2000):
                (tmp_path / str(number)).touch()
        return ""

    beside = Beside(work, lambda _: None)
    beside.start()
    assert os.read(reading, 5) == b"begun"
    beside.stop()
    assert len(list(tmp_path.iterdir())) == 2000


def test_what_is_saved_while_the_site_is_built_is_built_next(small: County, preview: Preview) -> None:
    changes = {f"content/guides/guide-{number}/de.md": words(f"Guide {number}") for number in range(12)}
    for path, content in changes.items():
        small.write({path: content})
    preview.until("/de/a-z/", lambda text: all(f"Guide {number}" in text for number in range(12)))
    for number in range(12):
        small.write({f"content/guides/guide-{number}/de.md": words(f"Guide {number}", f"Text {number}.")})
    for number in range(12):
        preview.until(f"/de/guides/guide-{number}/", lambda text, number=number: f"Text {number}." in text)  # type: ignore[misc]


def test_a_port_that_is_taken_is_told_with_2(small: County) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start(small, taken.getsockname()[1]) as process:
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "This cannot be done here" in said.decode()
