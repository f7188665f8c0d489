"""The engine against brute force, on random small problems: verdicts, assurance, counterexamples, margins, undefined points.

``HYPOTHESIS_PROFILE=explore`` looks at many more of them than a run of the suite can.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, event, example, given, settings

from conformance.engine.axes import Axis
from conformance.engine.outcome import Outcome, solve
from conformance.engine.problem import Point, Problem
from conformance.engine.verdicts import Assurance
from conformance.engine.worst import TIDY
from conformance.expressions import number
from conformance.expressions.outcomes import Truth, Undefined
from tests.engine import oracle
from tests.property.engine_strategies import Text, finer, texts

# Fewer examples than elsewhere, as each is solved and evaluated point by point; the engine's last search is Hypothesis too.
EXAMPLES = settings().max_examples * 2 // 5
solving = settings(
    max_examples=EXAMPLES, suppress_health_check=[*settings().suppress_health_check, HealthCheck.nested_given]
)
A_FEW = Axis("a", Fraction(-10), Fraction(73, 2), None, Fraction(637, 20), resolution=Fraction(5))
A_THIRD = Axis("a", Fraction(-14, 15), Fraction(2, 5), None, Fraction(2, 5), resolution=Fraction(1, 3))


def solved(text: Text) -> tuple[Problem, Outcome]:
    """A problem with its outcome."""
    one = text.problem()
    outcome = solve(one)
    event(f"{outcome.holds} {outcome.assurance.name}")
    return one, outcome


def margin(one: Problem, point: Point) -> Fraction | None:
    """The exact margin at a point, None where there is none."""
    if one.margin is None:
        return None
    value = number.run(one.margin, point)
    return Fraction(value) if isinstance(value, int | Fraction) else None


@solving
@given(texts())
@example(Text((A_THIRD,), "(6 / a) >= -2 or a < -3"))
def test_the_engine_fails_what_brute_force_fails_and_nothing_else(text: Text) -> None:
    one, outcome = solved(text)
    failing = oracle.failing(one)
    if failing:
        assert outcome.holds is False, failing[0]
    if outcome.holds is False:
        # On the grid or off it: what is reported is evaluated again, exactly, and lies inside the ranges.
        assert outcome.counterexample is not None
        assert one.fails(outcome.counterexample)
        assert all(axis.low <= outcome.counterexample[axis.name] <= axis.high for axis in one.axes)
        assert outcome.assurance is Assurance.EXACT
    if outcome.holds is None:
        assert not oracle.admitted(one)


@solving
@given(texts())
def test_what_passes_for_sure_has_no_failing_point_on_a_finer_grid(text: Text) -> None:
    one, outcome = solved(text)
    if outcome.holds is not False and outcome.assurance is not Assurance.TESTED:
        assert not any(one.fails(point) for point in finer(one))


@solving
@given(texts())
@example(Text((A_THIRD,), "(not (round(a * 2) > 2 - a)) and (6 / a) >= -2"))
def test_the_counterexample_is_that_of_brute_force(text: Text) -> None:
    one, outcome = solved(text)
    if outcome.holds is False:  # what passes is for the other tests
        assert oracle.agrees(one, outcome.counterexample)


@solving
@given(texts())
@example(Text((A_FEW,), "floor(a) * a >= 0.01", ("max(a, 10) == floor(a)",)))
def test_no_grid_point_has_less_margin_than_the_worst_one(text: Text) -> None:
    one, outcome = solved(text)
    if outcome.holds is None or outcome.worst is None:
        return
    verdict = one.exact(outcome.worst)
    assert verdict == outcome.verdict, "the worst margin is attained where it is said to be"
    least = margin(one, outcome.worst)
    rated = [(point, one.exact(point)) for point in oracle.points(one.axes)]
    admitted = [(margin(one, point), found) for point, found in rated if isinstance(found, Truth)]
    if isinstance(verdict, Undefined) or least is None:
        return
    # A round point is preferred where it has next to no more margin than the worst of all.
    allowed = TIDY * abs(least)
    alike = [value for value, found in admitted if value is not None and found.holds is (outcome.holds is not False)]
    assert all(least - value <= allowed for value in alike)
    if outcome.guaranteed is not None:
        assert all(value >= Fraction(outcome.guaranteed) for value, _ in admitted if value is not None)


@solving
@given(texts(breaking=True))
def test_an_undefined_point_anywhere_is_a_failure(text: Text) -> None:
    one, outcome = solved(text)
    if any(isinstance(one.exact(point), Undefined) for point in oracle.points(one.axes)):
        assert outcome.holds is False
