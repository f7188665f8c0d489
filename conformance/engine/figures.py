"""The parts of a rule's formulas that may read a figure of the vendor: what can be said of them for all descriptors and points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.expressions import tree
from conformance.expressions.computed import is_computed
from conformance.expressions.expression import Expression
from conformance.expressions.functions import AnyFunction
from conformance.expressions.objective import compared_parts
from conformance.findings.named import NamedTuple
from conformance.spec.roles import roots_of
from conformance.spec.rules import Rule

_KEPT = "parts that may read a figure"
_READING = frozenset({tree.Name, tree.Attribute, tree.Index})


class Part(NamedTuple):
    """A name, field or row that a formula reads.

    Attributes:
        node: of the formula.
        place: where it stands in the descriptor, if that is plain.
        claimed: where its figure stands if that place is a claim.
    """

    node: tree.Node
    place: tuple[str, ...] | None = None
    claimed: tuple[str, ...] = ()


def figure_parts(rule: Rule, functions: Mapping[str, AnyFunction], node: tree.Node) -> tuple[Part, ...]:
    """The parts of a formula, and of the lets it names, in the order of the text; the rule keeps those of what its clauses compare."""
    kept = rule.kept.setdefault(_KEPT, {})
    assert isinstance(kept, dict)
    known: tuple[Part, ...] | None = kept.get(id(node))
    if known is None:
        known = tuple(_parts(rule, functions, node))
        if any(node is side for clause in rule.clauses for side in compared_parts(clause.that.root) or ()):
            kept[id(node)] = known
    return known


def _parts(rule: Rule, functions: Mapping[str, AnyFunction], node: tree.Node) -> Iterator[Part]:
    roots = roots_of(rule)
    for part in reached(node, rule.let):
        if part.__class__ not in _READING or _is_of_the_lab(part):
            continue
        place = tree.path_of(part)
        if place is not None and place[0] in roots:
            yield Part(part, place, (*place, "value"))
        elif not (
            isinstance(part, tree.Name) and part.id in rule.let and is_computed(rule.let[part.id].root, functions)
        ):
            yield Part(part)


def _is_of_the_lab(node: tree.Node) -> bool:
    """Whether a name, field or row is one of the lab's tables."""
    while isinstance(node, (tree.Attribute, tree.Index)):
        node = node.base
    return isinstance(node, tree.Name) and node.id == "lab"


def reached(node: tree.Node, lets: Mapping[str, Expression]) -> Iterator[tree.Node]:
    """All nodes of a formula, and of the lets it names, each let once, in the order of the text."""
    seen, waiting = set[str](), [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, tree.Name) and part.id in lets and part.id not in seen:
            seen.add(part.id)
            waiting.append(lets[part.id].root)
        waiting += reversed(tree.children(part))
