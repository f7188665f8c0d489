"""The table of slips: each operator makes what it says, and only what still loads becomes a mutant."""

from __future__ import annotations

import pytest

from conformance.expressions import text
from conformance.expressions.parse import parse
from conformance.spec.lint import lint
from conformance.spec.load import open_specs
from conformance.spec.mutants import mutants_of, mutants_of_function, normal, used_functions
from conformance.spec.mutations import OPERATORS, changes

MADE = [
    # operator, formula, what it makes of the outermost node
    ("relation-turned", "a >= b", ["a <= b"]),
    ("relation-turned", "a < b <= c", ["a > b <= c", "a < b >= c"]),
    ("relation-turned", "a != b", ["a == b"]),
    ("relation-turned", "a in b", ["a not in b"]),
    ("tie", "a >= b", ["a > b"]),
    ("tie", "a < b", ["a <= b"]),
    ("tie", "a == b", []),
    ("arithmetic", "a + b", ["a - b"]),
    ("arithmetic", "a / b", ["a * b"]),
    ("arithmetic", "a ** 2", ["a * 2"]),
    ("arithmetic", "a & b", ["a | b"]),
    ("part-dropped", "a + b", ["a", "b"]),
    ("part-dropped", "a + b + c", ["a + b"]),
    ("part-dropped", "a - b", ["a", "-b"]),
    ("part-dropped", "a / b", ["a", "1 / b"]),
    ("part-dropped", "a ** b", []),
    ("function", "min(a, b)", ["max(a, b)"]),
    ("function", "ceil(a)", ["floor(a)"]),
    ("function", "any(f for f in a)", ["all(f for f in a)"]),
    ("function", "sum(f for f in a)", ["max(f for f in a)"]),
    ("function", "sqrt(a)", []),
    ("argument-dropped", "max(a, b, c)", ["max(b, c)", "max(a, c)", "max(a, b)"]),
    ("argument-dropped", "max(a, b)", ["b", "a"]),
    ("bare", "ceil(a)", ["a"]),
    ("bare", "not a", ["a"]),
    ("bare", "-a", ["a"]),
    ("number", "7", ["8", "6"]),
    ("number", "0", ["1"]),
    ("number", "0.5", ["1", "0.25"]),
    ("number", "'text'", []),
    ("logic", "a and b", ["a or b"]),
    ("operand-dropped", "a and b", ["true and b", "a and true"]),
    ("operand-dropped", "a or b", ["false or b", "a or false"]),
    ("branch", "a if c else b", ["a", "b", "b if c else a"]),
    ("default", "default(design.a, 3)", ["3"]),
]


@pytest.mark.parametrize(("name", "formula", "made"), MADE)
def test_an_operator_makes_what_it_says(name, formula, made):
    operator = next(operator for operator in OPERATORS if operator.name == name)
    assert [text.names(change.whole) for change in operator.at(parse(formula).root)] == made


def test_every_operator_is_tried():
    tried = {name for name, _, made in MADE if made}
    assert {operator.name for operator in OPERATORS} == tried | {"unfiltered"}


def nothing(_):
    return iter(())


def test_a_condition_of_a_generator_is_left_out():
    found = [text.names(change.whole) for change in changes(parse("sum(f for f in a if f > b)").root, nothing)]
    assert "sum(f for f in a)" in found
    assert "sum(f for f in a if f < b)" in found


def test_a_slip_deep_inside_leaves_the_rest_as_it_is():
    found = {text.names(change.whole) for change in changes(parse("x[k] * ceil((a + 2) / b) >= c").root, nothing)}
    assert {"x[k] * ceil((a + 3) / b) >= c", "x[k] * floor((a + 2) / b) >= c", "ceil((a + 2) / b) >= c"} <= found


def test_paths_of_has_and_default_are_left_alone():
    assert list(changes(parse("has(design.list[0].x)").root, nothing)) == []
    assert [text.names(c.whole) for c in changes(parse("default(design.list[0].x, 1)").root, nothing)][1:] == [
        "default(design.list[0].x, 2)",
        "default(design.list[0].x, 0)",
    ]


def mutants(area):
    specs = area.specs()
    (rule,) = [rule for rule in specs.rules() if rule.area == "demo-area"]
    return mutants_of(rule, specs)


def test_only_what_fits_by_dimension_becomes_a_mutant(area):
    ids = [mutant.id for mutant in mutants(area)]
    assert "let hydraulic: claims.head * flow → claims.head / flow" not in ids  # Pa*s/m^3 is no power
    assert "let needed: 1 + swing / base → 1 - swing / base" in ids
    assert "let needed: swing / base → swing * base" not in ids  # 1 + K² is nothing
    assert "require carries-the-head: design.power >= needed → design.power > needed" in ids


def test_the_next_name_of_the_same_dimension_is_taken_for_another(area):
    ids = [mutant.id for mutant in mutants(area)]
    assert "require carries-the-head: design.power → needed" in ids
    assert "let swing: warmth → envelope.coolant.min" in ids
    assert not [name for name in ids if name.endswith("→ flow") and "claims.head" in name]


def test_constants_ends_of_ranges_and_whole_clauses_are_changed(area):
    ids = [mutant.id for mutant in mutants(area)]
    assert "constant flow: 10 L/min → 20 L/min" in ids
    assert "constant flow: 10 L/min → 5 L/min" in ids
    assert "forall warmth: envelope.coolant → [envelope.coolant.min, envelope.coolant.min]" in ids
    assert "require carries-the-head: design.power >= needed → true" in ids
    assert "require carries-the-head when: design.power > 0 → true" in ids


def test_what_only_hints_use_is_left_alone(area):
    assert not [mutant for mutant in mutants(area) if mutant.place == "let reserve_share"]


def test_no_two_mutants_have_one_name_or_one_formula(area):
    found = mutants(area)
    assert len({mutant.id for mutant in found}) == len(found)
    assert all(mutant.before != mutant.after or mutant.number > 0 for mutant in found)


def test_every_mutant_of_a_shipped_rule_still_has_all_its_formulas(lab):
    rule = lab.rule("CI-126")
    for mutant in mutants_of(rule, lab):
        assert [clause.id for clause in mutant.rule.clauses] == [clause.id for clause in rule.clauses]
        assert set(mutant.rule.let) == set(rule.let)


def test_a_function_is_changed_within_its_signature():
    lab = open_specs()
    rule = lab.rule("CI-116")
    (function,) = used_functions(rule, lab.functions(rule.area))
    ids = [mutant.id for mutant in mutants_of_function(function, rule, lab)]
    assert "function directions: direction == 'bidirectional' → direction != 'bidirectional'" in ids
    assert len(set(ids)) == len(ids)


def test_a_function_over_the_labs_tables_is_changed_too():
    lab = open_specs()
    rule = lab.rule("CL-108")
    functions = {function.name: function for function in used_functions(rule, lab.functions(rule.area))}
    ids = [mutant.id for mutant in mutants_of_function(functions["dewpoint"], rule, lab)]
    assert any("lab.magnus['water'].offset" in name for name in ids)


def test_a_name_may_be_written_with_a_plain_arrow():
    assert normal("let x:  2 ->  3") == "let x: 2 → 3"


def test_an_explanation_of_no_mutant_is_a_finding(area):
    area.rule.write_text(
        area.rule.read_text(encoding="utf-8")
        + 'equivalents:\n  - {mutant: "constant flow: 10 L/min -> 20 L/min", why: {en: a, zh: b}}\n'
        + 'survivors:\n  - {mutant: "constant flow: 10 L/min -> 30 L/min", why: {en: a, zh: b}}\n',
        encoding="utf-8",
    )
    found = [finding for finding in lint([area.root]) if finding.code == "SPEC-no-such-mutant"]
    assert [finding.arguments["mutant"] for finding in found] == ["constant flow: 10 L/min -> 30 L/min"]
    assert found[0].path == "survivors.0.mutant"
