"""Margins of the shipped rules on random descriptors: no point of an independent, dense look at the envelope has less."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conformance.engine.axes import Axis, total_count
from conformance.engine.context import Context
from conformance.engine.examples import example_descriptor
from conformance.engine.judge import Finding
from conformance.engine.survey import Survey
from conformance.expressions import number
from conformance.expressions.values import Record, to_float
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.rules import Rule
from tests.engine.oracle import points

POINTS = 20_000
SLOW = frozenset({"CI-111", "NW-101", "NW-103", "NW-106", "NW-109", "NW-110", "NW-141"})
"""Rules over whole fabrics and negotiations: no numbers to quantify over."""

Array = npt.NDArray[np.float64]


@cache
def specs() -> SpecSet:
    """The shipped specs."""
    return open_specs()


@cache
def rules() -> list[Rule]:
    """Those of the shipped rules that quantify over numbers."""
    found = [rule for rule in specs().rules() if any(one.form in {"range", "integers"} for one in rule.forall)]
    return [rule for rule in found if rule.id not in SLOW]


def shaken(value: object, draw: random.Random) -> object:
    """The data with about a third of its numbers up to a third larger or smaller; ends of ranges stay in order."""
    if isinstance(value, Record):
        parts = {key: shaken(part, draw) for key, part in value.items()}
        if {"min", "max"} <= parts.keys():
            low, high = parts["min"], parts["max"]
            if isinstance(low, int | Fraction) and isinstance(high, int | Fraction) and low > high:
                parts |= {"min": high, "max": low}
        return type(value)(parts, value.path)
    if isinstance(value, bool) or not isinstance(value, int | Fraction) or draw.random() > 0.35:
        return value
    factor = Fraction(draw.randint(70, 140), 100)
    if isinstance(value, Fraction) and value.denominator != 1:
        return value * factor
    return type(value)(max(1, round(value * factor))) if value > 0 else value


def findings(rule: Rule, seed: int) -> Iterator[Finding]:
    """What the engine finds of a rule for one of its own examples, shaken."""
    draw = random.Random(seed)
    descriptor, _ = example_descriptor(rule, draw.choice(rule.examples), specs())
    if descriptor is None:
        return
    context = Context.of(rule, descriptor, specs())
    data = shaken(descriptor.data, draw)
    assert isinstance(data, Record)
    try:
        groups = Survey(Context(context.facts, data)).groups()
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return  # shaken beyond what the schema would let through
    for group in groups.values():
        yield from group.items


def columns(axes: tuple[Axis, ...], draw: np.random.Generator) -> dict[str, Array]:
    """Random points: even, near the ends, at grid values; whole-number axes on their lattice."""
    found: dict[str, Array] = {}
    for axis in axes:
        low, high = float(axis.low), float(axis.high)
        share = draw.random(POINTS)
        ends = draw.integers(0, 4, POINTS)
        share = np.where(ends == 0, 0.0, np.where(ends == 1, 1.0, share))
        values = low * (high / low) ** share if axis.scale == "log" and low > 0 else low + share * (high - low)
        if axis.step is not None:
            step = float(axis.step)
            values = low + np.round((values - low) / step) * step
        found[axis.name] = np.clip(values, low, high)
    return found


@settings(
    max_examples=settings().max_examples * 3 // 5,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.nested_given, HealthCheck.filter_too_much],
)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_operating_point_of_a_shipped_rule_has_less_margin_than_the_least(which: int, seed: int) -> None:
    rule = rules()[which % len(rules())]
    looked = 0
    for item in findings(rule, seed):
        problem, outcome = item.problem, item.outcome
        if not problem.axes or problem.margin is None or not outcome.worst or outcome.holds is None:
            continue
        shown = number.run(problem.margin, outcome.worst)
        if not isinstance(shown, int | Fraction) or looked >= 4:
            continue
        looked += 1
        some = columns(problem.axes, np.random.default_rng(seed))
        if total_count(problem.axes) <= 3_000:
            every = list(points(problem.axes))
            some = {axis.name: np.array([float(point[axis.name]) for point in every]) for axis in problem.axes}
        margins = problem.margins(some)
        least = float(np.min(margins[~np.isnan(margins)], initial=np.inf))
        scale = max(abs(to_float(shown)), float(getattr(outcome.verdict, "limit", 0) or 0) / 100)
        if outcome.least:
            assert least >= to_float(shown) - 3e-6 * scale, rule.id
        if outcome.guaranteed is not None:
            assert least >= outcome.guaranteed - 1e-9 * scale, rule.id
    assume(looked)
