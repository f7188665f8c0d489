"""Formulas of rules with a value of their own making: what ``decide`` is held against, without any of its readings.

A formula is its text and a function from a scope (roots, variables, records of loops) to the exact value in base units.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

SLACK = Fraction(1, 10**9)
Scope = Mapping[str, Any]
UNITS = {"length": ("metre", "1 m", 1), "kelvin": ("kelvin", "1 K", 1), "pascal": ("kilopascal", "1 kPa", 1000)} | {
    "decibel": ("decibel", "1 dB", 1)
}
"""Kind of quantity to constant, its text and its value; what is missing here is written without a unit, or is a point."""
DIFFERENCES = {"temperature": "kelvin", "gauge": "pascal", "level": "decibel"}
"""Points on scales: nothing but to add a difference to them, and to take one from another."""
FIELDS = {
    "number": ("design.a", "design.b", "claims.gain"),
    "length": ("design.reach",),
    "temperature": ("design.limit",),
    "gauge": ("design.fill",),
    "level": ("design.sent", "claims.received"),
}
RECORD = {"number": "rate", "length": "size"}
KINDS = (*FIELDS, *UNITS)


class Missing(Exception):
    """The formula has no value here."""


class Formula(NamedTuple):
    """A text and what it comes to; of a comparison also its sides and relation."""

    text: str
    value: Callable[[Scope], Any]
    sides: tuple[Formula, str, Formula] | None = None


def tied(a: Fraction, b: Fraction) -> bool:
    """Whether two numbers count as equal."""
    return abs(a - b) <= SLACK * max(abs(a), abs(b))


RELATIONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": lambda a, b: a <= b or tied(a, b),
    ">=": lambda a, b: a >= b or tied(a, b),
    "<": lambda a, b: a < b and not tied(a, b),
    ">": lambda a, b: a > b and not tied(a, b),
    "==": tied,
    "!=": lambda a, b: not tied(a, b),
}
TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}


def whole(x: Fraction) -> Fraction:
    """The floor, a value just below a whole number counting as that."""
    above = floor(x) + 1
    return Fraction(above if above - x <= min(SLACK * abs(x), Fraction(1, 1024)) else above - 1)


def quotient(a: Fraction, b: Fraction) -> Fraction:
    """``a / b``.

    Raises:
        Missing: of zero.
    """
    if b == 0:
        raise Missing
    return Fraction(a) / b


def decimal(value: Fraction) -> str:
    """A short decimal in brackets where it is negative."""
    text = f"{float(value):.12g}"
    return f"({text})" if value < 0 else text


def at(scope: Scope, path: str) -> Any:
    """What stands at a dotted path."""
    for key in path.split("."):
        if key not in scope:
            raise Missing
        scope = scope[key]
    return scope


def field(path: str) -> Formula:
    """A path of the descriptor, a variable or a record."""
    return Formula(path, lambda scope: at(scope, path))


def number(value: Fraction, kind: str = "number") -> Formula:
    """A plain number, or so many units."""
    if kind == "number":
        return Formula(decimal(value), lambda _: value)
    name, _, factor = UNITS[kind]
    return Formula(f"({decimal(value)} * {name})", lambda _: value * factor)


def applied(form: str, function: Callable[..., Any], *parts: Formula) -> Formula:
    """A function of the values of all parts."""
    text = form.format(*(part.text for part in parts))
    return Formula(text, lambda scope: function(*[part.value(scope) for part in parts]))


def choice(condition: Formula, then: Formula, otherwise: Formula) -> Formula:
    """``then if condition else otherwise``: only one of them is asked for."""
    return Formula(
        f"({then.text} if {condition.text} else {otherwise.text})",
        lambda scope: (then if condition.value(scope) else otherwise).value(scope),
    )


def compared(left: Formula, relation: str, right: Formula) -> Formula:
    """A comparison, whose sides are kept."""
    holds = RELATIONS[relation]
    return Formula(
        f"{left.text} {relation} {right.text}",
        lambda scope: holds(left.value(scope), right.value(scope)),
        (left, relation, right),
    )


def read(curve: tuple[Sequence[tuple[Fraction, Fraction]], str, str], x: Fraction) -> Fraction:
    """The value of a curve (points, law, what lies beyond)."""
    points, law, beyond = curve
    reach = SLACK * max(abs(points[0][0]), abs(points[-1][0]))
    if not points[0][0] - reach <= x <= points[-1][0] + reach and beyond == "refuse":
        raise Missing
    if x <= points[0][0]:
        return points[0][1]
    for (low, start), (high, end) in itertools.pairwise(points):
        if low <= x < high:
            return start if law == "step" else start + (end - start) * (x - low) / (high - low)
    return points[-1][1]


BINARY: Mapping[str, tuple[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": ("({} + {})", lambda a, b: a + b),
    "-": ("({} - {})", lambda a, b: a - b),
    "*": ("({} * {})", lambda a, b: a * b),
    "/": ("({} / {})", quotient),
    "//": ("({} // {})", lambda a, b: whole(quotient(a, b))),
    "%": ("({} % {})", lambda a, b: a - b * whole(quotient(a, b))),
    "min": ("min({}, {})", min),
    "max": ("max({}, {})", max),
}
UNARY: Mapping[str, tuple[str, Callable[[Fraction], Fraction]]] = {
    "abs": ("abs({})", abs),
    "floor": ("floor({})", whole),
    "ceil": ("ceil({})", lambda x: -whole(-x)),
    "round": ("round({})", lambda x: whole(x + Fraction(1, 2))),
    "square": ("({} ** 2)", lambda x: x * x),
}
