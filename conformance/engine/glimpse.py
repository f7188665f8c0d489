"""What a trial of a repair need not fold: choices in which compiled formulas show that the clauses pass.

Trials go through thousands of choices of discrete values to learn that none fails; no margin is asked for. Formulas compiled
into closures (``expressions/quick.py``) tell that in a tenth of the time. They say no more than that a clause holds or does not
apply; whatever fails or is in doubt is folded and decided as ever.

A clause that asks a set of failed lanes for nothing but its length holds for all sets of that length, once it is seen to hold for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction

from conformance.expressions import tree
from conformance.expressions.closures import Decision, Environment
from conformance.expressions.expression import Expression
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_area import Area
from conformance.expressions.quick_loops import WORK
from conformance.expressions.quick_paths import DEFAULTS
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec.rule_parts import Clause

if TYPE_CHECKING:
    from conformance.engine.context import Facts

_EACH, _CHEAPER = 8, 10
"""What a choice costs by itself, in folded nodes, and how many compiled nodes cost as much as one of these."""


_PLAIN = frozenset({int, str, bool, Fraction})

Seen = dict[tuple[object, ...], list[object]]
"""What clauses were seen to pass for: their ids and what they read of a choice; beside it the values, whose identity stays taken."""


class _Clause(NamedTuple):
    """A clause compiled.

    Attributes:
        when, that: its formulas.
        size: its nodes, a let's among those of the first clause that uses it.
        whole: the variables of which it reads more than the length.
        lengths: those of which it reads the length.
    """

    when: Decision | None
    that: Decision
    size: int
    whole: tuple[str, ...]
    lengths: tuple[str, ...]

    def key(self, name: str, bindings: Mapping[Any, Any]) -> tuple[object, ...] | None:
        """Equal for choices that the clause cannot tell apart; None where each is made anew, or differs in any case."""
        if len(self.whole) == len(bindings):
            return None
        marks: list[object] = [name]
        for variable in self.whole:
            value = bindings[variable]
            if value.__class__ is list:
                return None
            marks.append((value.__class__, value) if value.__class__ in _PLAIN else id(value))
        for variable in self.lengths:
            value = bindings[variable]
            marks.append(len(value) if value.__class__ is list else id(value))
        return tuple(marks)


class Glimpse:
    """The clauses of one rule, compiled.

    Raises:
        Unsure: a formula holds what only the full way knows.
    """

    def __init__(self, facts: Facts) -> None:
        """Compile the rule."""
        rule, own = facts.rule, {variable.name for variable in facts.rule.forall}
        fixed = {name: value for name, value in facts.constants.items() if name not in {*own, "lab"}}
        area = Area(facts.functions, lambda table: facts.specs.table(rule.area, table))
        compiler = Compiler(fixed, rule.let, area, at_once=True)
        self._clauses: dict[str, _Clause] = {}
        for clause in rule.clauses:
            before = compiler.size
            when = None if clause.when is None else compiler.truth(clause.when.root, {})
            that = compiler.truth(clause.that.root, {})
            whole, lengths = _read((clause.that, *([] if clause.when is None else [clause.when])), own, rule.let)
            size = compiler.size - before
            self._clauses[clause.id] = _Clause(when, that, size, tuple(sorted(whole)), tuple(sorted(lengths)))

    def work_of_passing(
        self, clauses: Iterable[Clause], names: Mapping[Any, Any], bindings: Mapping[Any, Any], seen: Seen
    ) -> int | None:
        """What it took to see that all clauses pass or do not apply, in folded nodes; None where that is not seen.

        Args:
            clauses: of the rule.
            names: roots and constants by name.
            bindings: the variables, all of them settled.
            seen: for which choices clauses were seen to pass, with the same names; added to.
        """
        nodes, e = 0, None
        try:
            for clause in clauses:
                compiled = self._clauses[clause.id]
                nodes += compiled.size
                key = compiled.key(clause.id, bindings)
                if key is not None and key in seen:
                    continue
                if e is None:
                    e = {**names, **bindings, DEFAULTS: [], WORK: 0}
                if not _passes(compiled, e):
                    return None
                # Work that loops have done would have to be counted each time, be it for this clause or for another one.
                if key is not None and not e[WORK]:
                    seen[key] = list(bindings.values())
        except Exception:  # noqa: BLE001 - whatever goes wrong here, the full way decides and says
            return None
        return _EACH + int(nodes + (0 if e is None else e[WORK])) // _CHEAPER


def _passes(clause: _Clause, e: Environment) -> bool:
    return (clause.when is not None and not clause.when(e)) or clause.that(e)


def _read(
    formulas: Iterable[Expression], variables: AbstractSet[str], lets: Mapping[str, Expression]
) -> tuple[set[str], set[str]]:
    """The variables that formulas read, lets included: those that they read as a whole, and those of which only the length."""
    whole: set[str] = set()
    lengths: set[str] = set()
    waiting: list[tree.Node] = [formula.root for formula in formulas]
    asked: set[str] = set()
    while waiting:
        match waiting.pop():
            case tree.Call(function="len", arguments=(tree.Name(id=name),)) if name in variables:
                lengths.add(name)
            case tree.Name(id=name) if name in variables:
                whole.add(name)
            case tree.Name(id=name) if name in lets and name not in asked:
                asked.add(name)
                waiting.append(lets[name].root)
            case node:
                waiting += tree.children(node)
    return whole, lengths - whole
