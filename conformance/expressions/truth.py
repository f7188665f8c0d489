"""Comparisons and logic of the number reading, with margins (rule-language.md, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from conformance.expressions.exact import magnitude
from conformance.expressions.outcomes import ROUNDING, SLACK, Truth
from conformance.expressions.values import Number
from conformance.findings.type_hints import Any

_TIE = SLACK.denominator
assert SLACK.numerator == 1


def at_most(a: Number, b: Number) -> Truth:
    """``a <= b``, with slack; the margin is ``b - a``."""
    gap = b - a
    return Truth(gap >= 0 or _ties(-gap, a, b), gap, magnitude(b))


def at_least(a: Number, b: Number) -> Truth:
    """``a >= b``, with slack; the margin is ``a - b``."""
    gap = a - b
    return Truth(gap >= 0 or _ties(-gap, a, b), gap, magnitude(b))


def less(a: Number, b: Number) -> Truth:
    """``a < b``: neither a tie nor above."""
    gap = b - a
    return Truth(not _ties(gap, a, b), gap, magnitude(b))


def greater(a: Number, b: Number) -> Truth:
    """``a > b``: neither a tie nor below."""
    gap = a - b
    return Truth(not _ties(gap, a, b), gap, magnitude(b))


def equal(a: Number, b: Number) -> Truth:
    """``a == b`` within the slack; without margin."""
    return Truth(_ties(magnitude(a - b), a, b))


def unequal(a: Number, b: Number) -> Truth:
    """``a != b``: beyond the slack; without margin."""
    return Truth(not equal(a, b).holds)


def near(a: Number, b: Number, tolerance: Number) -> Truth:
    """``|a - b| <= tolerance * |b|``, with slack; the margin is tolerance minus deviation, in per cent of ``b``."""
    allowed, off = tolerance * magnitude(b), magnitude(a - b)
    return Truth(_ties(off - allowed, a, b), allowed - off, magnitude(b))


def exactly(relation: str) -> Callable[..., Truth]:
    """A comparison (``near`` too) without slack; two values that 50 digits cannot tell apart are equal."""
    holds, slackened = _WITHOUT_SLACK[relation], near if relation == "near" else RELATIONS[relation]

    def compared(*operands: Number) -> Truth:
        known = slackened(*operands)
        return Truth(holds(*operands), known.amount, known.limit)

    return compared


def both(*truths: Truth) -> Truth:
    """``and``: the operand with the smallest margin in per cent decides; one without margin only passes or fails."""
    failing = [truth for truth in truths if not truth.holds]
    if failing:
        return Truth(False) if any(truth.amount is None for truth in failing) else _picked(min, failing, failing[0])
    return _picked(min, [truth for truth in truths if truth.amount is not None], Truth(True))


def either(*truths: Truth) -> Truth:
    """``or``: the operand with the largest margin in per cent decides."""
    holding = [truth for truth in truths if truth.holds]
    if holding:
        return Truth(True) if any(truth.amount is None for truth in holding) else _picked(max, holding, holding[0])
    return _picked(max, [truth for truth in truths if truth.amount is not None], Truth(False))


def negate(truth: Truth) -> Truth:
    """``not``: the margin changes its sign."""
    return Truth(not truth.holds, None if truth.amount is None else -truth.amount, truth.limit)


RELATIONS: Mapping[str, Callable[[Any, Any], Truth]] = {
    "<=": at_most,
    ">=": at_least,
    "<": less,
    ">": greater,
    "==": equal,
    "!=": unequal,
}
"""What compares two numbers, by its sign."""


def _exceeds(a: Number, b: Number) -> bool:
    """Whether ``a`` is above ``b`` by more than what rounding leaves uncertain."""
    return a > b and a - b > ROUNDING * max(magnitude(a), magnitude(b))


_WITHOUT_SLACK: Mapping[str, Callable[..., bool]] = {
    "<=": lambda a, b: not _exceeds(a, b),
    ">=": lambda a, b: not _exceeds(b, a),
    "<": lambda a, b: _exceeds(b, a),
    ">": _exceeds,
    "==": lambda a, b: not _exceeds(a, b) and not _exceeds(b, a),
    "!=": lambda a, b: _exceeds(a, b) or _exceeds(b, a),
    "near": lambda a, b, tolerance: not _exceeds(magnitude(a - b), tolerance * magnitude(b)),
}


def _rank(truth: Truth) -> Fraction:
    assert truth.amount is not None
    relative = truth.relative
    return Fraction(truth.amount) if relative is None else relative


def _ties(gap: Number, a: Number, b: Number) -> bool:
    """Whether two numbers, one of which is beyond the other by ``gap``, are a tie; with a gap below zero it is not beyond.

    Multiplied out, which is quickest.
    """
    left, right = magnitude(a), magnitude(b)
    return gap * _TIE <= (left if left > right else right)  # noqa: FURB136 - max() takes twice as long


def _picked(pick: Callable[..., Truth], truths: Sequence[Truth], default: Truth) -> Truth:
    """The one with the smallest or the largest margin, the first of equals; a single one is not weighed."""
    return pick(truths, key=_rank) if len(truths) > 1 else next(iter(truths), default)
