"""The examples of an area's rules as tests; a file for each area, so that workers share them out."""

from __future__ import annotations

import pytest

from conformance.engine.examples import run_example
from conformance.spec.load import open_specs
from conformance.spec.rules import Rule

SPECS = open_specs()


def each_example(area: str) -> pytest.MarkDecorator:
    """Parametrises a test over every example of every rule of an area."""
    rules = [rule for rule in SPECS.rules() if rule.area == area]
    assert rules, f"no rules in {area}"
    return pytest.mark.parametrize(
        ("rule", "number"),
        [(rule, number) for rule in rules for number in range(1, len(rule.examples) + 1)],
        ids=lambda value: value.id if isinstance(value, Rule) else str(value),
    )


def check_example(rule: Rule, number: int) -> None:
    """The example comes out as the rule file says, at the counterexample that it names."""
    result = run_example(rule, number, rule.examples[number - 1], SPECS)
    assert result.agrees, f"{rule.id} example {number}: expected {result.expected}, found {result.found}"
