"""A clause's picture as SVG: the requirement against the variable that matters most, with the points that the verdict names.

Numbers and the rule's own names only, so that one drawing serves both languages. Colours stand as attributes for paper,
those of what fails as grave as the rule is; the page's style sheet replaces them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from conformance.findings.named import NamedTuple
from conformance.reports.model import MarkEntry, PictureEntry

WIDTH, HEIGHT = 720, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 18, 22, 40
_INK, _SOFT, _LINE = "#1b1f24", "#59636e", "#d5dae0"

Numbers = Sequence[float | None]


class _Grave(NamedTuple):
    """How what fails is painted: limit and counterexample, and the stretches on which it fails."""

    line: str
    wash: str


_BAD = _Grave("#b3261e", "#fbe4e2")
_LIGHTER = {"should": _Grave("#7d5300", "#fdf2d3"), "preview": _Grave("#5b6670", "#edf0f2")}


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to positions in the drawing; ``whole`` where only whole numbers occur."""

    low: float
    high: float
    start: float
    end: float
    log: bool
    whole: bool = False

    def at(self, value: float) -> float:
        """The position of a value; what is beyond the ends stays at them."""
        low, high, inside = (log10(v) if self.log else v for v in (self.low, self.high, self._inside(value)))
        return round(self.start + (inside - low) / (high - low) * (self.end - self.start), 1)

    def _inside(self, value: float) -> float:
        return min(max(value, self.low), self.high)

    def ticks(self, most: int) -> list[float]:
        """Round values between the ends."""
        if self.log and log10(self.high / self.low) >= 1:
            first, last = ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9)
            fine = [float(f"{mantissa}e{power}") for power in range(first - 1, last + 1) for mantissa in (1, 2, 5)]
            inside = [value for value in fine if self.low <= value <= self.high]
            every = max(1, ceil((last - first + 1) / most))
            return inside if len(inside) <= most else [10.0**power for power in range(first, last + 1, every)]
        raw = max((self.high - self.low) / most, 1.0 if self.whole else 0.0)
        size = 10.0 ** floor(log10(raw))
        step = size * next(factor for factor in (1, 2, 5, 10) if factor * size >= raw * 0.999)
        count = range(ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9) + 1)
        return [float(f"{number * step:.12g}") for number in count]


def svg(picture: PictureEntry, described: str = "", family: str = "sans-serif", tone: str = "fail") -> str:
    """The drawing of a verdict of that tone (``page.tone``).

    ``described`` is the id of the element that describes it, ``family`` the font of its numbers.
    """
    grave = _LIGHTER.get(tone, _BAD)
    across, up = _scales(picture)
    label = f' aria-labelledby="{escape(described)}"' if described else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"{label}',
        f' font-family="{family}" font-size="12">',
        *_grid(picture, across, up),
        *_failing(picture, across, up, grave.wash),
        *_lines(picture, across, up, grave.line),
        *_marks(picture, across, up, grave.line),
        "</svg>",
    ]
    return "".join(parts)


def _scales(picture: PictureEntry) -> tuple[Scale, Scale]:
    xs = picture.xs
    log = picture.y_scale == "log"
    marks = [side for mark in picture.marks for side in (mark.value, mark.floor, mark.ceiling)]
    lines: list[Numbers] = [picture.value, picture.floor, picture.ceiling, marks]
    known = [y for line in lines for y in line if y is not None and (not log or y > 0)] or [1.0]
    low, high = min(known), max(known)
    if log:
        low, high = low / (high / low) ** 0.06, high * (high / low) ** 0.06
    else:
        room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
        # A scale that nearly reaches zero may as well hold it.
        low, high = (0.0 if 0 <= low < (high - low) * 0.6 else low - room), high + room
    if low == high:
        high = low * 1.1 or 1.0
    last = xs[-1] if xs[-1] > xs[0] else xs[0] + 1
    counted = not picture.x_unit and all(x.is_integer() for x in xs)
    across = Scale(xs[0], last, _LEFT, WIDTH - _RIGHT, picture.x_scale == "log" and xs[0] > 0, counted)
    return across, Scale(low, high, HEIGHT - _BOTTOM, _TOP, log)


def _grid(picture: PictureEntry, across: Scale, up: Scale) -> Iterator[str]:
    yield f'<g class="grid" stroke="{_LINE}">'
    for y in up.ticks(5):
        yield f'<path d="M{_LEFT} {up.at(y)}H{WIDTH - _RIGHT}"/>'
    yield f'</g><path class="axis" stroke="{_SOFT}" fill="none" d="M{_LEFT} {_TOP}V{HEIGHT - _BOTTOM}H{WIDTH - _RIGHT}"/>'
    yield f'<g class="ticks" fill="{_SOFT}" text-anchor="end">'
    for y in up.ticks(5):
        yield f'<text x="{_LEFT - 6}" y="{up.at(y) + 4:.1f}">{written(y)}</text>'
    yield f'<text x="{_LEFT - 6}" y="13">{escape(picture.y_unit)}</text></g>'
    yield f'<g class="ticks" fill="{_SOFT}" text-anchor="middle">'
    for x in across.ticks(8):
        yield f'<text x="{across.at(x)}" y="{HEIGHT - _BOTTOM + 16}">{written(x)}</text>'
    name = f"{picture.variable}, {picture.x_unit}" if picture.x_unit else picture.variable
    yield f'</g><text class="name" fill="{_INK}" x="{WIDTH - _RIGHT}" y="{HEIGHT - 5}" text-anchor="end">{escape(name)}</text>'


def written(value: float) -> str:
    """A number of a scale: ``4,000``, ``0.25``, ``1e-12``."""
    if value and (abs(value) >= 1e6 or abs(value) < 1e-4):
        return f"{value:.3g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
    return f"{value:,.10g}"


def _failing(picture: PictureEntry, across: Scale, up: Scale, wash: str) -> Iterator[str]:
    """The stretches on which the clause fails, over the whole height."""
    if picture.fails:
        yield f'<g class="fails" fill="{wash}">'
        for low, high in picture.fails:
            left, right = across.at(low), across.at(high)
            left, right = (left, right) if right - left >= 2 else ((left + right) / 2 - 1, (left + right) / 2 + 1)
            yield f'<rect x="{left:.1f}" y="{up.end}" width="{right - left:.1f}" height="{up.start - up.end}"/>'
        yield "</g>"


def _lines(picture: PictureEntry, across: Scale, up: Scale, colour: str) -> Iterator[str]:
    for limit in (picture.floor, picture.ceiling):
        if limit:
            path = _path(picture.xs, limit, across, up)
            yield f'<path class="limit" fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="6 4" d="{path}"/>'
    path = _path(picture.xs, picture.value, across, up)
    yield f'<path class="value" fill="none" stroke="{_INK}" stroke-width="1.8" stroke-linejoin="round" d="{path}"/>'


def _path(xs: Sequence[float], ys: Numbers, across: Scale, up: Scale) -> str:
    """A path with a gap wherever nothing is defined."""
    parts: list[str] = []
    pen = "M"
    for x, y in zip(xs, ys, strict=True):
        if y is None or (up.log and y <= 0):
            pen = "M"
            continue
        parts.append(f"{pen}{across.at(x):g} {up.at(y):g}")
        pen = "L"
    return "".join(parts)


def _marks(picture: PictureEntry, across: Scale, up: Scale, colour: str) -> Iterator[str]:
    """At each point the stretch from the limit to the value is the margin."""
    for mark in reversed(picture.marks):
        x = across.at(mark.x)
        limit = _nearer_limit(mark)
        y = None if mark.value is None or (up.log and mark.value <= 0) else up.at(mark.value)
        yield f'<g class="{mark.kind}" stroke="{colour if mark.kind == "counterexample" else _INK}">'
        if y is not None and limit is not None and not (up.log and limit <= 0):
            yield f'<path class="gap" fill="none" stroke-width="1.4" d="M{x} {up.at(limit)}V{y}"/>'
        at = up.start if y is None else y
        if mark.kind == "counterexample":
            yield f'<circle cx="{x}" cy="{at}" r="5" fill="{colour}"/>'
        else:
            yield f'<path class="point" fill="#fff" stroke-width="1.8" d="M{x - 6} {at}l6-6 6 6-6 6z"/>'
        yield "</g>"


def _nearer_limit(mark: MarkEntry) -> float | None:
    limits = [limit for limit in (mark.floor, mark.ceiling) if limit is not None]
    if mark.value is None or not limits:
        return None
    value = mark.value
    return min(limits, key=lambda limit: abs(limit - value))
