"""publiccode.yml keeps the rules of its standard, version 0.4.

https://yml.publiccode.tools/schema.core.html
"""

import datetime as dt
from typing import Any

import pytest
import yaml

from intsite import __version__
from support.sites import ROOT

ENTRY: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
REQUIRED = ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
            "legal", "maintenance", "localisation", "releaseDate")  # fmt: skip


def test_all_required_keys_are_there() -> None:
    assert [key for key in REQUIRED if not ENTRY.get(key)] == []
    assert ENTRY["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert ENTRY["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in ENTRY["maintenance"]["contacts"])


@pytest.mark.parametrize("language", ENTRY["description"])
def test_descriptions_have_the_length_that_catalogues_ask_for(language: str) -> None:
    described = ENTRY["description"][language]
    assert len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in described["features"])


def test_the_entry_tells_of_this_program() -> None:
    assert ENTRY["softwareVersion"] == __version__
    assert ENTRY["legal"]["license"] == "Apache-2.0"
    assert dt.date.fromisoformat(ENTRY["releaseDate"]) >= dt.date(2026, 11, 22)
