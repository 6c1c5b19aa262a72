"""The preview: a local server that builds again and reloads the browser when a file changes.

What is wrong stands above each page of the last good site, and alone where there is none yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import ForceReloadHandler, LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from tornado import httputil, web

_SCRIPT = b'<script src="/livereload.js" async></script>'
_BODY = b"<body>"
_ALONE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>intsite</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <style>body {{ font-family: sans-serif }} pre {{ white-space: pre-wrap; overflow-wrap: anywhere }}</style>
  </head>
  <body>
    <main>
      <h1>intsite</h1>
      {report}
    </main>
  </body>
</html>
"""


@dataclass(slots=True)
class _State:
    """How the last build ended: the only thing of the preview that changes."""

    report: str = ""
    """HTML about what is wrong; empty when all is well."""


class _Injector(LiveScriptInjector):  # type: ignore[misc]
    """Adds a script that the pages' Content-Security-Policy allows, livereload's own is inline; and the report."""

    script = _SCRIPT

    def __init__(self, state: _State, request: httputil.HTTPServerRequest) -> None:
        super().__init__(request)
        self._report = state.report.encode()

    def transform_first_chunk(
        self,
        status_code: int,
        headers: httputil.HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001  tornado's signature
    ) -> tuple[int, httputil.HTTPHeaders, bytes]:
        if self._report not in chunk and _BODY in chunk and "html" in headers.get("Content-Type", ""):
            chunk = chunk.replace(_BODY, _BODY + self._report, 1)
            if "Content-Length" in headers:
                headers["Content-Length"] = str(int(headers["Content-Length"]) + len(self._report))
        added: tuple[int, httputil.HTTPHeaders, bytes] = super().transform_first_chunk(
            status_code, headers, chunk, finishing
        )
        return added


class _Files(StaticFileHandler):  # type: ignore[misc]
    """The files of the site; as long as there are none, what is wrong."""

    def initialize(self, path: str, default_filename: str, state: _State) -> None:
        super().initialize(path, default_filename)
        self._state = state

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002  tornado's signature
        if self._state.report and not Path(self.root).exists():  # noqa: ASYNC240  one look at a local disk
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.write(_ALONE.format(report=self._state.report))
        else:
            await super().get(path, include_body)


class _Preview(Server):  # type: ignore[misc]
    def __init__(self, state: _State) -> None:
        super().__init__()
        self._state = state

    def application(self, port: int, host: str, **_: Any) -> None:  # noqa: ANN401  livereload's signature
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        files = {"path": self.root, "default_filename": "index.html", "state": self._state}
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/forcereload", ForceReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", _Files, files),
        ]
        transforms: list[Any] = [partial(_Injector, self._state)]
        web.Application(handlers, transforms=transforms).listen(port, address=host)


def serve(site: Path, watched: Iterable[Path], rebuild: Callable[[], str], port: int) -> None:
    """Serve the folder `site` on this machine only, until interrupted; a change below `watched` calls `rebuild`.

    It is called once at the start, and gives HTML about what is wrong, empty when all is well. What is watched need
    not exist yet.
    """
    state = _State(report=rebuild())

    def again() -> None:
        state.report = rebuild()

    server = _Preview(state)
    for path in watched:
        server.watch(str(path), again)
    server.serve(port=port, host="127.0.0.1", root=str(site))
