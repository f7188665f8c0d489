"""How a problem is decided: which assurance it ends with, what was tried, and what the outcome tells beside the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.documents.dimensions import NUMBER
from conformance.engine import solve as solving
from conformance.engine.generate import EXAMPLES
from conformance.engine.look import QUICK
from conformance.engine.outcome import Brief, solve
from conformance.engine.problem import Problem
from conformance.engine.prove import FULL, Prover, prove
from conformance.engine.solve import TRIED
from conformance.engine.verdicts import Assurance
from conformance.engine.worst import TIDY, rate, tidied
from conformance.expressions.functions import Direction, PythonFunction
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.types import NumberType
from tests.engine import oracle, problems
from tests.engine.problems import axis, margin, point, problem

PLAIN = NumberType(NUMBER)


def python(monotone: dict[str, Direction] | None, **more: object) -> PythonFunction:
    """``x * x + y`` as a Python function, which rises with both where they are not negative."""
    parameters = {"x": PLAIN, "y": PLAIN}
    return PythonFunction("climb", parameters, PLAIN, lambda x, y: x * x + y, monotone=monotone, **more)  # type: ignore[arg-type]


def climb(limit: str, function: PythonFunction) -> Problem:
    return problem(f"climb(x, y) <= {limit}", [axis("x", 0, 2), axis("y", 0, 3)], functions={"climb": function})


def test_without_numbers_one_exact_evaluation_answers() -> None:
    outcome = solve(problem("1 <= 2", []))
    assert (outcome.holds, outcome.assurance, outcome.worst) == (True, Assurance.EXACT, {})
    assert outcome.tried.enumerated == 1
    failed = solve(problem("3 <= 2", []))
    assert (failed.holds, failed.counterexample) == (False, {})
    assert solve(problem("1 / 0 <= 2", [])).holds is False
    assert solve(problem("3 <= 2", [], where=["1 >= 2"])).holds is None


def test_a_finite_domain_is_enumerated_whole() -> None:
    one = problem("(a - 3) * (b - 2) <= 35", [axis("a", 0, 9, step=1), axis("b", 0, 7, step=1)])
    outcome = solve(one)
    assert (outcome.holds, outcome.assurance, outcome.tried.enumerated) == (True, Assurance.EXACT, 80)
    assert outcome.worst == point(a=9, b=7)
    assert margin(one, outcome) == oracle.smallest_margin(one) == 5


def test_a_finite_domain_beyond_the_bound_is_proved_instead() -> None:
    one = problem("a * b <= 10 ** 12", [axis("a", 0, 10**6, step=1), axis("b", 0, 10**6, step=1)])
    outcome = solve(one)
    assert (outcome.holds, outcome.assurance) == (True, Assurance.PROVED)
    assert outcome.tried.enumerated == 0 < outcome.tried.boxes
    assert outcome.worst == point(a=10**6, b=10**6)
    assert isinstance(outcome.verdict, Truth)
    assert outcome.verdict.amount == 0


@pytest.mark.parametrize(
    "one",
    [
        problems.credits(317, 2000),
        problems.junction(102),
        problems.psu(160),
        problems.link_budget(-3),
        problems.goodput("0.8"),
    ],
    ids=["credits", "junction", "psu", "link", "goodput"],
)
def test_a_proof_guarantees_a_margin_just_below_the_worst_one(one: Problem) -> None:
    outcome = solve(one)
    assert (outcome.holds, outcome.assurance) == (True, Assurance.PROVED)
    least = margin(one, outcome)
    assert outcome.guaranteed is not None
    assert isinstance(outcome.verdict, Truth)
    assert outcome.verdict.limit is not None
    assert (
        0 <= least - Fraction(outcome.guaranteed) <= Fraction(2, 100) * max(abs(least), Fraction(outcome.verdict.limit))
    )


def test_a_failure_tells_the_worst_point_beside_the_counterexample() -> None:
    outcome = solve(problems.junction(85))
    assert (outcome.holds, outcome.assurance) == (False, Assurance.EXACT)
    # Hottest coolant, least flow, most power; but to fail, the coolant may stay where it is meant to be.
    assert outcome.worst == point(coolant="318.15", flow="0.5", power=700)
    assert outcome.counterexample == point(coolant="303.15", flow="0.5", power=700)
    assert isinstance(outcome.verdict, Truth)
    assert outcome.verdict.amount == 85 - 101


def test_a_worst_point_that_is_one_of_a_curve_is_told_where_a_number_stands_at_its_end() -> None:
    # As a window and the period of a pulse train: it is always worst where the window ends with a pulse.
    over = [axis("window", 100, 110, resolution=2), axis("period", 1, 2, resolution=2)]
    rest = "min(0.2, window / period % 1) * (1 - max(0.2, window / period % 1))"
    one = problem(f"{rest} / (window / period) <= 0.0041", over)
    met = rate(one, {"window": Fraction("100.07029401513579"), "period": Fraction("1.9934321517955336")})
    assert tidied(one, met).point == point(window="100.4", period=2)


def test_conditions_that_leave_nothing_are_no_pass() -> None:
    never = problem("a <= 1", [axis("a", 0, 10)], where=["a > 20"])
    assert solve(never).holds is None
    assert solve(problem("a <= 1", [axis("a", 0, 9, step=1)], where=["a > 20"])).holds is None


def test_conditions_that_leave_a_sliver_are_decided_there() -> None:
    axes = [axis("a", 0, 1), axis("b", 0, 1)]
    sliver = ["abs(a - 0.123456) <= 0.0000001", "b >= a"]
    passed = solve(problem("a + b >= 0.2", axes, where=sliver))
    assert (passed.holds, passed.assurance) == (True, Assurance.PROVED)
    failed = solve(problem("a + b >= 0.3", axes, where=sliver))
    assert failed.holds is False
    assert failed.counterexample is not None
    assert abs(failed.counterexample["a"] - Fraction("0.123456")) <= Fraction("0.0000001")


@pytest.mark.parametrize(
    "text", ["1 / (a - 0.3) <= 10 ** 9", "sqrt(a - 0.001) >= 0", "log(a) <= 9", "a % (a - 0.25) <= 9"]
)
def test_a_single_undefined_point_fails(text: str) -> None:
    one = problem(text, [axis("a", 0, 1, "0.5", resolution="0.01")])
    outcome = solve(one)
    assert outcome.holds is False
    assert outcome.counterexample is not None
    assert one.fails(outcome.counterexample)
    if text != "1 / (a - 0.3) <= 10 ** 9":  # which also fails beside its pole
        assert isinstance(one.exact(outcome.counterexample), Undefined)


def test_what_stands_on_both_sides_is_proved_by_identity() -> None:
    outcome = solve(problem("a * b <= a * b", [axis("a", 0, 2), axis("b", -1, 1)]))
    assert (outcome.holds, outcome.assurance, outcome.guaranteed) == (True, Assurance.PROVED, 0)


def test_an_opaque_function_is_tested_and_it_is_told_what_was_tried() -> None:
    outcome = solve(problems.opaque("hump(x, y) <= 0.51"))
    assert (outcome.holds, outcome.assurance) == (True, Assurance.TESTED)
    assert outcome.tried.boxes == 0
    assert outcome.tried.searched > 500
    assert outcome.tried.examples == EXAMPLES
    assert outcome.guaranteed is None
    # The worst point is x = y = 0.5; a grid point nearer to nominal stands for it if its margin is as good as the same.
    assert Fraction("0.01") <= margin(problems.opaque("hump(x, y) <= 0.51"), outcome) <= Fraction("0.01") * (1 + TIDY)


def test_an_opaque_function_over_few_values_is_exact() -> None:
    function = python(None)
    few = problem("climb(x, y) <= 7", [axis("x", 0, 2, step=1), axis("y", 0, 3, step=1)], functions={"climb": function})
    outcome = solve(few)
    assert (outcome.holds, outcome.assurance, outcome.tried.enumerated) == (True, Assurance.EXACT, 12)


def test_what_is_only_tested_was_tried_at_every_point_of_a_small_grid() -> None:
    # A pole so narrow that no search sees it but at the very point; and no proof can close around it.
    clause = "log(abs(a - 12) + 0 * b) >= -35 and b * b >= b * b"
    axes = [axis("a", 9, 18, "9", resolution="0.5"), axis("b", 0, 1, resolution="0.25")]
    assert solve(problem(clause, axes)).counterexample == point(a=12, b=0)
    # Too many points for the whole grid: still every point of one number with the others at nominal.
    axes = [axis("a", 9, 18, "9", resolution="0.001"), axis("b", 0, 1, "0.5", resolution="0.0001")]
    assert solve(problem(clause, axes)).counterexample == point(a=12, b="0.5")


def test_a_function_declared_monotone_is_proved() -> None:
    rising: dict[str, Direction] = {"x": "rising", "y": "rising"}
    outcome = solve(climb("7", python(rising)))
    assert (outcome.holds, outcome.assurance) == (True, Assurance.PROVED)
    assert outcome.worst == point(x=2, y=3)
    assert solve(climb("6.99", python(rising))).holds is False
    assert solve(climb("7", python(None))).assurance is Assurance.TESTED


def test_a_function_that_says_nothing_of_one_argument_is_proved_only_where_that_is_fixed() -> None:
    half: dict[str, Direction] = {"x": "rising"}
    assert solve(climb("7", python(half))).assurance is Assurance.TESTED
    fixed = problem("climb(x, 3) <= 7", [axis("x", 0, 2)], functions={"climb": python(half)})
    assert solve(fixed).assurance is Assurance.PROVED


def test_a_function_with_its_own_interval_reading_is_proved() -> None:
    own = python(None, interval=lambda x, y: (x[0] * x[0] + y[0], x[1] * x[1] + y[1]))
    outcome = solve(climb("7", own))
    assert (outcome.holds, outcome.assurance) == (True, Assurance.PROVED)


def test_eight_coupled_numbers_beyond_the_budget_are_tested() -> None:
    outcome = solve(problems.coupled("2.7"))
    assert (outcome.holds, outcome.assurance) == (True, Assurance.TESTED)
    assert outcome.tried.boxes > 10_000
    assert outcome.tried.searched > 10_000
    assert outcome.tried.examples == EXAMPLES
    # Three of them are within reach.
    assert solve(problems.coupled("1.01", 3)).assurance is Assurance.PROVED


def test_a_trial_needs_no_worst_point_and_no_canonical_counterexample(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("canonical", "search_worst", "Minimiser"):
        monkeypatch.setattr(solving, name, lambda *_: pytest.fail("not needed"))
    assert solve(problems.junction(102), Brief()).holds is True
    assert solve(problems.junction(98), Brief()).holds is False
    assert solve(problems.opaque("hump(x, y) <= 0.51"), Brief()).tried.examples == 0


def test_a_trial_finds_a_violation_near_one_that_is_known_before_it_proves_or_searches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("Prover", "search"):
        monkeypatch.setattr(solving, name, lambda *_: pytest.fail("not needed"))
    hot = point(coolant="318.15", flow="0.5", power=900)  # more power than the range has now
    outcome = solve(problems.junction(98), Brief([hot]))
    assert outcome.holds is False
    assert outcome.worst is not None
    assert problems.junction(98).fails(outcome.worst)


def test_a_glance_leaves_out_the_longer_proof():
    glanced, tried = (solve(problems.coupled("2.7"), Brief(glance=glance)).tried for glance in (True, False))
    assert (glanced.searched, 0 < glanced.boxes < tried.boxes) == (tried.searched, True)


def test_what_a_glance_has_seen_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one, glanced = problems.coupled("2.7"), {}
    seen = solve(one, Brief(glance=True, glanced=glanced))
    assert (seen.holds, list(glanced)) == (True, [one.key])
    anew = solve(one, Brief())
    monkeypatch.setattr(solving, "search", lambda *_: pytest.fail("not needed"))
    monkeypatch.setattr(solving, "Prover", lambda *_: pytest.fail("begun already"))
    again = solve(one, Brief(glanced=glanced))
    assert (again.holds, again.assurance, again.tried.boxes) == (anew.holds, anew.assurance, anew.tried.boxes)


@pytest.mark.parametrize("name", ["coupled", "goodput", "junction", "credits"])
def test_a_proof_gone_on_with_ends_as_one_from_the_start(name: str) -> None:
    one = {
        "coupled": problems.coupled("2.7"),
        "goodput": problems.goodput("0.85"),
        "junction": problems.junction("101.5"),
        "credits": problems.credits(60_000, 10_000_000),
    }[name]
    prover = Prover(one)
    for budget in (QUICK // 40, QUICK // 5, QUICK, TRIED):
        proof, fresh = prover.run(budget), prove(one, budget)
        assert (proof.proved, proof.witness) == (fresh.proved, fresh.witness)
        assert proof.undefined(one) == fresh.undefined(one)
        if fresh.proved:
            assert (proof.boxes, proof.cost) == (fresh.boxes, fresh.cost)
            break


def test_the_budgets_count_boxes_times_instructions() -> None:
    one = problems.coupled("2.7")
    outcome = solve(one)
    # The last generation is finished, so that a little more than the budget may be spent.
    assert outcome.tried.boxes * one.size <= 2 * (QUICK + FULL)


@pytest.mark.parametrize(
    ("text", "where", "holds", "counterexample"),
    [
        ("n in set(0, 1, 2)", [], False, "8"),
        ("n <= 2", ["n in set(0, 1, 2, 'x')"], True, None),
        ("n <= 2", ["n not in list(3, 4, 5)"], False, "8"),
        ("n < 0", ["n in set()"], None, None),
        ("n not in set(8.00000000001, 'x')", [], True, None),
        ("(9 if n in set(2, 7) else n) < 9", [], False, "2"),
    ],
)
def test_a_number_in_a_set(text: str, where: list[str], *, holds: bool | None, counterexample: str | None) -> None:
    outcome = solve(problem(text, [axis("n", 0, 8, step=1)], where=where))
    assert outcome.holds is holds
    found = outcome.counterexample
    assert (found and found["n"]) == (None if counterexample is None else int(counterexample))
