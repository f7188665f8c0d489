"""The mutations of a formula: small slips of the pen that a rule's examples must notice.

One table, ``OPERATORS``; each operator looks at one node of the tree and says what could stand in its place. It knows
nothing of types: ``mutants`` keeps what passes the dimension check. Left out on purpose: slips that no verdict can show
(nominal values, resolutions, hints, messages, blame), and the negation of a condition, which is the exchange of its branches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from conformance.expressions import tree
from conformance.expressions.tree import Node
from conformance.findings.named import NamedTuple

_TURNED: Mapping[tree.Relation, tree.Relation] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "!=", "!=": "==", "in": "not in", "not in": "in",
}  # fmt: skip
_TIED: Mapping[tree.Relation, tree.Relation] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_ARITHMETIC: Mapping[tree.BinaryOperator, tree.BinaryOperator] = {
    "+": "-", "-": "+", "*": "/", "/": "*", "//": "/", "%": "//", "**": "*", "&": "|", "|": "&",
}  # fmt: skip
_SWAPPED = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "any": "all", "all": "any", "sum": "max"}
_BARE = frozenset({"floor", "ceil", "round", "abs"})

Others = Callable[[Node], Iterator[Node]]
"""What of the same type could stand for a name or path in its formula: variables beside it, columns of its table."""


class Change(NamedTuple):
    """One slip in a formula: the part that it changes, what stands there then, and the whole formula then."""

    before: Node
    after: Node
    whole: Node


class Operator(NamedTuple):
    """One kind of slip.

    Attributes:
        name: of the slip.
        says: what it does, in a few words.
        at: the changes that it makes of a node.
    """

    name: str
    says: str
    at: Callable[[Node], Iterator[Change]]


def _instead(at: Callable[[Node], Iterator[Node]]) -> Callable[[Node], Iterator[Change]]:
    """What stands in the place of the node as a whole."""
    return lambda node: (Change(node, after, after) for after in at(node))


def _relations(table: Mapping[tree.Relation, tree.Relation]) -> Callable[[Node], Iterator[Node]]:
    """Exchange one relation of a comparison by the table."""

    def at(node: Node) -> Iterator[Node]:
        if isinstance(node, tree.Compare):
            for index, relation in enumerate(node.relations):
                if relation in table:
                    changed = (*node.relations[:index], table[relation], *node.relations[index + 1 :])
                    yield node._replace(relations=changed)

    return at


def _arithmetic(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Binary):
        yield node._replace(operator=_ARITHMETIC[node.operator])


def _dropped(node: Node) -> Iterator[Node]:
    """Each term of a sum and each factor of a product once: of ``a + b + c`` the left part is a sum of its own."""
    if not isinstance(node, tree.Binary) or node.operator in ("%", "**"):
        return
    yield node.left
    if node.operator in ("/", "//"):
        yield node._replace(left=tree.Constant(node.at, 1))
    elif node.operator == "-":
        yield tree.Unary(node.at, "-", node.right)
    elif not (isinstance(node.left, tree.Binary) and node.left.operator == node.operator):
        yield node.right


def _argument_dropped(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Call) and node.function in ("min", "max") and len(node.arguments) > 1:
        for index in range(len(node.arguments)):
            rest = (*node.arguments[:index], *node.arguments[index + 1 :])
            yield rest[0] if len(rest) == 1 else node._replace(arguments=rest)


def _swapped(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Call) and node.function in _SWAPPED:
        yield node._replace(function=_SWAPPED[node.function])


def _bare(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Call) and node.function in _BARE:
        yield node.arguments[0]
    if isinstance(node, tree.Unary):
        yield node.operand


def _number(node: Node) -> Iterator[Node]:
    if not isinstance(node, tree.Constant) or isinstance(node.value, bool | str):
        return
    value = node.value
    near = (value + 1, value - 1) if isinstance(value, int) else (value * 2, value / 2)
    yield from (node._replace(value=_whole(number)) for number in near if number >= 0)


def _whole(number: int | Fraction) -> int | Fraction:
    return int(number) if number == int(number) else number


def _logic(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Logic):
        yield node._replace(operator="or" if node.operator == "and" else "and")


def _operand_dropped(node: Node) -> Iterator[Change]:
    """What is always true says nothing in ``and``, what is always false nothing in ``or``."""
    if isinstance(node, tree.Logic):
        for index, operand in enumerate(node.operands):
            nothing = tree.Constant(operand.at, node.operator == "and")
            rest = (*node.operands[:index], nothing, *node.operands[index + 1 :])
            yield Change(operand, nothing, node._replace(operands=rest))


def _branches(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Choice):
        yield node.then
        yield node.otherwise
        yield node._replace(then=node.otherwise, otherwise=node.then)


def _unfiltered(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Generator):
        for index, loop in enumerate(node.loops):
            for which in range(len(loop.conditions)):
                left = (*loop.conditions[:which], *loop.conditions[which + 1 :])
                loops = (*node.loops[:index], loop._replace(conditions=left), *node.loops[index + 1 :])
                yield node._replace(loops=loops)


def _default(node: Node) -> Iterator[Node]:
    if isinstance(node, tree.Call) and node.function == "default":
        yield node.arguments[1]


OPERATORS: tuple[Operator, ...] = (
    Operator("relation-turned", "<= for >=, > for <, != for ==, not in for in", _instead(_relations(_TURNED))),
    Operator("tie", "< for <=, >= for >: a tie is decided the other way", _instead(_relations(_TIED))),
    Operator("arithmetic", "- for +, / for *, * for **, | for &, and back", _instead(_arithmetic)),
    Operator("part-dropped", "one term of a sum or factor of a product less", _instead(_dropped)),
    Operator("function", "max for min, ceil for floor, all for any, max for sum, and back", _instead(_swapped)),
    Operator("argument-dropped", "one argument of min or max less", _instead(_argument_dropped)),
    Operator("bare", "no floor, ceil, round, abs, no sign, no not", _instead(_bare)),
    Operator("number", "a whole number one more and one less, any other doubled and halved", _instead(_number)),
    Operator("logic", "or for and, and for or", _instead(_logic)),
    Operator("operand-dropped", "one operand of and, or less", _operand_dropped),
    Operator("branch", "always the one, always the other branch of a choice, and both exchanged", _instead(_branches)),
    Operator("unfiltered", "one condition of a generator less", _instead(_unfiltered)),
    Operator("default", "the default value where there is another", _instead(_default)),
)
"""What happens to a node. With ``others`` comes: a variable or a column of a table for another of the same type."""


def changes(root: Node, others: Others) -> Iterator[Change]:
    """Every slip in a formula, outer parts before inner ones, in the order of the table."""
    for operator in OPERATORS:
        yield from operator.at(root)
    if isinstance(root, tree.Name | tree.Attribute | tree.Index):
        for after in others(root):
            yield Change(root, after, after)
        yield from _keys(root, others)
    else:
        yield from _parts(root, _first_mutable(root), others)


def _keys(path: Node, others: Others) -> Iterator[Change]:
    """Slips inside the keys of a path: the path up to a key is no value of its own."""
    if isinstance(path, tree.Attribute | tree.Index):
        for before, after, whole in _keys(path.base, others):
            yield Change(before, after, path._replace(base=whole))
    if isinstance(path, tree.Index):
        yield from _parts(path, 1, others)


def _parts(root: Node, first: int, others: Others) -> Iterator[Change]:
    parts = tree.children(root)
    for index in range(first, len(parts)):
        for before, after, whole in changes(parts[index], others):
            yield Change(before, after, tree.rebuilt(root, (*parts[:index], whole, *parts[index + 1 :])))


def _first_mutable(node: Node) -> int:
    """The path of ``has`` and ``default`` is no value that could be computed otherwise."""
    return 1 if isinstance(node, tree.Call) and node.function in ("has", "default") else 0
