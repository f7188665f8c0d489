"""The dimensions of a rule's variables and of what its clauses compare, read from the types of a kind."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.documents.dimensions import NUMBER, Dimension
from conformance.expressions.dimension import TypeReader
from conformance.expressions.expression import ExpressionError
from conformance.expressions.functions import AnyFunction
from conformance.expressions.objective import compared_parts
from conformance.expressions.signatures import Mismatch
from conformance.expressions.types import ListType, NumberType, RecordType, Type
from conformance.spec.rule_dimensions import RuleDimensions
from conformance.spec.rules import Rule
from conformance.spec.typing import environment, with_variables


def dimension_of(found: Type) -> Dimension:
    """The dimension of what has a type: of a list that of its items, of a claim that of its value; plain for no number."""
    found = found.item if isinstance(found, ListType) else found
    if isinstance(found, RecordType) and found.claim:
        found = found.fields["value"].type
    return found.dimension if isinstance(found, NumberType) else NUMBER


def rule_dimensions(
    rule: Rule, kind: RecordType, lab: RecordType, functions: Mapping[str, AnyFunction]
) -> RuleDimensions | None:
    """The dimensions beside a kind; None of a rule between parts, whose kinds are known when it meets them, and of what has no types.

    What is shown has been evaluated, so that every path counts as present.
    """
    if rule.between:
        return None
    try:
        types, _ = with_variables(rule, environment(rule, kind, lab), functions)
        reader = TypeReader(types, functions, rule.let, present=True)
        sides: dict[str, tuple[Dimension, Dimension]] = {}
        for clause in rule.clauses:
            both = compared_parts(clause.that.root)
            if both is not None:
                sides[clause.id] = dimension_of(reader.read(both[0])), dimension_of(reader.read(both[1]))
    except (ExpressionError, Mismatch):
        return None
    return RuleDimensions({one.name: dimension_of(types[one.name]) for one in rule.forall}, sides)
