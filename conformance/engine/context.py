"""A rule beside a descriptor: the names that its formulas can use, and the choices of everything discrete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from conformance.engine.choices import label_of, labelled, subsets
from conformance.engine.whole_numbers import whole_numbers
from conformance.expressions import discrete
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder, QuantifiedNumber, Settled, Steady
from conformance.expressions.functions import AnyFunction
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.steady import steady_parts
from conformance.expressions.tree import Attribute, Index, Node, walk
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.roles import roots_of
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.documents.dimensions import Dimension
    from conformance.engine.glimpse import Glimpse
    from conformance.expressions.types import Type


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

    @cached_property
    def types(self) -> tuple[dict[str, Type], frozenset[str]]:
        """Types of roots, constants and variables, and the paths that conditions guard; for showing values."""
        from conformance.spec.typing import rule_environment, with_variables

        roots = rule_environment(self.rule, self.specs, self.descriptor.kind)
        return with_variables(self.rule, roots, self.functions)

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

    def dimension(self, expression: Expression) -> Dimension:
        """The dimension of a formula whose parts are known to be present, of a list that of its items; plain for no number."""
        from conformance.documents.dimensions import NUMBER
        from conformance.expressions.dimension import infer
        from conformance.expressions.types import ListType, NumberType, RecordType

        known = self._dimensions.get(id(expression.root))
        if known is None:
            found = infer(expression, self.types[0], self.functions, self.rule.let, self._paths)
            found = found.item if isinstance(found, ListType) else found
            if isinstance(found, RecordType) and found.claim:
                found = found.fields["value"].type
            # With its node, so that the identity stays taken.
            known = (expression.root, found.dimension if isinstance(found, NumberType) else NUMBER)
            self._dimensions[id(expression.root)] = known
        return known[1]

    @cached_property
    def steady_parts(self) -> frozenset[int]:
        """The parts of the rule's formulas that depend on none of its variables."""
        rule, independent = self.rule, set(self.rule.independent)
        lets = [(name, expression) for name, expression in rule.let.items() if name not in independent]
        formulas = [expression for _, expression in lets]
        for clause in rule.clauses:
            formulas += [clause.that] if clause.when is None else [clause.when, clause.that]
        formulas += [variable.where for variable in rule.forall if variable.where is not None]
        open_names = {variable.name for variable in rule.forall} | {name for name, _ in lets}
        return steady_parts([formula.root for formula in formulas], open_names)

    @cached_property
    def _dimensions(self) -> dict[int, tuple[Node, Dimension]]:
        return {}

    @cached_property
    def _paths(self) -> frozenset[str]:
        """Every path of the rule, as guarded: what is shown has been evaluated, so that all it needs is there."""
        from conformance.expressions import text

        asked = [self.rule.when, *(clause.when for clause in self.rule.clauses)]
        roots = [expression.root for expression in (*self.rule.let.values(), *asked) if expression is not None]
        roots += [clause.that.root for clause in self.rule.clauses]
        return frozenset(
            text.names(part) for root in roots for part in walk(root) if isinstance(part, Attribute | Index)
        )


class Context:
    """A rule beside a descriptor's data, or beside other data in its place when repairs are tried."""

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
            return Folder(self.names, self.rule.let, self.facts.functions)
        settled, assurance = self._settled
        folder = Folder({**self.names, **bindings}, self.rule.let, self.facts.functions, settled, self._steady)
        folder.assurance = assurance
        return folder

    @cached_property
    def _steady(self) -> Steady:
        """What the parts of formulas that depend on no variable come to with this data."""
        return Steady(self.facts.steady_parts)

    @cached_property
    def _settled(self) -> tuple[dict[str, Settled], str]:
        """The lets that depend on no variable, and how sure they are."""
        folder = self.folder()
        return folder.settle(self.rule.independent), folder.assurance


class Case(NamedTuple):
    """One choice of everything discrete; the numbers that stay open are ``QuantifiedNumber`` in ``bindings``.

    Attributes:
        bindings: variable to value.
        numbers: the numeric variables that are open, in the order of declaration.
        record: label of the record of the outermost ``each``, "" where there is none.
        labels: of the chosen values, in the order of declaration; they name the choice in other data too.
    """

    bindings: Mapping[str, object]
    numbers: tuple[Variable, ...] = ()
    record: str = ""
    labels: tuple[str, ...] = ()


Spend = Callable[[int], None]
"""Is told of work as it is done, in nodes of formulas."""

_EARLY = 5_000
"""Values of one variable that are looked through for known choices: to find a later one may cost more than to decide anew."""


def cases(
    context: Context,
    *,
    integers_discrete: bool,
    among: Collection[tuple[str, ...]] | None = None,
    spend: Spend | None = None,
) -> Iterator[Case]:
    """Every choice of the discrete variables, in canonical order.

    Args:
        context: the rule beside the descriptor.
        integers_discrete: bind integers too, for rules that look up or count with them.
        among: only choices with these labels, as far as their values come early in each variable.
        spend: is told what it took to exclude a choice; billions may be excluded before the next one is met.
    """
    discrete_forms = {"each", "one_of", "subsets"} | ({"integers"} if integers_discrete else set())
    begun = None if among is None else {labels[:count] for labels in among for count in range(len(labels) + 1)}
    return _expand(context, Case({}), context.rule.forall, discrete_forms, begun, spend)


def _expand(
    context: Context,
    case: Case,
    rest: tuple[Variable, ...],
    forms: set[str],
    begun: set[tuple[str, ...]] | None,
    spend: Spend | None,
) -> Iterator[Case]:
    if not rest:
        yield case
        return
    variable, following = rest[0], rest[1:]
    if variable.form not in forms:
        opened = bound(context, case, variable, QuantifiedNumber(variable.name), "")
        if opened is not None:
            yield from _expand(context, opened, following, forms, begun, spend)
        return
    for label, value in islice(values_of(context, case, variable), None if begun is None else _EARLY):
        if begun is not None and (*case.labels, label) not in begun:
            continue
        chosen = bound(context, case, variable, value, label, spend)
        if chosen is not None:
            yield from _expand(context, chosen, following, forms, begun, spend)


def bound(
    context: Context, case: Case, variable: Variable, value: object, label: str, spend: Spend | None = None
) -> Case | None:
    """The case with one more variable; None where the variable's condition excludes the value."""
    bindings = {**case.bindings, variable.name: value}
    if isinstance(value, QuantifiedNumber):
        return Case(bindings, (*case.numbers, variable), case.record, case.labels)
    record = f"{variable.name} {label}" if variable is context.facts.outermost else case.record
    chosen = Case(bindings, case.numbers, record, (*case.labels, label))
    return chosen if variable.where is None or _admitted(context, chosen, variable.where, spend) else None


def _admitted(context: Context, case: Case, where: Expression, spend: Spend | None) -> bool:
    """Whether the condition lets the choice in; one that is undefined for it leaves it in, to be decided."""
    folder = context.folder(case.bindings)
    value = folder.value(where)
    if not isinstance(value, Truth) or value.holds:
        return True
    if spend is not None:
        spend(folder.steps)
    return False


def values_of(context: Context, case: Case, variable: Variable) -> Iterable[tuple[str, object]]:
    """(label, value) of a discrete variable, in the order of the document; subsets by size, then by position.

    What has no value for this descriptor is a value of its own, so that every clause that reads the variable fails; only a list
    that the descriptor leaves out is an empty one.
    """
    folder = context.folder(case.bindings)
    sources = [folder.value(source) for source in variable.source]
    undefined = next((source for source in sources if isinstance(source, Undefined)), None)
    if undefined is not None and variable.form != "one_of":
        return [] if variable.form == "each" and undefined.reason == "missing-field" else [("", undefined)]
    match variable.form:
        case "each":
            return labelled(sources[0])
        case "one_of":
            items = (
                discrete.members(sources[0]) if len(sources) == 1 and discrete.is_collection(sources[0]) else sources
            )
            return [(label_of(item), item) for item in items]
        case "subsets":
            most = folder.value(variable.at_most) if variable.at_most is not None else None
            if isinstance(most, Undefined):
                return [("", most)]
            return ((label_of(list(chosen)), list(chosen)) for chosen in subsets(sources[0], most))
        case _:
            return whole_numbers(context.facts, folder, variable)


def named(data: object, path: Iterable[str | int]) -> str:
    """A path as the report writes it: dotted, items of lists by their ``id`` where they have one."""
    words: list[str] = []
    for key in path:
        data = data[key] if isinstance(data, Mapping | list | tuple) else None  # type: ignore[index]
        words.append(label_of(data, key) if isinstance(key, int) else str(key))
    return ".".join(words)
