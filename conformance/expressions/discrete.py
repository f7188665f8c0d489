"""Lists, sets, records and texts of a formula: everything that is settled before a quantified number is looked at.

Sets are lists without repetition, in the order in which their members were first met, so that nothing depends on hash order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from conformance.expressions.outcomes import Ref, Truth, Undefined
from conformance.expressions.values import Claim, Record

MAX_MEMBERS = 1_000_000
"""Of a range of whole numbers, and the most turns that the loops of one generator take."""


_PLAIN = (str, int, Fraction)
"""Classes whose values are their own keys; asked for first, since ``Mapping`` takes long to say no."""


class Unsettled(Exception):
    """A collection holds what cannot be compared: a quantified number that is still open, or something undefined."""

    def __init__(self, value: Ref | Undefined) -> None:
        """Keep what was found."""
        super().__init__(value)
        self.value = value


def is_collection(value: object) -> bool:
    """Whether the value is a list or a set."""
    return isinstance(value, list | tuple)


def members(value: object) -> Sequence[object]:
    """What a generator runs over: the items of a list, the entries of a mapping."""
    if value.__class__ is list:
        return value
    if isinstance(value, Claim):
        raise TypeError("a claim has no items")
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple):
        return value
    raise TypeError(f"{type(value).__name__} has no items")


def unique(items: Sequence[object]) -> list[object]:
    """The items without repetition, first come first."""
    found: list[object] = []
    known: set[object] = set()
    for item in items:
        key = key_of(item)
        if key not in known:
            known.add(key)
            found.append(item)
    return found


def key_of(value: object) -> object:
    """A hashable stand-in that is equal where the values are.

    Raises:
        Unsettled: there is an open number or something undefined in it.
    """
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, Ref | Undefined):
        raise Unsettled(value)
    if isinstance(value, bool | Truth):
        return ("truth", truth_of(value))
    if isinstance(value, Mapping):
        return ("record", tuple(sorted((name, key_of(item)) for name, item in value.items())))
    if isinstance(value, list | tuple):
        return ("list", tuple(key_of(item) for item in value))
    return value


def truth_of(value: bool | Truth) -> bool:  # noqa: FBT001 - the value itself
    """A truth value of a document or of a formula, without its margin."""
    return value.holds if isinstance(value, Truth) else value


def value_of(item: object) -> object:
    """What an item counts as: a claim stands for its value."""
    return item["value"] if isinstance(item, Claim) else item


def check_settled(value: object) -> None:
    """Look for what is open or undefined inside lists and records that a formula made; those of documents hold none.

    Raises:
        Unsettled: at the first of them.
    """
    if isinstance(value, Ref | Undefined):
        raise Unsettled(value)
    if isinstance(value, Record) and not value.path:
        check_settled(list(value.values()))
    if isinstance(value, list | tuple):
        for item in value:
            if item.__class__ is Record and item.path:  # the rows of a large table, without a call for each
                continue
            check_settled(item)


def holds_open(value: object) -> bool:
    """Whether an open number stands anywhere in a value, records of documents included: a field that a repair looks for."""
    if isinstance(value, Mapping):
        return any(holds_open(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(holds_open(item) for item in value)
    return isinstance(value, Ref)


def _keys(container: object) -> set[object]:
    return {key_of(value_of(member)) for member in members(container)}


def combine(operator: str, left: object, right: object) -> list[object]:
    """``& | -`` of two sets."""
    left_items, right_items = members(left), members(right)
    other = _keys(right)
    if operator == "&":
        return unique([item for item in left_items if key_of(value_of(item)) in other])
    if operator == "-":
        return unique([item for item in left_items if key_of(value_of(item)) not in other])
    return unique([*left_items, *right_items])


def contains(container: object, item: object) -> bool:
    """``item in container``: member of a list or set, key of a mapping."""
    item = value_of(item)
    if isinstance(container, Mapping) and not isinstance(container, Claim):
        return not isinstance(item_of(container, item), Undefined)
    return key_of(item) in _keys(container)


def same(left: object, right: object) -> Truth:
    """``==`` of texts, truth values, records and sets; sets are equal whatever their order."""
    if is_collection(left) and is_collection(right):
        return Truth(_keys(left) == _keys(right))
    return Truth(key_of(left) == key_of(right))


def subset(left: object, right: object) -> Truth:
    """``<=`` of two sets."""
    return Truth(_keys(left) <= _keys(right))


def integers(*arguments: object) -> list[object] | Undefined:
    """``integers(lo, hi)``, or the whole numbers that a {min, max} or a list of them covers."""
    from conformance.expressions.exact import ceil, floor  # few formulas ask for this

    check_settled(arguments)
    found: list[object] = []
    for low, high in _spans([value_of(argument) for argument in arguments]):
        if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
            return Undefined("not-a-number")
        first, last = ceil(low), floor(high)
        if last - first >= MAX_MEMBERS:
            return Undefined("too-large")
        found.extend(range(first, last + 1))
    return unique(found)


def _spans(arguments: Sequence[object]) -> list[tuple[object, object]]:
    if len(arguments) != 1:
        low, high = arguments
        return [(low, high)]
    value = arguments[0]
    spans = members(value) if is_collection(value) else [value]
    return [
        (span.get("min"), span.get("max")) if isinstance(span, Mapping) else (span, span)
        for span in map(value_of, spans)
    ]


def common(sets: Sequence[object]) -> list[object] | Undefined:
    """The members that all sets share."""
    if not sets:
        return Undefined("empty")
    shared = unique(members(sets[0]))
    for other in sets[1:]:
        shared = combine("&", shared, other)
    return shared


def ascending(items: Sequence[object]) -> Truth | Undefined:
    """Whether each item is larger than the one before it, by more than a tie."""
    from conformance.expressions.truth import less  # few formulas ask for this

    values = [value_of(item) for item in items]
    check_settled(values)
    numbers = [value for value in values if isinstance(value, int | Fraction)]
    if len(numbers) < len(values):
        return Undefined("not-a-number")
    return Truth(all(less(low, high).holds for low, high in pairwise(numbers)))


def item_of(base: object, key: object) -> object:
    """``base[key]``: an entry of a mapping, an item of a list by position, a record of a list by its ``id``."""
    key = value_of(key)
    if base.__class__ is Record and key.__class__ is str:
        return base[key] if key in base else Undefined("missing-key")
    if isinstance(base, Mapping) and isinstance(key, str | int | Fraction):
        return base.get(str(key) if key not in base else key, Undefined("missing-key"))
    if isinstance(base, list | tuple):
        if isinstance(key, str):
            for item in base:
                if isinstance(item, Record) and item.get("id") == key:
                    return item
            return Undefined("missing-key")
        if isinstance(key, int | Fraction) and key == int(key) and -len(base) <= key < len(base):
            return base[int(key)]
    return Undefined("missing-key")
