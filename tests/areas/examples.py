"""The examples of an area's rules as tests; a file for each area, so that workers share them out."""

from __future__ import annotations

import operator
import re
from fractions import Fraction

import pytest

from conformance.engine.examples import run_example
from conformance.engine.verdicts import Status
from conformance.spec.load import open_specs
from conformance.spec.rules import Rule

SPECS = open_specs()
_NUMBER = r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)((?: [A-Za-z%°/0-9*]+)?)"
_COMPARED = re.compile(rf"{_NUMBER} (<=|<|>=|>|==|!=) {_NUMBER}(?= = | and |$)")
_RELATIONS = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}


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
    for clause in () if result.verdict is None else result.verdict.clauses:
        if clause.status is Status.FAIL and clause.formula is not None:
            assert not untrue(clause.formula.numbers), clause.formula.numbers


def untrue(numbers: str) -> list[str]:
    """The comparisons of two plain numbers in one unit, in the line of a failure, that do not hold as they stand there."""
    return [
        found[0]
        for found in _COMPARED.finditer(numbers)
        if found[2] == found[5] and not _RELATIONS[found[3]](Fraction(found[1]), Fraction(found[4]))
    ]
