"""The margin of a clause as a program of its own: what the search lowers and the proof bounds from below."""

from __future__ import annotations

from fractions import Fraction

from conformance.expressions.exact import magnitude
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.program import Builder, Instruction, Operand, Program, Ref


def margin_program(clause: Program) -> Program | None:
    """The margin over the quantified numbers, in the clause's unit, or as a share of the limit where several meet.

    None where the clause has no margin (memberships, equalities, structure).
    """
    builder = Builder()
    references: list[Operand] = []
    for step in clause.instructions:
        operands = tuple(references[part.index] if isinstance(part, Ref) else part for part in step.operands)
        references.append(
            builder.emit(step.operation, operands, name=step.name, function=step.function, part=step.part)
        )
    margin = _margin(clause, clause.result, references, builder, share=False)
    return None if margin is None else builder.program(margin)


def _margin(clause: Program, part: Operand, known: list[Operand], builder: Builder, *, share: bool) -> Operand | None:
    if not isinstance(part, Ref):
        return None
    step = clause.instructions[part.index]
    operands = [known[operand.index] if isinstance(operand, Ref) else operand for operand in step.operands]
    match step.operation:
        case "<=" | "<":
            return _scaled(builder, builder.emit("sub", (operands[1], operands[0])), operands[1], share=share)
        case ">=" | ">":
            return _scaled(builder, builder.emit("sub", (operands[0], operands[1])), operands[1], share=share)
        case "near":
            return _near(builder, operands, share=share)
        case "and" | "or":
            return _combined(clause, step, known, builder)
        case "not":
            inner = _margin(clause, step.operands[0], known, builder, share=share)
            return None if inner is None else builder.emit("neg", (inner,))
        case "choose-truth":
            branches = [_margin(clause, operand, known, builder, share=share) for operand in step.operands[1:]]
            if branches[0] is None or branches[1] is None:
                return None
            return builder.emit("choose", (operands[0], branches[0], branches[1]))
        case _:
            return None


def _near(builder: Builder, operands: list[Operand], *, share: bool) -> Operand:
    value, target, tolerance = operands
    size = _absolute(builder, target)
    off = builder.emit("abs", (builder.emit("sub", (value, target)),))
    return _scaled(builder, builder.emit("sub", (builder.emit("mul", (tolerance, size)), off)), target, share=share)


def _combined(clause: Program, step: Instruction, known: list[Operand], builder: Builder) -> Operand | None:
    decided = step.operation == "or"
    if any(
        isinstance(part, Undefined) or (isinstance(part, Truth) and part.holds is decided) for part in step.operands
    ):
        # Whatever the numbers are: their margins are not that of the whole.
        return None
    parts = [
        _margin(clause, operand, known, builder, share=True)
        for operand in step.operands
        if not isinstance(operand, Truth)
    ]
    found = [part for part in parts if part is not None]
    if not found or (step.operation == "or" and len(found) < len(parts)):
        return None
    return builder.emit("min" if step.operation == "and" else "max", tuple(found))


def _scaled(builder: Builder, margin: Operand, limit: Operand, *, share: bool) -> Operand:
    if not share or limit == 0:
        return margin
    return builder.emit("div", (margin, _absolute(builder, limit)))


def _absolute(builder: Builder, operand: Operand) -> Operand:
    if isinstance(operand, Ref):
        return builder.emit("abs", (operand,))
    assert isinstance(operand, int | Fraction)
    return magnitude(operand)
