"""An internet of one machine: hosts below `.example` that answer as a test wants, and remember who asked what."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import pytest

Headers = Mapping[str, str]
Respond = Callable[["Request"], tuple[int, Headers, bytes] | None]
"""Gives status, headers and page; None breaks off without an answer."""

_PUBLIC = "1.2.3.4"
"""What names of the internet stand for; connections end at this machine all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a server was asked."""

    method: str
    host: str
    path: str
    headers: Headers
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.method} {self.host}{self.path}"


@dataclass(slots=True, kw_only=True)
class Web:
    """The server of all hosts."""

    respond: Respond
    port: int = 0
    requests: list[Request] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """`GET www.example/path` for each request, in their order."""
        return [str(request) for request in self.requests]

    def url(self, host: str, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


class _Server(ThreadingHTTPServer):
    web: Web

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  the library's signature
        """Whoever asked may break off."""


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        host = (self.headers["Host"] or "").partition(":")[0]
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        request = Request(method=self.command, host=host, path=self.path, headers=dict(self.headers), body=body)
        web = cast("_Server", self.server).web
        web.requests.append(request)
        answer = web.respond(request)
        if answer is None:
            self.close_connection = True
            return
        status, headers, page = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(page)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    do_HEAD = do_GET = do_POST = _answer  # noqa: N815  the library's names

    def log_message(self, *arguments: object) -> None:
        """Nobody reads it."""


@contextmanager
def web(respond: Respond, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A server that runs as long as the block."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.web = Web(respond=respond, port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def names(monkeypatch: pytest.MonkeyPatch, addresses: Mapping[str, str | int]) -> None:
    """Let names lead to this machine; `addresses` are those that look otherwise, or the error of looking them up."""
    real = socket.getaddrinfo

    def look_up(host: str, port: int | None, *arguments: int, **more: int) -> object:
        known = addresses.get(host, _PUBLIC if host.endswith(".example") else host)
        if isinstance(known, int):
            raise socket.gaierror(known, "no such name")
        return real("127.0.0.1" if port else known, port, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for variable in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
