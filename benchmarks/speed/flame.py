"""A flame graph small enough for the documentation, out of what py-spy has sampled.

    py-spy record --rate 200 --function --subprocesses -f raw -o flame.txt -- intsite build --no-search
    python benchmarks/speed/flame.py flame.txt > docs/images/flame.svg

Callers stand below, what they call above them, as wide as the time it takes in all processes together. What takes less
than half a percent is left out, and so is everything around the build.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

WIDTH, ROW, LETTER = 1200, 17, 6.1
FEW = 3
"""Letters that say nothing."""
LEAST = 0.005
"""Share of all samples."""
START = "complete (build)"
"""What is below it is the same for every command."""
_FRAME = re.compile(r"(?P<name>.+) \((?P<file>[^)]*?)(?:\.py)?(?::\d+)?\)")
_BETWEEN = {"_Context.call", "_start", "_work", "forked", "root"}
_WITHIN = ("jinja2/", "multiprocessing/", "concurrent/", "click/", "<frozen", "importlib", "threading")
"""Whose frames say nothing to who reads this: their time is that of who calls them."""


class Node:
    """A function with what it has called."""

    def __init__(self) -> None:
        self.samples = 0
        self.calls: defaultdict[str, Node] = defaultdict(Node)


def main() -> None:
    """Print the picture."""
    root = Node()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        stack, _, samples = line.rpartition(" ")
        frames = list(_frames(stack))
        if START in frames:
            _add(root, frames[frames.index(START) :], int(samples))
    print("\n".join(_picture(root)))


def _frames(stack: str) -> Iterator[str]:
    """Names that a reader of the code knows: no recursion, no libraries' insides, no lines."""
    last = ""
    for frame in stack.split(";"):
        found = _FRAME.fullmatch(frame)
        called = found["name"].rpartition("<locals>.")[2] if found else ""
        if not found or called in _BETWEEN or called.startswith("<") or found["file"].startswith(_WITHIN):
            continue
        name = f"{called} ({found['file'].removeprefix('intsite/').removesuffix('/__init__')})"
        if name != last:
            yield name
        last = name


def _add(root: Node, frames: list[str], samples: int) -> None:
    node = root
    node.samples += samples
    for frame in frames:
        node = node.calls[frame]
        node.samples += samples


def _picture(root: Node) -> Iterator[str]:
    boxes = list(_boxes(root, 0, 0.0, root.samples))
    height = ROW * (1 + max(depth for depth, *_ in boxes))
    font = 'font-family="sans-serif" font-size="11"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {font}>'
    yield f"<title>Where the processor time of a cold build goes: {root.samples:,} samples</title>"
    for depth, left, share, name in boxes:
        x, y, width = left * WIDTH, height - (depth + 1) * ROW, max(share * WIDTH - 0.5, 0.5)
        hue = int.from_bytes(hashlib.blake2b(name.rpartition("(")[2].encode(), digest_size=2).digest()) % 360
        size = f'width="{width:.1f}" height="{ROW - 1}"'
        yield f"<g><title>{escape(name)}: {share:.1%}</title>"
        yield f'<rect x="{x:.1f}" y="{y}" {size} fill="hsl({hue} 60% 80%)"/>'
        letters = int(width / LETTER)
        if letters > FEW:
            said = name if len(name) <= letters else f"{name[: letters - 1]}…"
            yield f'<text x="{x + 3:.1f}" y="{y + ROW - 5}">{escape(said)}</text>'
        yield "</g>"
    yield "</svg>"


def _boxes(node: Node, depth: int, left: float, all_samples: int) -> Iterator[tuple[int, float, float, str]]:
    """Depth, left edge and width as shares of the picture, name."""
    for name, called in sorted(node.calls.items(), key=lambda pair: -pair[1].samples):
        share = called.samples / all_samples
        if share >= LEAST:
            yield depth, left, share, name
            yield from _boxes(called, depth + 1, left, all_samples)
        left += share


if __name__ == "__main__":
    main()
