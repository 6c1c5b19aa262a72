"""What translates: LibreTranslate's API, or a command that speaks it on its input and output.

    {"q": ["<b>Guten</b> Tag", "Tee &amp; Brot"], "source": "de", "target": "fr", "format": "html"}
    {"translatedText": ["<b>Bonjour</b>", "Thé &amp; pain"]}

Over HTTP the key of `INTSITE_TRANSLATION_KEY` goes with it as `api_key`; a command finds it in its environment.

https://docs.libretranslate.com/guides/api_usage/
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Protocol

import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from intsite.config import Config
from intsite.web import pool, wait_of

KEY = "INTSITE_TRANSLATION_KEY"
"""Name of the environment variable; a key never stands in a file that goes into Git."""
_TIMEOUT = urllib3.Timeout(connect=10, read=300)
_COMMAND_TIMEOUT = 600
"""Seconds."""
_MAXIMUM_BYTES = 10_000_000
_BUSY = frozenset({429, 503})
_TRIES = 3
_PATIENCE = 60.0
_SHOWN = 200


class ServiceError(Exception):
    """The service does not translate; the argument is what it says, or what is the matter with it."""


class Service(Protocol):
    """Translates texts in HTML."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> tuple[str, ...]:
        """As many texts as there were, in their order. Languages are BCP 47 tags. Raises `ServiceError`."""


def service_of(config: Config) -> Service | None:
    """The one that site.toml names; None when machine translation is off."""
    if config.translation_command:
        return Command(arguments=config.translation_command, folder=config.root)
    if config.translation_service:
        return Endpoint(address=config.translation_service, key=os.environ.get(KEY, ""))
    return None


class Endpoint(Struct, frozen=True, kw_only=True):
    """A server with LibreTranslate's API."""

    address: str
    key: str = ""

    def translate(self, texts: Sequence[str], source: str, target: str) -> tuple[str, ...]:
        """See `Service`."""
        question = _question(texts, source, target) | ({"api_key": self.key} if self.key else {})
        status, page = self._answer(json.dumps(question).encode())
        try:
            answer = json.loads(page)
        except ValueError:
            raise ServiceError(f"{status}, {_shortened(page.decode(errors='replace'))}") from None
        if status >= 300 or not isinstance(answer, dict):  # noqa: PLR2004  all but a success, RFC 9110, section 15
            said = answer.get("error", "") if isinstance(answer, dict) else page.decode(errors="replace")
            raise ServiceError(f"{status}, {_shortened(str(said))}")
        return _texts(answer, texts)

    def _answer(self, question: bytes) -> tuple[int, bytes]:
        """Status and page; a server that asks for a break gets it. No redirects: they would take the key along."""
        url = parse_url(self.address)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            for number in range(_TRIES):
                response = pool(url).request(
                    "POST",
                    url.url,
                    body=question,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    timeout=_TIMEOUT,
                )
                page = response.read(_MAXIMUM_BYTES)
                response.close()
                wait = wait_of(response.headers) or 10.0
                if response.status not in _BUSY or wait > _PATIENCE or number == _TRIES - 1:
                    break
                sleep(wait)
        except HTTPError as error:
            raise ServiceError(_shortened(str(error))) from None
        return response.status, page


class Command(Struct, frozen=True, kw_only=True):
    """A program that reads the question from its input and writes the answer to its output, both JSON in UTF-8."""

    arguments: tuple[str, ...]
    folder: Path
    """In which it runs."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> tuple[str, ...]:
        """See `Service`."""
        question = json.dumps(_question(texts, source, target)).encode()
        try:
            done = subprocess.run(  # noqa: S603  what the county wrote into its own site.toml, and no shell
                self.arguments,
                input=question,
                capture_output=True,
                cwd=self.folder,
                timeout=_COMMAND_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ServiceError(_shortened(str(error))) from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise ServiceError(_shortened(f"{done.returncode}, {said[-1] if said else ''}"))
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            raise ServiceError(_shortened(done.stdout.decode(errors="replace"))) from None
        return _texts(answer, texts)


def _question(texts: Sequence[str], source: str, target: str) -> dict[str, object]:
    return {"q": list(texts), "source": source, "target": target, "format": "html"}


def _texts(answer: object, asked: Sequence[str]) -> tuple[str, ...]:
    found = answer.get("translatedText") if isinstance(answer, Mapping) else None
    if not isinstance(found, list) or len(found) != len(asked) or not all(isinstance(text, str) for text in found):
        raise ServiceError(_shortened(json.dumps(answer, ensure_ascii=False)))
    return tuple(found)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
