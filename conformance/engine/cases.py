"""The choices of everything discrete: every one in canonical order, each with the numbers that it leaves open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from conformance.engine.choices import label_of, labelled, subsets
from conformance.engine.context import Context
from conformance.expressions import discrete
from conformance.expressions.expression import Expression
from conformance.expressions.fold import QuantifiedNumber
from conformance.expressions.outcomes import Truth, Undefined
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Variable


class Case(NamedTuple):
    """One choice of everything discrete; the numbers that stay open are ``QuantifiedNumber`` in ``bindings``.

    Attributes:
        bindings: variable to value.
        numbers: the numeric variables that are open, in the order of declaration.
        record: label of the record of the outermost ``each``, "" where there is none.
        chosen: the chosen values in the order of declaration, each with its label, None where that follows from the value.
        conditions: of chosen values, as far as they depend on open numbers: they leave out points instead of the choice.
    """

    bindings: Mapping[str, object]
    numbers: tuple[Variable, ...] = ()
    record: str = ""
    chosen: tuple[tuple[str | None, object], ...] = ()
    conditions: tuple[Expression, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The chosen values in words: they name the choice in other data too. Few of thousands are asked for theirs."""
        return tuple(label_of(value) if label is None else label for label, value in self.chosen)


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
    before = () if begun is None else case.labels
    for label, value in islice(values_of(context, case, variable), None if begun is None else _EARLY):
        if begun is not None and (*before, label_of(value) if label is None else label) not in begun:
            continue
        chosen = bound(context, case, variable, value, label, spend)
        if chosen is None:
            continue
        if following:
            yield from _expand(context, chosen, following, forms, begun, spend)
        else:
            yield chosen


def bound(
    context: Context, case: Case, variable: Variable, value: object, label: str | None, spend: Spend | None = None
) -> Case | None:
    """The case with one more variable; None where the variable's condition excludes the value."""
    bindings = {**case.bindings, variable.name: value}
    if isinstance(value, QuantifiedNumber):
        return case._replace(bindings=bindings, numbers=(*case.numbers, variable))
    record = f"{variable.name} {label}" if variable is context.facts.outermost else case.record
    chosen = Case(bindings, case.numbers, record, (*case.chosen, (label, value)), case.conditions)
    if variable.where is None:
        return chosen
    if variable.name in context.rule.conditioned_on_numbers:
        return chosen._replace(conditions=(*case.conditions, variable.where))
    return _admitted(context, chosen, variable.where, spend)


def _admitted(context: Context, case: Case, where: Expression, spend: Spend | None) -> Case | None:
    """The case, None where the condition excludes it; a condition without a value stays one, and fails as it does at a point."""
    folder = context.folder(case.bindings)
    value = folder.value(where)
    if isinstance(value, Undefined):
        return case._replace(conditions=(*case.conditions, where))
    if not isinstance(value, Truth) or _holds(context, where, value):
        return case
    if spend is not None:
        spend(folder.steps)
    return None


def _holds(context: Context, condition: Expression, value: Truth) -> bool:
    """Whether a condition holds of a choice: what merely ties with a number that the rule goes through is no such number."""
    return value.holds and not (value.leaning and context.rule.goes_through_numbers_of(condition))


def values_of(context: Context, case: Case, variable: Variable) -> Iterable[tuple[str | None, object]]:
    """(label, value) of a discrete variable, in the order of the document; subsets by size, then by position, without label.

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
            return ((None, chosen) for chosen in map(list, subsets(sources[0], most)))
        case _:
            from conformance.engine.whole_numbers import whole_numbers  # static rules have none

            found = whole_numbers(context.facts, folder, variable)
            return [("", found)] if isinstance(found, Undefined) else found
