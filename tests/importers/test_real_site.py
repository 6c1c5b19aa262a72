"""A real county moves in by one command, and its site comes about."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from importers.test_real_county import REAL
from intsite.cli import main
from support.counties import Built, County


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = [str(REAL / f"pages.{language}.json") for language in ("de", "en")]
    if not all(Path(file).exists() for file in files):
        pytest.skip(f"the pages of a real county are not in {REAL}")
    root = tmp_path_factory.mktemp("real")
    done = CliRunner().invoke(main, ["import", "integreat", *files, "--into", str(root)])
    assert done.exit_code == 0, done.output
    return County(root=root).build()


def test_every_page_of_a_real_county_is_published(imported: Built) -> None:
    assert len(list((imported.county.root / "content" / "guides").iterdir())) == 238
    assert imported.report.entries == 238 + len(list((imported.county.root / "content" / "offices").iterdir()))
    for language in ("de", "en"):
        assert len(list((imported.folder / language / "guides").glob("*/index.html"))) >= 238


def test_old_addresses_of_a_real_county_lead_to_its_pages(imported: Built) -> None:
    old = imported.page("lkaugsburg/de/willkommen-lkaugsburg/landkreis/gemeinden/")
    refresh = old.one("//meta[@http-equiv='refresh']/@content")
    target = unquote(refresh.partition("url=")[2] or refresh.partition("URL=")[2])
    page = (imported.folder / old.path / target / "index.html").resolve()
    assert page.is_relative_to(imported.folder / "de" / "guides")
    assert page.is_file()
