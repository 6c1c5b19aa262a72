"""Where a place lies: a sketch and distances for readers who know no town here yet, and links to maps."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from intsite.sketches import Place, kilometres, svg
from support.counties import Built, County, words

TOWNS = {
    "musterstadt": (50.20, 11.40),
    "musterau": (50.15, 11.34),
    "probstadt": (50.28, 11.30),
    "<weiler>": (50.2, 11.5),
}
HERE = Place("Jobcenter", 50.1968, 11.3957)
POINTS = st.tuples(st.floats(50, 50.4), st.floats(11, 11.6))


def places() -> list[Place]:
    return [Place(name, *at) for name, at in TOWNS.items()]


class Drawing:
    """A sketch as a reader sees it."""

    def __init__(self, here: Place, towns: list[Place]) -> None:
        self.root = cast("Any", etree.fromstring(str(svg(here, towns))))
        self.width, self.height = (float(part) for part in self.root.get("viewBox").split()[2:])
        self.dots = {
            town.name: (float(x), float(y))
            for town, (x, y) in zip(towns, re.findall(r"M(\d+) (\d+)h0", self.root[0].get("d")), strict=True)
        }
        x, y = re.findall(r"[\d.]+", self.root.find("path[@class='sketch__pin']").get("transform"))
        self.pin = float(x), float(y)


def test_north_is_at_the_top_and_east_on_the_right() -> None:
    drawing = Drawing(HERE, places())
    assert drawing.dots["probstadt"][1] < drawing.pin[1] < drawing.dots["musterau"][1]
    assert drawing.dots["probstadt"][0] < drawing.pin[0] < drawing.dots["<weiler>"][0]


def test_the_bar_is_as_long_as_it_says() -> None:
    drawing = Drawing(HERE, places())
    bar = drawing.root.find("path[@class='sketch__line']").get("d")
    start, end = (float(number) for number in re.findall(r"(?:^M|H)(\d+)", bar))
    said = float(re.search(r"(\d+) km", " ".join(drawing.root.itertext()))[1])  # type: ignore[index]
    one, other = (place for place in places() if place.name in {"probstadt", "<weiler>"})
    (x, y), (u, v) = drawing.dots[one.name], drawing.dots[other.name]
    per_km = ((x - u) ** 2 + (y - v) ** 2) ** 0.5 / kilometres(one, other)
    assert (end - start) / said == pytest.approx(per_km, rel=0.03)


def test_distances_are_those_of_the_earth() -> None:
    berlin, potsdam = Place("Berlin", 52.5186, 13.4083), Place("Potsdam", 52.3958, 13.0613)
    assert kilometres(berlin, potsdam) == pytest.approx(27.2, rel=0.01)


@given(here=POINTS, towns=st.lists(POINTS, min_size=1, max_size=12))
def test_everything_is_inside_and_no_name_hides_another(
    here: tuple[float, float], towns: list[tuple[float, float]]
) -> None:
    drawing = Drawing(Place("here", *here), [Place(f"Musterstadt {number}", *at) for number, at in enumerate(towns)])
    for x, y in (*drawing.dots.values(), drawing.pin, (drawing.pin[0], drawing.pin[1] - 25)):
        assert 0 <= x <= drawing.width
        assert 0 <= y <= drawing.height
    lines: dict[float, list[tuple[float, float]]] = {}
    for text in drawing.root.findall("text")[:-2]:
        long = 8.3 * len(text.text)
        x = float(text.get("x")) - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor", "start")]
        assert -1 <= x <= drawing.width - long + 1
        lines.setdefault(float(text.get("y")), []).append((x, x + long))
    for written in lines.values():
        assert all(one[1] <= other[0] + 1 for one, other in pairwise(sorted(written)))


def built(
    folder: Path, towns: dict[str, tuple[float, float]], here: str = "{latitude: 50.1968, longitude: 11.3957}"
) -> Built:
    county = County(root=folder)
    files = {
        "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ar"]\n',
        "content/offices/jobcenter/de.md": words("Jobcenter & Arbeit"),
        "content/offices/jobcenter/facts.yaml": (
            f'address: {{street: "Bahnhofstraße 18", postcode: "99990", city: Musterstadt}}\ncoordinates: {here}\n'
        ),
        "content/offices/town-hall/de.md": words("Rathaus"),
        "content/offices/town-hall/facts.yaml": (
            'address: {street: "Am Markt 1", postcode: "99990", city: Musterstadt}\n'
        ),
    }
    for number, (name, (latitude, longitude)) in enumerate(towns.items()):
        folder_of = f"content/municipalities/town-{number}"
        files[f"{folder_of}/de.md"] = words(name.title())
        files[f"{folder_of}/facts.yaml"] = f"coordinates: {{latitude: {latitude}, longitude: {longitude}}}\n"
    county.write(files)
    return county.build()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("county"), TOWNS)


SKETCH = "//section[contains(@class, 'sketch')]"


def test_a_place_says_how_far_it_is_from_each_town_the_nearest_first(site: Built) -> None:
    page = site.page("de/offices/jobcenter/")
    assert page.all(f"{SKETCH}//li") == [
        "Musterstadt: 0,5 km",
        "Musterau: 6,5 km",
        "<Weiler>: 7,4 km",
        "Probstadt: 12 km",
    ]
    assert "Jobcenter & Arbeit" in page.one(f"{SKETCH}//figcaption/p[1]")
    assert page.all(f"{SKETCH}//*[name() = 'text']")[:1] == ["Musterstadt"]


def test_a_town_is_not_at_a_distance_from_itself(site: Built) -> None:
    listed = site.page("de/municipalities/town-0/").all(f"{SKETCH}//li")
    assert len(listed) == len(TOWNS) - 1
    assert not any(one.startswith("Musterstadt") for one in listed)


def test_names_in_the_sketch_are_those_on_signs_in_every_language(site: Built) -> None:
    page = site.page("ar/offices/jobcenter/")
    assert page.all(f"{SKETCH}//*[name() = 'text']")[:1] == ["Musterstadt"]
    assert page.all(f"{SKETCH}//li")[0].endswith("كم")
    assert page.all(f"{SKETCH}//li/bdi/@lang") == ["de"] * len(TOWNS)


def test_without_coordinates_or_with_few_towns_or_far_away_there_is_no_sketch(site: Built, tmp_path: Path) -> None:
    assert site.page("de/offices/town-hall/").all(SKETCH) == []
    few = dict(list(TOWNS.items())[:2])
    assert built(tmp_path / "few", few).page("de/offices/jobcenter/").all(SKETCH) == []
    far = built(tmp_path / "far", TOWNS, "{latitude: 53.5, longitude: 10.0}")
    assert far.page("de/offices/jobcenter/").all(SKETCH) == []


def test_an_address_leads_to_a_map_and_to_the_app_with_maps_of_a_phone(site: Built) -> None:
    page = site.page("de/offices/jobcenter/")
    assert page.all("//main//dd//a[contains(@class, 'facts__map')]/@href") == [
        "https://www.openstreetmap.org/?mlat=50.1968&mlon=11.3957#map=18/50.1968/11.3957",
        "geo:50.1968,11.3957?q=50.1968,11.3957",
    ]
    assert site.page("de/offices/town-hall/").all("//main//dd//a[contains(@class, 'facts__map')]/@href") == [
        "https://www.openstreetmap.org/search?query=Am+Markt+1%2C+99990+Musterstadt",
        "geo:0,0?q=Am%20Markt%201%2C%2099990%20Musterstadt",
    ]
