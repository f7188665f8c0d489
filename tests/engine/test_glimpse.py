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
