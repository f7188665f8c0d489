"""The share of tests that a wrong result slips through. Domain file R8.

By closed forms and quadrature instead of a simulation, whose verdict would hang on its stream of random numbers. The wrong result is a sum of K terms without the last one. It slips through where the lost term is at most
``atol + rtol * |sum|``; the sum of the others is taken as normally distributed, which is what its many terms make of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Literal

Data = Literal["normal", "uniform"]

_NODES = 96
_PIECES = 8
_REACH = 9.0
"""Standard deviations beyond which nothing is looked for: 1e-18 of the cases."""


class Terms(NamedTuple):
    """How one term of a sum is distributed: the chance that its size is at most t, and mean and variance of the term."""

    within: Callable[[float], float]
    mean: float
    variance: float


def accepted(*, product: bool, data: Data, count: int, rtol: float, atol: float) -> float:
    """The chance that a sum of ``count`` terms without its last one is accepted, to about six digits.

    Args:
        product: terms are products of two random numbers (a dot product), else the numbers themselves.
        data: standard normal, or uniform between 0 and 1.
        count: terms of the right sum, 2 at least.
        rtol: relative tolerance.
        atol: absolute tolerance.
    """
    terms = _terms(product, data)
    centre, spread = (count - 1) * terms.mean, math.sqrt((count - 1) * terms.variance)

    def accepted_at(z: float) -> float:
        return _density(z) * terms.within(atol + rtol * abs(centre + terms.mean + spread * z))

    return min(1.0, _integral(accepted_at, -_REACH, _REACH))


def _terms(product: bool, data: Data) -> Terms:  # noqa: FBT001 - named at the only place that calls it
    if data == "normal":
        return Terms(_product_within if product else lambda t: math.erf(t / math.sqrt(2)), 0.0, 1.0)
    if product:
        return Terms(lambda t: 1.0 if t >= 1 else t * (1 - math.log(t)) if t > 0 else 0.0, 1 / 4, 7 / 144)
    return Terms(lambda t: min(1.0, t), 1 / 2, 1 / 12)


@cache
def _product_within(t: float) -> float:
    """The chance that the product of two standard normal numbers is at most t in size."""
    if t <= 0:
        return 0.0
    root = t / math.sqrt(2)

    def within_at(w: float) -> float:
        # x = exp(w): near 0 nearly everything is within, and a plain grid would not see where that begins.
        x = math.exp(w)
        return 2 * x * _density(x) * math.erf(root / x)

    return min(1.0, _integral(within_at, -40.0, math.log(_REACH)))


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _integral(function: Callable[[float], float], low: float, high: float) -> float:
    """Gauss-Legendre, piece by piece."""
    width = (high - low) / _PIECES
    total = 0.0
    for piece in range(_PIECES):
        middle = low + (piece + 0.5) * width
        total += sum(weight * function(middle + node * width / 2) for node, weight in _legendre())
    return total * width / 2


@cache
def _legendre() -> list[tuple[float, float]]:
    """Nodes and weights by Newton's method from Tricomi's starting points; exact to the last digit or so."""
    found = []
    for index in range(1, _NODES + 1):
        x = math.cos(math.pi * (index - 0.25) / (_NODES + 0.5))
        slope = 1.0
        for _ in range(8):
            value, slope = _polynomial(x)
            x -= value / slope
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return found


def _polynomial(x: float) -> tuple[float, float]:
    before, value = 1.0, x
    for degree in range(2, _NODES + 1):
        before, value = value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree
    return value, _NODES * (x * value - before) / (x * x - 1)
