"""A web server for a built folder, as plain as the cheapest hosting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TypeAlias

FolderServer: TypeAlias = Callable[[Path], str]
"""Serves a folder until the tests end; returns its address without a slash at the end."""


class _SilentHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: the output belongs to the tests."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the folder, without a slash at the end, for as long as the block lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_SilentHandler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
