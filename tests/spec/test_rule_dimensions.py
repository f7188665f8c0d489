"""The dimensions that the compiled form holds of a rule are those that its formulas have."""

from __future__ import annotations

import pytest

from conformance.expressions.dimension import TypeReader
from conformance.expressions.objective import compared_parts
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.rule_dimensions import RuleDimensions
from conformance.spec.rule_typing import dimension_of, rule_dimensions
from conformance.spec.typing import rule_environment, with_variables

SPECS: SpecSet = open_specs()


@pytest.mark.parametrize("place", SPECS.kinds(), ids=lambda place: place[1])
def test_compiled_dimensions_are_those_of_the_formulas(place: tuple[str, str]) -> None:
    kind = SPECS.kind(*place)
    assert kind is not None
    for rule in SPECS.rules_for(kind):
        if rule.between:
            assert rule.dimensions is None
            continue
        assert rule.dimensions is not None, rule
        functions = SPECS.functions(rule.area)
        types, _ = with_variables(rule, rule_environment(rule, SPECS, kind), functions)
        reader = TypeReader(types, functions, rule.let, present=True)
        assert set(rule.dimensions.variables) == {variable.name for variable in rule.forall}
        for name, found in rule.dimensions.variables.items():
            assert found == dimension_of(types[name])
        compared = {
            clause.id: both for clause in rule.clauses if (both := compared_parts(clause.that.root)) is not None
        }
        assert set(rule.dimensions.sides) == set(compared)
        for clause, both in compared.items():
            assert rule.dimensions.sides[clause] == tuple(dimension_of(reader.read(part)) for part in both)


def test_they_outlast_being_packed_and_are_not_those_of_a_changed_rule() -> None:
    rule = next(rule for rule in SPECS.rules() if rule.id == "CI-101")
    kind = SPECS.kind("chip-interconnect/v1", "LinkProtocol")
    assert kind is not None
    found = rule_dimensions(rule, kind.type, SPECS.lab_type(rule.area), SPECS.functions(rule.area))
    assert found is not None
    assert RuleDimensions.unpacked(found.packed()) == found == rule.dimensions
    assert rule.changed(("let", "flits"), "message").dimensions is None
