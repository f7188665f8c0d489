"""One clause for one choice of everything discrete: a program over a few numbers, to be decided over their box."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from conformance.expressions import number
from conformance.expressions.outcomes import Ref, Truth, Undefined
from conformance.expressions.program import Instruction, Program
from conformance.expressions.values import Curve
from conformance.findings.type_hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from conformance.engine.axes import Axis
    from conformance.engine.boxes import Boxes
    from conformance.engine.look import Look
    from conformance.expressions.objective import Margin

    Array = npt.NDArray[np.float64]

Point = dict[str, Fraction]
"""An operating point: variable to exact value in base units."""

Values = Mapping[str, Fraction]
"""The same, read only."""


class Problem:
    """A clause's program, the conditions under which it must hold, and the axes of the numbers that both depend on.

    ``share`` asks for the margin as a share of the limit, where the clause is shown so, instead of in its unit.
    """

    def __init__(
        self,
        clause: Program,
        conditions: tuple[Program, ...],
        axes: tuple[Axis, ...],
        share: bool = False,  # noqa: FBT001, FBT002 - the last of four that stand together
    ) -> None:
        """Work out nothing yet."""
        self.clause: Final = clause
        self.conditions: Final = _exactly(conditions) if conditions else conditions
        self.axes: Final = axes
        self.share: Final = share

    @property
    def key(self) -> object:
        """Equal for problems that have the same answer."""
        return (self.clause, self.conditions, self.axes, self.share)

    @property
    def margin(self) -> Program | None:
        """The margin as a program, None where there is none."""
        return None if self.told is None else self.told.program

    @cached_property
    def told(self) -> Margin | None:
        """The margin, also as what is worked out beyond the clause; None where there is none."""
        from conformance.expressions.objective import margin

        return margin(self.clause, share=self.share)

    @cached_property
    def whole(self) -> Boxes:
        """The one box that holds every operating point."""
        from conformance.engine.boxes import Boxes

        return Boxes.whole(self.axes)

    @cached_property
    def at_once(self) -> Look:
        """What one look at the whole box says: most proofs end with it, and most margins are bounded by it."""
        from conformance.engine.look import look, whole

        return look(self, whole(self.axes))

    @cached_property
    def compares(self) -> bool:
        """Whether the clause is one comparison, whose verdict tells the margin."""
        last = self.clause.result
        return isinstance(last, Ref) and self.clause.instructions[last.index].operation in _COMPARISONS

    @cached_property
    def provable(self) -> bool:
        """Whether the interval reading can decide it."""
        return all(program.provable for program in (self.clause, *self.conditions))

    @cached_property
    def size(self) -> int:
        """Cost of one point: the number of instructions, dear ones counted several times."""
        return 1 + sum(cost(step) for program in (self.clause, *self.conditions) for step in program.instructions)

    def exact(self, point: Values) -> Truth | Undefined | None:
        """The exact verdict at a point; None where a condition excludes the point.

        What one condition excludes need not give the others a value, whichever of them is asked first.
        """
        undefined: Undefined | None = None
        for condition in self.conditions:
            held = number.run(condition, point)
            if isinstance(held, Undefined):
                undefined = held if undefined is None else undefined
                continue
            assert isinstance(held, Truth)
            if not held.holds:
                return None
        if undefined is not None:
            return undefined
        verdict = number.run(self.clause, point)
        assert isinstance(verdict, Truth | Undefined)
        return verdict

    def fails(self, point: Values) -> bool:
        """Whether the clause is violated or undefined at the point."""
        verdict = self.exact(point)
        return isinstance(verdict, Undefined) or (verdict is not None and not verdict.holds)

    def nominal(self) -> Point:
        """The nominal operating point."""
        return {axis.name: axis.nominal for axis in self.axes}

    def finer(self, factor: int) -> Problem:
        """The same problem on a finer grid."""
        return self.over(axis.finer(factor) for axis in self.axes)

    def over(self, axes: Iterable[Axis]) -> Problem:
        """The same clause and conditions over other values of its numbers."""
        return Problem(self.clause, self.conditions, tuple(axes), self.share)

    @cached_property
    def plain(self) -> bool:
        """Whether ``score`` can read it."""
        from conformance.expressions import one_point

        return all(one_point.readable(program) for program in (self.clause, *self.conditions))

    def score(self, values: Mapping[str, float]) -> float:
        """What ``scores`` says of one point, in plain floats: numpy takes longer to load than a rule without ranges to decide."""
        from conformance.expressions import one_point

        value, outside = one_point.run(self.clause, values), False
        for condition in self.conditions:
            held = one_point.run(condition, values)
            value, outside = (math.nan if math.isnan(held) else value), outside or held < 0
        return math.inf if outside else value

    def scores(self, columns: Mapping[str, Array]) -> Array:
        """Array reading: zero or more where the clause holds, negative or NaN where not, infinite where excluded."""
        from conformance.expressions import array

        return self._admitted(columns, array.run(self.clause, columns))

    def margins(self, columns: Mapping[str, Array]) -> Array:
        """Array reading of the margin (the score where there is none); NaN where undefined, infinite where excluded."""
        if self.margin is None:
            return self.scores(columns)
        from conformance.expressions import array

        return self._admitted(columns, array.run(self.margin, columns))

    def _admitted(self, columns: Mapping[str, Array], values: Array) -> Array:
        """A condition that is false leaves the point out; where none is, one without a value leaves it without one."""
        import numpy as np

        from conformance.expressions import array

        outside: Array | None = None
        for condition in self.conditions:
            held = array.run(condition, columns)
            if np.shape(held) == np.shape(values) and np.all(held >= 0):
                continue  # as mostly: that a number lies in its range is such a condition
            values = np.where(np.isnan(held), np.nan, values)
            outside = np.less(held, 0) if outside is None else outside | np.less(held, 0)
        return np.asarray(values if outside is None else np.where(outside, np.inf, values))


def _exactly(conditions: tuple[Program, ...]) -> tuple[Program, ...]:
    """The conditions without slack: it favours what is demanded of a part, and makes no points at which it is demanded."""
    from conformance.expressions.unslackened import unslackened

    return tuple(map(unslackened, conditions))


_COMPARISONS = frozenset({"<=", "<", ">=", ">", "near"})
_DEAR = {"pow": 4, "logmean": 4, "relax": 3, "comb": 10, "binomial_tail": 60, "poisson_tail": 60}
"""Operations that cost as much as several others in the interval reading (a unit is about 30 ns a box)."""
_PYTHON_CALL, _ARRAY_CALL = 400, 20


def cost(step: Instruction) -> int:
    """What one instruction costs, in units of a plain one."""
    if step.function is not None:
        vectorised = step.function.interval is not None or (step.function.array is not None and step.function.provable)
        return _ARRAY_CALL if vectorised else _PYTHON_CALL
    if step.operation == "curve" and isinstance(step.operands[0], Curve):
        return 4 + len(step.operands[0].xs) // 2
    return _DEAR.get(step.operation, 1)
