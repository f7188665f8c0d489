"""A rule beside a descriptor: the names that its formulas can use, and what they come to whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from conformance.engine.choices import label_of
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder, Settled, Steady
from conformance.expressions.functions import AnyFunction
from conformance.expressions.objective import compared_parts
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.shared import Shared
from conformance.expressions.tree import Name, Node
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING, Final
from conformance.spec.descriptor import Descriptor
from conformance.spec.kinds import Kind
from conformance.spec.load import SpecSet
from conformance.spec.roles import roots_of
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.documents.dimensions import Dimension
    from conformance.engine.axes import Axis
    from conformance.engine.glimpse import Glimpse, Seen
    from conformance.engine.typed_rule import TypedRule
    from conformance.expressions.types import Type
    from conformance.spec.rule_dimensions import RuleDimensions


class Facts:
    """What of a rule and a descriptor does not change when a repair is tried; worked out once."""

    def __init__(self, rule: Rule, descriptor: Descriptor, specs: SpecSet) -> None:
        """Work out nothing yet."""
        self.rule: Final = rule
        self.descriptor: Final = descriptor
        self.specs: Final = specs

    @cached_property
    def functions(self) -> Mapping[str, AnyFunction]:
        """What formulas may call beside the built-ins."""
        return self.specs.functions(self.rule.area)

    @cached_property
    def constants(self) -> dict[str, object]:
        """The lab's tables and the rule's constants by name."""
        values = {name: quantity.value for name, quantity in self.rule.constants.items()}
        return {"lab": self.specs.tables(self.rule.area), **values}

    @property
    def types(self) -> tuple[dict[str, Type], frozenset[str]]:
        """Types of roots, constants and variables, and the paths that conditions guard; for showing values."""
        return self._typed.types

    @cached_property
    def _typed(self) -> TypedRule:
        from conformance.engine.typed_rule import typed

        return typed(self.rule, self.specs, self.descriptor.kind)

    @cached_property
    def outermost(self) -> Variable | None:
        """The outermost ``each``, whose records have verdicts of their own."""
        return next((variable for variable in self.rule.forall if variable.form == "each"), None)

    @cached_property
    def glimpse(self) -> Glimpse | None:
        """The rule's clauses compiled, for trials; None where they cannot be."""
        from conformance.engine.glimpse import Glimpse
        from conformance.expressions.ratios import Unsure

        try:
            return Glimpse(self)
        except Unsure:
            return None

    def dimension_of(self, variable: str) -> Dimension:
        """The dimension of a variable."""
        return self.dimension(Expression(variable, Name(0, variable)))

    def dimension(self, expression: Expression) -> Dimension:
        """The dimension of a formula whose parts are known to be present, of a list that of its items; plain for no number."""
        root = expression.root
        if isinstance(root, Name) and self._compiled is not None and root.id in self._compiled.variables:
            return self._compiled.variables[root.id]
        known = self._dimensions.get(id(root))
        if known is None:
            from conformance.spec.rule_typing import dimension_of

            # With its node, so that the identity stays taken.
            known = self._dimensions[id(root)] = (root, dimension_of(self._typed.reader.read(root)))
        return known[1]

    @property
    def _compiled(self) -> RuleDimensions | None:
        """What is compiled of the rule's dimensions; not for kinds that are put together of the parts at hand."""
        return self.rule.dimensions if self.descriptor.kind.__class__ is Kind else None

    @property
    def steady_parts(self) -> frozenset[int]:
        """The parts of the rule's formulas that depend on none of its variables; the rule keeps them."""
        known = self.rule.kept.get(_STEADY)
        if not isinstance(known, frozenset):
            known = self.rule.kept[_STEADY] = _steady_parts(self.rule)
        return known

    @cached_property
    def shared(self) -> Shared:
        """What the rule's lets come to, for all choices and for all data of a trial that a let cannot tell apart."""
        return Shared(self.rule.paths_of_lets)

    @cached_property
    def _dimensions(self) -> dict[int, tuple[Node, Dimension]]:
        """By identity of nodes: what clauses compare to begin with, what else is asked for later."""
        sides = {} if self._compiled is None else self._compiled.sides
        known: dict[int, tuple[Node, Dimension]] = {}
        for clause in self.rule.clauses if sides else ():
            both = compared_parts(clause.that.root) if clause.id in sides else None
            known.update(
                (id(node), (node, found)) for node, found in zip(both or (), sides.get(clause.id, ()), strict=True)
            )
        return known


_STEADY = "steady parts"


def _steady_parts(rule: Rule) -> frozenset[int]:
    from conformance.expressions.steady import steady_parts  # only where a rule has variables

    independent = set(rule.independent)
    lets = [(name, expression) for name, expression in rule.let.items() if name not in independent]
    formulas = [expression for _, expression in lets]
    for clause in rule.clauses:
        formulas += [clause.that] if clause.when is None else [clause.when, clause.that]
    for variable in rule.forall:
        formulas += [*variable.source, *(part for part in (variable.where, variable.at_most) if part is not None)]
    open_names = {variable.name for variable in rule.forall} | {name for name, _ in lets}
    return steady_parts([formula.root for formula in formulas], open_names)


class Context:
    """A rule beside a descriptor's data, or beside other data in its place when repairs are tried.

    ``open_axes``: of a field that stands open among the numbers of the rule (``OpenContext``).
    """

    open_axes: Mapping[str, Axis] = MappingProxyType({})

    def __init__(self, facts: Facts, data: Record) -> None:
        """Work out nothing yet."""
        self.facts: Final = facts
        self.data: Final = data

    @classmethod
    def of(cls, rule: Rule, descriptor: Descriptor, specs: SpecSet) -> Context:
        """A rule beside the data of a descriptor."""
        return cls(Facts(rule, descriptor, specs), descriptor.data)

    def beside(self, data: Record) -> Context:
        """The same rule beside other data."""
        return Context(self.facts, data)

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.facts.rule

    @property
    def descriptor(self) -> Descriptor:
        """The descriptor as it was read."""
        return self.facts.descriptor

    @property
    def specs(self) -> SpecSet:
        """The lab's specs."""
        return self.facts.specs

    @cached_property
    def names(self) -> dict[str, object]:
        """Roots and constants by name."""
        roots: dict[str, object] = {root: self.data.get(root, Record({}, (root,))) for root in roots_of(self.rule)}
        return {**roots, **self.facts.constants}

    @cached_property
    def seen(self) -> Seen:
        """The choices for which compiled clauses were seen to pass with this data."""
        return {}

    def condition(self) -> Truth | Undefined:
        """The rule's ``when``; an undefined one is a failure, not a way out of the rule.

        Raises:
            ClaimAbsent: it asks for a claim that is not made.
        """
        when = self.rule.when
        value = Truth(holds=True) if when is None else self.folder().value(when)
        assert isinstance(value, Truth | Undefined)
        return value

    def folder(self, bindings: Mapping[str, object] | None = None) -> Folder:
        """A folder over the names and some bound variables."""
        if not bindings:
            return Folder(self.names, self.rule.let, self.facts.functions, shared=self.facts.shared)
        settled, assurance = self._settled
        names, facts = {**self.names, **bindings}, self.facts
        folder = Folder(names, self.rule.let, facts.functions, settled, self._steady, facts.shared)
        folder.assurance = assurance
        return folder

    @cached_property
    def _steady(self) -> Steady | None:
        """What the parts of formulas that depend on no variable come to with this data; of use where there are many choices."""
        if all(variable.form == "range" for variable in self.rule.forall):
            return None
        return Steady(self.facts.steady_parts)

    @cached_property
    def _settled(self) -> tuple[dict[str, Settled], str]:
        """The lets that depend on no variable, and how sure they are."""
        folder = self.folder()
        return folder.settle(self.rule.independent), folder.assurance


def named(data: object, path: Iterable[str | int]) -> str:
    """A path as the report writes it: dotted, items of lists by their ``id`` where they have one."""
    words: list[str] = []
    for key in path:
        data = data[key] if isinstance(data, Mapping | list | tuple) else None  # type: ignore[index]
        words.append(label_of(data, key) if isinstance(key, int) else str(key))
    return ".".join(words)
