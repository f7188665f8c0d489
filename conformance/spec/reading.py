"""What of a descriptor a rule can read, by the paths in its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.expressions.expression import Expression
from conformance.expressions.tree import Node, children, path_of
from conformance.spec.roles import roots_of
from conformance.spec.rules import Rule


def paths_read(rule: Rule) -> frozenset[tuple[str, ...]]:
    """The plain paths in a rule's formulas, each as far as it goes: of what lies below one anything may be read."""
    roots = set(roots_of(rule))
    paths = (path for formula in _formulas(rule) for path in _longest(formula.root))
    return frozenset(path for path in paths if path[0] in roots)


def reads(paths: frozenset[tuple[str, ...]], field: Sequence[str | int]) -> bool:
    """Whether one of the paths leads to the field, into it or above it."""
    return any(all(key == step for key, step in zip(path, field, strict=False)) for path in paths)


def _formulas(rule: Rule) -> Iterator[Expression]:
    yield from (formula for formula in (rule.when, *rule.let.values()) if formula is not None)
    for variable in rule.forall:
        yield from variable.source
        more = (variable.where, variable.at_most, variable.step, variable.nominal)
        yield from (part for part in more if isinstance(part, Expression))
    for clause in rule.clauses:
        yield from (clause.that,) if clause.when is None else (clause.when, clause.that)


def _longest(node: Node) -> Iterator[tuple[str, ...]]:
    path = path_of(node)
    if path is not None:
        yield path
        return
    for part in children(node):
        yield from _longest(part)
