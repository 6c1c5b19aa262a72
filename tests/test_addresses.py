"""Relative addresses lead where the absolute ones do."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.addresses import absolute, relative

BASE = "https://host.example/some/folder/"
NAMES = st.text(st.characters(exclude_characters="/?#", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda name: name not in {".", ".."}
)
FOLDERS = st.lists(NAMES, max_size=4).map(lambda names: "".join(f"{name}/" for name in names))
TARGETS = st.builds(lambda folder, file: folder + file, FOLDERS, st.one_of(st.just(""), NAMES))


@given(folder=FOLDERS, target=TARGETS)
def test_a_relative_address_leads_where_the_absolute_one_does(folder: str, target: str) -> None:
    found = urljoin(absolute(BASE, folder), relative(folder, target) if target else "./" + "../" * folder.count("/"))
    assert unquote(urlsplit(found).path) == urlsplit(BASE).path + target


@given(folder=FOLDERS, target=TARGETS.filter(bool))
def test_a_relative_address_names_no_host_and_no_scheme(folder: str, target: str) -> None:
    parts = urlsplit(relative(folder, target))
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert not parts.path.startswith("/")


@pytest.mark.parametrize(
    ("folder", "target", "written"),
    [
        ("de/offices/jobcenter/", "de/guides/", "../../../de/guides/"),
        ("de/offices/jobcenter/", "de/guides/#top", "../../../de/guides/#top"),
        ("de/", "de/search/?q=Stra%C3%9Fe", "../de/search/?q=Stra%C3%9Fe"),
        ("", "de/", "de/"),
        ("", "#top", "./#top"),
        ("de/", "media/Bild 1 ä.jpg", "../media/Bild%201%20%C3%A4.jpg"),
        ("", "de/ä/#über", "de/%C3%A4/#über"),
        ("de/", "", ""),
    ],
)
def test_queries_fragments_and_letters_beyond_ascii_are_written(folder: str, target: str, written: str) -> None:
    assert relative(folder, target) == written


def test_without_a_base_there_is_no_absolute_address() -> None:
    assert absolute("", "de/") == ""
    assert absolute(BASE, "de/ä/") == f"{BASE}de/%C3%A4/"
