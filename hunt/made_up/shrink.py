"""A finding of a made-up rule made smaller: parts of rule and descriptor are left out as long as the complaint stays.

Every candidate is decided and looked at as the case was, so it costs as much; there are at most ``TRIES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any, NamedTuple

from hunt.findings import Finding, same
from hunt.made_up.formulas import Formula, exactly, parts_of
from hunt.made_up.quantities import is_point
from hunt.made_up.rule import MadeRule
from hunt.made_up.task import Look, Task
from hunt.made_up.variables import Variable
from hunt.made_up.world import World

TRIES = 300
_ROUND = (Fraction(0), Fraction(1))
_FINE = 10**6


class Small(NamedTuple):
    """What is left of a case."""

    world: World
    made: MadeRule

    @property
    def size(self) -> int:
        """How much there is to read."""
        return len(str(self.made.data())) + len(self.world.text)


def smaller(task: Task, finding: Finding, looks: Callable[[Task], Look], tries: int = TRIES) -> Finding | None:
    """The same complaint about a smaller rule and descriptor, None where none was met."""
    left, best, found = iter(range(tries)), Small(task.world, task.made), None
    steps = iter(_steps(best))
    while (candidate := next(steps, None)) is not None and next(left, None) is not None:
        again = same(
            partial(looks, Task(candidate.world, candidate.made, task.specs, Random(0), mends=task.mends)), finding
        )
        if again is not None:
            best, found = candidate, again
            steps = iter(_steps(best))
    return found


def _steps(small: Small) -> Iterator[Small]:
    """What may be tried next, what leaves out most first; each is smaller than what it comes from, or narrower."""
    rules = (_fewer_clauses, _without_conditions, _without_names, _simpler_formulas)
    made = small.made
    for step in rules:
        yield from (new for one in step(made) if (new := small._replace(made=one)).size < small.size)
    yield from (small._replace(world=world) for world in _worlds(small.world))
    yield from (small._replace(made=one) for one in _narrower(made, small.world))


def _fewer_clauses(made: MadeRule) -> Iterator[MadeRule]:
    if len(made.clauses) > 1:
        yield from (made._replace(clauses=(one,)) for one in made.clauses)
    if len(made.blame) > 1:
        yield from (made._replace(blame=[one]) for one in made.blame)


def _without_conditions(made: MadeRule) -> Iterator[MadeRule]:
    if made.when is not None:
        yield made._replace(when=None)
    for place, clause in enumerate(made.clauses):
        plain = clause._replace(when=None, ratio=False)
        yield made._replace(clauses=_exchanged(made.clauses, place, plain))
    for place, one in enumerate(made.variables):
        yield _with_variable(made, place, one._replace(where=None))
        yield _with_variable(made, place, one._replace(options={}))
        yield _with_variable(made, place, one._replace(step=0, at_most=None))


def _without_names(made: MadeRule) -> Iterator[MadeRule]:
    """Without a variable or a ``let``: what still needs it cannot be decided."""
    for place in range(len(made.variables)):
        yield made._replace(variables=made.variables[:place] + made.variables[place + 1 :])
    for name, formula in made.lets.items():
        others = {other: _put(one, name, formula) for other, one in made.lets.items() if other != name}
        clauses = tuple(
            clause._replace(
                that=_put(clause.that, name, formula),
                when=None if clause.when is None else _put(clause.when, name, formula),
            )
            for clause in made.clauses
        )
        written_out = made._replace(lets=others, clauses=clauses)
        yield written_out
        yield from _simpler_formulas(written_out)


def _put(formula: Formula, name: str, value: Formula) -> Formula:
    """The formula with a value in place of a name."""
    if formula.text == name:
        return value
    if formula.again is None:
        return formula
    return formula.again(*(_put(part, name, value) for part in formula.parts))._replace(kind=formula.kind)


def _simpler_formulas(made: MadeRule) -> Iterator[MadeRule]:
    for place, clause in enumerate(made.clauses):
        for that in _simpler(clause.that):
            yield made._replace(clauses=_exchanged(made.clauses, place, clause._replace(that=that)))
        for when in () if clause.when is None else _simpler(clause.when):
            yield made._replace(clauses=_exchanged(made.clauses, place, clause._replace(when=when)))
    for name, formula in made.lets.items():
        yield from (made._replace(lets={**made.lets, name: new}) for new in _simpler(formula))
    for place, one in enumerate(made.variables):
        for where in () if one.where is None else _simpler(one.where):
            yield _with_variable(made, place, one._replace(where=where))


def _simpler(formula: Formula) -> Iterator[Formula]:
    """The formula with one part replaced: by a part of its own, or by a round constant; large parts first."""
    if formula.kind:
        yield from (part for part in parts_of(formula) if part.kind == formula.kind)
        if formula.kind != "truth" and not is_point(formula.kind) and formula.parts:
            yield from (exactly(value, formula.kind)._replace(kind=formula.kind) for value in _ROUND)
    if formula.again is None:
        return
    for place, part in enumerate(formula.parts):
        for new in _simpler(part):
            yield formula.again(*_exchanged(formula.parts, place, new))._replace(kind=formula.kind)


def _worlds(world: World) -> Iterator[World]:
    """The descriptor without one of its ports, units or rows."""
    for name in ("ports", "units", "grid"):
        yield from (world.without(name, place) for place in range(len(world.scope["design"][name])))


def _narrower(made: MadeRule, world: World) -> Iterator[MadeRule]:
    """Either half of a range, as far as that has ends that are plainly written."""
    for place, one in enumerate(made.variables):
        if one.form != "range" or is_point(one.kind):
            continue
        with suppress(Exception):  # an end may hang on another variable, or have no value
            low, high = one.ends(world.scope)
            middle = Fraction(round((low + high) / 2 * _FINE), _FINE)
            if high - low > Fraction(1, 100) * max(abs(low), abs(high)):
                for ends in ((low, middle), (middle, high)):
                    source = tuple(exactly(end, one.kind) for end in ends)
                    yield _with_variable(made, place, one._replace(source=source))


def _with_variable(made: MadeRule, place: int, variable: Variable) -> MadeRule:
    return made._replace(variables=_exchanged(made.variables, place, variable))


def _exchanged(parts: tuple[Any, ...], place: int, new: object) -> tuple[Any, ...]:
    return (*parts[:place], new, *parts[place + 1 :])
