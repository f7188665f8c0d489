"""What a trial of a repair need not fold: choices in which compiled formulas show that the clauses pass.

Trials go through thousands of choices of discrete values to learn that none fails; no margin is asked for. Formulas compiled
into closures (``expressions/quick.py``) tell that in a tenth of the time. They say no more than that a clause holds or does not
apply; whatever fails or is in doubt is folded and decided as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.expressions.closures import Decision, Environment
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_area import Area
from conformance.expressions.quick_loops import WORK
from conformance.expressions.quick_paths import DEFAULTS
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Clause

if TYPE_CHECKING:
    from conformance.engine.context import Facts

_EACH, _CHEAPER = 8, 10
"""What a choice costs by itself, in folded nodes, and how many compiled nodes cost as much as one of these."""


class _Clause(NamedTuple):
    """A clause compiled; ``size``: its nodes, a let's among those of the first clause that uses it."""

    when: Decision | None
    that: Decision
    size: int


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
            self._clauses[clause.id] = _Clause(when, that, compiler.size - before)

    def work_of_passing(
        self, clauses: Iterable[Clause], names: Mapping[Any, Any], bindings: Mapping[Any, Any]
    ) -> int | None:
        """What it took to see that all clauses pass or do not apply, in folded nodes; None where that is not seen.

        Args:
            clauses: of the rule.
            names: roots and constants by name.
            bindings: the variables, all of them settled.
        """
        e: Environment = {**names, **bindings, DEFAULTS: [], WORK: 0}
        nodes = 0
        try:
            for clause in clauses:
                when, that, size = self._clauses[clause.id]
                if (when is None or when(e)) and not that(e):
                    return None
                nodes += size
        except Exception:  # noqa: BLE001 - whatever goes wrong here, the full way decides and says
            return None
        return _EACH + int(nodes + e[WORK]) // _CHEAPER
