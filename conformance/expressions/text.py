"""The text reading: the formula as an engineer reads it, with names or with the vendor's own numbers filled in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

from conformance.expressions import tree

Leaf = Callable[[tree.Node], str | None]
"""Gives the text that stands for a node, or None to write the node out."""

_BINDING = {"|": 3, "&": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6, "**": 8}
_COMPARE, _NOT, _AND, _OR, _CHOICE, _UNARY, _ATOM = 2.5, 2.0, 1.5, 1.0, 0.5, 7.0, 9.0


def names(node: tree.Node) -> str:
    """The formula with the names of the rule."""
    return render(node, lambda _: None)


def render(node: tree.Node, leaf: Leaf) -> str:
    """The formula with the texts that ``leaf`` gives; brackets only where they are needed."""
    return _render(node, leaf)[0]


def _render(node: tree.Node, leaf: Leaf) -> tuple[str, float]:  # noqa: C901 - one case per kind of node
    text = leaf(node)
    if text is not None:
        # A negative number or a number with a sign inside a product needs brackets.
        return text, _UNARY if text.startswith("-") else _ATOM
    match node:
        case tree.Constant(value=value):
            return constant(value), _ATOM
        case tree.Name(id=name):
            return name, _ATOM
        case tree.Attribute(base=base, name=name):
            return f"{_inside(base, leaf, _ATOM)}.{name}", _ATOM
        case tree.Index(base=base, key=key):
            return f"{_inside(base, leaf, _ATOM)}[{_render(key, leaf)[0]}]", _ATOM
        case tree.Unary(operator="-", operand=operand):
            return f"-{_inside(operand, leaf, _UNARY)}", _UNARY
        case tree.Unary(operand=operand):
            return f"not {_inside(operand, leaf, _NOT)}", _NOT
        case tree.Binary():
            return _binary(node, leaf)
        case tree.Compare():
            return _compare(node, leaf), _COMPARE
        case tree.Logic(operator=operator, operands=operands):
            level = _AND if operator == "and" else _OR
            return f" {operator} ".join(_inside(part, leaf, level + 0.1) for part in operands), level
        case tree.Choice(condition=condition, then=then, otherwise=otherwise):
            parts = [_inside(part, leaf, _CHOICE + 0.1) for part in (then, condition, otherwise)]
            return f"{parts[0]} if {parts[1]} else {parts[2]}", _CHOICE
        case tree.Generator():
            return _generator(node, leaf), _ATOM
        case tree.Call(function=function, arguments=arguments, named=named):
            inner = [_render(part, leaf)[0] for part in arguments]
            if len(arguments) > 1:
                inner = [
                    f"({part})" if isinstance(arguments[i], tree.Generator) else part for i, part in enumerate(inner)
                ]
            inner += [f"{name}={_render(part, leaf)[0]}" for name, part in named]
            return f"{function}({', '.join(inner)})", _ATOM


def _inside(node: tree.Node, leaf: Leaf, level: float) -> str:
    text, own = _render(node, leaf)
    return text if own >= level else f"({text})"


def _binary(node: tree.Binary, leaf: Leaf) -> tuple[str, float]:
    level = float(_BINDING[node.operator])
    # Left-associative, but for the power; on the same level brackets say something, as in ``a * (b // c)``.
    left_level, right_level = (level + 0.1, level) if node.operator == "**" else (level, level + 0.1)
    left, right = _inside(node.left, leaf, left_level), _inside(node.right, leaf, right_level)
    return f"{left} {node.operator} {right}", level


def _compare(node: tree.Compare, leaf: Leaf) -> str:
    parts = [_inside(operand, leaf, _COMPARE + 0.1) for operand in node.operands]
    text = parts[0]
    for relation, part in zip(node.relations, parts[1:], strict=True):
        text += f" {relation} {part}"
    return text


def _generator(node: tree.Generator, leaf: Leaf) -> str:
    text = _render(node.element, leaf)[0]
    for loop in node.loops:
        text += f" for {loop.name} in {_inside(loop.iterable, leaf, _CHOICE + 0.1)}"
        text += "".join(f" if {_inside(condition, leaf, _CHOICE + 0.1)}" for condition in loop.conditions)
    return text


def constant(value: int | Fraction | str | bool) -> str:  # noqa: FBT001 - a literal of the language
    """A literal as the rule's author wrote it: decimals in full, texts in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if value.isprintable() and not {"'", "\\"} & set(value) else repr(value)
    rounded = decimal(value)
    return rounded if Fraction(rounded) == value else _in_full(value)


def _in_full(value: int | Fraction) -> str:
    """Every digit: what was written has at most 60 of them, and 60 zeros more."""
    with localcontext(prec=200):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def decimal(value: int | Fraction, digits: int = 12) -> str:
    """An exact number as a decimal of at most ``digits`` digits, rounded half to even, without trailing zeros."""
    if value == int(value) and -(10**15) < value < 10**15:
        return str(int(value))
    try:
        return f"{float(value):.{digits}g}"
    except OverflowError:
        return _beyond_doubles(value, digits)


def _beyond_doubles(value: int | Fraction, digits: int) -> str:
    with localcontext(prec=digits):
        return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():.{digits}g}"
