"""The margin of a clause as a program of its own: what the search lowers and the proof bounds from below."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.expressions import tree
from conformance.expressions.exact import magnitude
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.program import Builder, Instruction, Program
from conformance.findings.named import NamedTuple


def compared_parts(node: tree.Node) -> tuple[tree.Node, tree.Node] | None:
    """What is compared with what, where a clause is one comparison or ``near``: its margin has their unit."""
    if isinstance(node, tree.Compare) and len(node.relations) == 1:
        return node.operands[0], node.operands[1]
    if isinstance(node, tree.Call) and node.function == "near":
        return node.arguments[0], node.arguments[1]
    return None


class Margin(NamedTuple):
    """The margin of a clause over the quantified numbers.

    Attributes:
        program: the margin alone.
        beyond: the same as what is worked out beyond the clause: the instructions that follow those of the clause.
    """

    program: Program
    beyond: Program


def margin_program(clause: Program, *, share: bool = False) -> Program | None:
    """The margin as a program of its own; None where the clause has none (``margin``)."""
    found = margin(clause, share=share)
    return None if found is None else found.program


def margin(clause: Program, *, share: bool = False) -> Margin | None:
    """The margin: of one comparison in its unit, of all else as a share of the limit that decides.

    None where the clause has no margin (memberships, equalities, structure).

    Args:
        clause: the clause.
        share: the margin of one comparison as a share of its limit too.
    """
    if not isinstance(clause.result, Ref):
        return None
    builder = Builder.following(clause)
    found = _margin(clause, clause.result, builder, share=share)
    return None if found is None else Margin(builder.program(found), builder.beyond(clause, found))


class Sides(NamedTuple):
    """A comparison taken apart: what is compared, what it must reach, and what it must not pass."""

    value: Program
    floor: Program | None
    ceiling: Program | None


def sides(clause: Program) -> Sides | None:
    """The sides of a clause that is one comparison; None for all else."""
    if not isinstance(clause.result, Ref):
        return None
    builder = Builder.following(clause)
    step = clause.instructions[clause.result.index]
    operands = step.operands
    match step.operation:
        case "<=" | "<":
            return Sides(builder.program(operands[0]), None, builder.program(operands[1]))
        case ">=" | ">":
            return Sides(builder.program(operands[0]), builder.program(operands[1]), None)
        case "near":
            value, target, tolerance = operands
            allowed = builder.emit("mul", (tolerance, _absolute(builder, target)))
            ends = [builder.emit(operation, (target, allowed)) for operation in ("sub", "add")]
            return Sides(builder.program(value), *map(builder.program, ends))
        case _:
            return None


def _margin(clause: Program, part: Operand, builder: Builder, *, share: bool) -> Operand | None:
    if isinstance(part, Truth):
        return part.amount if part.relative is None or not share else part.relative
    if not isinstance(part, Ref):
        return None
    step = clause.instructions[part.index]
    operands = step.operands
    match step.operation:
        case "<=" | "<":
            return _scaled(builder, builder.emit("sub", (operands[1], operands[0])), operands[1], share=share)
        case ">=" | ">":
            return _scaled(builder, builder.emit("sub", (operands[0], operands[1])), operands[1], share=share)
        case "near":
            return _near(builder, operands, share=share)
        case "and" | "or":
            return _combined(clause, step, builder)
        case "not":
            inner = _margin(clause, operands[0], builder, share=True)
            return None if inner is None else builder.emit("neg", (inner,))
        case "choose-truth":
            branches = [_margin(clause, operand, builder, share=True) for operand in operands[1:]]
            if branches[0] is None or branches[1] is None:
                return None
            return builder.emit("choose", (operands[0], branches[0], branches[1]))
        case _:
            return None


def _near(builder: Builder, operands: Sequence[Operand], *, share: bool) -> Operand:
    value, target, tolerance = operands
    size = _absolute(builder, target)
    off = builder.emit("abs", (builder.emit("sub", (value, target)),))
    return _scaled(builder, builder.emit("sub", (builder.emit("mul", (tolerance, size)), off)), target, share=share)


def _combined(clause: Program, step: Instruction, builder: Builder) -> Operand | None:
    decided = step.operation == "or"
    if any(
        isinstance(part, Undefined) or (isinstance(part, Truth) and part.holds is decided and part.amount is None)
        for part in step.operands
    ):
        # Whatever the numbers are: their margins are not that of the whole.
        return None
    found: list[Operand] = []
    for operand in step.operands:
        share = _margin(clause, operand, builder, share=True)
        if share is not None:
            found += [operand, share]
        elif decided and isinstance(operand, Ref):
            return None
    return builder.emit(f"{step.operation}-margin", tuple(found)) if found else None


def _scaled(builder: Builder, margin: Operand, limit: Operand, *, share: bool) -> Operand:
    """The margin, as a share of its limit if that is asked for and the limit is not zero."""
    if not share or limit == 0:
        return margin
    part = builder.emit("div", (margin, _absolute(builder, limit)))
    if not isinstance(limit, Ref):
        return part
    return builder.emit("choose", (builder.emit("==", (limit, 0)), margin, part))


def _absolute(builder: Builder, operand: Operand) -> Operand:
    if isinstance(operand, Ref):
        return builder.emit("abs", (operand,))
    if isinstance(operand, Undefined):
        return operand
    assert isinstance(operand, int | Fraction)
    return magnitude(operand)
