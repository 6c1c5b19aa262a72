"""What `intsite check` says of an imported county."""

import datetime as dt
from collections import Counter
from pathlib import Path

from intsite.config import load as load_config
from intsite.importers.integreat import Import, write
from intsite.load import check, load
from intsite.resolve import Site


def found_by_the_linter(imported: Import, folder: Path) -> Counter[str]:
    write(imported, folder)
    config, _ = load_config(folder)
    assert config is not None
    report = check(config, today=dt.date(2026, 11, 22))
    assert [found for found in report.problems if found.is_error] == []
    return Counter(found.code for found in report.problems)


def loaded(imported: Import, folder: Path) -> Site:
    """The imported county as a site."""
    write(imported, folder)
    config, _ = load_config(folder)
    assert config is not None
    site, problems = load(config, today=dt.date(2026, 11, 22), progress=lambda _: None)
    assert [found for found in problems if found.is_error] == []
    return site
