"""The proofs' arithmetic: the bounds of a margin over points and boxes must hold the exact margin of every point in them.

A verdict hides the last digits of a bound, and most of what an unsound one does; here it is looked at itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

import numpy as np

from conformance.engine.axes import Axis
from conformance.engine.cases import Case
from conformance.engine.problem import Problem
from conformance.expressions import interval, one_box
from conformance.expressions.fold import ClaimAbsent
from conformance.expressions.program import Program
from hunt.exact import Absent, Missing, Unsure
from hunt.made_up.formulas import Formula, Scope, at, parts_of
from hunt.made_up.points import Seen
from hunt.made_up.rule import Clause
from hunt.made_up.task import Look, Task
from hunt.smooth import settled

_PROBLEMS, _BOXES, _PARTS = 12, 24, 6
Box = dict[str, tuple[Fraction, Fraction]]
_LOOPED, _LOOPS = re.compile(r"\beach\d+"), re.compile(r"\bfor (each\d+) in\b")


def within_bounds(task: Task, found: Mapping[tuple[str, str], Seen]) -> Look:
    """Boxes whose bounds do not hold what is in them, of margins and of parts of formulas.

    Behind what is rounded outward later, an error in the last digit of a part hides; a margin shows it where it is least.
    """
    told = [one for one in task.problems() if one[2].axes and one[2].margin is not None and one[2].provable]
    for name, case, problem in told[:_PROBLEMS]:
        clause, scope = task.clause(name), scope_of(task, case)
        if clause.sides is not None and not clause.ratio and scope is not None:
            assert problem.margin is not None
            lowest = [one.low[1] for (of, _), one in found.items() if of == name and one.low is not None]
            boxes = [_box(problem, task.random) for _ in range(_BOXES)] + [_around(problem, low) for low in lowest]
            margin = Formula(f"margin of {name}", lambda here, one=clause: one._replace(when=None).look(here)[1])  # type: ignore[misc]
            wrong = [
                *_outside(task, margin, scope, problem.margin, boxes),
                *_of_parts(task, clause, case, scope, boxes),
            ]
            yield from wrong[:1]


def _of_parts(task: Task, clause: Clause, case: Case, scope: Scope, boxes: list[Box]) -> Look:
    parts = [
        part
        for part in parts_of(clause.that)
        if part.kind not in ("", "truth") and part.parts and stands_alone(part.text)
    ]
    for part in task.random.sample(parts, min(_PARTS, len(parts))):
        try:
            program = task.program(case, part.text)
        except ClaimAbsent:  # of a branch that is not asked
            continue
        if program.variables and set(program.variables) <= set(boxes[0]):
            yield from _outside(task, part, scope, program, boxes)


def stands_alone(text: str) -> bool:
    """Whether it stands in no loop whose record it reads."""
    return set(_LOOPED.findall(text)) == set(_LOOPS.findall(text))


def _outside(task: Task, formula: Formula, scope: Scope, program: Program, boxes: list[Box]) -> Look:
    for box, bounds in [*zip(boxes, _bounds(program, boxes), strict=True), *_one_by_one(program, boxes)]:
        for point in _points(box):
            try:
                here = _value(formula, {**scope, **point})
            except Unsure:
                continue
            if not _holds(bounds, here):
                yield task.found("bounds do not hold", f"{formula.text}: {here} is not in {bounds} of {_shown(box)}")
                return


def scope_of(task: Task, case: Case) -> Scope | None:
    """The discrete values of a case, by the descriptor's own records; None where it has others."""
    found = dict(task.scope)
    for one in task.made.variables:
        value = case.bindings.get(one.name)
        if one.form == "subsets":
            return None
        if one.form == "each":
            assert isinstance(value, dict)
            known = {record["id"]: record for record in at(task.scope, str(one.source))}
            if value["id"] not in known:
                return None
            found[one.name] = known[value["id"]]
        elif isinstance(value, int | Fraction):
            found[one.name] = Fraction(value)
    return found


def _box(problem: Problem, random: Random) -> Box:
    """A point, a small box or a large one."""
    width = random.choice((Fraction(0), Fraction(0), Fraction(1, 10**6), Fraction(1, 100), Fraction(1, 3), Fraction(1)))
    return {axis.name: _stretch(axis, width, random) for axis in problem.axes}


def _around(problem: Problem, scope: Scope) -> Box:
    """A point."""
    values = {axis.name: min(max(scope[axis.name], axis.low), axis.high) for axis in problem.axes}
    return {name: (value, value) for name, value in values.items()}


def _stretch(axis: Axis, width: Fraction, random: Random) -> tuple[Fraction, Fraction]:
    span = axis.high - axis.low
    low = axis.low + span * random.choice(
        (Fraction(random.randint(0, 1000), 1000), *2 * [Fraction(random.randint(0, 4), 4)])
    )
    return low, min(axis.high, low + span * width)


def doubles(stretch: tuple[Fraction, Fraction]) -> tuple[float, float]:
    """The nearest doubles that hold a stretch."""
    return float(interval.constant(stretch[0]).low), float(interval.constant(stretch[1]).high)


def _one_by_one(program: Program, boxes: list[Box]) -> Iterator[tuple[Box, interval.Bounds]]:
    """The same of each box alone, which is another reading."""
    for box in boxes:
        ends = {name: doubles(stretch) for name, stretch in box.items()}
        yield box, interval.Bounds(*one_box.bounds_of(program, ends))


def _bounds(program: Program, boxes: list[Box]) -> Iterator[interval.Bounds]:
    """The bounds of a number over each box."""
    ends = {}
    for name in boxes[0]:
        lows, highs = zip(*(doubles(box[name]) for box in boxes), strict=True)
        ends[name] = (np.array(lows), np.array(highs))
    found = interval.run(program, ends)
    assert isinstance(found, interval.Bounds)
    columns = [np.broadcast_to(np.asarray(part), (len(boxes),)) for part in (found.low, found.high, found.undefined)]
    for low, high, undefined in zip(*columns, strict=True):
        yield interval.Bounds(float(low), float(high), bool(undefined))


def _points(box: Box) -> Iterator[dict[str, Fraction]]:
    """Both ends of a box, and its middle."""
    for share in (Fraction(0), Fraction(1), Fraction(1, 2)):
        yield {name: low + (high - low) * share for name, (low, high) in box.items()}


def _value(formula: Formula, scope: Scope) -> Fraction | None:
    """What it comes to, None where it has no value.

    Raises:
        Unsure: that is not known.
    """
    try:
        value = settled(lambda: formula.value(scope))
    except Unsure:
        raise
    except (Missing, Absent):
        return None
    return None if value is None else Fraction(value)


def _holds(bounds: interval.Bounds, margin: Fraction | None) -> bool:
    if margin is None:
        return bool(bounds.undefined)
    return bool(bounds.low <= margin <= bounds.high)


def _shown(box: Box) -> str:
    return ", ".join(f"{name} = {low} to {high}" for name, (low, high) in box.items())
