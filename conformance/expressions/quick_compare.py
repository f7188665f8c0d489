"""Comparisons in a compiled formula (``quick``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from conformance.expressions import discrete, ratios
from conformance.expressions.closures import Closure, Decision, Environment
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.scalars import is_discrete

RELATIONS: Mapping[str, Callable[[Ratio, Ratio], bool]] = {
    "<=": ratios.at_most,
    ">=": ratios.at_least,
    "<": ratios.less,
    ">": ratios.greater,
    "==": ratios.equal,
    "!=": ratios.unequal,
}
_TEXTS = {str}
_NUMBERS = frozenset({int, Fraction})


def chain(relations: Sequence[str], parts: Sequence[Closure]) -> Decision:
    """A chain of comparisons of values of any type: all are worked out before they are compared."""

    def holds(e: Environment) -> bool:
        values = [part(e) for part in parts]
        # Like the reference, look at each link, so that a comparison that makes no sense is noticed.
        links = [_related(relation, values[at], values[at + 1]) for at, relation in enumerate(relations)]
        return all(links)

    return holds


def is_text(part: Closure, text: str, *, wanted: bool) -> Decision:
    """``part == "text"``, or ``!=`` where ``wanted`` is False."""

    def holds(e: Environment) -> bool:
        found = part(e)
        if found.__class__ is str:
            return (found == text) is wanted
        return _related("==" if wanted else "!=", found, text)

    return holds


def comparison(relation: str, left: Closure, right: Closure) -> Decision:
    """One comparison of values of any type; what most are, two texts or two numbers, is looked for first."""
    if relation in ("in", "not in"):
        return _membership(left, right, wanted=relation == "in")
    compare, wanted, is_equality = RELATIONS[relation], relation == "==", relation in ("==", "!=")

    def holds(e: Environment) -> bool:
        one, other = left(e), right(e)
        kind = one.__class__
        if kind is other.__class__:
            if kind is int:
                return compare((one, 1), (other, 1))
            if is_equality and (kind is str or kind is bool):
                return (one == other) is wanted
        if kind in _NUMBERS and other.__class__ in _NUMBERS:
            return compare(ratios.ratio(one), ratios.ratio(other))
        return _related(relation, one, other)

    return holds


def _membership(item: Closure, container: Closure, *, wanted: bool) -> Decision:
    def holds(e: Environment) -> bool:
        one, several = item(e), container(e)
        if one.__class__ is str and several.__class__ is list and set(map(type, several)) == _TEXTS:
            return (one in several) is wanted
        return discrete.contains(several, one) is wanted

    return holds


def _related(relation: str, left: object, right: object) -> bool:
    if relation == "in":
        return discrete.contains(right, left)
    if relation == "not in":
        return not discrete.contains(right, left)
    if not is_discrete(left) and not is_discrete(right):
        return RELATIONS[relation](ratios.ratio(left), ratios.ratio(right))
    if relation in ("==", "!="):
        return discrete.same(left, right).holds is (relation == "==")
    if discrete.is_collection(left) and relation in ("<=", ">="):
        sets = (left, right) if relation == "<=" else (right, left)
        return discrete.subset(*sets).holds
    raise Unsure
