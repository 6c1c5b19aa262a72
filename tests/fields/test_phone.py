"""How telephone numbers are written for people and for links."""

from __future__ import annotations

import pytest

from intsite.fields.phone import Phone, international, national, uri


@pytest.mark.parametrize(
    ("e164", "at_home", "abroad"),
    [
        ("+493023125100", "030 23125 100", "+49 30 23125 100"),
        ("+494066969123", "040 66969 123", "+49 40 66969 123"),
        ("+492214710123", "0221 4710 123", "+49 221 4710 123"),
        ("+498999998123", "089 99998 123", "+49 89 99998 123"),
        ("116016", "116 016", "116 016"),
        ("115", "115", "115"),
        ("19222", "19222", "19222"),
    ],
)
def test_numbers_are_written_in_groups(e164: str, at_home: str, abroad: str) -> None:
    assert national(Phone(e164=e164)) == at_home
    assert international(Phone(e164=e164)) == abroad


def test_numbers_of_other_countries_keep_their_prefix() -> None:
    assert national(Phone(e164="+43123456789")).startswith("+43 ")


def test_links_dial_the_international_number() -> None:
    assert uri(Phone(e164="+493023125100")) == "tel:+493023125100"
    assert uri(Phone(e164="116016")) == "tel:116016"
