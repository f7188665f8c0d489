"""Comparisons and logic of the array reading: scores, zero or more where a condition holds, negative where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from conformance.expressions.one_point import ROUNDING
from conformance.expressions.outcomes import SLACK
from conformance.expressions.program import EXACTLY

_SLACK = float(SLACK)


def _score(gap: Any, a: Any, b: Any, slack: float) -> Any:
    """``gap`` (positive where it holds) in units of the larger side, lifted by the slack."""
    scale = np.maximum(np.abs(a), np.abs(b))
    share, zero = np.divide(gap, scale), np.equal(scale, 0)
    return (np.where(zero, 0.0, share) if zero.any() else share) + slack


def _at_most(a: Any, b: Any, slack: float) -> Any:
    return _score(np.subtract(b, a), a, b, slack)


def _at_least(a: Any, b: Any, slack: float) -> Any:
    return _score(np.subtract(a, b), a, b, slack)


def _equal(a: Any, b: Any, slack: float) -> Any:
    return _score(-np.abs(np.subtract(a, b)), a, b, slack)


def _near(a: Any, b: Any, tolerance: Any, slack: float) -> Any:
    return _score(tolerance * np.abs(b) - np.abs(np.subtract(a, b)), a, b, slack)


def _negation(score: Any) -> Any:
    # A tie (score 0) holds; its negation does not.
    return np.where(np.equal(score, 0), -np.finfo(float).tiny, np.negative(score))


def _comparisons(slack: float) -> dict[str, Callable[..., Any]]:
    """All of them, with this slack."""
    return {
        "<=": lambda a, b: _at_most(a, b, slack),
        ">=": lambda a, b: _at_least(a, b, slack),
        "<": lambda a, b: _negation(_at_least(a, b, slack)),
        ">": lambda a, b: _negation(_at_most(a, b, slack)),
        "==": lambda a, b: _equal(a, b, slack),
        "!=": lambda a, b: _negation(_equal(a, b, slack)),
        "near": lambda a, b, tolerance: _near(a, b, tolerance, slack),
    }


def _conjunction(*scores: Any) -> Any:
    total = scores[0]
    for score in scores[1:]:
        decided = np.less(total, 0) & np.isnan(score)
        total = np.where(decided, total, np.minimum(total, score))
    return total


def _disjunction(*scores: Any) -> Any:
    total = scores[0]
    for score in scores[1:]:
        decided = np.greater_equal(total, 0) & np.isnan(score)
        total = np.where(decided, total, np.maximum(total, score))
    return total


def _margin_of_several(*operands: Any, deciding: bool) -> Any:
    """The largest (``or``) or smallest margin of pairs (score, margin), as far as they are defined."""
    pick = np.fmax if deciding else np.fmin  # which skip NaN
    total: Any = np.nan
    decided: Any = np.False_
    lost: Any = np.False_
    for score, margin in zip(operands[::2], operands[1::2], strict=True):
        lost = lost | (np.isnan(score) & ~decided)
        total = pick(total, np.where(np.isnan(score), np.nan, margin))
        decided = decided | (np.greater_equal(score, 0) if deciding else np.less(score, 0))
    return np.where(lost, np.nan, total)


def _choose(condition: Any, then: Any, otherwise: Any) -> Any:
    return np.where(np.isnan(condition), np.nan, np.where(np.greater_equal(condition, 0), then, otherwise))


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    **_comparisons(_SLACK),
    **{EXACTLY + relation: compared for relation, compared in _comparisons(ROUNDING).items()},
    "and": _conjunction,
    "or": _disjunction,
    "not": _negation,
    "and-margin": partial(_margin_of_several, deciding=False),
    "or-margin": partial(_margin_of_several, deciding=True),
    "choose": _choose,
    "choose-truth": _choose,
}
"""What compares numbers and combines scores, by name."""
