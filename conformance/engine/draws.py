"""What the search by Hypothesis draws: whole numbers and subsets, each made of truth values.

Hypothesis takes some of the integers, floats, texts and bytes that it draws from constants: of its own, and of the sources
of all loaded modules that are not installed as packages. Then a verdict would hang on how the tool was installed and on what
else is loaded. There is no setting against that, and no such constants of truth values. Nor are the modules read for those.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


_FIRST = 256
_FEW = 8


@lru_cache(maxsize=256)
def whole(most: int) -> SearchStrategy[int]:
    """A whole number from 0 to ``most``, about evenly: none is more than twice as likely as another."""
    from hypothesis import strategies

    digits = strategies.tuples(*[strategies.booleans()] * most.bit_length())
    return digits.map(lambda drawn: _number(drawn) % (most + 1))


def place(count: int) -> SearchStrategy[int]:
    """A place in a sequence: one of the first, an end, or (half of the time) any. Failures are where numbers are small or at their end."""
    most = count - 1
    ways = [whole(min(most, _FIRST - 1)), whole(1).map(lambda last: most * last), whole(most), whole(most)]
    return whole(3).flatmap(ways.__getitem__)


def _number(digits: Sequence[bool]) -> int:
    """Of binary digits, the highest first."""
    number = 0
    for digit in digits:
        number = 2 * number + digit
    return number


def subset(count: int, most: int) -> SearchStrategy[list[int]]:
    """At most ``most`` of the numbers below ``count``, rising; half of the time only a few, since large sets are much alike."""
    from hypothesis import strategies

    def members(size: int) -> SearchStrategy[list[int]]:
        places = strategies.tuples(*(whole(count - 1 - taken) for taken in range(size)))
        return places.map(lambda drawn: _members(count, drawn))

    return whole(1).flatmap(lambda large: whole(most if large else min(most, _FEW))).flatmap(members)


def _members(count: int, places: Sequence[int]) -> list[int]:
    left = list(range(count))
    return sorted(left.pop(place) for place in places)
