"""Random descriptors of the made-up kind: as a vendor would write them, and as the exact values that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import yaml

from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document, load
from hunt.curves import Curve
from hunt.made_up.formulas import Scope, decimal
from hunt.made_up.quantities import QUANTITIES
from hunt.made_up.thing import CLAIMS, COUNTS, CURVES, FIELDS, LANE, LANES, MODES, OPTIONAL, RANGES, RECORD

_Pair = tuple[Any, Any]
"""What is written, and what it means."""


class World(NamedTuple):
    """A descriptor as it is written, and the scope that it makes: exact values in base units."""

    text: str
    scope: Scope

    def document(self) -> Document:
        """The descriptor, as the tool reads YAML."""
        (found,), _ = load(Source("thing.yaml", self.text))
        return found

    def without(self, name: str, place: int) -> World:
        """The descriptor without one of its ports, units or rows."""
        data, design = yaml.safe_load(self.text), dict(self.scope["design"])
        for records in (data["design"], design):
            records[name] = [one for index, one in enumerate(records[name]) if index != place]
        return World(_written(data), {**self.scope, "design": design})


def world(random: Random, units: Sequence[int] = (0, 1, 2, 3)) -> World:
    """A random descriptor with one of these numbers of units."""
    design = {name: figure(random, kind) for name, kind in FIELDS.items() if name != OPTIONAL or random.random() < 0.5}
    design["mode"] = (random.choice(MODES),) * 2
    design |= {name: _curve(random, name) for name in CURVES}
    design["ports"] = _records(random, (0, 1, 2, 2, 3, 4), named=True)
    design["units"] = _records(random, units, named=False)
    design["grid"] = _rows(random)
    envelope = {name: _range(random, [figure(random, kind) for _ in range(2)]) for name, kind in RANGES.items()}
    envelope["size"] = _range(random, [figure(random, COUNTS["size"]) for _ in range(2)])
    first, length = random.randint(-5, 12), random.choice((0, 1, 3, 7, 20, 200, 5000))
    envelope["n"] = _range(random, [(value, Fraction(value)) for value in (first, first + length)])
    claims = {name: figure(random, kind) for name, kind in CLAIMS.items() if random.random() < 0.97}
    return _assembled({"design": design, "envelope": envelope, "claims": claims}, random)


def _assembled(parts: dict[str, dict[str, _Pair]], random: Random) -> World:
    text: dict[str, Any] = {
        "apiVersion": "made-up/v1",
        "kind": "Thing",
        "metadata": {"vendor": "acme", "model": "T1"},
    }
    for part, fields in parts.items():
        text[part] = {name: pair[0] for name, pair in fields.items()}
    for name, value in text["claims"].items():
        text["claims"][name] = {"value": value, "relation": random.choice(("at-least", "at-most", "nominal"))}
    scope = {part: {name: pair[1] for name, pair in fields.items()} for part, fields in parts.items()}
    return World(_written(text), scope)


def _written(data: object) -> str:
    return yaml.safe_dump(data, sort_keys=False, width=10_000)


def figure(random: Random, kind: str) -> _Pair:
    """A figure as it is written, and its value."""
    unit, factor, zero = random.choice(QUANTITIES[kind].units)
    shown = _shown(random, kind)
    if unit == "barg":
        shown = shown / 10 if shown >= 0 else Fraction(-1, 2)
    text = decimal(shown).strip("()")
    if not unit:
        return (float(text) if "." in text else int(text)), shown * factor
    return f"{text} {unit}", shown * factor + zero


def _shown(random: Random, kind: str) -> Fraction:
    """The number before the unit: often round, sometimes far out."""
    found: tuple[int | Fraction, ...]
    match kind:
        case "length":
            found = (0, 1, Fraction(random.randint(1, 120), 10), Fraction(random.randint(1, 2000), 100))
        case "information":
            found = (1, 2, 8, 64, 100, 256, 1500, 4096, random.randint(1, 300))
        case "temperature":
            found = (random.randint(-40, 120), Fraction(random.randint(-400, 1200), 10))
        case "gauge":
            found = (Fraction(random.randint(-9, 600), 10), random.randint(0, 20))
        case "level":
            found = (Fraction(random.randint(-300, 100), 10),)
        case _:
            tenths, hundredths = Fraction(random.randint(-100, 100), 10), Fraction(random.randint(0, 1000), 100)
            small = Fraction(random.choice((1, 3, 12)), 1000)
            found = (0, 1, 2, tenths, random.randint(-20, 20), hundredths, small, random.randint(10, 9000))
    return Fraction(random.choice(found))


def _range(random: Random, ends: list[_Pair]) -> _Pair:
    low, high = sorted(ends, key=lambda end: end[1])
    if random.random() < 0.12:
        high = low
    return {"min": low[0], "max": high[0]}, {"min": low[1], "max": high[1]}


def _curve(random: Random, name: str) -> _Pair:
    along, gives, law, beyond = CURVES[name]
    warm, positive = along == "temperature", law == "log-log"
    first = -50 if warm else int(positive)
    xs = sorted(random.sample(range(first, 200 if warm else 120), random.choice((2, 2, 3, 4, 6))))
    if random.random() < 0.75:
        xs[0], xs[-1] = (-90, 250) if warm else (first, 4000)
    shown = [Fraction(x, 1 if warm else 10) for x in xs]
    heights = [Fraction(random.randint(1 if positive else -30, 60), 10) for _ in xs]
    units = ["degC" if warm else "m", "kPa" if gives == "pascal" else ""]
    zero, factor = Fraction("273.15") if warm else 0, 1000 if gives == "pascal" else 1
    points = tuple((x + zero, height * factor) for x, height in zip(shown, heights, strict=True))
    written = [[_plain(x), _plain(height)] for x, height in zip(shown, heights, strict=True)]
    return {"units": units, "points": written}, Curve(points, law, beyond)


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _records(random: Random, counts: Sequence[int], *, named: bool) -> _Pair:
    """A list of ports, or of units that may be there several times; some of them equal."""
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(random.choice(counts)):
        fields = {name: figure(random, kind) for name, kind in RECORD.items()} | {"mode": (random.choice(MODES),) * 2}
        if not named and random.random() < 0.5:
            fields["count"] = (random.randint(1, 4),) * 2
        if found and random.random() < 0.3:
            found.append(found[-1])
        else:
            found.append(tuple({name: pair[side] for name, pair in fields.items()} for side in (0, 1)))  # type: ignore[arg-type]
    names = [{"id": f"p{place}"} if named else {} for place in range(len(found))]
    written, meant = ([{**name, **one[side]} for name, one in zip(names, found, strict=True)] for side in (0, 1))
    return written, meant


def _rows(random: Random) -> _Pair:
    """A table with a row for some modes and lanes, or for a mode without any lane: its key names a row."""
    keys = [(mode, lane) for mode in MODES for lane in (*range(LANES), None)]
    written, meant = [], []
    for mode, lane in random.sample(keys, random.choice((0, 2, 4, 6, 9))):
        own = {} if lane is None else {LANE: lane}
        fields = {name: figure(random, kind) for name, kind in RECORD.items()}
        shown, exact = ({name: pair[side] for name, pair in fields.items()} for side in (0, 1))
        written.append({"mode": mode, **own, **shown})
        meant.append({"id": row_id(mode, lane), "mode": mode, **own, **exact})
    return written, meant


def row_id(mode: str, lane: int | None) -> str:
    """The name of a row, made of its key."""
    return f"{mode}/{'' if lane is None else lane}"
