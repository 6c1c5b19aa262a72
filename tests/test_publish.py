"""A folder becomes exactly the site, and nothing else in the world changes."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intsite.memo import stamp
from intsite.output import Output
from intsite.publish import MANIFEST, Changes, OutputFolderError, publish


def outputs(files: dict[str, bytes]) -> Iterable[Output]:
    return (Output(path=path, content=content) for path, content in files.items())


def content_of(folder: Path) -> dict[str, bytes]:
    """Files by path, and empty folders, which nobody wants, as paths with a slash."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.name != MANIFEST}
    files = {path: file.read_bytes() for path, file in found.items() if file.is_file()}
    return files | {f"{path}/": b"" for path, file in found.items() if file.is_dir() and not any(file.iterdir())}


PATHS = st.lists(st.sampled_from(["a", "b", "c", "d.html"]), min_size=1, max_size=3).map("/".join)
"""Few names, so that files take the places of folders and folders those of files."""


def _has_no_file_as_folder(files: dict[str, bytes]) -> bool:
    return not any(other.startswith(f"{path}/") for path in files for other in files)


FILES = st.dictionaries(PATHS, st.sampled_from([b"", b"one", b"two"]), max_size=6).filter(_has_no_file_as_folder)


@settings(max_examples=60)
@given(sites=st.lists(FILES, min_size=1, max_size=3))
def test_a_folder_holds_exactly_the_last_site_published_into_it(sites: list[dict[str, bytes]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "public")
        for files in sites:
            publish(outputs(files), folder)
            assert content_of(folder) == files


def test_publishing_the_same_again_touches_no_file(tmp_path: Path) -> None:
    files = {"index.html": b"home", "de/index.html": b"german"}
    assert publish(outputs(files), tmp_path).written == ("de/index.html", "index.html")
    before = {file: stamp(file) for file in tmp_path.rglob("*")}
    assert publish(outputs(files), tmp_path) == Changes(written=(), removed=(), unchanged=2)
    assert {file: stamp(file) for file in tmp_path.rglob("*")} == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    publish(outputs({"same": b"1", "changed": b"2", "old/page/index.html": b"3"}), tmp_path)
    kept = (tmp_path / "same").stat().st_ino
    changes = publish(outputs({"same": b"1", "changed": b"two", "new": b"4"}), tmp_path)
    assert changes == Changes(written=("changed", "new"), removed=("old/page/index.html",), unchanged=1)
    assert (tmp_path / "same").stat().st_ino == kept
    assert not (tmp_path / "old").exists()


def test_a_folder_with_other_things_in_it_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "index.html").write_text("Dear county", encoding="utf-8")
    with pytest.raises(OutputFolderError, match="not empty"):
        publish(outputs({"letters/index.html": b"site"}), tmp_path)
    assert content_of(tmp_path) == {"letters/index.html": b"Dear county"}


def test_files_that_others_put_beside_the_site_stay(tmp_path: Path) -> None:
    publish(outputs({"old/index.html": b"site"}), tmp_path)
    (tmp_path / "old" / "verification.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "CNAME").write_text("mine", encoding="utf-8")
    publish(outputs({"index.html": b"site"}), tmp_path)
    assert content_of(tmp_path) == {"index.html": b"site", "old/verification.txt": b"mine", "CNAME": b"mine"}


def test_a_file_that_somebody_changed_or_deleted_by_hand_is_put_right(tmp_path: Path) -> None:
    files = {"index.html": b"home", "de/index.html": b"german"}
    publish(outputs(files), tmp_path)
    (tmp_path / "index.html").write_text("hacked", encoding="utf-8")
    (tmp_path / "de" / "index.html").unlink()
    assert publish(outputs(files), tmp_path).written == ("de/index.html", "index.html")
    assert content_of(tmp_path) == files


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"files": 7}', '{"files": [7, "../outside", "/etc/passwd"]}'])
def test_a_damaged_list_of_files_removes_nothing_outside_and_is_written_anew(tmp_path: Path, damaged: str) -> None:
    folder = tmp_path / "public"
    publish(outputs({"index.html": b"home"}), folder)
    (tmp_path / "outside").write_text("mine", encoding="utf-8")
    (folder / MANIFEST).write_text(damaged, encoding="utf-8")
    publish(outputs({"index.html": b"home"}), folder)
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8")) == {"files": ["index.html"]}
    assert (tmp_path / "outside").exists()


def test_an_interrupted_run_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, moved = Path.replace, []

    def breaks_down(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) > 2:
            raise OSError("No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", breaks_down)
    with pytest.raises(OutputFolderError, match="No space left"):
        publish(outputs({"first/index.html": b"1", "second/index.html": b"2"}), tmp_path)
    monkeypatch.undo()
    assert (tmp_path / "first" / "index.html").exists()
    publish(outputs({"index.html": b"home"}), tmp_path)
    assert content_of(tmp_path) == {"index.html": b"home"}


def test_what_a_killed_run_had_written_aside_is_cleared_away(tmp_path: Path) -> None:
    publish(outputs({"index.html": b"home"}), tmp_path)
    (tmp_path / ".staging-x").mkdir()
    (tmp_path / ".staging-x" / "0").write_text("half", encoding="utf-8")
    os.utime(tmp_path / ".staging-x", (0, 0))
    publish(outputs({"index.html": b"new"}), tmp_path)
    assert content_of(tmp_path) == {"index.html": b"new"}


def test_a_folder_that_a_killed_first_run_left_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".staging-x").mkdir()
    assert publish(outputs({"index.html": b"home"}), tmp_path).written == ("index.html",)


@pytest.mark.parametrize("place", ["letter.txt", "letter.txt/public"])
def test_a_place_that_cannot_be_a_folder_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear county", encoding="utf-8")
    with pytest.raises(OutputFolderError):
        publish(outputs({"index.html": b"home"}), tmp_path / place)
    assert content_of(tmp_path) == {"letter.txt": b"Dear county"}


@pytest.mark.parametrize("path", ["../outside", "/etc/motd", "de/../../outside", ""])
def test_no_file_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "public"
    with pytest.raises(ValueError, match="leaves"):
        publish(outputs({path: b""}), folder)
    assert not folder.exists()
