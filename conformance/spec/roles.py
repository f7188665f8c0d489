"""Rules between parts: what their formulas see, one field for each role (rule-language.md, section 7).

The parts of a rule are read as one descriptor whose first level are the roles, so that everything that works on a
descriptor (formulas, proofs, counterexamples, repairs) works on several parts as it stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.rule_parts import Role
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.expressions.types import RecordType

GROUPS = ("design", "envelope", "claims", "metadata")
"""What the formulas of a rule of a single part start from."""


def roots_of(rule: Rule) -> tuple[str, ...]:
    """The names that the rule's formulas start from, beside ``lab`` and what the rule defines."""
    return tuple(role.name for role in rule.between) or GROUPS


def scopes(rule: Rule, kinds: Mapping[str, RecordType]) -> Iterator[RecordType]:
    """What the rule's formulas may see: each of its kinds, or each choice of kinds for its roles.

    Args:
        rule: a rule.
        kinds: the kinds of its area by name; choices with others are left out.
    """
    if not rule.between:
        yield from (kinds[name] for name in rule.applies_to if name in kinds)
        return
    choices = [[kinds[name] for name in role.kinds if name in kinds] for role in rule.between]
    for chosen in itertools.product(*choices):
        yield joined(dict(zip(rule.between, chosen, strict=True)))


def joined(kinds: Mapping[Role, RecordType]) -> RecordType:
    """Parts by role as one record. Of a part that may be missing every group asks for ``has(via.design)``."""
    from conformance.expressions.types import Field, RecordType  # deciding asks for no types

    fields = {role.name: Field(_optional(kind) if role.optional else kind) for role, kind in kinds.items()}
    return RecordType(fields, "parts")


def _optional(kind: RecordType) -> RecordType:
    from conformance.expressions.types import Field, RecordType

    return RecordType({name: Field(field.type, required=False) for name, field in kind.fields.items()}, kind.name)
