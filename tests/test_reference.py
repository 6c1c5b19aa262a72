from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES: dict[Path, bytes] = runpy.run_path(str(ROOT / "scripts" / "write_reference.py"))["pages"]()


@pytest.mark.parametrize("file", sorted(PAGES), ids=lambda file: file.name)
def test_the_reference_says_what_the_program_says(file: Path) -> None:
    assert file.read_bytes() == PAGES[file], "the program has changed: run make docs"
