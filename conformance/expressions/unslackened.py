"""A condition without the slack of comparisons: it leaves in the points of its formula, and none that only tie with one of them.

Of ``x >= 1`` with a tie at 0.9999999995 a root of ``x - 1`` would have no value there, and ``x - 1 >= 0`` would fail, which says
nothing of the part. What a comparison leaves out by its slack (``x > 1`` all that ties with 1) stays out.
"""

from __future__ import annotations

from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import EXACTLY, Builder, Program

_WIDENED = {True: frozenset({"<=", ">=", "==", "near"}), False: frozenset({"<", ">", "!="})}
"""The comparisons that slack makes hold (True) or fail (False) at more points."""
_KEPT = "without slack"


def unslackened(program: Program) -> Program:
    """The program of a condition, its comparisons exact wherever slack would let in more; worked out once."""
    known = program.prepared.get(_KEPT)
    if known is None:
        known = program.prepared[_KEPT] = _rebuilt(program)
    assert isinstance(known, Program)
    return known


def _rebuilt(program: Program) -> Program:
    if not isinstance(program.result, Ref):
        return program
    builder, places = Builder.holding(program)

    def exact(operand: Operand, *, wanted: bool) -> Operand:
        """The same truth value without the slack that brings it nearer to what is wanted."""
        if not isinstance(operand, Ref):
            return operand
        step = program.instructions[operand.index]
        if step.operation in _WIDENED[wanted]:
            operands = tuple(places[part.index] if isinstance(part, Ref) else part for part in step.operands)
            return builder.emit(EXACTLY + step.operation, operands, part=step.part)
        if step.operation == "not":
            return builder.emit("not", (exact(step.operands[0], wanted=not wanted),), part=step.part)
        if step.operation in ("and", "or", "choose-truth"):
            inner = tuple(exact(part, wanted=wanted) for part in step.operands)
            return builder.emit(step.operation, inner, part=step.part)
        return places[operand.index]

    rebuilt = builder.program(exact(program.result, wanted=True))
    return program if rebuilt == program else rebuilt
