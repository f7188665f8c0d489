"""The same rule in other words: comparisons from right to left, variables under other names and, where they may, in another order."""

from __future__ import annotations

import re

from conformance.engine.decide import decide
from conformance.engine.verdicts import Status
from hunt.exact import TURNED
from hunt.made_up.formulas import Formula, compared
from hunt.made_up.rule import Clause, MadeRule
from hunt.made_up.task import Look, Task, groups
from hunt.made_up.variables import Variable

_LONG = "name_of_"


def in_other_words(task: Task) -> Look:
    """Whether the verdicts stay as they are."""
    plain = {key: one.status for key, one in task.groups.items()}
    for what, made in (("turned", _turned(task)), ("renamed", _renamed(task.made))):
        verdict = decide(made.rule(task.specs.units), task.descriptor, task.specs, repaired=False)
        other = {(clause, record.replace(_LONG, "")): one.status for (clause, record), one in groups(verdict).items()}
        # What sampling meets of choices may depend on the order of things.
        if verdict.status is Status.ERROR or (other != plain and task.whole):
            yield task.found(f"otherwise when {what}", f"{plain} and {other}: {written_in_short(made)}")


def written_in_short(made: MadeRule) -> str:
    """What the rule requires."""
    return "; ".join(one.that.text for one in made.clauses)


def _turned(task: Task) -> MadeRule:
    made = task.made
    variables = list(made.variables)
    if not any(_depends(one, variables) for one in variables):
        task.random.shuffle(variables)
    # Verdicts are told apart by the outermost list: another one would tell other verdicts.
    if next((one for one in variables if one.form == "each"), None) is not made.outermost:
        variables = list(made.variables)
    return made._replace(variables=tuple(variables), clauses=tuple(_clause_turned(one) for one in made.clauses))


def _depends(variable: Variable, others: list[Variable]) -> bool:
    return any(other is not variable and re.search(rf"\b{other.name}\b", str(variable.data())) for other in others)


def _clause_turned(clause: Clause) -> Clause:
    if clause.sides is None or clause.ratio:
        return clause
    left, relation, right = clause.sides
    return clause._replace(that=compared(right, TURNED[relation], left))


def _renamed(made: MadeRule) -> MadeRule:
    def formula(one: Formula) -> Formula:
        return one._replace(text=re.sub(r"\bv([0-9])", rf"{_LONG}v\1", one.text))

    def variable(one: Variable) -> Variable:
        source = one.source
        if isinstance(source, tuple):
            source = tuple(formula(end) if isinstance(end, Formula) else end for end in source)
        where = None if one.where is None else formula(one.where)
        return one._replace(name=_LONG + one.name, source=source, where=where)

    def clause(one: Clause) -> Clause:
        return one._replace(that=formula(one.that), when=None if one.when is None else formula(one.when))

    return made._replace(
        variables=tuple(map(variable, made.variables)),
        lets={name: formula(one) for name, one in made.lets.items()},
        clauses=tuple(map(clause, made.clauses)),
    )
