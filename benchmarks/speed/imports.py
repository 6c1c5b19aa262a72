"""What the command line costs before it does anything: milliseconds of a processor, the least of several starts.

python benchmarks/speed/imports.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

_STARTS = 15
_PROGRAMS = {
    "nothing": ("-c", "pass"),
    "click": ("-c", "import click"),
    "intsite --version": ("-m", "intsite", "--version"),
    "intsite --help": ("-m", "intsite", "--help"),
    "intsite.load": ("-c", "import intsite.load"),
    "intsite.build": ("-c", "import intsite.build"),
}


def main() -> None:
    """Print a line for each."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    least = {name: min(_milliseconds(arguments) for _ in range(_STARTS)) for name, arguments in _PROGRAMS.items()}
    for name, milliseconds in least.items():
        print(f"{name:18} {milliseconds:6.0f} ms {milliseconds / least['click']:6.2f} × click")


def _milliseconds(arguments: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
