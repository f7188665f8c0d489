"""Types of the names that a rule's formulas use, for the dimension reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression
from conformance.expressions.functions import AnyFunction
from conformance.expressions.guards import guards_of
from conformance.expressions.signatures import Mismatch, unify
from conformance.expressions.types import ListType, MapType, NumberType, RecordType, Type
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.spec.kinds import Kind
    from conformance.spec.load import SpecSet


def rule_environment(rule: Rule, specs: SpecSet, kind: Kind) -> dict[str, Type]:
    """Types of the roots and constants of a rule: design, envelope, claims, metadata, lab and its constants.

    Variables are not in it, since their types depend on one another: ``with_variables`` adds them.
    """
    return environment(rule, kind.type, specs.lab_type(kind.area))


def environment(rule: Rule, kind: RecordType, lab: RecordType) -> dict[str, Type]:
    """Types of the roots of a kind, of the lab's tables and of the rule's constants."""
    roots: dict[str, Type] = {name: field.type for name, field in kind.fields.items()}
    constants = {name: NumberType(quantity.unit.dimension) for name, quantity in rule.constants.items()}
    return {**roots, "lab": lab, **constants}


def with_variables(
    rule: Rule, roots: Mapping[str, Type], functions: Mapping[str, AnyFunction]
) -> tuple[dict[str, Type], frozenset[str]]:
    """The environment with the rule's variables, and the paths that its conditions say are present.

    Raises:
        ExpressionError: where a variable's formula does not fit.
    """
    found = dict(roots)
    guards = guards_of(rule.when) if rule.when else frozenset()
    for variable in rule.forall:
        found[variable.name] = variable_type(variable, found, functions, rule.let, guards)
        if variable.where is not None:
            guards |= guards_of(variable.where)
    return found, guards


def variable_type(
    variable: Variable,
    known: Mapping[str, Type],
    functions: Mapping[str, AnyFunction],
    lets: Mapping[str, Expression],
    guards: frozenset[str] = frozenset(),
) -> Type:
    """The type of one value of a variable, given the types of earlier names.

    Raises:
        ExpressionError: where its formula does not fit.
        Mismatch: where its formula yields nothing that the variable could go through.
    """
    sources = [infer(source, known, functions, lets, guards) for source in variable.source]
    if variable.form in ("integers", "range"):
        return _number_between(sources)
    if variable.form == "subsets":
        return ListType(_item(sources[0]))
    if variable.form == "each" or (len(sources) == 1 and isinstance(sources[0], ListType | MapType)):
        return _item(sources[0])
    return _common(sources)


def formulas(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], Expression]]:
    """Every formula of a rule with its path in the rule's long form."""
    if rule.when is not None:
        yield ("when",), rule.when
    for variable in rule.forall:
        place = ("forall", variable.name)
        for index, source in enumerate(variable.source):
            yield (*place, variable.form, index), source
        parts = {
            "at_most": variable.at_most,
            "where": variable.where,
            "step": variable.step,
            "nominal": variable.nominal,
        }
        yield from (((*place, key), part) for key, part in parts.items() if isinstance(part, Expression))
    for name, expression in rule.let.items():
        yield ("let", name), expression
    for clause in rule.clauses:
        yield ("require", clause.id, "that"), clause.that
        if clause.when is not None:
            yield ("require", clause.id, "when"), clause.when
        for index, hint in enumerate(clause.hints):
            yield ("require", clause.id, "hints", index, "when"), hint.when


def _number_between(sources: list[Type]) -> Type:
    if len(sources) == 1 and isinstance(sources[0], RecordType) and "min" in sources[0].fields:
        return sources[0].fields["min"].type
    result = _common(sources)
    if isinstance(result, RecordType) and result.claim:
        return result.fields["value"].type
    if not isinstance(result, NumberType):
        raise Mismatch("SPEC-not-a-range")
    return result


def _common(sources: list[Type]) -> Type:
    result = sources[0]
    for other in sources[1:]:
        result = unify(result, other)
    return result


def _item(found: Type) -> Type:
    if isinstance(found, ListType | MapType):
        return found.item
    raise Mismatch("SPEC-not-a-list", found=type(found).__name__)
