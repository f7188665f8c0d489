"""Comparisons and logic of the interval reading: may a condition hold somewhere in a box, may it fail, may it be undefined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from conformance.expressions.bounds import (
    Bounds,
    absolute,
    down,
    either,
    multiply,
    negate,
    subtract,
    up,
)
from conformance.expressions.one_range import SLACK_HIGH, SLACK_LOW


@dataclass(frozen=True, slots=True)
class Truths:
    """Whether a condition may be true and may be false somewhere in each box, and whether it may be undefined."""

    may_hold: Any
    may_fail: Any
    undefined: Any = False

    @property
    def certain(self) -> Any:
        """Where the condition holds at every point of the box."""
        return ~(np.asarray(self.may_fail) | np.asarray(self.undefined))

    @property
    def impossible(self) -> Any:
        """Where the condition is false at every point of the box at which it is defined."""
        return ~np.asarray(self.may_hold)


def as_truths(operand: Bounds | Truths) -> Truths:
    """A truth value; what is undefined as a whole stands here as arbitrary numbers."""
    return operand if isinstance(operand, Truths) else Truths(True, True, undefined=True)


def _within(gap: Bounds, a: Bounds, b: Bounds) -> Truths:
    """``gap <= slack``, where ``gap`` bounds what must not be positive."""
    # The larger of both absolute values lies between these two.
    smallest = np.maximum(np.maximum(np.maximum(a.low, b.low), np.negative(np.minimum(a.high, b.high))), 0.0)
    largest = np.maximum(np.maximum(a.high, b.high), np.negative(np.minimum(a.low, b.low)))
    may_fail = ~np.less_equal(gap.high, down(SLACK_LOW * smallest))
    may_hold = ~np.greater(gap.low, up(SLACK_HIGH * largest))
    return Truths(may_hold, may_fail, gap.undefined)


def at_most(a: Bounds, b: Bounds) -> Truths:
    """``a <= b``."""
    truths = _within(subtract(a, b), a, b)
    # Where both sides are zero there is no slack, and the rounded difference would leave it open.
    return Truths(truths.may_hold, truths.may_fail & ~np.less_equal(a.high, b.low), truths.undefined)


def at_least(a: Bounds, b: Bounds) -> Truths:
    """``a >= b``."""
    return at_most(b, a)


def equal(a: Bounds, b: Bounds) -> Truths:
    """``a == b``."""
    return _within(absolute(subtract(a, b)), a, b)


def identity(a: Bounds) -> Truths:
    """``a == a``: true wherever it is defined."""
    holds = np.ones(np.shape(a.low), dtype=bool)
    return Truths(holds, ~holds, a.undefined)


def near(a: Bounds, b: Bounds, tolerance: Bounds) -> Truths:
    """``near(a, b, tolerance)``."""
    return _within(subtract(absolute(subtract(a, b)), multiply(tolerance, absolute(b))), a, b)


def exactly_at_most(a: Bounds, b: Bounds) -> Truths:
    """``a <= b`` without slack."""
    undefined = either(a.undefined, b.undefined)
    return Truths(np.less_equal(a.low, b.high), np.greater(a.high, b.low), undefined)


def exactly_equal(a: Bounds, b: Bounds) -> Truths:
    """``a == b`` without slack."""
    return conjunction(exactly_at_most(a, b), exactly_at_most(b, a))


def exactly_near(a: Bounds, b: Bounds, tolerance: Bounds) -> Truths:
    """``near(a, b, tolerance)`` without slack."""
    return exactly_at_most(absolute(subtract(a, b)), multiply(tolerance, absolute(b)))


def negation(a: Truths) -> Truths:
    """``not a``."""
    return Truths(a.may_fail, a.may_hold, a.undefined)


def conjunction(*parts: Truths) -> Truths:
    """``and``, from the left: what a false operand decides does not ask for the rest."""
    total = parts[0]
    for part in parts[1:]:
        reached = False if part.undefined is False else np.logical_and(total.may_hold, part.undefined)
        may_hold, may_fail = np.logical_and(total.may_hold, part.may_hold), np.logical_or(total.may_fail, part.may_fail)
        total = Truths(may_hold, may_fail, either(total.undefined, reached))
    return total


def disjunction(*parts: Truths) -> Truths:
    """``or``, from the left."""
    return negation(conjunction(*(negation(part) for part in parts)))


def choose(condition: Bounds | Truths, then: Bounds, otherwise: Bounds) -> Bounds:
    """``then if condition else otherwise`` of numbers."""
    truths = as_truths(condition)
    use, skip = np.asarray(truths.may_hold), np.asarray(truths.may_fail)
    low = np.where(use & skip, np.minimum(then.low, otherwise.low), np.where(use, then.low, otherwise.low))
    high = np.where(use & skip, np.maximum(then.high, otherwise.high), np.where(use, then.high, otherwise.high))
    return Bounds(low, high, _chosen_undefined(truths, then.undefined, otherwise.undefined))


def choose_truth(condition: Truths, then: Truths, otherwise: Truths) -> Truths:
    """``then if condition else otherwise`` of truth values."""
    use, skip = np.asarray(condition.may_hold), np.asarray(condition.may_fail)
    may_hold = (use & then.may_hold) | (skip & otherwise.may_hold)
    may_fail = (use & then.may_fail) | (skip & otherwise.may_fail)
    return Truths(may_hold, may_fail, _chosen_undefined(condition, then.undefined, otherwise.undefined))


def margin_of_all(*operands: Any) -> Bounds:
    """The smallest margin of pairs (truth value, margin), as far as they are defined."""
    low: Any = np.inf
    high: Any = np.inf
    undecided: Any = True
    lost: Any = False
    sure: Any = False
    for operand, margin in zip(operands[::2], operands[1::2], strict=True):
        truths = as_truths(operand)
        lost = np.logical_or(lost, np.logical_and(undecided, truths.undefined))
        missing = np.logical_or(truths.undefined, margin.undefined)
        # What may be missing may be the smallest of them, or may not count at all.
        low, high = np.minimum(low, margin.low), np.where(missing, high, np.minimum(high, margin.high))
        sure = np.logical_or(sure, np.logical_not(missing))
        undecided = np.logical_and(undecided, truths.may_hold)
    return Bounds(low, high, np.logical_or(lost, np.logical_not(sure)))


def margin_of_any(*operands: Any) -> Bounds:
    """The largest margin of pairs (truth value, margin), as far as they are defined."""
    opposites = [negation(as_truths(part)) if place % 2 == 0 else negate(part) for place, part in enumerate(operands)]
    return negate(margin_of_all(*opposites))


def _chosen_undefined(condition: Truths, then: Any, otherwise: Any) -> Any:
    inner = np.logical_and(condition.may_hold, then) | np.logical_and(condition.may_fail, otherwise)
    return np.logical_or(condition.undefined, inner)
