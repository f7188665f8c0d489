"""What the compiled form says of the lets of static rules is what their formulas say."""

from __future__ import annotations

import pytest

from conformance.spec.load import SpecSet, open_specs

SPECS: SpecSet = open_specs()


@pytest.mark.parametrize("place", SPECS.kinds(), ids=lambda place: place[1])
def test_compiled_lets_are_those_of_the_formulas(place: tuple[str, str]) -> None:
    kind = SPECS.kind(*place)
    assert kind is not None
    for rule in SPECS.rules_for(kind, static_only=True):
        functions = SPECS.functions(rule.area)
        same = rule.changed(("clauses", rule.clauses[0].id, "that"), rule.clauses[0].that.text)
        assert rule.independent == same.independent, rule
        assert rule.begins_with_python(functions) == same.begins_with_python(functions), rule


def test_a_changed_rule_is_asked_anew() -> None:
    rule = next(rule for rule in SPECS.rules() if rule.is_static and rule.forall and rule.independent)
    (name, *_), variable = rule.independent, rule.forall[0].name
    assert name not in rule.changed(("let", name), f"{variable} == {variable}").independent
