"""Contrast as WCAG 2.2 defines it, and shades of a colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.colours import COLOUR, contrast, luminance, mixed, nearest_shade

COLOURS = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        # As widely published: the lightest grey on white that passes AA, the one that just fails, and the one for AAA.
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#595959", "#ffffff", 7.0),
        # The pure colours of sRGB on white.
        ("#ff0000", "#ffffff", 4.0),
        ("#00ff00", "#ffffff", 1.37),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffff00", "#ffffff", 1.07),
    ],
)
def test_contrasts_are_those_that_others_publish(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(("colour", "share"), [("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)])
def test_each_channel_has_its_share_of_the_luminance(colour: str, share: float) -> None:
    assert luminance(colour) == pytest.approx(share)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


@given(COLOURS, COLOURS, st.floats(0, 1))
def test_a_mixture_lies_between_its_colours(one: str, other: str, share: float) -> None:
    darker, lighter = sorted((luminance(one), luminance(other)))
    assert COLOUR.fullmatch(mixed(one, other, share))
    assert (mixed(one, other, 1), mixed(one, other, 0)) == (one, other)
    if one[1:3] == one[3:5] == one[5:7] and other[1:3] == other[3:5] == other[5:7]:
        assert darker - 1e-9 <= luminance(mixed(one, other, share)) <= lighter + 1e-9


@given(COLOURS, COLOURS, st.sampled_from([3, 4.5]))
def test_every_colour_has_a_shade_that_can_be_read_on_any_ground(colour: str, ground: str, needed: float) -> None:
    # On each ground either black or white reaches 4.58:1.
    shade = nearest_shade(colour, lambda one: contrast(one, ground) >= needed)
    assert contrast(shade, ground) >= needed
    if contrast(colour, ground) >= needed:
        assert shade == colour


def test_a_shade_keeps_its_hue_and_is_the_nearest() -> None:
    assert nearest_shade("#ffcc00", lambda one: contrast(one, "#ffffff") >= 4.5) == "#907300"
    assert nearest_shade("#ffcc00", lambda _: False) == ""
