"""A running `intsite serve`, and what it says."""

import http.client
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from support.counties import County

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

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

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


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def start(made: County, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "intsite", "--root", str(made.root), "serve", "--port", str(port)],
        env={**os.environ, "INTSITE_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the preview does not answer"
        else:
            return


@contextmanager
def running(made: County) -> Iterator[Preview]:
    """The preview of a county without errors, from its first build on."""
    port = free_port()
    with start(made, port) as process:
        preview = Preview(process=process, port=port)
        try:
            preview.until_it_says(f"http://127.0.0.1:{port}/")
            wait_for(port)
            yield preview
        finally:
            process.terminate()
