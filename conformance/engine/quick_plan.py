"""A static rule compiled for the quick way (``quick``): its variables, its clauses, what they share with the area's rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.engine.verdicts import RuleVerdict
from conformance.expressions.closures import Closure, Decision, Environment
from conformance.expressions.expression import Expression
from conformance.expressions.functions import AnyFunction
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_area import Area
from conformance.expressions.ratios import Unsure
from conformance.expressions.tree import path_of
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any
from conformance.spec import rule_parts
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

_AREAS: dict[str, Area] = {}
_LISTED = (int, Fraction, str)
"""Classes of values that ``one_of`` may list here."""


class Choice(NamedTuple):
    """A variable of ``forall``: ``each``, or ``one_of`` some paths; ``names_record``: the outermost ``each``."""

    name: str
    names_record: bool
    is_each: bool
    sources: tuple[Closure, ...]
    where: Decision | None


class Requirement:
    """A clause, whose formulas are compiled when they are first asked for: much of a rule lies behind conditions."""

    __slots__ = ("id", "that", "when")

    def __init__(self, clause: rule_parts.Clause, compiler: Compiler) -> None:
        """Compile nothing yet."""
        self.id = clause.id
        self.when = None if clause.when is None else self._late("when", clause.when, compiler)
        self.that = self._late("that", clause.that, compiler)

    def _late(self, name: str, formula: Expression, compiler: Compiler) -> Decision:
        """Stands for the formula's closure until it is first called, then puts that in its own place."""

        def first(e: Environment) -> bool:
            made = compiler.truth(formula.root, {})
            setattr(self, name, made)
            return made(e)

        return first


class Plan(NamedTuple):
    """A rule compiled, as far as it was asked.

    Attributes:
        functions: those it was compiled with.
        compiler: makes what is still to be compiled; knows how many nodes that were so far.
        when: the condition of the rule.
        variables: of ``forall``.
        clauses: in the order of the rule.
        known: verdicts that are the same for many descriptors, by what they depend on; filled as they are met.
    """

    functions: Mapping[str, AnyFunction]
    compiler: Compiler
    when: Decision | None
    variables: tuple[Choice, ...]
    clauses: tuple[Requirement, ...]
    known: dict[object, RuleVerdict]


def compiled(rule: Rule, specs: SpecSet, functions: Mapping[str, AnyFunction]) -> Plan:
    """Compile a rule.

    Raises:
        Unsure: it holds what only the full way knows.
    """
    own = {variable.name for variable in rule.forall}
    constants = {name: quantity.value for name, quantity in rule.constants.items() if name not in own}
    area = _area(rule.area, specs, functions)
    compiler = Compiler(constants, rule.let, area, rule.independent if own else ())
    if own and rule.begins_with_python(functions):
        raise Unsure  # the full way works these out before anything else, needed or not
    variables = tuple(_variable(compiler, rule, variable) for variable in rule.forall)
    when = None if rule.when is None else compiler.truth(rule.when.root, {})
    return Plan(
        functions, compiler, when, variables, tuple(Requirement(clause, compiler) for clause in rule.clauses), {}
    )


def _area(name: str, specs: SpecSet, functions: Mapping[str, AnyFunction]) -> Area:
    """What the area's compiled formulas share, as long as its functions are the same."""
    known = _AREAS.get(name)
    if known is None or known.functions is not functions:
        known = _AREAS[name] = Area(functions, lambda table: specs.table(name, table))
    return known


def _variable(compiler: Compiler, rule: Rule, variable: rule_parts.Variable) -> Choice:
    """Compile a variable of ``forall``.

    Raises:
        Unsure: it is no choice among records or values that stand in the descriptor.
    """
    roots = [source.root for source in variable.source]
    if variable.form not in ("each", "one_of") or any(path_of(root) is None for root in roots):
        raise Unsure
    outermost = next((other.name for other in rule.forall if other.form == "each"), None)
    return Choice(
        variable.name,
        variable.name == outermost,
        variable.form == "each",
        tuple(compiler.value(root, {}) for root in roots),
        None if variable.where is None else compiler.truth(variable.where.root, {}),
    )


def values_of(variable: Choice, e: Environment) -> list[tuple[str, Any]]:
    """(label, value) of what a variable goes through; no verdict needs the labels of listed values.

    Raises:
        Unsure: a listed value is neither a number nor a text.
    """
    found = [source(e) for source in variable.sources]
    if variable.is_each:
        from conformance.engine.choices import labelled  # many kinds have no rule with such a variable

        return labelled(found[0])
    items = found[0] if len(found) == 1 and found[0].__class__ is list else found
    if any(item.__class__ not in _LISTED for item in items):
        raise Unsure
    return [("", item) for item in items]
