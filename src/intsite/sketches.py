"""Where a place lies among the towns around it: a small drawing as SVG, made of nothing but their coordinates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

_WIDTH, _MARGIN, _FOOT = 320, 28, 26
"""Units of the drawing, about pixels; at the foot stands the scale."""
_LOW, _HIGH = 110, 280
"""How high the part with the towns may be."""
_LETTER, _LINE, _GAP = 8.3, 15, 8
"""About how wide a letter is, how high a line, and how far a name stands from its dot."""
_KM_PER_DEGREE = 111.32
_SCALES = (50, 20, 10, 5, 2, 1, 0.5)
_LONGEST_SCALE = 100
_ANCHORS = {"start": "", "middle": Markup(' text-anchor="middle"'), "end": Markup(' text-anchor="end"')}
_PIN = "M0 0s-9-9-9-16a9 9 0 0 1 18 0c0 7-9 16-9 16zM0-19.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7z"


class Place(NamedTuple):
    """A place in degrees of WGS 84, with its name."""

    name: str
    latitude: float
    longitude: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def kilometres(one: Place, other: Place) -> float:
    """The straight line between two places of one county, for which the earth is flat."""
    return math.dist(_flat(one, one), _flat(other, one))


def svg(here: Place, towns: Sequence[Place]) -> Markup:
    """A pin among dots with their names, north at the top, with a scale."""
    flat = [_flat(place, here) for place in (here, *towns)]
    west, north = min(x for x, _ in flat), min(y for _, y in flat)
    wide, high = (max(max(values) - min(values), 1.0) for values in zip(*flat, strict=True))
    per_km = min((_WIDTH - 2 * _MARGIN) / wide, (_HIGH - 2 * _MARGIN) / high)
    height = max(_LOW, round(high * per_km) + 2 * _MARGIN)
    left, top = (_WIDTH - wide * per_km) / 2, (height - high * per_km) / 2
    (pin_x, pin_y), *dots = [(left + (x - west) * per_km, top + (y - north) * per_km) for x, y in flat]
    named = zip([town.name for town in towns], dots, strict=True)
    pieces = [
        f'<path class="sketch__dots" d="{"".join(f"M{x:.0f} {y:.0f}h0" for x, y in dots)}"/>',
        *_names(named, [_Box(pin_x - 9, pin_y - 25, pin_x + 9, pin_y), *(_around(*dot) for dot in dots)], height),
        f'<path class="sketch__pin" d="{_PIN}" transform="translate({pin_x:.0f} {pin_y:.0f})"/>',
        *_scale(per_km, height),
    ]
    opening = f'<svg class="sketch__drawing" viewBox="0 0 {_WIDTH} {height + _FOOT}"'
    return Markup(f'{opening} aria-hidden="true">{"".join(pieces)}</svg>')  # noqa: S704  names are escaped


def _flat(place: Place, origin: Place) -> tuple[float, float]:
    """Kilometres to the east and the south of nowhere in particular."""
    shrunk = math.cos(math.radians(origin.latitude))
    return place.longitude * shrunk * _KM_PER_DEGREE, -place.latitude * _KM_PER_DEGREE


def _around(x: float, y: float) -> _Box:
    return _Box(x - 4, y - 4, x + 4, y + 4)


def _names(named: Iterable[tuple[str, tuple[float, float]]], taken: list[_Box], height: int) -> Iterator[str]:
    """Each name beside its dot where there is room for it; one without room is not written."""
    for name, (x, y) in named:
        half = len(name) * _LETTER / 2
        for anchor, middle, base in (
            ("start", x + _GAP + half, y + 4.5),
            ("end", x - _GAP - half, y + 4.5),
            ("middle", x, y + _GAP + 10),
            ("middle", x, y - _GAP),
        ):
            box = _Box(middle - half, base - _LINE + 3, middle + half, base + 3)
            is_inside = box.left >= 0 and box.right <= _WIDTH and box.top >= 0 and box.bottom <= height
            if is_inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                at = {"start": box.left, "end": box.right}.get(anchor, middle)
                text = Markup('<text x="{}" y="{}"{}>{}</text>')
                yield str(text.format(round(at), round(base), _ANCHORS[anchor], name))
                break


def _scale(per_km: float, height: int) -> Iterator[str]:
    """A bar as long as it says, and an arrow to the north."""
    length = next((one for one in _SCALES if one * per_km <= _LONGEST_SCALE), _SCALES[-1])
    end, base = 6 + length * per_km, height + _FOOT - 6
    yield f'<path class="sketch__line" d="M6 {base - 5}v5H{end:.0f}v-5"/>'
    yield f'<text x="{end + 8:.0f}" y="{base}">{f"{length:g}".replace(".", ",")} km</text>'
    yield f'<path class="sketch__line" d="M{_WIDTH - 8} {base}v-18m-5 6 5-6 5 6"/>'
    yield f'<text x="{_WIDTH - 18}" y="{base}" text-anchor="end">N</text>'
