"""``decide`` on random rules against their points: verdicts, counterexamples, margins, and the same rule said in other words.

``HYPOTHESIS_PROFILE=explore`` looks at many more of them than a run of the suite can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from conformance.engine.decide import decide
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status
from conformance.spec.load import SpecSet, open_specs
from tests.property.random_rules import MARGINS, Clause, Made, rules
from tests.property.rule_values import SLACK, Formula, Missing, Scope
from tests.property.rule_worlds import World, kind, worlds

# Fewer examples than elsewhere, as each is decided, with repairs, and evaluated point by point.
deciding = settings(
    max_examples=settings().max_examples * 2 // 5,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.nested_given],
)
CLOSE = Fraction(1, 10**5)
AREA = "id: made-up\nversion: v1\ntitle: {en: Made up, zh: 虚构}\nworking_group: WG0\nkinds: [Thing]\n"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> SpecSet:
    """The area of the made-up kind."""
    area = tmp_path_factory.mktemp("lab") / "made-up"
    (area / "kinds").mkdir(parents=True)
    (area / "area.yaml").write_text(AREA, encoding="utf-8")
    (area / "kinds" / "Thing.schema.yaml").write_text(kind(), encoding="utf-8")
    return open_specs([area.parent])


@st.composite
def tasks(draw: st.DrawFn) -> tuple[World, Made]:
    """A descriptor and a rule over it."""
    world = draw(worlds())
    return world, draw(rules(world))


def groups(verdict: RuleVerdict) -> dict[tuple[str, str], ClauseVerdict]:
    """Clause verdicts by clause and record."""
    return {(one.clause, record): one for one in verdict.clauses for record in (one.record, *one.same)}


def looked_at(clause: Clause, made: Made, world: World) -> Iterator[tuple[str, bool | None, Scope | None]]:
    """(record, whether the clause holds, where) of all points; what has no value does not hold."""
    for record, scope in made.points(world.scope):
        try:
            yield record, False if scope is None else clause.verdict(scope), scope
        except Missing:
            yield record, False, scope


@deciding
@given(tasks())
def test_no_point_says_otherwise(lab: SpecSet, task: tuple[World, Made]) -> None:
    world, made = task
    verdict = decide(made.rule(lab.units), world.descriptor(lab), lab, repaired=False)
    event(verdict.status)
    assert verdict.status is not Status.ERROR, verdict.reason
    found = groups(verdict)
    for clause in made.clauses:
        for record, holds, scope in looked_at(clause, made, world):
            if scope is None and clause.when is not None:
                continue  # a clause that never applies says nothing of where its variables may stand
            one = found.get((clause.id, record))
            if holds is False:
                assert one is not None
                assert one.status is Status.FAIL, (clause.id, record, scope)
            elif holds:
                assert one is not None
                assert one.status is not Status.NOT_APPLICABLE
                _margin_holds(clause, one, scope)
    for one in verdict.clauses:
        if one.status is Status.FAIL:
            assert _fails_there(next(clause for clause in made.clauses if clause.id == one.clause), one, made, world)


def _margin_holds(clause: Clause, one: ClauseVerdict, scope: Scope | None) -> None:
    """No point has less margin than the least, or than is guaranteed."""
    if one.margin is None or scope is None or clause.that.sides is None or clause.that.sides[1] not in MARGINS:
        return
    told, here = one.margin.amount.value, clause.margin(scope)
    limit = max(abs(part.value(scope)) for part in (clause.that.sides[0], clause.limit))
    assert told is not None
    if one.margin.least:
        assert here >= told - CLOSE * abs(told) - 20 * SLACK * limit
    if one.margin.guaranteed is not None and one.margin.guaranteed.value is not None:
        assert here >= one.margin.guaranteed.value - 3 * SLACK * limit


def _fails_there(clause: Clause, one: ClauseVerdict, made: Made, world: World) -> bool:
    """Whether the clause fails at the counterexample, in one of the choices that it leaves open."""
    shown = {} if one.counterexample is None else one.counterexample.values
    held = {name: value.value for name, value in shown.items() if value.value is not None}
    variables = tuple(
        one._replace(form="one_of", source=(held[one.name],)) if one.name in held else one for one in made.variables
    )
    records = {one.record, *one.same}
    fixed = made._replace(variables=variables)
    return any(holds is False for record, holds, _ in looked_at(clause, fixed, world) if record in records)


@deciding
@given(tasks(), st.randoms(use_true_random=False))
def test_the_same_rule_in_other_words_has_the_same_verdict(
    lab: SpecSet, task: tuple[World, Made], random: Random
) -> None:
    """Variables in another order and under other names, and comparisons read from right to left."""
    world, made = task
    descriptor = world.descriptor(lab)
    variables = random.sample(made.variables, len(made.variables))
    turned = made._replace(variables=tuple(variables), clauses=tuple(one.turned() for one in made.clauses))
    verdicts = [decide(one.rule(lab.units), descriptor, lab, repaired=False) for one in (made, turned, _renamed(made))]
    plain, other, renamed = ({key: one.status for key, one in groups(verdict).items()} for verdict in verdicts)
    assert plain == other
    assert plain == {(clause, record.replace("name_of_", "")): status for (clause, record), status in renamed.items()}


def _renamed(made: Made) -> Made:
    """The same with longer names of the variables."""

    def again(text: str) -> str:
        return re.sub(r"\bv([0-9])", r"name_of_v\1", text)

    def formula(one: Formula) -> Formula:
        return one._replace(text=again(one.text))

    def condition(one: Formula | None) -> Formula | None:
        return None if one is None else formula(one)

    return Made(
        tuple(one._replace(name=again(one.name), where=condition(one.where)) for one in made.variables),
        {name: formula(one) for name, one in made.lets.items()},
        tuple(one._replace(that=formula(one.that), when=condition(one.when)) for one in made.clauses),
    )
