"""One case made ready: a folder for its formulas, the axes of its numbers, and each clause as a problem over them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.judge import in_shares
from conformance.engine.problem import Problem
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import ENDLESS, Truth, Undefined
from conformance.expressions.program import Program
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.rule_parts import Clause

if TYPE_CHECKING:
    from conformance.engine.axes import Axis
    from conformance.spec.rules import Rule

_NEAR = 100_000
"""Work on looking for a point at which an end has no value: most poles stand at ends, at nominal, on the declared grid."""


class Endless(NamedTuple):
    """A range that is left out because an end has a pole, or grows without limit toward one.

    Attributes:
        value: what stands in the variable's place.
        end: that the end has a value.
    """

    value: Undefined
    end: Program


class Prepared(NamedTuple):
    """A case with a folder for its formulas, the axes of its numbers and the conditions on them.

    ``endless``: ranges that are left out; where a point has no end of one, what reads the range is asked for the end instead.
    """

    case: Case
    folder: Folder
    axes: dict[str, Axis]
    conditions: tuple[Program, ...]
    endless: tuple[Endless, ...] = ()

    @classmethod
    def of(cls, context: Context, case: Case, endless: tuple[Endless, ...] = ()) -> Prepared | None:
        """Prepare a case; None where a range is empty. A number whose range is left out has no value: what reads it fails."""
        folder = context.folder(case.bindings)
        axes: dict[str, Axis] = dict(context.open_axes)
        conditions = list(case.conditions)
        for variable in case.numbers:
            from conformance.engine.ranges import LeftOut, axis_of

            try:
                axis, more = axis_of(context, case, variable, axes)
            except LeftOut as absent:
                more_endless = (_endless(absent.value, folder),) if absent.value.reason == ENDLESS else ()
                return cls.of(context, absent.case(case), (*endless, *more_endless))
            if axis is None:
                return None
            axes[variable.name] = axis
            conditions += more
            if variable.where is not None:
                conditions.append(variable.where)
        return cls(case, folder, axes, tuple(folder.program(one) for one in conditions), endless)

    def problem(self, rule: Rule, clause: Clause) -> Problem:
        """The clause over the numbers that it or a condition depends on."""
        conditions = list(self.conditions)
        if clause.when is not None:
            conditions.append(self.folder.program(clause.when))
            if _leans(conditions[-1]) and rule.goes_through_numbers_of(clause.when):
                return _NOTHING_TO_HOLD
        open_conditions = tuple(condition for condition in conditions if not _always(condition))
        if any(_never(condition) for condition in open_conditions):
            return _NOTHING_TO_HOLD
        program = self.folder.program(clause.that)
        for one in self.endless:
            if any(_reads(part, one.value) for part in (program, *open_conditions)):
                pole = self._pole(one.end, open_conditions)
                if pole is not None:
                    return pole
        if not self.axes:
            return Problem(program, open_conditions, (), in_shares(clause))
        axes = self._axes_of((program, *open_conditions))
        marked = tuple(_with_marks(axis, (program, *open_conditions)) for axis in axes)
        return Problem(program, open_conditions, marked, in_shares(clause))

    def _axes_of(self, programs: Sequence[Program]) -> tuple[Axis, ...]:
        used = {name for part in programs for name in part.variables}
        return tuple(axis for name, axis in self.axes.items() if name in used)

    def _pole(self, end: Program, conditions: Sequence[Program]) -> Problem | None:
        """The problem that fails at the points without an end of a range, and at these only; None where no such point was met.

        Then the end grows without limit, and has a value everywhere.
        """
        from conformance.engine.canonical import near_nominal
        from conformance.engine.undefined import undefined_point

        # A condition that reads the range itself can tell nothing of a point without one.
        known = tuple(one for one in conditions if not any(_reads(one, endless.value) for endless in self.endless))
        problem = Problem(end, known, self._axes_of((end, *known)))
        point = near_nominal(problem, _NEAR) or undefined_point(problem)[0]
        if point is None:
            return None
        return problem.over(_marked_at(axis, point[axis.name]) for axis in problem.axes)


def _endless(value: Undefined, folder: Folder) -> Endless:
    from conformance.expressions import tree
    from conformance.expressions.expression import Expression

    end = value.part
    assert end is not None
    return Endless(value, folder.program(Expression("an end with a value", tree.Compare(0, (end, end), ("<=",)))))


def _marked_at(axis: Axis, value: Fraction) -> Axis:
    """The axis with one more place that every search looks at: the least of them is to meet the pole that is known."""
    return axis.marked((value,)) if axis.low < value < axis.high else axis


def _reads(program: Program, value: Undefined) -> bool:
    """Whether a formula comes to this very value, or may at some point."""
    operands = (operand for step in program.instructions for operand in step.operands)
    return any(isinstance(one, Undefined) and one.part is value.part for one in (program.result, *operands))


_NOTHING_TO_HOLD = Problem(Program((), Truth(holds=True)), (Program((), Truth(holds=False)),), ())
"""Of a clause whose conditions do not hold."""


def _leans(condition: Program) -> bool:
    return isinstance(condition.result, Truth) and condition.result.leaning


def _always(condition: Program) -> bool:
    return isinstance(condition.result, Truth) and condition.result.holds


def _never(condition: Program) -> bool:
    return isinstance(condition.result, Truth) and not condition.result.holds


def _with_marks(axis: Axis, programs: Sequence[Program]) -> Axis:
    """The axis with the break points of the curves that are read at it."""
    from bisect import bisect_left, bisect_right  # only where there are numbers

    curves = [curve for program in programs for curve in program.curves().get(axis.name, [])]
    inside = (curve.xs[bisect_right(curve.xs, axis.low) : bisect_left(curve.xs, axis.high)] for curve in curves)
    marks = {x for xs in inside for x in xs}
    if axis.step is not None:
        marks = {mark for mark in marks if ((mark - axis.low) / axis.step).denominator == 1}
    return axis.marked(tuple(sorted(marks))) if marks else axis
