"""How many flows meet on the fullest of equal ways: the number behind NW-142, by generating functions."""

from __future__ import annotations

from fractions import Fraction
from math import factorial


def fullest(flows: int, ways: int) -> Fraction:
    """Mean number of flows on the fullest of equal ways, each flow on a way of its own choice: by generating functions."""
    mean = Fraction(0)
    for most in range(flows):
        powers = [Fraction(1)] + [Fraction(0)] * flows
        for _ in range(ways):
            powers = [
                sum((powers[total - one] / factorial(one) for one in range(min(most, total) + 1)), Fraction(0))
                for total in range(flows + 1)
            ]
        mean += 1 - powers[flows] * factorial(flows) / Fraction(ways) ** flows
    return mean


def test_hashed_flows_meet_on_the_fullest_uplink() -> None:
    assert fullest(2, 2) == Fraction(3, 2)
    assert round(float(fullest(32, 32)), 2) == 3.53  # the domain file has 3.55
