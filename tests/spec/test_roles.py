"""Rules between parts, as whoever writes them meets lint; and paths whose names hold dots."""

from __future__ import annotations

import pytest

from conformance.reports.places import steps_of
from conformance.spec.lint import lint
from tests.engine.test_pairs import RULE
from tests.spec.conftest import KIND


def codes(area, rule):
    area.write("kinds/Pump.schema.yaml", KIND.replace("[peak, mean]", "[mean]"))
    file = area.write("rules/DEMO-002-heads-add-up.yaml", rule)
    return {finding.code for finding in lint([file]) if finding.severity == "error"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("between:\n  low: Pump\n  high: Pump\n  spare: Pump?\n", "", "SPEC-one-target"),
        ("between:\n", "applies_to: [Pump]\nbetween:\n", "SPEC-one-target"),
        ("  high: Pump\n  spare: Pump?\n", "", "SPEC-two-roles"),
        ("  high: Pump\n", "  high: [Pump, Pmup]\n", "SPEC-misspelt-kind"),
        ("  low: Pump\n", "  design: Pump\n", "SPEC-name-taken"),
        ("constants:\n  few: 1 kW", "constants:\n  low: 1 kW", "SPEC-name-taken"),
        ("    when: has(spare.design)\n", "", "SPEC-optional-unguarded"),
        ("low.claims.head <= high.claims.head", "low.claims.head <= high.design.power", "SPEC-dimensions-differ"),
        ("base: {low: good, high: good}\n    passes", "base: {low: good}\n    passes", "SPEC-example-roles"),
        (
            "base: {low: good, high: good}\n    passes",
            "base: {low: good, high: good, other: good}\n    passes",
            "SPEC-example-roles",
        ),
        ("base: {low: good, high: good}\n    passes", "base: good\n    passes", "SPEC-example-roles"),
        ("base: {low: good, high: good}\n    passes", "base: {low: good, high: bad}\n    passes", "SPEC-example-base"),
        ("passes: {high.design.power: 800 W}", "passes: {design.power: 800 W}", "SPEC-example-path"),
        ("passes: {high.design.power: 800 W}", "passes: {spare.design.pover: 800 W}", "SPEC-example-path"),
        ("blame: [high.claims.head]", "blame: [high.claims.haed]", "SPEC-blame-misspelt"),
    ],
)
def test_slips_in_a_rule_between_parts_are_found_where_they_stand(area, old, new, code):
    assert codes(area, RULE) == set()
    assert RULE.count(old) >= 1
    assert code in codes(area, RULE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("list.lab.api.speaks", ("list", 1, "speaks")),
        ("list.lab", ("list", 0)),
        ("list.1.speaks", ("list", 1, "speaks")),
        ("map.a.b", ("map", "a.b")),
        ("list.gone.speaks", ("list",)),
    ],
)
def test_names_that_hold_dots_are_found_before_shorter_ones(path, steps):
    value = {"list": [{"id": "lab"}, {"id": "lab.api", "speaks": 1}], "map": {"a": {"b": 0}, "a.b": 1}}
    assert steps_of(value, path) == steps
