"""Figures that nobody means, a unit or thirty decades off: they pass or fail, and are told; they never break the toolkit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.documents.showing import number, writable
from conformance.engine.decide import decide
from conformance.engine.verdicts import Status
from tests.engine.shipped import part, rule, specs

TANK = "specs/cooling/examples/tank-860.yaml"
PROTOCOL = "examples/halo-efficiency-everywhere.yaml"


@pytest.mark.parametrize(
    ("name", "file", "changes", "status"),
    [
        # The margin has more digits than Python writes out.
        (
            "CL-114",
            TANK,
            {"design.condensers.c1.conductance": "1e30 kW/K", "envelope.water.min": "1e-9 degC"},
            Status.PASS,
        ),
        # The range has more steps than an index of an array holds.
        ("CI-108", PROTOCOL, {"design.payload.max": "1e30 B", "design.block.flits": 1}, Status.FAIL),
        # Steps of nothing lead nowhere: what reads the variable has no value.
        ("CI-108", PROTOCOL, {"design.payload_granule": "0 B"}, Status.FAIL),
        ("CI-131", "specs/chip-interconnect/examples/xl-112-link.yaml", {"design.payload_granule": "0 B"}, Status.FAIL),
    ],
)
def test_a_figure_that_nobody_means_is_decided(
    name: str, file: str, changes: dict[str, object], status: Status
) -> None:
    verdict = decide(rule(name), part(file, changes), specs())
    assert verdict.status is status
    for clause in verdict.clauses:
        if clause.margin is not None:
            assert len(str(clause.margin.amount.value)) < 8_000


def test_a_number_of_any_length_can_be_told() -> None:
    long = Fraction(2 * 10**5000 + 1, 10**5000 - 1)
    assert number(long) == "2"
    assert number(long * 10**20) == "2e20"
    assert number(1 / long) == "0.5"
    short = writable(long)
    assert abs(short - long) < long / 2**199
    assert len(str(short)) < 200
    assert writable(Fraction(1, 3)) == Fraction(1, 3)


@pytest.mark.parametrize("power", range(-30, 31))
def test_the_first_digit_is_told_on_either_side_of_a_power_of_ten(power: int) -> None:
    at = Fraction(10) ** power
    for value in (at, at * Fraction(9999, 10000), at * Fraction(10001, 10000), at * 2):
        assert abs(Fraction(number(value)) - value) <= value / 2000, value
