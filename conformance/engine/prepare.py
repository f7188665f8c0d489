"""One case made ready: a folder for its formulas, the axes of its numbers, and each clause as a problem over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.judge import in_shares
from conformance.engine.problem import Problem
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import ENDLESS, Truth, Undefined
from conformance.expressions.program import Program
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Clause

if TYPE_CHECKING:
    from conformance.engine.axes import Axis
    from conformance.engine.ranges import LeftOut
    from conformance.expressions.expression import Expression

_NEAR = 100_000
"""Work on looking for a point at which an end has no value: poles stand at ends, at nominal, on the declared grid."""


class Prepared(NamedTuple):
    """A case with a folder for its formulas, the axes of its numbers and the conditions on them."""

    case: Case
    folder: Folder
    axes: dict[str, Axis]
    conditions: tuple[Program, ...]

    @classmethod
    def of(cls, context: Context, case: Case) -> Prepared | None:
        """Prepare a case; None where a range is empty. A number whose range is left out has no value: what reads it fails."""
        folder = context.folder(case.bindings)
        axes: dict[str, Axis] = dict(context.open_axes)
        conditions: list[Expression] = []
        for variable in case.numbers:
            from conformance.engine.ranges import LeftOut, axis_of

            try:
                axis, more = axis_of(context, case, variable, axes)
            except LeftOut as absent:
                if absent.value.reason == ENDLESS:
                    absent = _at_a_point(absent, folder, axes, conditions)
                return cls.of(context, absent.case(case))
            if axis is None:
                return None
            axes[variable.name] = axis
            conditions += more
            if variable.where is not None:
                conditions.append(variable.where)
        return cls(case, folder, axes, tuple(folder.program(one) for one in (*conditions, *case.conditions)))

    def problem(self, clause: Clause) -> Problem:
        """The clause over the numbers that it or a condition depends on."""
        conditions = list(self.conditions)
        if clause.when is not None:
            conditions.append(self.folder.program(clause.when))
        open_conditions = tuple(condition for condition in conditions if not _always(condition))
        if any(_never(condition) for condition in open_conditions):
            return _NOTHING_TO_HOLD
        program = self.folder.program(clause.that)
        if not self.axes:
            return Problem(program, open_conditions, (), in_shares(clause))
        used = {name for part in (program, *open_conditions) for name in part.variables}
        axes = tuple(axis for name, axis in self.axes.items() if name in used)
        marked = tuple(_with_marks(axis, (program, *open_conditions)) for axis in axes)
        return Problem(program, open_conditions, marked, in_shares(clause))


def _at_a_point(endless: LeftOut, folder: Folder, axes: dict[str, Axis], conditions: Sequence[Expression]) -> LeftOut:
    """Why the variable has no value where its end has none at some point of the numbers before it; else still: no end."""
    from conformance.engine.canonical import near_nominal
    from conformance.engine.ranges import LeftOut
    from conformance.expressions import tree
    from conformance.expressions.expression import Expression

    end = endless.value.part
    assert end is not None
    program = folder.program(Expression("an end with a value", tree.Compare(0, (end, end), ("<=",))))
    held = tuple(folder.program(condition) for condition in conditions)
    problem = Problem(program, held, tuple(axes.values()))
    point = near_nominal(problem, _NEAR)
    value = None if point is None else problem.exact(point)
    return LeftOut(endless.variable, value) if isinstance(value, Undefined) else endless


_NOTHING_TO_HOLD = Problem(Program((), Truth(holds=True)), (Program((), Truth(holds=False)),), ())
"""Of a clause whose conditions do not hold."""


def _always(condition: Program) -> bool:
    return isinstance(condition.result, Truth) and condition.result.holds


def _never(condition: Program) -> bool:
    return isinstance(condition.result, Truth) and not condition.result.holds


def _with_marks(axis: Axis, programs: Sequence[Program]) -> Axis:
    """The axis with the break points of the curves that are read at it."""
    curves = [curve for program in programs for curve in program.curves().get(axis.name, [])]
    inside = (curve.xs[bisect_right(curve.xs, axis.low) : bisect_left(curve.xs, axis.high)] for curve in curves)
    marks = {x for xs in inside for x in xs}
    if axis.step is not None:
        marks = {mark for mark in marks if ((mark - axis.low) / axis.step).denominator == 1}
    return axis.marked(tuple(sorted(marks))) if marks else axis
