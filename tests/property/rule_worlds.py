"""A made-up kind, random descriptors of it, and random rules over them: as data for the engine, and as points to look at."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet
from tests.property.rule_values import Scope

FIELDS = {"a": "number", "b": "number", "extra": "number", "reach": "length", "limit": "temperature"} | {
    "fill": "gauge",
    "sent": "level",
}
CLAIMS = {"gain": "number", "received": "level"}
RANGES = {"x": "number", "y": "number", "run": "length", "warmth": "temperature", "charge": "gauge", "light": "level"}
# Kind of quantity: the dimension that a schema names, the unit and its factor, what its zero is in base units.
WRITTEN: Mapping[str, tuple[str, str, Fraction, Fraction]] = {
    "number": ("ratio", "", Fraction(1), Fraction(0)),
    "length": ("length", "cm", Fraction(1, 100), Fraction(0)),
    "temperature": ("temperature", "degC", Fraction(1), Fraction("273.15")),
    "gauge": ("gauge-pressure", "kPag", Fraction(1000), Fraction(0)),
    "level": ("power-level", "dBm", Fraction(1), Fraction(0)),
}
_NAMED = {"title": {"en": "x", "zh": "x"}}


@cache
def kind() -> str:
    """The schema of the kind, as the text of its file."""

    def entries(names: Mapping[str, str], word: str) -> dict[str, Any]:
        return {name: {word: WRITTEN[of][0], **_NAMED} for name, of in names.items()}

    def mapping(properties: dict[str, Any], *, optional: str = "") -> dict[str, Any]:
        required = [name for name in properties if name != optional]
        return {
            "type": "object",
            "required": required,
            "additionalProperties": False,
            "properties": properties,
            **_NAMED,
        }

    def curve(law: str, beyond: str) -> dict[str, Any]:
        return {"curve": {"x": "length", "y": "ratio", "law": law, "beyond": beyond}, **_NAMED}

    port = {"id": {"type": "string", **_NAMED}, **entries({"rate": "number", "size": "length"}, "quantity")}
    choices = {"enum": ["x", "y"], **_NAMED}
    design = entries(FIELDS, "quantity") | {"mode": choices}
    design |= {"curve": curve("linear", "refuse"), "stairs": curve("step", "hold")}
    design["ports"] = {"type": "array", "items": mapping({**port, "kind": choices}), **_NAMED}
    envelope = entries(RANGES, "range") | {"n": {"range": "integer", **_NAMED}}
    parts = {
        "design": mapping(design, optional="extra"),
        "envelope": mapping(envelope),
        "claims": mapping(entries(CLAIMS, "claim")),
    }
    return yaml.safe_dump({**mapping(parts), "description": {"en": "A thing.", "zh": "物"}})


class World(NamedTuple):
    """A descriptor as it is written, and the scope that it makes: exact values in base units."""

    text: str
    scope: Scope

    def descriptor(self, specs: SpecSet) -> Descriptor:
        """The descriptor, read."""
        (document,), _ = load(Source("thing.yaml", self.text))
        found, findings = read_descriptor(document, specs)
        assert found is not None, findings
        return found


@st.composite
def _figures(draw: st.DrawFn, of: str) -> tuple[Any, Fraction]:
    """A figure as it is written, and its value."""
    low, high = (-200, 900) if of in ("number", "temperature", "level") else (0, 900)
    shown = Fraction(draw(st.one_of(st.integers(low, high), st.sampled_from((0, 10, 20, 100)))), 10)
    _, unit, factor, zero = WRITTEN[of]
    text = f"{float(shown):g}"
    return f"{text} {unit}" if unit else float(shown), shown * factor + zero


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A random descriptor."""
    design = {name: draw(_figures(of)) for name, of in FIELDS.items() if name != "extra" or draw(st.booleans())}
    design["mode"] = (draw(st.sampled_from("xy")),) * 2
    for name, law, beyond in (("curve", "linear", "refuse"), ("stairs", "step", "hold")):
        inner = draw(st.sets(st.integers(1, 99), max_size=3))
        heights = [draw(st.integers(-5, 20)) for _ in range(len(inner) + 2)]
        xs = [0, *sorted(inner), 9900]
        points = [(Fraction(x, 100), Fraction(y)) for x, y in zip(xs, heights, strict=True)]
        shown = [list(pair) for pair in zip(xs, heights, strict=True)]
        design[name] = ({"units": ["cm", ""], "points": shown}, (points, law, beyond))
    ports = [_port(draw, at) for at in range(draw(st.integers(0, 3)))]
    design["ports"] = [one[0] for one in ports], [one[1] for one in ports]
    envelope = {name: _range([draw(_figures(of)) for _ in range(2)]) for name, of in RANGES.items()}
    first, length = draw(st.integers(-4, 8)), draw(st.sampled_from((0, 1, 5, 30, 2000)))
    envelope["n"] = _range([(first, Fraction(first)), (first + length, Fraction(first + length))])
    claims = {name: draw(_figures(of)) for name, of in CLAIMS.items()}
    relation = draw(st.sampled_from(("at-least", "at-most", "nominal")))
    text = {
        "apiVersion": "made-up/v1",
        "kind": "Thing",
        "metadata": {"vendor": "acme", "model": "T1"},
        "design": {name: pair[0] for name, pair in design.items()},
        "envelope": {name: pair[0] for name, pair in envelope.items()},
        "claims": {name: {"value": pair[0], "relation": relation} for name, pair in claims.items()},
    }
    values = {"design": design, "envelope": envelope, "claims": claims}
    scope = {part: {name: pair[1] for name, pair in fields.items()} for part, fields in values.items()}
    return World(yaml.safe_dump(text, sort_keys=False, width=10_000), scope)


def _port(draw: st.DrawFn, place: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rate, size, which = draw(_figures("number")), draw(_figures("length")), draw(st.sampled_from("xy"))
    own = {"id": f"p{place}", "kind": which}
    return {**own, "rate": rate[0], "size": size[0]}, {**own, "rate": rate[1], "size": size[1]}


def _range(ends: list[tuple[Any, Fraction]]) -> tuple[Any, Any]:
    low, high = sorted(ends, key=lambda end: end[1])
    return {"min": low[0], "max": high[0]}, {"min": low[1], "max": high[1]}
