"""Files written whole or not at all."""

from __future__ import annotations

import codecs
import secrets
from pathlib import Path

UNFINISHED = ".new"
"""Ending of a file as long as it is written."""


def write_changed(file: Path, content: bytes) -> bool:
    """`write_whole`, unless the file holds just that; whether it had to be written."""
    if file.is_file() and file.read_bytes() == content:
        return False
    write_whole(file, content)
    return True


def write_text(file: Path, text: str) -> bool:
    """`write_changed` for what people write, too: Windows' line ends and mark of UTF-8 stay where the file has them."""
    before = file.read_bytes() if file.is_file() else b""
    content = text.encode()
    if before.count(b"\r\n") * 2 > before.count(b"\n"):
        content = content.replace(b"\n", b"\r\n")
    return write_changed(file, codecs.BOM_UTF8 * before.startswith(codecs.BOM_UTF8) + content)


def write_whole(file: Path, content: bytes | str) -> None:
    """Write a file, text as UTF-8, also in a new folder; who looks, or pulls the plug, finds the old one or the new.

    A link stays a link. Raises `OSError` where the disk refuses, and then leaves nothing behind.
    """
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)
        aside.replace(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
