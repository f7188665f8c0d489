"""The parsed formula: a small closed tree. Every node knows at which character of its text it begins.

Named tuples, since they cost a third of dataclasses at start; told apart by their class, never by comparison alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any, Literal

BinaryOperator = Literal["+", "-", "*", "/", "//", "%", "**", "&", "|"]
Relation = Literal["<", "<=", ">", ">=", "==", "!=", "in", "not in"]


class Constant(NamedTuple):
    """A plain number, exact as written, or a text or truth value."""

    at: int
    value: int | Fraction | str | bool


class Name(NamedTuple):
    """A variable, a ``let``, a constant, or the root of a path (``design``, ``claims``, ``lab`` …)."""

    at: int
    id: str


class Attribute(NamedTuple):
    """``base.name``: a field of a record."""

    at: int
    base: Node
    name: str


class Index(NamedTuple):
    """``base[key]``: a row of a table, an entry of a mapping, an item of a list."""

    at: int
    base: Node
    key: Node


class Unary(NamedTuple):
    """``-x`` or ``not x``."""

    at: int
    operator: Literal["-", "not"]
    operand: Node


class Binary(NamedTuple):
    """Arithmetic on numbers; ``& | -`` on sets."""

    at: int
    operator: BinaryOperator
    left: Node
    right: Node


class Compare(NamedTuple):
    """A chain ``a <= b < c``: all of its links must hold."""

    at: int
    operands: tuple[Node, ...]
    relations: tuple[Relation, ...]


class Logic(NamedTuple):
    """``and`` or ``or`` of two or more operands, decided from the left."""

    at: int
    operator: Literal["and", "or"]
    operands: tuple[Node, ...]


class Choice(NamedTuple):
    """``then if condition else otherwise``: only the chosen side must be defined."""

    at: int
    condition: Node
    then: Node
    otherwise: Node


class Loop(NamedTuple):
    """One ``for name in iterable if condition …`` of a generator."""

    name: str
    iterable: Node
    conditions: tuple[Node, ...]


class Generator(NamedTuple):
    """``element for … in …``: only as the argument of ``sum min max all any len list set only``."""

    at: int
    element: Node
    loops: tuple[Loop, ...]


class Call(NamedTuple):
    """A call of a built-in or an area's function; ``record`` alone takes named arguments."""

    at: int
    function: str
    arguments: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...] = ()


Node = Constant | Name | Attribute | Index | Unary | Binary | Compare | Logic | Choice | Generator | Call


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in the order of the text."""
    parts = _CHILDREN.get(node.__class__)
    return () if parts is None else parts(node)


_CHILDREN: Mapping[type, Callable[[Any], tuple[Node, ...]]] = {
    Attribute: lambda node: (node.base,),
    Index: lambda node: (node.base, node.key),
    Unary: lambda node: (node.operand,),
    Binary: lambda node: (node.left, node.right),
    Compare: lambda node: node.operands,
    Logic: lambda node: node.operands,
    Choice: lambda node: (node.then, node.condition, node.otherwise),
    Generator: lambda node: (
        node.element,
        *(part for loop in node.loops for part in (loop.iterable, *loop.conditions)),
    ),
    Call: lambda node: (*node.arguments, *(value for _, value in node.named)),
}
"""By class: to look a class up takes less than to compare it with one after the other."""


def rebuilt(node: Node, parts: Sequence[Node]) -> Node:
    """The node with other direct parts, given in the order of ``children``."""
    match node:
        case Attribute():
            return node._replace(base=parts[0])
        case Index():
            return node._replace(base=parts[0], key=parts[1])
        case Unary():
            return node._replace(operand=parts[0])
        case Binary():
            return node._replace(left=parts[0], right=parts[1])
        case Compare() | Logic():
            return node._replace(operands=tuple(parts))
        case Choice():
            return node._replace(then=parts[0], condition=parts[1], otherwise=parts[2])
        case Generator():
            left = iter(parts[1:])
            loops = [Loop(loop.name, next(left), tuple(next(left) for _ in loop.conditions)) for loop in node.loops]
            return node._replace(element=parts[0], loops=tuple(loops))
        case Call(arguments=arguments, named=named):
            values = parts[len(arguments) :]
            pairs = tuple((name, value) for (name, _), value in zip(named, values, strict=True))
            return node._replace(arguments=tuple(parts[: len(arguments)]), named=pairs)
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(children(part))


def without_places(part: object) -> object:
    """Equal for formulas that say the same, wherever they stand: hashable.

    Args:
        part: a node, or a part of one.
    """
    if not isinstance(part, tuple):
        return part.__class__, part  # 1 and true are equal to Python
    return part.__class__, *map(without_places, part[1:] if isinstance(part, Node) else part)


def path_of(node: Node) -> tuple[str, ...] | None:
    """``("design", "credits")`` for ``design.credits``; None for what is not a plain dotted path."""
    if isinstance(node, Name):
        return (node.id,)
    if isinstance(node, Attribute):
        base = path_of(node.base)
        return None if base is None else (*base, node.name)
    return None


def free_names(node: Node) -> frozenset[str]:
    """The names that the node needs from outside: all names but the loop variables of its generators."""
    if isinstance(node, Name):
        return frozenset({node.id})
    if isinstance(node, Generator):
        return _generator_names(node)
    return frozenset().union(*(free_names(child) for child in children(node)))


def _generator_names(node: Generator) -> frozenset[str]:
    bound: set[str] = set()
    found: set[str] = set()
    for loop in node.loops:
        found |= free_names(loop.iterable) - bound
        bound.add(loop.name)
        for condition in loop.conditions:
            found |= free_names(condition) - bound
    return frozenset(found | (free_names(node.element) - bound))
