"""Git, asked: nothing here changes a work tree or its index."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")
"""Git sets them for hooks, relative to the top of the work tree; elsewhere they would mislead."""


class GitError(OSError):
    """Git refused what it should be able to do; says what it printed."""


def run(root: Path, *arguments: str, settings: Mapping[str, str] = {}) -> subprocess.CompletedProcess[bytes]:
    """Run Git in a folder, with further settings of its environment; raises `FileNotFoundError` where there is none."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS} | dict(settings)
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603  no shell, and our own arguments


def asked(root: Path, *arguments: str) -> str | None:
    """What Git prints; None where it refuses, is not there, or prints something else than UTF-8."""
    try:
        done = run(root, *arguments)
        return done.stdout.decode() if done.returncode == 0 else None
    except (OSError, UnicodeDecodeError):
        return None


def told(root: Path, *arguments: str, settings: Mapping[str, str] = {}) -> str:
    """What Git prints, names of files as the system writes them; raises `GitError` where it refuses."""
    done = run(root, *arguments, settings=settings)
    if done.returncode:
        message = f"git {arguments[0]}: {said(done)}"
        raise GitError(message)
    return os.fsdecode(done.stdout)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what Git complained about."""
    return done.stderr.decode(errors="replace").strip().partition("\n")[0]
