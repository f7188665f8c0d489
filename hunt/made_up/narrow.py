"""Comparisons that fail, or let in a point, in a billionth of a range alone: at one of its ends, beside a jump, at the limit of a condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from hunt.exact import SLACK, quotient, remainder, whole
from hunt.made_up.formulas import Formula, Scope, applied, compared, exactly, field, number
from hunt.made_up.quantities import is_point
from hunt.made_up.rule import MARGINS
from hunt.made_up.variables import Variable

if TYPE_CHECKING:
    from hunt.made_up.writer import Writer

_SHARES = [Fraction(text) for text in "0.5e-9 0.9e-9 1.1e-9 1.5e-9 2.1e-9 5e-9 1e-7".split()]
"""How far from a jump, or from the limit of a condition, as a share of what is compared."""


def needle(writer: Writer, variables: Sequence[Variable], scope: Scope) -> Formula | None:
    """One of them that a clause may demand; None where the rule has nothing that it could be made of."""
    random = writer.random
    ranged = [one for one in variables if one.spots]
    limits = [one.where for one in variables if one.where is not None and _has_a_limit(one.where)]
    makers: list[Callable[[], Formula]] = []
    if ranged:
        makers.append(lambda: up_to_an_end(random.choice(ranged), scope, random))
        makers.append(lambda: of_steps_to_an_end(random.choice(ranged), scope, random))
        makers.append(lambda: _up_to_a_jump(writer))
    if limits:
        makers.append(lambda: _up_to_a_limit(random.choice(limits), random))
    return random.choice(makers)() if makers else None


def _up_to_a_jump(writer: Writer) -> Formula:
    """A saw, of as many variables as there are, that stays just below its height or just above zero, or nearly so."""
    random = writer.random
    argument = writer.quantity("number", random.choice((1, 2)))
    for own in writer.names.numbers.get("number", []):
        if own.text not in argument.text:
            argument = applied("({} + {})", lambda a, b: a + b, argument, own)
    height = Fraction(random.choice((1, 2, Fraction(1, 2), Fraction(7, 10))))
    saw = applied("({} % {})", remainder, argument, number(height))
    share = random.choice(_SHARES)
    if random.random() < 0.7:
        return compared(saw, random.choice(("<=", "<")), number(height * (1 - share)))
    return compared(saw, random.choice((">=", ">")), number(-height * share))


def _has_a_limit(where: Formula) -> bool:
    sides = where.sides
    return sides is not None and sides[1] in MARGINS and bool(sides[2].kind) and not is_point(sides[2].kind)


def _up_to_a_limit(where: Formula, random: Random) -> Formula:
    """What a condition lets in all but for its very limit."""
    assert where.sides is not None
    left, relation, right = where.sides
    factor = number(1 + random.choice((-1, 1)) * random.choice(_SHARES))
    return compared(left, relation, applied("({} * {})", lambda a, b: a * b, right, factor))


def of_an_end(variable: Variable, scope: Scope, random: Random) -> Formula:
    """A condition whose limit is so near to an end of the range that slack would let it in, or leave it out."""
    end = random.choice(variable.ends(scope))
    limit = end + random.choice((-1, 1)) * abs(end) * SLACK * Fraction(random.choice((9, 9, 11)), 10)
    return compared(field(variable.name), random.choice(MARGINS), _written(limit, variable.kind))


def up_to_an_end(variable: Variable, scope: Scope, random: Random) -> Formula:
    """What holds all over the range but, by the slack, at one of its ends, or there too."""
    place = random.choice((0, 1))
    end = variable.ends(scope)[place]
    limit = end + random.choice((-1, 1)) * abs(end) * SLACK * Fraction(random.choice((9, 11, 15)), 10)
    relation = random.choice(((">=", ">"), ("<=", "<"))[place])
    return compared(field(variable.name), relation, _written(limit, variable.kind))


def of_steps_to_an_end(variable: Variable, scope: Scope, random: Random) -> Formula:
    """How many whole steps an end is, which is one of them more or less by the slack."""
    end, count = random.choice(variable.ends(scope)), random.randint(1, 12)
    step = abs(end) / count * (1 + random.choice((-1, 1, 1)) * SLACK * Fraction(random.choice((5, 9, 11)), 10))
    plain = _written(step if step * 10**15 > 1 else Fraction(1), variable.kind)
    steps = applied("floor({} / {})", lambda a, b: whole(quotient(a, b)), field(variable.name), plain)
    return compared(steps, random.choice(MARGINS), number(Fraction(random.choice((count - 1, count, -count)))))


def _written(value: Fraction, kind: str) -> Formula:
    """A value to fifteen places, which tell it from its neighbours by the slack."""
    return exactly(Fraction(round(value * 10**15), 10**15), kind)
