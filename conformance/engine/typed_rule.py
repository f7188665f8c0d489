"""The types of a rule's names for one kind, kept by the rule: every descriptor of the kind asks for the same."""

from __future__ import annotations

from conformance.expressions.dimension import TypeReader
from conformance.expressions.types import Type
from conformance.findings.type_hints import Final
from conformance.spec.kinds import Kind
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule
from conformance.spec.typing import rule_environment, with_variables

_KEPT = "types"


class TypedRule:
    """The types of a rule's names beside one kind, and a reader of its formulas that knows them."""

    def __init__(self, rule: Rule, specs: SpecSet, kind: Kind) -> None:
        """Work out the types; of the formulas nothing yet."""
        functions = specs.functions(rule.area)
        self.specs: Final = specs
        self.kind: Final = kind
        self.types: Final[tuple[dict[str, Type], frozenset[str]]] = with_variables(
            rule, rule_environment(rule, specs, kind), functions
        )
        """Types of roots, constants and variables, and the paths that conditions guard."""
        self.reader: Final = TypeReader(self.types[0], functions, rule.let, present=True)
        """Every path counts as present: what is shown has been evaluated, so that all it needs is there."""


def typed(rule: Rule, specs: SpecSet, kind: Kind) -> TypedRule:
    """The types of a rule beside a kind; the rule keeps those of the kind that was asked for last."""
    known = rule.kept.get(_KEPT)
    if not isinstance(known, TypedRule) or known.kind is not kind or known.specs is not specs:
        known = rule.kept[_KEPT] = TypedRule(rule, specs, kind)
    return known
