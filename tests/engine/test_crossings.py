"""Where an argument takes a value on a line: exactly where it is a fraction, near enough where it is a root, and with what follows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.axes import Axis
from conformance.engine.crossings import Held, Line
from conformance.engine.work import Work
from conformance.expressions import number
from conformance.expressions.fold import Folder, QuantifiedNumber
from conformance.expressions.parse import parse
from conformance.expressions.program import Program
from tests.engine.problems import axis, exactly, point

A, B = axis("a", 0, 8), axis("b", 0, 8)


def _program(text: str) -> Program:
    return Folder({name: QuantifiedNumber(name) for name in "ab"}).program(parse(text))


def _line(start: object = 1, along: Axis = A, *held: Held) -> Line:
    return Line(point(a=start, b=2), along, Work(), held)


@pytest.mark.parametrize(
    ("text", "level", "place"),
    [
        ("3 * a - b", "7.123", "3.041"),
        ("a * a * b", "19.845", "3.15"),
        ("(a - 4.321) ** 2", 0, "4.321"),
        ("max(a / 1000, a * 1000 - 4321)", "0.5", "4.3215"),
        ("(a - 4.125) ** 9", 0, "4.125"),
        ("1 / (a + 1)", "0.125", 7),
    ],
)
def test_a_fraction_is_met_exactly(text: str, level: object, place: object) -> None:
    other = exactly(8) if "max" in text or "9" in text else None
    assert _line().crossing(_program(text), exactly(level), other) == exactly(place)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("a ** 3", 5),
        ("exp(a * 10 - 40)", 3),
        ("a ** 31", 12345),
        ("1 / (1 + exp(-300 * (a - 4.1)))", "0.6"),
        ("sqrt(a + 0.0001) * 1000000 + a", 2345678),
    ],
)
def test_between_two_places_a_root_is_come_near_to(text: str, level: object) -> None:
    program = _program(text)
    found = _line().crossing(program, exactly(level), exactly(8))
    assert found is not None
    value = number.run(program, point(b=2) | {"a": found})
    assert isinstance(value, Fraction)
    assert abs(value - exactly(level)) < Fraction(1, 10**12) * exactly(level)


@pytest.mark.parametrize(("text", "level"), [("a + b", 11), ("b", 1), ("1 / (a - 1)", 3), ("a * a", -1)])
def test_outside_of_the_range_or_nowhere_is_nothing(text: str, level: int) -> None:
    assert _line().crossing(_program(text), level) is None


def test_what_is_held_is_followed() -> None:
    held = Held(_program("a * b"), Fraction(2), B)
    line = _line(1, A, held)
    found = line.crossing(_program("a - b"), 1)
    assert found == 2
    assert line.at(found) == point(a=2, b=1)
    assert line.at(exactly("0.1")) is None


def test_what_is_done_is_counted() -> None:
    line = _line()
    line.crossing(_program("a * a * b"), 20)
    assert 100 < line.work.done < 2_000
