"""What is left of a clause once everything discrete is bound: a straight list of arithmetic on the quantified numbers.

The number, array and interval readings all run this list; equal sub-expressions stand in it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.expressions.functions import PythonFunction
from conformance.expressions.outcomes import Operand, Ref, Truth
from conformance.expressions.tree import Node
from conformance.expressions.values import Curve, Value
from conformance.findings.type_hints import Any, Final

EXACTLY = "exactly "
"""Before the name of a comparison: the one without slack (``unslackened``)."""
_COMPARISONS = ("<=", ">=", "<", ">", "==", "!=", "near")
LOGICAL = frozenset(
    {*_COMPARISONS, *(EXACTLY + relation for relation in _COMPARISONS), "and", "or", "not", "choose-truth"}
)
"""Operations that yield a truth value."""
SAME, OTHER = (
    (*relations, *(EXACTLY + relation for relation in relations))
    for relations in (("<=", ">=", "=="), ("<", ">", "!="))
)
"""The comparisons that hold, and those that do not, of what is equal at every point."""


class Instruction(Value):
    """One operation. ``variable`` reads a quantified number, ``choose`` picks by a truth value, ``call`` calls a function."""

    __slots__ = ("_hash", "function", "name", "operands", "operation", "part")
    __match_args__ = ("operation", "operands", "name", "function", "part")

    def __init__(
        self,
        operation: str,
        operands: tuple[Operand, ...],
        name: str = "",
        function: PythonFunction | None = None,
        part: Node | None = None,
    ) -> None:
        """Put the parts together; the part of the formula that it came from does not count in comparisons."""
        self.operation: Final = operation
        self.operands: Final = operands
        self.name: Final = name
        self.function: Final = function
        self.part: Final = part
        self._hash: int | None = None

    def _key(self) -> tuple[object, ...]:
        return self.operation, self.operands, self.name, self.function

    def __hash__(self) -> int:
        """Worked out once, of fractions only what is quick: an instruction is looked up in builders and in caches."""
        if self._hash is None:
            marks = [part.numerator if part.__class__ is Fraction else part for part in self.operands]
            self._hash = hash((self.operation, self.name, *marks))
        return self._hash


class Program(Value):
    """A clause over its quantified numbers; the last word is ``result``.

    Equal programs have equal verdicts: records that differ only in fields which the clause does not use are decided once.
    ``prepared`` is where a reading keeps what it has made of the program, which is run hundreds of times.
    """

    __slots__ = ("_hash", "instructions", "prepared", "result")
    __match_args__ = ("instructions", "result")

    def __init__(self, instructions: tuple[Instruction, ...], result: Operand) -> None:
        """Nothing is prepared yet."""
        self.instructions: Final = instructions
        self.result: Final = result
        self.prepared: Final[dict[str, Any]] = {}
        self._hash: int | None = None

    def _key(self) -> tuple[object, ...]:
        return self.instructions, self.result

    def __hash__(self) -> int:
        """Of all instructions, once: what is solved is looked up by its programs, and fractions are slow to hash."""
        if self._hash is None:
            self._hash = hash(self._key())
        return self._hash

    @property
    def variables(self) -> tuple[str, ...]:
        """The quantified numbers that the result depends on."""
        return tuple(instruction.name for instruction in self.instructions if instruction.operation == "variable")

    @property
    def provable(self) -> bool:
        """Whether every operation has an interval reading."""
        return all(step.function is None or step.function.provable for step in self.instructions)

    def curves(self) -> Mapping[str, list[Curve]]:
        """For each variable, the curves that are read directly at it: their points are break points of the search."""
        found: dict[str, list[Curve]] = {}
        for step in self.instructions:
            if step.operation == "curve" and isinstance(step.operands[0], Curve) and isinstance(step.operands[1], Ref):
                argument = self.instructions[step.operands[1].index]
                if argument.operation == "variable":
                    found.setdefault(argument.name, []).append(step.operands[0])
        return found


def _says_truth(function: PythonFunction) -> bool:
    from conformance.expressions.types import TruthType

    return isinstance(function.returns, TruthType)


class Builder:
    """Collects instructions; the same operation on the same operands is kept once."""

    def __init__(self) -> None:
        """Start empty."""
        self._instructions: list[Instruction] = []
        self._known: dict[Instruction, Ref] = {}

    @classmethod
    def following(cls, program: Program) -> Builder:
        """A builder that goes on from the instructions of a program, without a look at them: an equal one may be added."""
        builder = cls()
        builder._instructions += program.instructions
        return builder

    @classmethod
    def holding(cls, program: Program) -> tuple[Builder, list[Operand]]:
        """A builder that begins with the instructions of a program, and where each of them went."""
        builder = cls()
        return builder, [builder._found(step) for step in program.instructions]

    def emit(
        self,
        operation: str,
        operands: tuple[Operand, ...] = (),
        *,
        name: str = "",
        function: PythonFunction | None = None,
        part: Node | None = None,
    ) -> Ref:
        """Add an instruction, or find the equal one that is there already."""
        return self._found(Instruction(operation, operands, name, function, part))

    def _found(self, instruction: Instruction) -> Ref:
        following = Ref(len(self._instructions))
        try:
            found = self._known.setdefault(instruction, following)
        except TypeError:  # an unhashable constant, as a list argument of a Python function
            found = following
        if found is following:
            self._instructions.append(instruction)
        return found

    def is_logical(self, operand: Operand) -> bool:
        """Whether the operand is a truth value."""
        if isinstance(operand, Ref):
            step = self._instructions[operand.index]
            return step.operation in LOGICAL or (step.function is not None and _says_truth(step.function))
        return isinstance(operand, Truth | bool)

    def program(self, result: Operand) -> Program:
        """The finished list, without what the result does not need."""
        if not isinstance(result, Ref):
            return Program((), result)
        needed = self._needed(result.index)
        if len(needed) == result.index + 1:  # all up to the result, which keep their places
            return Program(tuple(self._instructions[: len(needed)]), result)
        new_index = {old: new for new, old in enumerate(needed)}
        kept = tuple(self._renumbered(self._instructions[old], new_index) for old in needed)
        return Program(kept, Ref(new_index[result.index]))

    def beyond(self, before: Program, result: Operand) -> Program:
        """What the builder that began with the instructions of a program has added to them, which refers to theirs by place."""
        return Program(tuple(self._instructions[len(before.instructions) :]), result)

    def _needed(self, last: int) -> list[int]:
        needed = [False] * last + [True]
        for index in range(last, -1, -1):
            if needed[index]:
                for part in self._instructions[index].operands:
                    if part.__class__ is Ref:
                        needed[part.index] = True
        return [index for index, is_needed in enumerate(needed) if is_needed]

    @staticmethod
    def _renumbered(step: Instruction, new_index: Mapping[int, int]) -> Instruction:
        if all(new_index[part.index] == part.index for part in step.operands if isinstance(part, Ref)):
            return step
        operands = tuple(Ref(new_index[part.index]) if isinstance(part, Ref) else part for part in step.operands)
        return Instruction(step.operation, operands, step.name, step.function, step.part)
