"""Where formulas turn or jump along a variable, found by halving: neighbouring doubles on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import NamedTuple

from conformance.engine.axes import Axis
from hunt.exact import SLACK, Absent, Missing
from hunt.made_up.formulas import Formula, Scope

_LEVELS = 3
_TRIED = 8
"""Values of a variable between which a turn is looked for."""
_SLACKS = [Fraction(part, 100) for part in (-150, -105, -95, -50, 0, 0, 0, 50, 95, 105, 150)]
"""How far off the limit, in slacks."""
_HALVINGS = 70
_BEND = Fraction(1, 10**6)
"""What is no jump between neighbouring doubles, as a share of the values on both sides."""


class Turn(NamedTuple):
    """Two neighbours, between which a comparison turns."""

    low: Scope
    high: Scope


def turns(comparison: Formula, start: Scope, axis: Axis, random: Random) -> Iterator[Turn]:
    """Where it turns along a variable, at its limit and some slacks off it."""
    if axis.name not in start:
        return
    spread = sorted({axis.low, axis.high, *(_between(axis, random) for _ in range(_TRIED))})
    for off in random.sample(_SLACKS, _LEVELS):
        try:
            found = _halved(_state(comparison, off), start, axis.name, spread, random)
        except Absent:
            return
        if found is not None:
            yield found


def _between(axis: Axis, random: Random) -> Fraction:
    return axis.low + (axis.high - axis.low) * Fraction(random.randint(1, 9999), 10_000)


def _state(comparison: Formula, off: Fraction) -> Callable[[Scope], bool | None]:
    """Whether the left side is so many slacks or more above the right one, None where one has no value."""
    assert comparison.sides is not None
    left, _, right = comparison.sides

    def state(scope: Scope) -> bool | None:
        try:
            a, b = Fraction(left.value(scope)), Fraction(right.value(scope))
        except Missing:
            return None
        return a - b >= off * SLACK * max(abs(a), abs(b))

    return state


def _halved(
    state: Callable[[Scope], bool | None], start: Scope, name: str, spread: list[Fraction], random: Random
) -> Turn | None:
    """Neighbouring doubles of different states, between two values of a variable whose states differ."""
    states = [state({**start, name: value}) for value in spread]
    pairs = [place for place in range(len(spread) - 1) if states[place] is not states[place + 1]]
    if not pairs:
        return None
    place = random.choice(pairs)
    low, high = spread[place : place + 2]
    for _ in range(_HALVINGS):
        middle = Fraction(float((low + high) / 2))
        if not low < middle < high:
            break
        if state({**start, name: middle}) is states[place]:
            low = middle
        else:
            high = middle
    return Turn({**start, name: low}, {**start, name: high})


def jump_beside(part: Formula, start: Scope, axis: Axis, random: Random) -> Turn | None:
    """Neighbouring doubles between which a part jumps, near to a point; None where it only bends, or has no value."""
    if axis.name not in start:
        return None
    here, reach = start[axis.name], (axis.high - axis.low) / 10 ** random.randint(0, 5)
    ends = [max(axis.low, here - reach), here] if random.random() < 0.5 else [here, min(axis.high, here + reach)]

    def value(at: Fraction) -> Fraction:
        return Fraction(part.value({**start, axis.name: at}))

    try:
        low, high = (value(end) for end in ends)
        for _ in range(_HALVINGS):
            middle = Fraction(float(sum(ends) / 2))
            if not ends[0] < middle < ends[1]:
                break
            between = value(middle)
            if abs(between - low) > abs(high - between):
                ends, high = [ends[0], middle], between
            else:
                ends, low = [middle, ends[1]], between
    except (Missing, Absent):
        return None
    if abs(high - low) <= _BEND * max(abs(low), abs(high)):
        return None
    return Turn(*({**start, axis.name: end} for end in ends))
