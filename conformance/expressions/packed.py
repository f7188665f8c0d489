"""Parsed formulas as plain tuples, which the compiled form of the specs can hold: unpacking costs a tenth of parsing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from conformance.expressions import tree
from conformance.expressions.expression import Expression
from conformance.findings.type_hints import Any

Packed = tuple[Any, ...]
"""(number of the class, its fields …); nodes and loops among the fields packed too."""

_CLASSES: tuple[type[Any], ...] = (
    tree.Constant,
    tree.Name,
    tree.Attribute,
    tree.Index,
    tree.Unary,
    tree.Binary,
    tree.Compare,
    tree.Logic,
    tree.Choice,
    tree.Loop,
    tree.Generator,
    tree.Call,
    Fraction,
    tuple,
)
_NUMBERS = {kind: number for number, kind in enumerate(_CLASSES)}
_new = tuple.__new__


def packed(part: Any) -> Any:
    """A node, or a field of one, as plain data."""
    if isinstance(part, Fraction):
        return (_NUMBERS[Fraction], part.numerator, part.denominator)
    if isinstance(part, tuple):
        return (_NUMBERS[type(part)], *map(packed, part))
    return part


def unpacked(part: Any) -> Any:
    """The node, or the field of one, that was packed."""
    if part.__class__ is not tuple:
        return part
    made = _CLASSES[part[0]]
    if made is tree.Name:  # Paths are half of all nodes.
        return _new(made, part[1:])
    if made is tree.Attribute:
        _, at, base, name = part
        return _new(made, (at, unpacked(base), name))
    fields = [unpacked(field) if field.__class__ is tuple else field for field in part[1:]]
    # As made(*fields), in half of the time: all fields of a node are there, and it is a tuple of them.
    return Fraction(*fields) if made is Fraction else _new(made, fields)


class Formulas:
    """Reads formulas by their texts: from their packed trees where there are such, else by parsing."""

    def __init__(
        self, trees: Mapping[str, Packed] | None = None, more: Callable[[], Mapping[str, Packed]] = dict
    ) -> None:
        """Read from ``trees``, text to packed tree, and from those that ``more`` brings where a text is not among them."""
        self._trees = trees or {}
        self._more = more

    def __call__(self, text: str) -> Expression:
        """The formula.

        Raises:
            ExpressionError: as ``parse``.
        """
        known = self._trees.get(text) or self._more().get(text)
        if known is not None:
            return Expression(text, partial(unpacked, known))
        from conformance.expressions.parse import parse

        return parse(text)
