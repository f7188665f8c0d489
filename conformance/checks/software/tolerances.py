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

Data = Literal["normal", "uniform", "integers"]

_NODES = 96
_PIECES = 8
_MANY = 1000
"""Largest whole number up to which sizes are counted one by one."""
_REACH = 9.0
"""Standard deviations beyond which nothing is looked for: 1e-18 of the cases."""


class Terms(NamedTuple):
    """How one term of a sum is distributed: the chance that its size is at most t, and mean and variance of the term."""

    within: Callable[[float], float]
    mean: float
    variance: float


def accepted(*, product: bool, data: Data, count: int, rtol: float, atol: float, largest: int = 1) -> float:
    """The chance that a sum of ``count`` terms without its last one is accepted, to about six digits.

    Args:
        product: terms are products of two random numbers (a dot product), else the numbers themselves.
        data: standard normal, uniform between 0 and 1, or whole numbers from minus ``largest`` to ``largest``, of which a lost
            term that is 0 does not count, since nothing is lost.
        count: terms of the right sum, 2 at least.
        rtol: relative tolerance.
        atol: absolute tolerance.
        largest: of whole numbers.
    """
    if data == "integers" and largest <= _MANY:
        return _accepted_integers(product=product, count=count, rtol=rtol, atol=atol, largest=largest)
    if data == "integers":
        atol /= largest ** (2 if product else 1)
    terms = _terms(product, data)
    centre, spread = (count - 1) * terms.mean, math.sqrt((count - 1) * terms.variance)

    def accepted_at(z: float) -> float:
        return _density(z) * terms.within(atol + rtol * abs(centre + terms.mean + spread * z))

    return min(1.0, _integral(accepted_at, -_REACH, _REACH))


def _accepted_integers(*, product: bool, count: int, rtol: float, atol: float, largest: int) -> float:
    """As ``accepted``, for whole numbers up to ``_MANY``: each size that is lost has its chance in a closed form."""
    variance = largest * (largest + 1) / 3
    spread = math.sqrt((count - 1) * (variance**2 if product else variance))

    def accepted_at(size: int) -> float:
        return _chance_of_at_least(size, atol, rtol, spread)

    sizes = range(1, largest + 1)
    if not product:
        return sum(map(accepted_at, sizes)) / largest
    pairs = sum(accepted_at(left * right) for left in sizes for right in range(left + 1, largest + 1))
    return (2 * pairs + sum(accepted_at(size * size) for size in sizes)) / largest**2


def _chance_of_at_least(size: int, atol: float, rtol: float, spread: float) -> float:
    """The chance that ``atol + rtol * |sum|`` reaches the size, for a normal sum around 0."""
    if size <= atol:
        return 1.0
    return math.erfc((size - atol) / (rtol * spread * math.sqrt(2))) if rtol else 0.0


def _terms(product: bool, data: Data) -> Terms:  # noqa: FBT001 - named at the only place that calls it
    if data == "normal":
        return Terms(_product_within if product else lambda t: math.erf(t / math.sqrt(2)), 0.0, 1.0)
    if data == "integers":
        # Many whole numbers of both signs are nearly uniform between -1 and 1 times the largest of them.
        return Terms(_evenly_within(product), 0.0, 1 / 9 if product else 1 / 3)
    return Terms(_evenly_within(product), *((1 / 4, 7 / 144) if product else (1 / 2, 1 / 12)))


def _evenly_within(product: bool) -> Callable[[float], float]:  # noqa: FBT001
    """The chance that the size of a number that is uniform up to 1, or of the product of two, is at most t."""
    if product:
        return lambda t: 1.0 if t >= 1 else t * (1 - math.log(t)) if t > 0 else 0.0
    return lambda t: min(1.0, t)


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
