"""The preview as people use it: a real process, a browser's requests, files that change."""

import http.client
import os
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.counties import County, county, words

IMPRINT = "content/pages/imprint/de.md"
PATIENCE = 60
"""Seconds after which something that should come is given up; nothing waits that long when all is well."""


@dataclass
class Preview:
    """A running `intsite serve`."""

    process: subprocess.Popen[bytes]
    port: int
    said: str = field(default="")

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def until_it_says(self, wanted: str) -> str:
        """What the process said up to a line with these words; fails when it ends or takes too long."""
        assert self.process.stderr is not None
        deadline = time.monotonic() + PATIENCE
        while wanted not in self.said:
            ready, _, _ = select.select([self.process.stderr], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.process.stderr.fileno(), 65536) if ready else b""
            assert part, f"“{wanted}” did not come; it said:\n{self.said}"
            self.said += part.decode()
        said, self.said = self.said, ""
        return said

    def until(self, path: str, accept: Callable[[str], bool]) -> str:
        """A page as soon as it is as expected; looks again after each build."""
        while True:
            status, text = self.get(path)
            if status == http.HTTPStatus.OK and accept(text):
                return text
            self.until_it_says(" errors, ")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _start(made: County, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "intsite", "--root", str(made.root), "serve", "--port", str(port)],
        env={**os.environ, "INTSITE_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def small(tmp_path: Path) -> County:
    return county(tmp_path / "county", {IMPRINT: words("Impressum", "Der Landkreis.")})


@pytest.fixture
def preview(small: County) -> Iterator[Preview]:
    port = _free_port()
    with _start(small, port) as process:
        running = Preview(process=process, port=port)
        try:
            running.until_it_says(f"http://127.0.0.1:{port}/")
            _wait_for(port)
            yield running
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the preview does not answer"
        else:
            return


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
    port = _free_port()
    with _start(small, port) as process:
        running = Preview(process=process, port=port)
        try:
            running.until_it_says("1 error,")
            _wait_for(port)
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


def test_a_port_that_is_taken_is_told_with_2(small: County) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with _start(small, taken.getsockname()[1]) as process:
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "This cannot be done here" in said.decode()
