"""The examples of the rules of the software stack."""

from __future__ import annotations

from conformance.spec.rules import Rule
from tests.areas.examples import check_example, each_example


@each_example("software-stack")
def test_example(rule: Rule, number: int) -> None:
    check_example(rule, number)
