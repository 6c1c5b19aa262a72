"""The W3C's HTML checker (vnu), one run over any number of files."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

# The policy's 'self' is the site; the checker reads files, which to it are of no site. Browsers judge the policy.
_NOT_ASKED = "Resource violates Content Security Policy.*"
# Within a run of seconds, compiling thoroughly costs more than it brings. Then the checker wants its stack named.
_QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One finding; its text form is a line to click on."""

    path: Path
    line: int
    column: int
    text: str
    extract: str
    """The HTML around the place."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text} {self.extract!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the checker says of all the files together."""

    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlChecker:
    """Checks files, or all HTML files below folders. Starting Java takes a second, a file milliseconds."""

    java: Path
    jar: Path

    def __call__(self, paths: Iterable[Path]) -> Report:
        """Check all paths in one run."""
        java = [str(self.java), *_QUICKLY, "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-jar", str(self.jar)]
        options = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-info-messages"]
        options += ["--filterpattern", _NOT_ASKED, "--skip-non-html"]
        command = [*java, *options, *map(str, paths)]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        messages = json.loads(said)["messages"]
        return Report(
            errors=tuple(_message(found) for found in messages if found["type"] != "info"),
            warnings=tuple(_message(found) for found in messages if found["type"] == "info"),
        )


def _message(found: dict[str, str | int]) -> Message:
    # A finding may lack any part of its place: a whole file is meant, or no file (the checker itself failed).
    line = int(found.get("lastLine", 0))
    return Message(
        path=Path(unquote(urlsplit(str(found.get("url", ""))).path)),
        line=int(found.get("firstLine", line)),
        column=int(found.get("firstColumn", found.get("lastColumn", 0))),
        text=str(found.get("message", "")),
        extract=str(found.get("extract", "")),
    )
