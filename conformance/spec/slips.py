"""Every slip of the pen that a rule allows, before anybody has asked whether the rule still loads with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from conformance.expressions import text, tree
from conformance.expressions.expression import Expression
from conformance.expressions.tree import Node
from conformance.findings.named import NamedTuple
from conformance.spec.mutations import Others, changes
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule

_LONG, _LONG_PART = 50, 25
_NUMBER = re.compile(r"[-+0-9.eE]+")
_EVERYTHING = "true"
"""What stands in the place of a condition or a clause that is dropped."""


class Slip(NamedTuple):
    """One change, and where its new value goes in the rule's data."""

    place: str
    before: str
    after: str
    path: tuple[str, ...]
    value: str | list[str]


def distinct(slips: Iterable[Slip]) -> Iterator[Slip]:
    """Two slips that leave the same formula are one."""
    seen: set[object] = set()
    for slip in slips:
        key = (slip.path, tuple(slip.value))
        if key not in seen:
            seen.add(key)
            yield slip


def slips(rule: Rule, others: dict[str, Others]) -> Iterator[Slip]:
    """Every slip, before anybody has asked whether it loads."""
    yield from _constants(rule)
    for place, path, formula in formulas_of(rule):
        if path[-1] in ("that", "when", "where") and formula.text != _EVERYTHING:
            yield Slip(place, shown(formula.root), _EVERYTHING, path, _EVERYTHING)
        for before, after, whole in changes(formula.root, others.get(place, _nothing)):
            value = text.names(whole)
            if value != text.names(formula.root):
                yield Slip(place, shown(before), shown(after), _target(path), _whole(rule, path, value))
    for variable in rule.forall:
        yield from _ends(variable)


def shown(node: Node) -> str:
    """A part of a formula in few words: of a long one, long operands are cut."""
    whole = text.names(node)
    if len(whole) <= _LONG:
        return whole

    def cut(part: Node) -> str | None:
        written = text.names(part)
        brief = part is node or len(written) <= _LONG_PART or isinstance(part, tree.Name | tree.Attribute | tree.Index)
        if brief:
            return None
        start = written[:_LONG_PART].rstrip() + "…"
        return start if isinstance(part, tree.Call) else f"({start})"

    return text.render(node, cut)


def _nothing(_: Node) -> Iterator[Node]:
    return iter(())


def _target(path: tuple[str, ...]) -> tuple[str, ...]:
    """A formula of a list of sources is changed with its whole list."""
    return path[:3] if path[0] == "forall" else path


def _whole(rule: Rule, path: tuple[str, ...], value: str) -> str | list[str]:
    if path[0] != "forall" or path[2] != "source":
        return value
    variable = next(variable for variable in rule.forall if variable.name == path[1])
    return [value if index == int(path[3]) else formula.text for index, formula in enumerate(variable.source)]


def formulas_of(rule: Rule) -> Iterator[tuple[str, tuple[str, ...], Expression]]:
    """(place, path, formula) of all that decides the verdict, in the order of the file; lets that only reports use left out."""
    if rule.when is not None:
        yield "when", ("when",), rule.when
    for variable in rule.forall:
        place, path = f"forall {variable.name}", ("forall", variable.name)
        for index, source in enumerate(variable.source):
            yield place, (*path, "source", str(index)), source
        for key, formula in (("at_most", variable.at_most), ("where", variable.where)):
            if formula is not None:
                yield f"{place} {key}", (*path, key), formula
    reached = _reached(rule)
    for name, formula in rule.let.items():
        if name in reached:
            yield f"let {name}", ("let", name), formula
    for clause in rule.clauses:
        if clause.when is not None:
            yield f"require {clause.id} when", ("clauses", clause.id, "when"), clause.when
        yield f"require {clause.id}", ("clauses", clause.id, "that"), clause.that


def _reached(rule: Rule) -> set[str]:
    """The names that the verdict depends on: those of conditions, clauses and variables, through lets."""
    roots = [
        formula.root
        for formula in (rule.when, *(c.that for c in rule.clauses), *(c.when for c in rule.clauses))
        if formula
    ]
    for variable in rule.forall:
        roots += [part.root for part in (*variable.source, variable.at_most, variable.where) if part]
    left = {name for root in roots for name in tree.free_names(root)}
    found: set[str] = set()
    while left:
        name = left.pop()
        found.add(name)
        if name in rule.let:
            left |= tree.free_names(rule.let[name].root) - found
    return found


def _constants(rule: Rule) -> Iterator[Slip]:
    reached = _reached(rule)
    for name, quantity in rule.constants.items():
        if name in reached and quantity.value:
            written = _NUMBER.match(quantity.text)
            assert written is not None
            for factor in (Fraction(2), Fraction(1, 2)):
                after = text.constant(Fraction(written[0]) * factor) + quantity.text[written.end() :]
                yield Slip(f"constant {name}", quantity.text, after, ("constants", name), after)


def _ends(variable: Variable) -> Iterator[Slip]:
    """A range that is only its low or only its high end, a list of values of which one is left out."""
    path = ("forall", variable.name, "source")
    written = [text.names(source.root) for source in variable.source]
    before = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
    lists: list[list[str]] = []
    if variable.form in ("range", "integers"):
        low, high = written if len(written) == 2 else (f"{written[0]}.min", f"{written[0]}.max")
        lists = [[low, low], [high, high]]
    elif variable.form == "one_of" and len(written) > 1:
        lists = [[*written[:index], *written[index + 1 :]] for index in range(len(written))]
    for changed in lists:
        yield Slip(f"forall {variable.name}", before, f"[{', '.join(changed)}]", path, changed)
