"""The preview: a local server that builds again and reloads the browser when a file changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import ForceReloadHandler, LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector
from tornado import web

_SCRIPT = b'<script src="/livereload.js" async></script>'


class _Injector(LiveScriptInjector):  # type: ignore[misc]
    """Adds a script that the pages' Content-Security-Policy allows; livereload's own is inline."""

    script = _SCRIPT


class _Preview(Server):  # type: ignore[misc]
    def application(self, port: int, host: str, **_: Any) -> None:  # noqa: ANN401  livereload's signature
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/forcereload", ForceReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", self.SFH, {"path": self.root, "default_filename": "index.html"}),
        ]
        web.Application(handlers, transforms=[_Injector]).listen(port, address=host)


def serve(site: Path, watched: Iterable[Path], rebuild: Callable[[], None], port: int) -> None:
    """Serve the folder `site` on this machine only, until interrupted; a change below `watched` calls `rebuild`.

    What is watched need not exist yet.
    """
    server = _Preview()
    for path in watched:
        server.watch(str(path), rebuild)
    server.serve(port=port, host="127.0.0.1", root=str(site))
