"""The physical functions of cooling in all their readings: monotone as declared, the array and interval readings true to the number.

Each function is drawn over the validity range that its description names.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.expressions.outcomes import Undefined
from conformance.spec.load import open_specs
from tests.expressions.readings import at, element, limits, program, value

SPECS = open_specs()
LAB, FUNCTIONS = SPECS.tables("cooling"), SPECS.functions("cooling")

WARM = (278.15, 368.15)
MIXTURE: dict[str, Any] = {
    "family": ("propylene_glycol", "ethylene_glycol"),
    "glycol": (0.01, 0.6),
    "temperature": WARM,
}
STREAMS = {"heat": (1e3, 2e6), "ua": (1e4, 5e5), "cold": (1e4, 3e5), "warm": (1e4, 3e5), "approach": (2.0, 20.0)}
AIR = {"room": (274.15, 323.15), "humidity": (0.05, 1.0)}
FLUIDS = ("fluoroketone-649", "hfo-1233zd-e", "hfo-1336mzz-z", "hfo-1234ze-e", "hfc-134a")
COMMON_PRESSURES = (292e3, 340e3)
RANGES: dict[str, dict[str, Any]] = {
    "by_mass": {"family": MIXTURE["family"], "glycol": (0.01, 0.99), "concentration": ("mass", "volume")},
    "density": MIXTURE,
    "specific_heat": MIXTURE,
    "conductivity": MIXTURE,
    "viscosity": MIXTURE,
    "heat_content": MIXTURE,
    "approach": {name: STREAMS[name] for name in ("heat", "ua", "cold", "warm")},
    "rated_conductance": {name: STREAMS[name] for name in ("heat", "approach", "cold", "warm")},
    "film": {"cold": (0.1, 2.0), "warm": (0.1, 2.0), "exponent": (0.3, 1.0)},
    "effectiveness": {name: STREAMS[name] for name in ("heat", "approach", "cold", "warm")},
    "condensed": {"ua": (1e4, 5e5), "water": (1e4, 3e5), "drive": (0.5, 40.0)},
    "zuber_flux": {
        "latent": (7e4, 3e5),
        "vapour": (3.0, 20.0),
        "liquid": (900.0, 1700.0),
        "tension": (5e-3, 0.06),
        "gravity": (9.78, 9.83),
    },
    "saturation_temperature": {"fluid": FLUIDS, "pressure": COMMON_PRESSURES},
    "saturation_pressure": {"fluid": FLUIDS, "temperature": (275.0, 355.0)},
    "ambient_pressure": {"altitude": (0.0, 5000.0)},
    "magnus": AIR,
    "dewpoint": AIR,
    "coupling_drop": {
        "flow": (1e-6, 1e-3),
        "kv": (0.1, 5.0),
        "density": (900.0, 1700.0),
        "unit": (1 / 3600, 1 / 3600),
        "reference": (1e5, 1e5),
        "water": (1000.0, 1000.0),
    },
    "scaled_drop": {"reference": (1e3, 5e5), "flow": (0.0, 1e-2), "rated": (1e-5, 1e-2), "exponent": (1.0, 2.0)},
}
NOT_DRAWN = {"richer", "mixing"}
"""Their results or arguments are rows of a table; the properties above go through them."""


def written() -> dict[str, dict[str, Any]]:
    source = read("specs/cooling/functions.yaml")
    assert isinstance(source, Source)
    (document,), _ = load(source)
    listed: Any = document.value
    return {function["name"]: function for function in listed["functions"]}


WRITTEN = written()
MONOTONE = [(name, argument) for name, one in WRITTEN.items() for argument in one.get("monotone", {})]


def drawn(data: st.DataObject, name: str) -> dict[str, Any]:
    """One value for each argument, numbers rounded to what a quantity would say."""
    return {
        key: data.draw(st.sampled_from(span), key) if isinstance(span[0], str) else number(data, key, span)
        for key, span in RANGES[name].items()
    }


def number(data: st.DataObject, key: str, span: tuple[float, float]) -> Fraction:
    return Fraction(f"{data.draw(st.floats(*span), key):.9g}")


def of(name: str, arguments: dict[str, Any]) -> object:
    return value(f"{name}({', '.join(arguments)})", FUNCTIONS, lab=LAB, **arguments)


def test_every_function_states_its_range_and_source_and_is_drawn_here() -> None:
    assert set(WRITTEN) == {*RANGES, *NOT_DRAWN}
    for name, drawn_over in RANGES.items():
        assert set(WRITTEN[name]["description"]) == {"en", "zh"}, name
        assert "source" in WRITTEN[name], name
        assert list(drawn_over) == list(WRITTEN[name]["arguments"]), name


@pytest.mark.parametrize(("name", "argument"), MONOTONE)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_function_is_monotone_as_declared(name: str, argument: str, data: st.DataObject) -> None:
    here = drawn(data, name)
    there = {**here, argument: number(data, argument, RANGES[name][argument])}
    low, high = sorted((here, there), key=lambda one: one[argument])
    first, second = of(name, low), of(name, high)
    assume(not isinstance(first, Undefined) and not isinstance(second, Undefined))
    assert isinstance(first, int | Fraction)
    assert isinstance(second, int | Fraction)
    # The exact reading ends at 50 digits: what differs beyond is equal.
    slack = abs(first) / 10**40
    assert second >= first - slack if WRITTEN[name]["monotone"][argument] == "rising" else second <= first + slack


@pytest.mark.parametrize("name", RANGES)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_other_readings_are_true_to_the_number(name: str, data: st.DataObject) -> None:
    arguments = drawn(data, name)
    numbers = [key for key, span in RANGES[name].items() if not isinstance(span[0], str)]
    texts = {key: arguments[key] for key in arguments if key not in numbers}
    # What picks a row of a table is bound before: the glycol fraction and the family.
    open_ones = [key for key in numbers if key != "glycol"]
    fixed = {**texts, **({"glycol": arguments["glycol"]} if "glycol" in numbers else {})}
    found = program(f"{name}({', '.join(arguments)})", *open_ones, functions=FUNCTIONS, lab=LAB, **fixed)
    exact = at(found, **{key: str(arguments[key]) for key in open_ones})
    assume(not isinstance(exact, Undefined))
    assert isinstance(exact, int | Fraction)
    assert element(found, **{key: float(arguments[key]) for key in open_ones}) == pytest.approx(float(exact), rel=1e-9)
    low, high, _ = limits(found, **{key: box(data, key, arguments, RANGES[name][key]) for key in open_ones})
    # The ends of the box are floats: its own rounding of the drawn value may lie an ulp beside it.
    slack = abs(float(exact)) * 1e-12
    assert low - slack <= float(exact) <= high + slack


def box(data: st.DataObject, key: str, arguments: dict[str, Any], span: tuple[float, float]) -> tuple[float, float]:
    """A box around the drawn value, within its range."""
    at_value, width = float(arguments[key]), data.draw(st.sampled_from((0.0, 0.01, 0.2, 1.0)), f"width of {key}")
    return at_value - width * (at_value - span[0]), at_value + width * (span[1] - at_value)
