"""What lies in the content folder: entries, vocabularies, and what belongs to neither."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intsite.fields import Labels
from intsite.kinds import Kind
from intsite.problems import Problem
from intsite.read import EntryFiles, Inventory, read

KINDS = {
    name: Kind(name=name, folder=folder, one=Labels(), many=Labels())
    for name, folder in {"office": "offices", "page": "pages"}.items()
}
LANGUAGES = ("de", "de-simple", "ar")


def look(root: Path, *files: str) -> tuple[Inventory, tuple[Problem, ...]]:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(b"")
    return read(root, KINDS, LANGUAGES)


def test_an_entry_is_a_folder_with_facts_words_and_media(tmp_path: Path) -> None:
    inventory, problems = look(
        tmp_path,
        *(f"content/offices/jobcenter/{name}" for name in ("de.md", "facts.yaml", "ar.md", "de-simple.md")),
        *(f"content/offices/jobcenter/{name}" for name in ("Flyer.PDF", "entrance.jpg", "talk.opus")),
    )
    assert problems == ()
    assert inventory.entries == (
        EntryFiles(
            kind="office",
            id="jobcenter",
            path="content/offices/jobcenter",
            has_facts=True,
            languages=("ar", "de-simple", "de"),
            media=("Flyer.PDF", "entrance.jpg", "talk.opus"),
        ),
    )


def test_entries_and_vocabularies_are_in_the_same_order_on_every_system(tmp_path: Path) -> None:
    names = ["b", "a10", "a2", "a"]
    inventory, _ = look(
        tmp_path, *(f"content/pages/{name}/de.md" for name in names), *(f"content/vocabularies/{n}.yaml" for n in names)
    )
    assert [files.id for files in inventory.entries] == sorted(names)
    assert inventory.vocabularies == tuple(f"content/vocabularies/{name}.yaml" for name in sorted(names))


def test_what_systems_and_people_leave_for_themselves_is_no_problem(tmp_path: Path) -> None:
    left = (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "README.md")
    folders = ("content", "content/pages", "content/pages/a", "content/vocabularies")
    inventory, problems = look(
        tmp_path, "content/pages/a/de.md", *(f"{folder}/{name}" for folder in folders for name in left)
    )
    assert problems == ()
    assert inventory.entries[0].media == ()


def test_links_that_lead_out_of_the_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    look(secret, "de.md")
    (tmp_path / "content/pages/a").mkdir(parents=True)
    (tmp_path / "content/pages/b").symlink_to(secret)
    (tmp_path / "content/pages/a/de.md").symlink_to(secret / "de.md")
    inventory, problems = look(tmp_path)
    assert [(files.id, files.languages) for files in inventory.entries] == [("a", ())]
    assert [(found.span.path, found.code) for found in problems] == [
        ("content/pages/a/de.md", "symbolic-link"),
        ("content/pages/a", "entry-without-words"),
        ("content/pages/b", "symbolic-link"),
    ]


def test_a_folder_under_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    inventory, problems = look(
        tmp_path, "content/pages/a/de.md", "content/pages/a/facts.yaml/x", "content/pages/a/x.jpg/x"
    )
    assert [found.span.path for found in problems] == ["content/pages/a/facts.yaml", "content/pages/a/x.jpg"]
    assert (inventory.entries[0].has_facts, inventory.entries[0].media) == (False, ())


NAMES = st.one_of(
    st.text(st.sampled_from("abdemrs-._ ÄA1"), min_size=1, max_size=8),
    st.sampled_from(
        ["facts.yaml", "fact.yaml", "facts.yml", "de.md", "ar.markdown", "tr.md", "en-US.md", "DE.md", "a.gif"]
    ),
).filter(lambda name: name not in {".", ".."})


@settings(max_examples=60)
@given(names=st.sets(NAMES, max_size=5))
def test_every_file_is_taken_or_told(names: set[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("county")
    inventory, problems = look(root, "content/pages/a/de.md", *(f"content/pages/a/{name}" for name in names))
    (files,) = inventory.entries
    taken = {*files.media, *(f"{language}.md" for language in files.languages)} | (
        {"facts.yaml"} if files.has_facts else set()
    )
    told = {found.span.path.rpartition("/")[2] for found in problems}
    assert not taken & told
    assert taken | told == names | {"de.md"}
