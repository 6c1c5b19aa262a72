"""The arithmetic of colours, written `#rrggbb`: contrast as WCAG 2.2 defines it, mixtures, and shades of a colour.

https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import colorsys
import functools
import re
from collections.abc import Callable, Iterator

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
"""How a colour is written; transparency would leave its contrast open."""

_SHARES = (0.2126, 0.7152, 0.0722)
"""Of red, green and blue in the luminance."""
_FULL = 255


def contrast(one: str, other: str) -> float:
    """From 1 for the same colour to 21 for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@functools.cache
def luminance(colour: str) -> float:
    """Relative luminance: 0 for black, 1 for white."""
    return sum(share * _linear(channel / _FULL) for share, channel in zip(_SHARES, _channels(colour), strict=True))


def _linear(channel: float) -> float:
    """A channel of sRGB without its gamma."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  of the definition


def mixed(colour: str, ground: str, share: float) -> str:
    """`colour` laid on `ground`, covering it by `share`, 0 to 1."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _written(*(over * share + under * (1 - share) for over, under in pairs))


def nearest_shade(colour: str, fits: Callable[[str], bool]) -> str:
    """The colour itself or its nearest shade, lighter or darker, that fits; an empty text where none does."""
    return next(filter(fits, _shades(colour)), "")


def _shades(colour: str) -> Iterator[str]:
    """The colour in all lightnesses, the nearest first; hue and saturation stay."""
    hue, own, saturation = colorsys.rgb_to_hls(*(channel / _FULL for channel in _channels(colour)))
    yield colour
    for step in sorted(range(_FULL + 1), key=lambda step: abs(step / _FULL - own)):
        yield _written(*(channel * _FULL for channel in colorsys.hls_to_rgb(hue, step / _FULL, saturation)))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _written(*channels: float) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
