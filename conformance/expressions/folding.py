"""What the parts of binding (``nodes.py``, ``calls.py``) need of the one that holds the scope (``fold.py``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.expressions import tree
from conformance.expressions.functions import PythonFunction
from conformance.expressions.outcomes import Operand, Ref
from conformance.findings.type_hints import Protocol

Scope = Mapping[str, object]
"""Values of loop variables and parameters by name."""


class Folding(Protocol):
    """What a node needs of the formula around it."""

    defaults_used: list[str]
    assurance: str
    opened: bool

    def fold(self, node: tree.Node, local: Scope) -> object:
        """The value of a node, or a reference to the instruction that computes it."""

    def fixed(self, node: tree.Node, local: Scope) -> object:
        """The value of a node that must not depend on a quantified number."""

    def operand(self, node: tree.Node, local: Scope) -> Operand:
        """The node as a number or truth value."""

    def emit(self, operation: str, operands: Sequence[Operand], node: tree.Node) -> Operand:
        """The result of an operation, or a reference to the instruction that computes it."""

    def is_logical(self, operand: Operand) -> bool:
        """Whether the operand is a truth value."""

    def emit_call(self, function: PythonFunction, arguments: Sequence[object], node: tree.Node) -> Ref:
        """A reference to the instruction that calls the function."""
