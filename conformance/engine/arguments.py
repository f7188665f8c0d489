"""What a program works out on the way, and what follows from it, as programs of their own: the arguments of its operations."""

from __future__ import annotations

from fractions import Fraction

from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import Builder, Instruction, Program


class Arguments:
    """Makes such programs, all in one builder."""

    def __init__(self, program: Program) -> None:
        """Of this program."""
        self._program = program
        self._builder, self._places = Builder.holding(program)

    @property
    def steps(self) -> tuple[Instruction, ...]:
        """The operations of the program."""
        return self._program.instructions

    @property
    def result(self) -> Operand:
        """What the program comes to."""
        return self._program.result

    def step(self, operand: Operand) -> Instruction | None:
        """The operation that an operand comes from; None of a constant."""
        return self.steps[operand.index] if isinstance(operand, Ref) else None

    def made(self, operation: str, *operands: Operand) -> Program:
        """An operation on operands of the program."""
        return self._builder.program(self._builder.emit(operation, tuple(map(self._place, operands))))

    def alone(self, operand: Operand) -> Program:
        """An operand as it stands."""
        return self._builder.program(self._place(operand))

    def difference(self, left: Operand, right: Operand, share: Fraction | int = 1) -> Program:
        """``left - right * share``."""
        return self._builder.program(self._builder.emit("sub", (self._place(left), self._scaled(right, share))))

    def _scaled(self, operand: Operand, share: Fraction | int) -> Operand:
        if isinstance(operand, int | Fraction):
            return operand * share
        return self._place(operand) if share == 1 else self._builder.emit("mul", (self._place(operand), share))

    def _place(self, operand: Operand) -> Operand:
        return self._places[operand.index] if isinstance(operand, Ref) else operand
