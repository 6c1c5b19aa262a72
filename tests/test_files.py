"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intsite.files import write_whole


def test_text_and_bytes_land_in_new_folders_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "new/folder/page.md", "Grüße\r\n")
    write_whole(tmp_path / "sound", b"\0\1")

    assert (tmp_path / "new/folder/page.md").read_bytes() == b"Gr\xc3\xbc\xc3\x9fe\r\n"
    assert (tmp_path / "sound").read_bytes() == b"\0\1"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")

    write_whole(tmp_path / "link.md", "new")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "de.md"
    file.write_text("old")

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as opened:
            opened.write(content[:2])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="space"):
        write_whole(file, "new text")

    assert [path.name for path in tmp_path.iterdir()] == ["de.md"]
    assert file.read_text() == "old"
