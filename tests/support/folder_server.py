"""A web server for a built folder, as plain as the cheapest hosting."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO, TypeAlias

FolderServer: TypeAlias = Callable[[Path], str]
"""Serves a folder until the tests end; returns its address without a slash at the end."""


_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class _SilentHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A part of a file, as browsers ask for in the middle of a sound; else all of it."""
        wanted = _RANGE.fullmatch(self.headers.get("Range", ""))
        file = Path(self.translate_path(self.path))
        if not wanted or not file.is_file():
            super().do_GET()
            return
        content = file.read_bytes()
        start, end = int(wanted[1]), int(wanted[2] or len(content) - 1)
        part = content[start : end + 1]
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(part)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: the output belongs to the tests."""


class _PackingHandler(_SilentHandler):
    """Sends files packed, unless they are so by nature."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if file.suffix in _PACKED or not file.is_file():
            return super().send_head()
        content = gzip.compress(file.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)


_PACKED = {".avif", ".jpg", ".mp3", ".opus", ".png", ".webp", ".woff2"}


@contextmanager
def serving(folder: Path, *, packing: bool = False) -> Iterator[str]:
    """The address of the folder, without a slash at the end, for as long as the block lasts."""
    handler = partial(_PackingHandler if packing else _SilentHandler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
