"""Conditions on numbers that a rule goes through are read without the slack of comparisons, by every reading alike."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from conformance.engine.axes import Axis
from conformance.engine.batch import failing, only
from conformance.engine.outcome import Brief, solve
from conformance.engine.verdicts import Status
from conformance.expressions import array, interval, number, one_box
from conformance.expressions.outcomes import Truth
from conformance.expressions.unslackened import unslackened
from tests.engine.problems import axis, curve, problem
from tests.engine.test_domains import changed, decided, status_of

ONE = axis("m", "0.5", 4)
BELOW_ONE = axis("m", "0.9999999995", "0.9999999995")
WHOLE = axis("m", 0, 8_000_000_000, step=1)
TWO = [axis("x", 0, 4), axis("y", 0, 4)]


@pytest.mark.parametrize(
    ("that", "where", "axes"),
    [
        ("sqrt((m - 1) / 1) >= 0", "m >= 1", [ONE]),
        ("sqrt(m - 1) >= 0", "not m < 1", [ONE]),
        ("sqrt(1.1 - m) >= 0", "0.7 <= m <= 1.1", [ONE]),
        ("(m - 1.1) ** 1.5 >= 0", "m > 2 or m >= 1.1", [ONE]),
        ("m - 1.1 >= 0", "m >= 1.1", [ONE]),
        ("log(1 + m - 1.1) >= 0", "m >= 1.1", [ONE]),
        ("sqrt(m - 1.1) * sqrt(1.1 - m) == 0", "m == 1.1", [ONE]),
        ("binomial_tail(10, 3, m) <= 1", "m <= 1", [ONE]),
        ("curve(half, m - 1.1) >= 0", "near(m, 2.1, 10 / 21)", [ONE]),
        ("m >= 1", "m >= 1", [BELOW_ONE, axis("x", 0, 1)]),
        ("sqrt(m - 4000000000) >= 0", "m >= 4000000000", [WHOLE]),
        ("sqrt(y - x) >= 0", "x <= y", TWO),
        ("sqrt(y * y - x * x) >= 0", "x <= y if x > 1 else not y < x", TWO),
    ],
)
def test_what_only_ties_with_a_point_of_the_condition_is_none(that: str, where: str, axes: list[Axis]) -> None:
    one = problem(that, axes, where=[where], names={"half": curve([(0, 0), (3, 1)])})
    outcome = solve(one, Brief())
    assert outcome.holds is not False, outcome


def test_a_full_decision_says_the_same() -> None:
    assert solve(problem("sqrt((m - 1) / 1) >= 0", [ONE], where=["m >= 1"])).holds is True


def test_a_single_value_that_ties_with_the_condition_is_left_out() -> None:
    assert solve(problem("sqrt(m - 1) >= 0", [BELOW_ONE], where=["m >= 1"])).holds is None
    assert solve(problem("sqrt(m - 1) >= 0", [BELOW_ONE], where=["m <= 1"])).holds is False


@pytest.mark.parametrize("where", ["m >= 1.1", "not m < 1.1", "m == 1.1", "near(m, 1.1, 0)"])
def test_the_end_itself_is_let_in(where: str) -> None:
    one = problem("m > 1.1", [ONE], where=[where])
    assert one.exact({"m": Fraction(11, 10)}) is not None
    assert solve(one).holds is False


@pytest.mark.parametrize(("where", "end"), [("m ** 0.5 * m ** 0.5 >= 1.1", "1.1"), ("exp(log(m)) >= 3", "3")])
def test_the_end_is_let_in_where_only_rounding_tells_it_from_the_limit(where: str, end: str) -> None:
    """With 50 digits the left sides come to a little less than what they are; a clause for this end alone would ask nothing."""
    assert solve(problem("m < 1", [axis("m", "0.5", end)], where=[where])).holds is False


@pytest.mark.parametrize("where", ["m > 1", "m != 1", "not m <= 1", "not m == 1"])
def test_what_ties_with_an_end_that_is_left_out_stays_out(where: str) -> None:
    one = problem("1 / (m - 1) > 0 or m < 1", [ONE], where=[where])
    assert one.exact({"m": 1 + Fraction(1, 10**10)}) is None
    assert solve(one).holds is True


RELATIONS = [
    "m <= x",
    "m >= x",
    "m < x",
    "m > x",
    "m == x",
    "m != x",
    "near(m, x, 1 / 3)",
    "not (m < x and m >= x / 2)",
]


@pytest.mark.parametrize("condition", RELATIONS)
@pytest.mark.parametrize("off", [0, "1e-12", "-1e-12", "1e-3", "-1e-3"])
def test_all_readings_agree_without_slack(condition: str, off: object) -> None:
    (program,) = problem("m > 0", [ONE, axis("x", 0, 4)], where=[condition]).conditions
    value = Fraction(str(off))
    for m, x in [(1 + value, Fraction(1)), (Fraction(4, 3) + value, Fraction(1)), (value, Fraction(0))]:
        exact = number.run(program, {"m": m, "x": x})
        assert isinstance(exact, Truth)
        columns = {"m": np.array([float(m)]), "x": np.array([float(x)])}
        if off or m == x:  # doubles of thirds are beside them
            assert (array.run(program, columns)[0] >= 0) == exact.holds
        boxes = {name: (np.nextafter(one, -9), np.nextafter(one, 9)) for name, one in columns.items()}
        bounds = interval.as_truths(interval.run(program, boxes))
        may_hold, may_fail, _ = one_box.truth_of(program, only(boxes))
        assert (may_hold, may_fail) == (bounds.may_hold[0], bounds.may_fail[0])
        assert may_hold if exact.holds else may_fail
        assert off == 0 or may_hold != may_fail or m in (x, Fraction(4, 3) + value)


def test_the_slack_of_floors_and_of_what_is_demanded_stays() -> None:
    one = problem("m <= 1", [axis("m", 1, "1.0000000001")], where=["ceil(m) <= 1"])
    assert not failing(one, {"m": [Fraction(1), 1 + Fraction(1, 10**10)]}).any()
    assert solve(one).holds is True
    assert unslackened(one.clause) != one.clause
    assert unslackened(unslackened(one.clause)) is unslackened(one.clause)


@pytest.mark.parametrize("look_up", ["", "len(integers(message, message)) == 1 and "])
@pytest.mark.parametrize("part", ["where", "when"])
def test_whole_numbers_that_tie_are_left_out_whether_or_not_they_are_looked_up(part: str, look_up: str) -> None:
    """Four billion bytes tie with two more than they, but are others."""
    ends = {"message": ["4000000000 * one_byte", "4000000003 * one_byte"], "offset": ["no_bytes", "no_bytes"]}
    rule = changed("CI-131", "ends-where-it-begins", f"{look_up}message - 4000000002 * one_byte >= no_bytes", **ends)
    address = ("forall", "message") if part == "where" else ("clauses", "ends-where-it-begins")
    only = rule.changed((*address, part), "fits").changed(("let", "fits"), "message >= 4000000002 * one_byte")
    assert status_of(decided(only), "ends-where-it-begins") is Status.PASS
    assert status_of(decided(rule), "ends-where-it-begins") is Status.FAIL
