"""The short spellings of a rule, and the forms of its variables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.decide import decide
from conformance.engine.verdicts import Status
from conformance.expressions.expression import Expression
from conformance.spec import rule_data
from conformance.spec.descriptor import read_descriptor
from conformance.spec.lint import lint
from conformance.spec.rules import is_quantity, significant_digits
from tests.spec.conftest import DESCRIPTOR, document

RULE = "rules/DEMO-001-power-suffices.yaml"


def test_one_requirement_takes_the_name_of_the_rule():
    assert rule_data.long_form({"name": "n", "require": "a > b"})["require"] == {"n": {"that": "a > b"}}
    assert rule_data.long_form({"name": "n", "require": {"that": "a > b"}})["require"] == {"n": {"that": "a > b"}}


def test_blame_and_message_beside_require_move_into_their_clauses():
    data = {
        "name": "n",
        "require": {"a": "x > 1", "b": {"that": "x > 2", "blame": ["own"]}},
        "blame": {"a": ["design.x"], "b": ["other"]},
        "message": {"en": "m", "zh": "m"},
    }
    result = rule_data.long_form(data)
    assert result["require"] == {
        "a": {"that": "x > 1", "blame": ["design.x"], "message": {"en": "m", "zh": "m"}},
        "b": {"that": "x > 2", "blame": ["own"], "message": {"en": "m", "zh": "m"}},
    }
    assert "blame" not in result
    assert "message" not in result


def test_blame_of_an_unknown_clause_stays_where_it_is_refused():
    result = rule_data.long_form({"name": "n", "require": {"a": "x > 1"}, "blame": {"c": ["x"]}})
    assert result["blame"] == {"c": ["x"]}


@pytest.mark.parametrize("require", [None, 3, [], "", {"a": None}, {"a": ["x"]}])
def test_any_require_has_a_long_form(require):
    rule_data.long_form({"name": "n", "require": require})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 m", True),
        ("-5 degC", True),
        ("1e-3 W", True),
        ("5 %", True),
        ("5", False),
        ("design.x", False),
        ("2 * x", False),
        ("3 + 4", False),
        ("2 - 1", False),
        ("5 % 3", False),
        ("1 if x else 2", False),
        ("min", False),
    ],
)
def test_quantities_are_told_from_formulas(text, expected):
    assert is_quantity(text) is expected


def test_significant_digits():
    assert significant_digits("2 digits") == 2
    assert significant_digits("1 digit") == 1
    assert significant_digits("0.1 m") is None
    assert significant_digits("x digits") is None


FORMS = [
    ("each: design.ports", "each", ["design.ports"], True),
    ("one_of: [1, 2, 4]", "one_of", ["1", "2", "4"], True),
    ("one_of: design.steps", "one_of", ["design.steps"], True),
    ("one_of: integers(1, design.stages)", "one_of", ["integers(1, design.stages)"], False),
    ("integers: envelope.count", "integers", ["envelope.count"], False),
    ("integers: [1, design.stages]", "integers", ["1", "design.stages"], False),
    ("range: [0, design.power]", "range", ["0", "design.power"], False),
    ("{subsets: design.ports, at_most: 2}", "subsets", ["design.ports"], False),
]


@pytest.mark.parametrize(("form", "name", "source", "static"), FORMS)
def test_every_form_of_a_variable(area, form, name, source, static):
    text = area.rule.read_text(encoding="utf-8")
    start = text.index("when:")
    variable = form if form.startswith("{") else f"\n    {form}"
    needs = "design.ports" if "ports" in form else "envelope.count" if "count" in form else "design.steps"
    area.write(RULE, f"{text[:start]}when: has({needs})\nforall:\n  x: {variable}\nrequire: design.stages > 0\n")
    rule = area.specs().rule("DEMO-001")
    assert rule is not None, area.specs().problems()
    assert rule.forall[0].form == name
    assert [expression.text for expression in rule.forall[0].source] == source
    assert rule.is_static is static


def test_a_later_list_of_an_earlier_record_is_static(area):
    text = area.rule.read_text(encoding="utf-8")
    body = "when: has(design.ports)\nforall:\n  p: {each: design.ports}\n  q: {each: design.ports}\n"
    area.write(RULE, text[: text.index("when:")] + body + "require: p.size + q.size > 0\n")
    assert area.specs().rule("DEMO-001").is_static


def test_the_details_of_a_variable(area):
    text = area.rule.read_text(encoding="utf-8")
    body = """\
when: has(envelope.coolant) and has(envelope.count)
forall:
  a: {range: envelope.coolant, scale: linear, nominal: 30 degC, resolution: 0.5 K}
  b: {range: [1, 100], scale: log, nominal: max, resolution: 2 digits}
  c: {integers: envelope.count, step: 2, nominal: envelope.count.min + 1, where: c > 1}
"""
    area.write(RULE, text[: text.index("when:")] + body + "require: a > envelope.coolant.min or b > c\n")
    rule = area.specs().rule("DEMO-001")
    a, b, c = rule.forall
    assert a.nominal.value == Fraction("303.15")
    assert a.resolution.text == "0.5 K"
    assert (b.scale, b.nominal, b.resolution) == ("log", "max", 2)
    assert isinstance(c.step, Expression)
    assert isinstance(c.nominal, Expression)
    assert c.where.text == "c > 1"


@pytest.mark.parametrize(("text", "share"), [("5 %", "1/20"), ("0.05", "1/20"), ("5%", "1/20")])
def test_a_reserve_is_a_share(area, text, share):
    area.change(RULE, "reserve: 5 %", f"reserve: {text}")
    assert area.specs().rule("DEMO-001").clauses[0].reserve == Fraction(share)


def test_a_cycle_is_found_and_named():
    from conformance.expressions.parse import parse

    order, cycle = rule_data.in_order({"a": parse("b + 1"), "b": parse("c"), "c": parse("a"), "d": parse("1")})
    assert cycle == ["a", "b", "c", "a"]
    order, cycle = rule_data.in_order({"a": parse("b"), "b": parse("1")})
    assert (list(order), cycle) == (["b", "a"], [])


STEPPED = [
    ("{integers: ['0', floor(x)], step: 2}", "integers", "floor(x)"),
    ("{integers: ['0', floor(twice)], step: 2}", "integers", "floor(twice)"),
    ("{integers: ['0', '8'], step: floor(x) + 1}", "step", "floor(x) + 1"),
    ("{integers: ['0', m], step: 2}", "integers", "m"),
]


@pytest.mark.parametrize(("form", "key", "part"), STEPPED)
def test_declared_steps_hang_on_no_range(area, form, key, part):
    """Such a rule loaded, and broke when it was decided, with a message about a character."""
    text = area.rule.read_text(encoding="utf-8")
    variables = f"forall:\n  x: {{range: ['1', '3']}}\n  m: {{integers: ['0', floor(x)]}}\n  n: {form}\n"
    body = f"{variables}let: {{twice: 2 * x}}\nrequire: n >= 0 and m >= 0\n"
    area.write(RULE, text[: text.index("when:")] + body)
    (found,) = [finding for finding in lint([area.folder]) if finding.code.startswith("SPEC-steps")]
    assert (found.arguments["name"], found.arguments["range"], found.arguments["part"]) == ("n", "x", part)
    line = area.rule.read_text(encoding="utf-8").splitlines()[found.location.span.line - 1]
    assert line[found.location.span.column - 1 :].startswith(part)
    area.change(RULE, form, "{integers: ['0', '8'], step: 2}")
    assert not [finding for finding in lint([area.folder]) if finding.code.startswith("SPEC-steps")]


def test_what_is_looked_up_by_a_range_is_told_in_words(area):
    text = area.rule.read_text(encoding="utf-8")
    variables = "forall:\n  x: {range: ['1', '3']}\n  m: {integers: ['0', floor(x)]}\n"
    area.write(RULE, f"{text[: text.index('when:')]}{variables}require: len(integers(0, m)) > 0\n")
    specs = area.specs()
    part, _ = read_descriptor(document(DESCRIPTOR), specs)
    verdict = decide(specs.rule("DEMO-001"), part, specs)
    assert verdict.status is Status.ERROR
    assert (verdict.reason.code, verdict.reason.arguments["part"]) == ("ENGINE-not-settled", "floor(x)")
