"""The arithmetic of the rule language a second time: exact fractions, written from its definition and from nothing of ``conformance``.

A verdict is held against these few functions, so that an error in the tool's readings cannot excuse itself.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import TypeVar

Item = TypeVar("Item")

SLACK = Fraction(1, 10**9)
"""Relative: what is closer counts as equal in comparisons, and as whole in ``floor`` and ``ceil``."""


class Missing(Exception):
    """A formula has no value here."""


class Absent(Exception):
    """A formula asks for a claim that the descriptor does not make."""


class Unsure(Absent):
    """What a formula says here hangs on the last digits: nothing is known, as where a claim is not made."""


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
EXACTLY: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}
"""The same without slack."""
WIDENED = (("<", ">", "!="), ("<=", ">=", "=="))
"""The relations that slack makes fail at more points, and those that it makes hold at more."""
TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}
"""The relation that says the same with its sides exchanged."""


def whole(x: Fraction) -> Fraction:
    """The floor, a value just below a whole number counting as that."""
    above = floor(x) + 1
    return Fraction(above if above - x <= min(SLACK * abs(x), Fraction(1, 1024)) else above - 1)


def rounded_up(x: Fraction) -> Fraction:
    """The ceiling, with the same slack."""
    return -whole(-x)


def quotient(a: Fraction, b: Fraction) -> Fraction:
    """``a / b``.

    Raises:
        Missing: of zero.
    """
    if b == 0:
        raise Missing
    return Fraction(a) / b


def remainder(a: Fraction, b: Fraction) -> Fraction:
    """``a % b``, with the sign of ``b``."""
    return a - b * whole(quotient(a, b))


def near(a: Fraction, b: Fraction, tolerance: Fraction, slack: Fraction = SLACK) -> bool:
    """Whether ``a`` is as near to ``b`` as a share of ``b`` says."""
    return abs(a - b) - tolerance * abs(b) <= slack * max(abs(a), abs(b))


def clipped(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """``value``, but no less than ``low`` and no more than ``high``."""
    return min(max(value, low), high)


def item(items: Sequence[Item], place: Fraction) -> Item:
    """``items[place]``, counted from zero, or from behind where it is negative.

    Raises:
        Missing: there is none, or the place is no whole number.
    """
    if Fraction(place).denominator != 1 or not -len(items) <= place < len(items):
        raise Missing
    return items[int(place)]


def only(items: Sequence[Item]) -> Item:
    """The one item.

    Raises:
        Missing: there is none, or more than one.
    """
    if len(items) != 1:
        raise Missing
    return items[0]


def gathered(word: str, values: Sequence[Fraction]) -> Fraction:
    """``sum``, ``min`` or ``max``.

    Raises:
        Missing: the lowest or highest of nothing.
    """
    if word == "sum":
        return sum(values, Fraction(0))
    if not values:
        raise Missing
    return min(values) if word == "min" else max(values)


def lifted(x: Fraction, by: Fraction) -> Fraction:
    """A check of the made-up area: rises with ``x``, the more the farther it is from zero, and falls with ``by``."""
    return x * abs(x) - by


def drawn(load: Fraction, room: Fraction) -> Fraction:
    """Another: the share of some room that a load takes; it rises with the load, and falls with the room.

    Raises:
        Missing: there is no room, or less than no load.
    """
    if load < 0 or room <= 0:
        raise Missing
    return load / room


def swung(x: Fraction) -> Fraction:
    """Another, which falls, rises and falls again: ``x / (1 + x ** 2)``."""
    return x / (1 + x * x)
