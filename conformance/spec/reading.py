"""What of a descriptor a rule can read, by the paths in its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.expressions.expression import Expression
from conformance.expressions.tree import Node, children, path_of
from conformance.spec.roles import roots_of
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule


def paths_read(rule: Rule) -> frozenset[tuple[str, ...]]:
    """The plain paths in a rule's formulas, each as far as it goes: of what lies below one anything may be read."""
    roots = set(roots_of(rule))
    paths = (path for formula in _formulas(rule) for path in _longest(formula.root))
    return frozenset(path for path in paths if path[0] in roots)


def reads(paths: frozenset[tuple[str, ...]], field: Sequence[str | int]) -> bool:
    """Whether one of the paths leads to the field, into it or above it."""
    return any(all(key == step for key, step in zip(path, field, strict=False)) for path in paths)


def narrowing_leaves_out(rule: Rule, field: Sequence[str | int]) -> bool:
    """Whether a range that is cut back at one end merely loses points: the same formulas, at fewer of the same places.

    Not so where a formula reads that end, or all of the range, for itself; where another range begins at it; and where a variable
    goes through the range in declared steps, which may then be counted from elsewhere. In doubt it is not so.

    Args:
        rule: the rule; what switches it off as a whole (``when``) does not count.
        field: keys and indices of the end, the last of them ``min`` or ``max``.
    """
    roots, records = set(roots_of(rule)), {variable.name for variable in rule.forall if variable.form == "each"}
    for formula in _besides_ranges(rule, field[-1]):
        for path in _longest(formula.root):
            own = reads(frozenset((path,)), field) if path[0] in roots else bool(set(field[-2:]).intersection(path[1:]))
            if own or (len(path) == 1 and path[0] in records):
                return False
    return True


def _besides_ranges(rule: Rule, end: str | int) -> Iterator[Expression]:
    """The formulas of lets, variables and clauses, without those that are no more than a variable's range or list."""
    yield from rule.let.values()
    for variable in rule.forall:
        yield from _settings(variable)
        for place, source in enumerate(variable.source):
            path = path_of(source.root)
            if path is None or not _bounds(variable, place, path, end):
                yield source
    yield from _of_clauses(rule)


def _bounds(variable: Variable, place: int, path: tuple[str, ...], end: str | int) -> bool:
    """Whether a source is the variable's list or range, and of a range with two sources not the other end of it."""
    if variable.form == "each":
        return True
    goes_through = variable.form in ("range", "integers") and variable.step is None
    return goes_through and (len(variable.source) == 1 or path[-1] != end or end == ("min", "max")[place])


def _formulas(rule: Rule) -> Iterator[Expression]:
    yield from (formula for formula in (rule.when, *rule.let.values()) if formula is not None)
    for variable in rule.forall:
        yield from variable.source
        yield from _settings(variable)
    yield from _of_clauses(rule)


def _settings(variable: Variable) -> Iterator[Expression]:
    more = (variable.where, variable.at_most, variable.step, variable.nominal)
    yield from (part for part in more if isinstance(part, Expression))


def _of_clauses(rule: Rule) -> Iterator[Expression]:
    for clause in rule.clauses:
        yield from (clause.that,) if clause.when is None else (clause.when, clause.that)


def _longest(node: Node) -> Iterator[tuple[str, ...]]:
    path = path_of(node)
    if path is not None:
        yield path
        return
    for part in children(node):
        yield from _longest(part)
