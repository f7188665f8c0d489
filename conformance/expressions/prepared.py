"""Programs as a reading has prepared them: they run hundreds of times, and their steps are looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import Instruction, Program
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any


class Reading(NamedTuple):
    """How one reading carries programs out.

    Attributes:
        name: of the reading.
        operation: the function that stands for an instruction, None for a variable.
        operand: the place of an earlier result (an int), or the fixed value as the reading has it.
    """

    name: str
    operation: Callable[[Instruction], Callable[..., Any] | None]
    operand: Callable[[Operand], Any]

    def run(self, program: Program, variable: Callable[[str], Any]) -> Any:
        """The result of a program; ``variable`` gives the value of each variable."""
        return self.traced(program, variable)[0]

    def traced(
        self, program: Program, variable: Callable[[str], Any], before: Sequence[Any] = ()
    ) -> tuple[Any, list[Any]]:
        """The same, with what each instruction came to; ``before`` are such results of a program that this one goes on from."""
        steps, result = program.prepared.get(self.name) or self._prepared(program)
        results = [*before]
        for operation, name, operands in steps:
            if operation is None:
                results.append(variable(name))
            else:
                results.append(operation(*[results[part] if part.__class__ is int else part for part in operands]))
        return results[result] if result.__class__ is int else result, results

    def _prepared(self, program: Program) -> tuple[list[tuple[Callable[..., Any] | None, str, tuple[Any, ...]]], Any]:
        operand = self.operand
        steps = [
            (
                self.operation(step),
                step.name,
                tuple([part.index if isinstance(part, Ref) else operand(part) for part in step.operands]),
            )
            for step in program.instructions
        ]
        program.prepared[self.name] = steps, operand(program.result)
        return steps, operand(program.result)
