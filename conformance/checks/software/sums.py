"""Sums over ranks as a library makes them: in its accumulator, level by level, in its order of additions.

A level is a mapping with ``order`` and perhaps ``size``; one level may leave out its size and takes the ranks that the others
leave. Chains add one contribution after the other, trees add pairs. Domain file R10, R11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import ceil

from conformance.checks.software.rounding import FORMATS, Format, exponent, rounded
from conformance.findings.type_hints import Any

Level = Mapping[str, Any]
CHAINS = frozenset({"ring", "direct", "in_network"})
"""Orders in which one partial sum takes in all contributions; of a switch the order is not known, so the worst is taken."""


def group_sizes(levels: Sequence[Level], ranks: int) -> list[int]:
    """How many contributions are added on each level; a level without size takes what the others leave."""
    sized = 1
    for level in levels:
        sized *= int(level.get("size", 1))
    return [int(level["size"]) if "size" in level else max(1, -(-ranks // sized)) for level in levels]


def total(values: Sequence[Fraction], levels: Sequence[Level], format_: Format) -> Fraction | None:
    """The sum of one value per rank in the declared order and arithmetic; None after an overflow."""
    current: list[Fraction | None] = [rounded(value, format_) for value in values]
    for level, size in zip(levels, group_sizes(levels, len(values)), strict=True):
        add = chain if level["order"] in CHAINS else tree
        current = [add(current[at : at + size], format_) for at in range(0, len(current), size)]
    return chain(current, format_)


def chain(values: Sequence[Fraction | None], format_: Format) -> Fraction | None:
    """One after the other."""
    result = values[0]
    for value in values[1:]:
        result = _plus(result, value, format_)
    return result


def tree(values: Sequence[Fraction | None], format_: Format) -> Fraction | None:
    """Neighbours in pairs, until one is left."""
    current = list(values)
    while len(current) > 1:
        odd = current[len(current) - len(current) % 2 :]
        current = [
            *(_plus(left, right, format_) for left, right in zip(current[::2], current[1::2], strict=False)),
            *odd,
        ]
    return current[0]


def ones(levels: Sequence[Level], ranks: int, dtype: str) -> Fraction | None:
    """What the sum of ``ranks`` ones comes to; None after an overflow.

    The groups of a level hold the same number but for the last, which may be smaller: two numbers stand for all of them.
    """
    format_ = FORMATS[dtype]
    one = rounded(Fraction(1), format_)
    value, last, count = one, one, ranks
    for level, size in zip(levels, group_sizes(levels, ranks), strict=True):
        chained = level["order"] in CHAINS
        rest = count - (-(-count // size) - 1) * size
        last = _equal(value, last, rest, format_, chained=chained)
        value = _equal(value, value, min(size, count), format_, chained=chained)
        count = -(-count // size)
    return _equal(value, last, count, format_, chained=True)


@cache
def _equal(
    value: Fraction | None, last: Fraction | None, count: int, format_: Format, *, chained: bool
) -> Fraction | None:
    """``count`` numbers, all but the last of them the same, added in a chain or in a tree."""
    if count == 1:
        return last
    if not chained:
        return _tree_of(value, last, count, format_)
    return _plus(_repeated(value, count - 2, format_), last, format_)


def _repeated(value: Fraction | None, times: int, format_: Format) -> Fraction | None:
    """``value`` with itself added ``times`` times more, in a chain.

    As long as the exact sums lie between the same two powers of two they are rounded to the same step. If two of them in a row
    gain the same there, so do all others: both began at a multiple of the step, on a tie at an even one. These are one product.
    """
    result, before = value, (0, Fraction(0))
    while times > 0 and result is not None and value is not None:
        following = _plus(result, value, format_)
        if following is None or following == result:  # no further addition changes anything
            return following
        gain = (exponent(result + value), following - result)
        result, times = following, times - 1
        if gain == before:
            alike = min(times, _alike(result, value, gain, format_))
            result, times = result + alike * gain[1], times - alike
        before = gain
    return result


def _alike(result: Fraction, value: Fraction, gain: tuple[int, Fraction], format_: Format) -> int:
    """How many more additions have their exact sum below the next power of two, and none beyond the largest number."""
    below = min(Fraction(2) ** (gain[0] + 1), format_.highest)
    return max(0, ceil((below - value - result) / gain[1]))


def _tree_of(value: Fraction | None, last: Fraction | None, count: int, format_: Format) -> Fraction | None:
    while count > 1:
        last = _plus(value, last, format_) if count % 2 == 0 else last
        value, count = _plus(value, value, format_), -(-count // 2)
    return last


def _plus(left: Fraction | None, right: Fraction | None, format_: Format) -> Fraction | None:
    return None if left is None or right is None else rounded(left + right, format_)
