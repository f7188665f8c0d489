"""What compiled clauses see to pass in trials of repairs, against the same choices decided in full."""

from __future__ import annotations

import pytest

from conformance.engine.context import Context
from conformance.engine.examples import example_descriptor
from conformance.engine.survey import Survey
from conformance.spec.load import open_specs

SETS_AND_RECORDS = ("CI-105", "CI-111", "HW-103", "HW-106", "SW-124")


@pytest.mark.parametrize("name", SETS_AND_RECORDS)
def test_what_is_seen_to_pass_passes_and_most_of_what_passes_is_seen(name: str) -> None:
    specs = open_specs()
    rule = specs.rule(name)
    assert rule is not None
    seen = passing = 0
    for example in rule.examples[:6]:
        descriptor, _ = example_descriptor(rule, example, specs)
        assert descriptor is not None
        context = Context.of(rule, descriptor, specs)
        glimpse = context.facts.glimpse
        assert glimpse is not None
        for (clause, _), group in Survey(context).groups().items():
            for item in (item for item in group.items[:100] if not item.case.numbers):
                asked = [one for one in rule.clauses if one.id == clause]
                work = glimpse.work_of_passing(asked, context.names, item.case.bindings, {})
                assert work is None or (work > 0 and item.outcome.holds is not False)
                seen += work is not None
                passing += item.outcome.holds is not False
    assert seen >= 0.9 * passing


@pytest.mark.parametrize("name", SETS_AND_RECORDS)
def test_what_was_seen_for_one_choice_says_what_looking_again_says(name: str) -> None:
    specs = open_specs()
    rule = specs.rule(name)
    assert rule is not None
    for example in rule.examples[:6]:
        descriptor, _ = example_descriptor(rule, example, specs)
        assert descriptor is not None
        context, seen = Context.of(rule, descriptor, specs), {}
        glimpse = context.facts.glimpse
        assert glimpse is not None
        cases = [item.case for group in Survey(context).groups().values() for item in group.items[:100]]
        for case in (case for case in cases if not case.numbers):
            again = glimpse.work_of_passing(rule.clauses, context.names, case.bindings, {})
            assert glimpse.work_of_passing(rule.clauses, context.names, case.bindings, seen) == again


def test_a_clause_that_asks_for_the_length_of_a_set_is_seen_to_pass_once_for_each_length() -> None:
    specs = open_specs()
    rule = specs.rule("CI-105")
    assert rule is not None
    descriptor, _ = example_descriptor(rule, rule.examples[0], specs)
    assert descriptor is not None
    context, seen = Context.of(rule, descriptor, specs), {}
    glimpse, spares = context.facts.glimpse, [one for one in rule.clauses if one.id == "spares-repair-every-group"]
    assert glimpse is not None
    for failed in ([], [0], [1], [2], [0, 1], [1, 2]):
        assert glimpse.work_of_passing(spares, context.names, {"failed": failed}, seen) is not None
    assert [key[1:] for key in seen] == [(0,), (1,), (2,)]
