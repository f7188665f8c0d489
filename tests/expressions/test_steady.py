"""Parts of formulas that no variable touches are found, and come to the same as if they were worked out each time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.expressions import exact, text
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder, Steady
from conformance.expressions.outcomes import SLACK, WHOLE_SLACK
from conformance.expressions.parse import parse
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.steady import steady_parts
from conformance.expressions.tree import walk
from conformance.expressions.values import Record


def shown(formula: Expression, *open_names: str) -> set[str]:
    parts = steady_parts([formula.root], set(open_names))
    return {text.names(node) for node in walk(formula.root) if id(node) in parts}


def test_the_largest_parts_without_a_variable_are_steady() -> None:
    assert shown(parse("design.a * design.b + x"), "x") == {"design.a * design.b"}
    assert shown(parse("design.a * 2"), "x") == {"design.a * 2"}


def test_what_stands_under_a_loop_is_steady_only_without_its_variable() -> None:
    assert shown(parse("sum(i * (design.a + 1) for i in design.rows if i < x)"), "x") == {"design.a + 1", "design.rows"}
    assert shown(parse("sum(i for i in design.rows)"), "x") == {"sum(i for i in design.rows)"}


def folded(formula: Expression, x: int, steady: Steady | None) -> Folder:
    data = Record({"a": 3, "rows": [1, 2]}, ("design",))
    return Folder({"design": data, "claims": Record({}, ("claims",)), "x": x}, steady=steady)


def test_a_steady_part_counts_its_work_and_tells_its_defaults_every_time() -> None:
    formula = parse("x + default(design.missing, design.a * 2)")
    steady = Steady(steady_parts([formula.root], {"x"}))
    for x in (1, 2, 3):
        quick, full = folded(formula, x, steady), folded(formula, x, None)
        assert quick.value(formula) == full.value(formula) == x + 6
        assert (quick.steps, quick.defaults_used) == (full.steps, full.defaults_used)
        assert quick.defaults_used == ["design.missing"]
    assert len(steady.known) == 1


def test_an_absent_claim_is_absent_every_time() -> None:
    formula = parse("x + claims.rate")
    steady = Steady(steady_parts([formula.root], {"x"}))
    for x in (1, 2):
        with pytest.raises(ClaimAbsent):
            folded(formula, x, steady).value(formula)


@given(st.fractions(max_denominator=10**7) | st.integers(), st.integers(-3, 3))
def test_ties_of_floor_and_ceil_in_whole_numbers_are_those_of_the_slack(x: Fraction | int, nudge: int) -> None:
    for value in (x, round(x) + nudge * SLACK * abs(round(x)) / 2, round(x) + nudge * WHOLE_SLACK / 2):
        reach = min(SLACK * abs(value), WHOLE_SLACK)
        assert exact.floor(value) == (value + reach) // 1
        assert exact.ceil(value) == -((reach - value) // 1)
