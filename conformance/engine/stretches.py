"""How far beyond a value of a field that passes all others pass too: the field is one more number of the envelope, and a proof covers it.

A stretch that is offered is a promise for every value in it. Values here and there do not keep it: formulas have teeth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from conformance.engine.axes import Axis
from conformance.engine.cases import Case, cases
from conformance.engine.context import Context
from conformance.engine.fields import Field
from conformance.engine.look import QUICK, holds_at_once, holds_in_halves
from conformance.engine.number_fields import whole
from conformance.engine.open_context import OPEN, OpenContext
from conformance.engine.prepare import Prepared
from conformance.engine.problem import Point, Problem
from conformance.engine.survey import TRIAL
from conformance.expressions.discrete import Unsettled
from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.functions import FunctionFault
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Clause

AT_ONCE = 4
"""Budget of the proof over a whole stretch, in those of its pieces."""
_LOOKS = 64
"""Looks at single boxes, for each piece, before many are looked at by arrays."""
_FACTOR = 4
"""A stretch over more than this factor is cut by factors."""


class Covered(NamedTuple):
    """Whether every value of a stretch is proved to pass; else a value that fails where one was met, with the choice and the point."""

    proved: bool
    failing: Fraction | None = None
    case: Case | None = None
    point: Point | None = None


class Stretches:
    """The clause for one record with one field open."""

    def __init__(self, context: Context, clause: Clause, record: str, field: Field) -> None:
        """Nothing is folded yet."""
        self._context, self._clause, self._record, self._field = context, clause, record, field

    def covered(self, way: Sequence[Fraction]) -> Covered:
        """Whether all values from the first to the last of some values in order pass.

        Args:
            way: begins with a value with which the rule was decided, and goes on ever further from it.

        Raises:
            NotDiscrete: the field decides what is looked up or counted, or there are more choices than are gone through.
        """
        try:
            return self._covered(way)
        except (ExpressionError, ClaimAbsent, FunctionFault, TypeError, Unsettled) as refused:
            raise NotDiscrete("SPEC-not-discrete", {}) from refused

    def _covered(self, way: Sequence[Fraction]) -> Covered:
        seen: set[object] = set()
        for case, problem in self._problems(way[0], way[-1]):
            if problem.key not in seen:
                seen.add(problem.key)
                proved, witness = self._proof(problem, way)
                if witness is not None:
                    return Covered(False, witness[OPEN], case, witness)
                if not proved:
                    return Covered(False)
        # Where no choice reads the field, nothing was looked at.
        return Covered(bool(seen))

    def _problems(self, near: Fraction, far: Fraction) -> Iterator[tuple[Case, Problem]]:
        """The clause in every choice, as far as the field is among its numbers: elsewhere it stands as it was decided."""
        context = OpenContext(self._context, self._field, self._axis(near, far))
        try:
            yield from self._folded(context, integers_discrete=False)
        except NotDiscrete:
            if not any(variable.form == "integers" for variable in context.rule.forall):
                raise
            yield from self._folded(context, integers_discrete=True)

    def _axis(self, near: Fraction, far: Fraction) -> Axis:
        low, high = sorted((near, far))
        counted = whole(self._field)
        scale = "log" if not counted and low > 0 and high > _FACTOR * low else "linear"
        return Axis(OPEN, low, high, Fraction(1) if counted else None, near, scale)  # type: ignore[arg-type]

    def _folded(self, context: OpenContext, *, integers_discrete: bool) -> Iterator[tuple[Case, Problem]]:
        steps = 0

        def spend(amount: int) -> None:
            nonlocal steps
            steps += amount
            if steps > TRIAL:
                raise NotDiscrete("SPEC-not-discrete", {})

        for case in cases(context, integers_discrete=integers_discrete, spend=spend):
            part = Prepared.of(context, case) if case.record == self._record else None
            if part is None:
                continue
            problem = part.problem(self._context.rule, self._clause)
            spend(part.folder.steps)
            if any(axis.name == OPEN for axis in problem.axes):
                yield case, problem

    def _proof(self, problem: Problem, way: Sequence[Fraction]) -> tuple[bool, Point | None]:
        """The clause over a whole way, at one go or else piece by piece: near the first value there is little to spare."""
        if not problem.provable:
            return False, None
        if holds_at_once(problem, AT_ONCE * QUICK):
            return True, None
        pieces = [self._piece(problem, near, far) for near, far in pairwise(way)] if len(way) > 2 else []
        looks = min(_LOOKS, QUICK // problem.size)
        if all(holds_in_halves(piece, looks) for piece in pieces or [problem]):
            return True, None
        from conformance.engine.prove import prove  # loads numpy

        proof = prove(problem, AT_ONCE * QUICK)
        if proof.proved or proof.witness is not None or not pieces:
            return proof.proved, proof.witness
        for piece in pieces:
            proof = prove(piece, QUICK)
            if not proof.proved:
                break
        return proof.proved, proof.witness

    def _piece(self, problem: Problem, near: Fraction, far: Fraction) -> Problem:
        own = self._axis(near, far)
        return problem.over(own if axis.name == OPEN else axis for axis in problem.axes)
