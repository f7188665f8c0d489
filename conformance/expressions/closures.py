"""The closures that a compiled formula (``quick``) is made of: each takes the environment and gives its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conformance.expressions import discrete, ratios
from conformance.expressions.outcomes import Undefined
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.values import Record
from conformance.findings.type_hints import Any

Environment = dict[object, Any]
"""Roots by name, and what is local by a number of its own."""
Closure = Callable[[Environment], Any]
"""Takes an environment; gives a ratio, a bool or a value, as its reading says."""
Number = Callable[[Environment], Ratio]
Decision = Callable[[Environment], bool]

OPEN = object()
"""Stands for a value that depends on the descriptor."""


def exactly(operation: str, parts: Sequence[Number]) -> Number:
    """An operation of the reference on numbers."""
    from conformance.expressions.number import OPERATIONS  # few static rules need more than plain arithmetic

    compute = OPERATIONS[operation]
    return lambda e: ratios.ratio(compute(*[ratios.number(part(e)) for part in parts]))


def as_truth(part: Closure) -> Decision:
    """A value as a truth value."""

    def truth(e: Environment) -> bool:
        value = part(e)
        if isinstance(value, bool):
            return value
        raise Unsure

    return truth


def constant(value: Any) -> Closure:
    """What is the same for every descriptor."""
    return lambda _: value


def read(name: object) -> Closure:
    """An entry of the environment."""
    return lambda e: e[name]


def as_ratio(part: Closure) -> Number:
    """A value as a number."""
    ratio = ratios.ratio
    return lambda e: ratio(part(e))


def as_number(part: Number) -> Closure:
    """A number as a value."""
    return lambda e: ratios.number(part(e))


def negative(part: Number) -> Number:
    """``-part``."""

    def negated(e: Environment) -> Ratio:
        above, below = part(e)
        return -above, below

    return negated


def applied(operation: Callable[[Any, Any], Any], left: Closure, right: Closure) -> Closure:
    """An operation on two parts."""
    return lambda e: operation(left(e), right(e))


def with_right(operation: Callable[[Any, Any], Any], left: Closure, right: object) -> Closure:
    """An operation whose right side is the same for every descriptor."""
    return lambda e: operation(left(e), right)


def with_left(operation: Callable[[Any, Any], Any], left: object, right: Closure) -> Closure:
    """An operation whose left side is the same for every descriptor."""
    return lambda e: operation(left, right(e))


def choice(condition: Decision, then: Closure, otherwise: Closure) -> Closure:
    """``then if condition else otherwise``."""
    return lambda e: then(e) if condition(e) else otherwise(e)


def logic(deciding: bool, parts: Sequence[Decision]) -> Decision:  # noqa: FBT001 - the value that decides
    """From the left, up to the first operand that decides: True for ``or``, False for ``and``."""

    def decided(e: Environment) -> bool:
        for part in parts:
            if part(e) is deciding:
                return deciding
        return not deciding

    return decided


def opposite(part: Decision) -> Decision:
    """``not part``."""
    return lambda e: not part(e)


def is_there(part: Closure) -> Decision:
    """``has(part)``."""
    return lambda e: part(e) is not None


def attribute(base: Closure, name: str) -> Closure:
    """``base.name``."""

    def field(e: Environment) -> Any:
        record = base(e)
        try:
            return record[name]
        except (KeyError, TypeError):
            raise absent(record, name) from None

    return field


def root_field(root: object, name: str) -> Closure:
    """``root.name``: an attribute as most formulas write it; ``root`` is an entry of the environment."""

    def field(e: Environment) -> Any:
        record = e[root]
        try:
            return record[name]
        except (KeyError, TypeError):
            raise absent(record, name) from None

    return field


def inner_field(root: object, outer: str, name: str) -> Closure:
    """``root.outer.name`` in one step; where that fails, step by step, to say at which field."""
    by_steps = attribute(root_field(root, outer), name)

    def field(e: Environment) -> Any:
        try:
            return e[root][outer][name]
        except (KeyError, TypeError):
            return by_steps(e)

    return field


def absent(record: object, name: str) -> Exception:
    """What a field that is not there means: the reference's ``ClaimAbsent`` below ``claims``."""
    if isinstance(record, Record):
        path = (*record.path, name)
        if path[0] == "claims":
            return ClaimAbsent(".".join(map(str, path)))
    return Unsure()


def index(base: Closure, key: Closure) -> Closure:
    """``base[key]``."""

    def item(e: Environment) -> Any:
        of, name = base(e), key(e)
        if of.__class__ is Record and name.__class__ is str and name in of:
            return of[name]
        found = discrete.item_of(of, *no_truths([name]))
        if found.__class__ is Undefined:
            raise Unsure
        return found

    return item


def no_truths(values: list[object]) -> list[object]:
    """The values, where no truth value is among them: Python takes those for numbers, the reference does not."""
    if any(value.__class__ is bool for value in values):
        raise Unsure
    return values


def combined(operator: str, left: Closure, right: Closure) -> Closure:
    """``& | -`` of two sets."""
    return lambda e: discrete.combine(operator, left(e), right(e))


def either(which: Closure, difference: Closure, number: Closure) -> Closure:
    """``-`` of what may be sets or numbers."""
    return lambda e: difference(e) if discrete.is_collection(which(e)) else number(e)
