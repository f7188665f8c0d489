"""Probability tails in double precision, shared by the array and the interval reading.

Relative accuracy is better than ``ACCURACY`` where the result is above ``TINY``; the interval reading widens by it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from conformance.expressions.outcomes import SLACK, WHOLE_SLACK

ACCURACY = 1e-10
TINY = 1e-290
MAX_TRIALS = 10_000
MAX_MEAN = 1_000.0
# Beyond so many the tail is 0 to any double.
_MOST_HITS = 20_000

# Shares between 0 and 1 that doubles can tell from them; what is lost below the first is below TINY anyway.
_LEAST, _MOST = 1e-300, 1 - 2.0**-53


def comb(n: Any, k: Any) -> Any:
    """Ways to choose k of n; NaN where they are not counts, infinite where no double is as large."""
    whole = np.equal(n, np.floor(n)) & np.equal(k, np.floor(k))
    return np.where(whole, _by_counts(_comb, n, k, 0.0), np.nan)


def binomial(n: Any, t: Any, p: Any) -> Any:
    """P(X > t), X binomial(n, p)."""
    return _by_counts(_binomial, n, t, p)


def poisson(t: Any, mean: Any) -> Any:
    """P(X > t), X Poisson(mean)."""
    return _by_counts(lambda _, threshold, rate: _poisson(threshold, rate), 0.0, t, mean)


def floor(x: Any) -> Any:
    """The floor with the common slack."""
    return np.floor(x + np.minimum(float(SLACK) * np.abs(x), float(WHOLE_SLACK)))


def _by_counts(function: Callable[[int, int, Any], Any], n: Any, t: Any, p: Any) -> Any:
    counts, thresholds, shares = np.broadcast_arrays(np.atleast_1d(floor(n)), np.atleast_1d(floor(t)), np.atleast_1d(p))
    shares = shares.astype(float)
    result = np.full(shares.shape, np.nan)
    defined = np.isfinite(counts) & np.isfinite(thresholds)
    for count, threshold in sorted(set(zip(counts[defined].tolist(), thresholds[defined].tolist(), strict=True))):
        rows = defined & (counts == count) & (thresholds == threshold)
        result[rows] = function(int(count), int(threshold), shares[rows])
    return result


def _comb(n: int, k: int, shape: Any) -> Any:
    if not 0 <= n <= MAX_TRIALS or k < 0:
        return np.full_like(shape, np.nan)
    try:
        return np.full_like(shape, float(math.comb(n, k)))
    except OverflowError:
        return np.full_like(shape, np.inf)


def _binomial(count: int, threshold: int, p: Any) -> Any:
    outside = ~((p >= 0) & (p <= 1))
    if not 0 <= count <= MAX_TRIALS:
        return np.full_like(p, np.nan)
    if threshold < 0 or threshold >= count:
        return np.where(outside, np.nan, 1.0 if threshold < 0 else 0.0)
    inner = np.clip(p, _LEAST, _MOST)
    odds = inner / (1 - inner)

    def chance(hits: int) -> Any:
        """P(X = hits)."""
        return np.exp(math.log(math.comb(count, hits)) + hits * np.log(inner) + (count - hits) * np.log1p(-inner))

    more, fewer = count - threshold, threshold + 1
    above = _series(chance(threshold + 1), lambda i: odds * ((more - i) / (fewer + i)), more)
    below = _series(chance(threshold), lambda i: (fewer - i) / (more + i) / odds, fewer)
    tail = _smaller_side(above, below, count * inner < threshold + 1)
    return np.where(outside, np.nan, np.where(p <= 0, 0.0, np.where(p >= 1, 1.0, tail)))


def _poisson(threshold: int, mean: Any) -> Any:
    outside = ~((mean >= 0) & (mean <= MAX_MEAN))
    threshold = min(threshold, _MOST_HITS)
    if threshold < 0:
        return np.where(outside, np.nan, 1.0)
    inner = np.clip(mean, _LEAST, MAX_MEAN)

    def chance(hits: int) -> Any:
        """P(X = hits)."""
        return np.exp(hits * np.log(inner) - inner - math.lgamma(hits + 1))

    above = _series(chance(threshold + 1), lambda i: inner / (threshold + 1 + i))
    below = _series(chance(threshold), lambda i: (threshold + 1 - i) / inner, threshold + 1)
    tail = _smaller_side(above, below, inner < threshold + 1)
    return np.where(outside, np.nan, np.where(mean <= 0, 0.0, tail))


def _smaller_side(above: Any, below: Any, falling: Any) -> Any:
    """The sum over the hits above where its terms fall from the first on, else the rest of the sum over those below.

    Where they would rise, the first term can be too small for a double although the sum is not.
    """
    return np.where(falling, np.minimum(above, 1.0), np.maximum(1.0 - below, 0.0))


def _series(first: Any, ratio: Callable[[int], Any], terms: int = 1_000_000) -> Any:
    """``first * (1 + ratio(1) * (1 + ratio(2) * ...))``, as far as it counts for rows in which the terms fall."""
    total, term = np.array(first), first
    for index in range(1, terms):
        factor = ratio(index)
        term = np.where(factor < 1, term * factor, 0.0)
        total = total + term
        if not np.any(term > total * 1e-18):
            break
    return total
