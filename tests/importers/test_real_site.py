"""A real county moves in by one command, and its site comes about."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from intsite.cli import main
from support.counties import Built, County


@pytest.fixture(scope="module")
def imported(real_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = [str(real_county / f"pages.{language}.json") for language in ("de", "en")]
    root = tmp_path_factory.mktemp("real")
    done = CliRunner().invoke(main, ["import", "integreat", *files, "--into", str(root)])
    assert done.exit_code == 0, done.output
    return County(root=root).build()


def test_every_page_of_a_real_county_is_published(imported: Built) -> None:
    content = imported.county.root / "content"
    pages = list(content.glob("guides/*")) + [
        file.parent for file in content.glob("*/*/facts.yaml") if "\nguide: " in f"\n{file.read_text(encoding='utf-8')}"
    ]
    assert len(pages) == 238
    assert imported.report.entries == len(list(content.glob("*/*/facts.yaml")))
    for language in ("de", "en"):
        for page in pages:
            assert (imported.folder / language / page.relative_to(content) / "index.html").is_file()


def test_a_page_that_became_an_office_is_still_listed_on_the_page_above_it(imported: Built) -> None:
    (made,) = imported.county.root.glob("content/offices/zentrale-auslaenderbehoerde-zab/facts.yaml")
    above = made.read_text(encoding="utf-8").partition("guide: ")[2].partition("\n")[0]
    links = imported.page(f"de/guides/{above}/").all("//section[@aria-labelledby='part-children']//a/@href")
    assert [link for link in links if link.endswith("/offices/zentrale-auslaenderbehoerde-zab/")]
    trail = imported.page("de/offices/zentrale-auslaenderbehoerde-zab/").all("//nav//a/@href")
    assert [link for link in trail if link.endswith(f"/guides/{above}/")]


def test_old_addresses_of_a_real_county_lead_to_its_pages(imported: Built) -> None:
    old = imported.page("lkaugsburg/de/willkommen-lkaugsburg/landkreis/gemeinden/")
    refresh = old.one("//meta[@http-equiv='refresh']/@content")
    target = unquote(refresh.partition("url=")[2] or refresh.partition("URL=")[2])
    page = (imported.folder / old.path / target / "index.html").resolve()
    assert page.is_relative_to(imported.folder / "de" / "guides")
    assert page.is_file()
