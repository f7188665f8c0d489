"""Roots, exponentials, logarithms, means and tails against mpmath: the number reading to 35 digits, the interval by enclosing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from conformance.expressions import interval
from conformance.expressions.bounds import Bounds
from conformance.expressions.number import OPERATIONS
from conformance.expressions.outcomes import Undefined

_DIGITS = 400
_PRECISE = "1e-35"
# Below this the number reading says only that it is as small.
_SMALLEST = "1e-9990"

# Next to where functions begin, turn or leave the doubles.
_EDGES = (0.0, 5e-324, 2.3e-308, 1.7e308, 1.0, 1 + 2**-52, 1 - 2**-53, -1.0, -1 + 2**-53, 709.7, -745.2)
_SIGNS = st.sampled_from((1.0, -1.0))


def _relax(x: Any) -> Any:
    return mpf(1) if x == 0 else -mp.expm1(-x) / x


def _logmean(a: Any, b: Any) -> Any:
    return a if a == b else (a - b) / mp.log(a / b)


def _power(a: Any, b: Any) -> Any:
    if a < 0:
        return mp.power(-a, b) * (-1 if b % 2 == 1 else 1)
    return mp.power(a, b)


REFERENCES: Mapping[str, Callable[..., Any]] = {
    "sqrt": mp.sqrt,
    "exp": mp.exp,
    "expm1": mp.expm1,
    "log": mp.log,
    "log1p": mp.log1p,
    "log2": lambda x: mp.log(x) / mp.log(2),
    "log10": mp.log10,
    "relax": _relax,
    "logmean": _logmean,
    "pow": _power,
}


def _magnitudes() -> st.SearchStrategy[float]:
    """From the smallest double to the largest, and next to 0, 1 and -1."""
    anywhere = st.builds(lambda power, sign: sign * 10.0**power, st.floats(-320, 308), _SIGNS)
    beside = st.builds(
        lambda at, power, sign: at + sign * 10.0**power, st.sampled_from((0, 1, -1, 2)), st.floats(-16, -5), _SIGNS
    )
    return st.one_of(st.sampled_from(_EDGES), anywhere, beside, st.floats(-30, 30))


X = _magnitudes()


@st.composite
def _arguments(draw: st.DrawFn, name: str) -> list[float]:
    first = draw(X)
    if name == "logmean":
        off = draw(st.sampled_from((0.0, 2e-16, 1e-12, -1e-10, 1e-5, None)))
        return [first, draw(X) if off is None else first * (1 + off)]
    if name == "pow":
        return [first, draw(st.one_of(st.sampled_from((0.5, -0.5, 2.0, 3.0, -1.0, 0.0, 1.5)), st.floats(-40, 40)))]
    return [first]


@st.composite
def applications(draw: st.DrawFn) -> tuple[str, list[float], list[float]]:
    """A function, arguments, and how far above each argument its range reaches, as a share of it."""
    name = draw(st.sampled_from(sorted(REFERENCES)))
    arguments = draw(_arguments(name))
    assume(all(map(math.isfinite, arguments)))
    return name, arguments, [draw(st.sampled_from((0.0, 1e-15, 1e-6, 1.0))) for _ in arguments]


def demand_digits(found: Fraction | int, wanted: Any) -> None:
    if abs(wanted) > mpf(_SMALLEST):
        assert abs(mpf(found.numerator) / found.denominator - wanted) <= abs(wanted) * mpf(_PRECISE)


def demand_enclosed(read: Bounds, wanted: Any) -> None:
    low, high = float(np.min(read.low)), float(np.max(read.high))
    assert mpf(low) <= wanted <= mpf(high), (low, mp.nstr(wanted, 20), high)


def ranges(arguments: Sequence[float], widths: Sequence[float], share: float = 1.0) -> list[Bounds]:
    """Boxes of which the arguments are one corner, or (a share of 0) the arguments alone."""
    reach = [value + abs(value) * width * share for value, width in zip(arguments, widths, strict=True)]
    return [Bounds(np.array([low]), np.array([high])) for low, high in zip(arguments, reach, strict=True)]


def read(name: str, operands: Sequence[Bounds]) -> Bounds:
    with np.errstate(all="ignore"):
        found = interval.OPERATIONS[name](*operands)
    assert isinstance(found, Bounds)
    return found


@given(applications())
def test_functions_agree_with_mpmath(application: tuple[str, list[float], list[float]]) -> None:
    name, arguments, widths = application
    exact = [Fraction(value) for value in arguments]
    found, boxes = OPERATIONS[name](*exact), [read(name, ranges(arguments, widths, share)) for share in (0.0, 1.0)]
    if isinstance(found, Undefined):
        assert all(np.any(box.undefined) for box in boxes)
        return
    with mp.workdps(_DIGITS):
        wanted = REFERENCES[name](*(mpf(value.numerator) / value.denominator for value in exact))
        demand_digits(found, wanted)
        for box in boxes:
            demand_enclosed(box, wanted)


@given(st.floats(-1, 25), st.one_of(st.floats(0, 60), st.floats(1e-300, 1e-3), st.floats(0, 1000)), st.floats(0, 20))
def test_the_poisson_tail_agrees_with_mpmath(threshold: float, mean: float, width: float) -> None:
    with mp.workdps(60):
        hits = max(math.floor(threshold), -1)
        assume(threshold - hits < 0.99)  # not a tie
        wanted = mp.gammainc(hits + 1, 0, mpf(mean), regularized=True) if hits >= 0 and mean else mpf(hits < 0)
        demand_digits(OPERATIONS["poisson_tail"](Fraction(threshold), Fraction(mean)), wanted)
        for spread in (0.0, width):
            box = ranges([threshold, mean], [0.0, 0.0]) if not spread else _around([threshold, mean], spread)
            demand_enclosed(read("poisson_tail", box), wanted)


@given(st.integers(0, 60), st.integers(-1, 60), st.one_of(st.floats(0, 1), st.floats(1e-300, 1e-3)), st.floats(0, 0.5))
def test_the_binomial_tail_agrees_with_the_plain_sum(n: int, t: int, p: float, width: float) -> None:
    exact = Fraction(p)
    plain = sum((math.comb(n, k) * exact**k * (1 - exact) ** (n - k) for k in range(t + 1, n + 1)), Fraction(0))
    with mp.workdps(60):
        wanted = mpf(plain.numerator) / plain.denominator
        demand_digits(OPERATIONS["binomial_tail"](n, t, exact), wanted)
        for spread in (0.0, width):
            demand_enclosed(read("binomial_tail", _around([float(n), float(t), p], spread)), wanted)


@settings(max_examples=40)
@given(st.integers(1000, 10_000), st.floats(0, 0.999), st.floats(-6, 6))
def test_a_large_binomial_tail_agrees_with_mpmath(n: int, p: float, deviations: float) -> None:
    t = min(max(round(n * p + deviations * math.sqrt(n * p * (1 - p))), 0), n - 1)
    with mp.workdps(50):
        total, term = mpf(0), mp.binomial(n, t + 1) * mpf(p) ** (t + 1) * (1 - mpf(p)) ** (n - t - 1)
        for k in range(t + 1, n + 1):
            total += term
            term *= mpf(n - k) / (k + 1) * mpf(p) / (1 - mpf(p))
            if term < total * mpf("1e-50") and k > n * p:
                break
        demand_digits(OPERATIONS["binomial_tail"](n, t, Fraction(p)), total)
        demand_enclosed(read("binomial_tail", _around([float(n), float(t), p], 0.0)), total)


def _around(arguments: Sequence[float], spread: float) -> list[Bounds]:
    """Ranges up and down by as much."""
    return [Bounds(np.array([value - spread]), np.array([value + spread])) for value in arguments]
