"""Binding: what is settled at once, what stays open, and what must not be asked."""

from __future__ import annotations

import pytest

from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import ClaimAbsent, Folder, NotDiscrete, QuantifiedNumber, Settled
from conformance.expressions.functions import Function
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.parse import parse
from conformance.expressions.types import NumberType, TextType
from tests.expressions.readings import at, claim, curve, folder, holds, program, record, value, why


def formula(name: str, parameters: str, body: str) -> Function:
    return Function(name, dict.fromkeys(parameters.split(), NumberType()), NumberType(), parse(body))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("false and 1 / 0 > 1", False),
        ("true or 1 / 0 > 1", True),
        ("has(design.gap) and design.gap > 3", False),
        ("not has(design.gap) or design.gap > 3", True),
        ("(design.gap if has(design.gap) else 5) == 5", True),
        ("1 < 0 < 1 / 0", False),
    ],
)
def test_what_is_decided_asks_for_nothing_more(text, wanted):
    assert holds(text, design=record()) is wanted


def test_what_is_not_decided_does():
    assert why("true and 1 / 0 > 1") == "division-by-zero"
    assert why("1 / 0 > 1 or true") == "division-by-zero"
    assert why("design.gap > 3", design=record()) == "missing-field"


def test_an_absent_claim_is_no_value_at_all():
    claims = record("claims")
    for text in ("claims.speed > 3", "sum(list(claims.speed, 1))", "design.on and claims.speed.basis == 1"):
        with pytest.raises(ClaimAbsent) as caught:
            value(text, claims=claims, design=record(on=True))
        assert caught.value.path == "claims.speed"
    assert holds("not has(claims.speed) or claims.speed > 3", claims=claims)
    assert value("default(claims.speed, 7)", claims=claims) == 7


def test_a_part_of_a_claim_that_is_absent_is_one_too():
    with pytest.raises(ClaimAbsent):
        value("claims.x.stated_at.load", claims=record("claims", x=claim(3)))


def test_the_use_of_a_default_is_reported_once():
    reader = folder(design=record(a=1), lab=record("lab"))
    assert (
        reader.value(
            parse("default(design.a, 5) + default(design.b, 5) + default(design.b, 6) + default(lab['k'].x, 7)")
        )
        == 17 + 2
    )
    assert reader.defaults_used == ["design.b", "lab['k'].x"]


def test_a_default_stands_in_for_absence_only():
    assert why("default(1 / design.zero, 5)", design=record(zero=0)) == "division-by-zero"


def test_lets_are_worked_out_once():
    reader = folder(lets={"a": "1 + 1", "b": "a * a", "c": "a + b"})
    assert reader.value(parse("a + b + c")) == 12
    assert reader.steps == 5 + 3 + 3 + 3


def test_lets_in_a_circle_are_refused():
    with pytest.raises(ExpressionError, match="SPEC-let-cycle"):
        value("a", lets={"a": "b + 1", "b": "a"})


def test_lets_do_not_see_loop_variables():
    with pytest.raises(ExpressionError, match="SPEC-unknown-name"):
        value("sum(a for x in list(1, 2))", lets={"a": "x + 1"})


def test_settled_lets_leave_out_those_that_need_an_absent_claim():
    lets = {"a": parse("1 + 1"), "b": parse("claims.x + 1")}
    assert Folder({"claims": record("claims")}, lets).settle(["a", "b"]) == {"a": Settled(2)}


def test_a_default_behind_what_is_decided_is_not_told():
    reader = Folder({"design": record("design"), "x": 1})
    assert reader.value(parse("x <= 2 or x <= default(design.x, 0)")).holds
    assert reader.defaults_used == []
    assert reader.value(parse("x <= 0 or x <= default(design.x, 2)")).holds
    assert reader.defaults_used == ["design.x"]


def test_a_settled_let_tells_the_defaults_that_it_rests_on_where_it_is_read():
    lets = {"a": parse("default(design.x, 1)"), "b": parse("a + 1"), "c": parse("default(design.y, 1)")}
    known = Folder({"design": record("design")}, lets).settle(["a", "b", "c"])
    reader = Folder({"design": record("design")}, lets, settled=known)
    assert reader.value(parse("b")) == 2
    assert reader.defaults_used == ["design.x"]


def test_unknown_names_and_functions_are_refused_where_they_stand():
    for text, code, offset in (("1 + speed", "name", 4), ("1 + pace(2)", "function", 4)):
        with pytest.raises(ExpressionError) as caught:
            value(text)
        assert (caught.value.code, caught.value.offset) == (f"SPEC-unknown-{code}", offset)


def test_loop_variables_end_with_their_generator():
    assert value("sum(x for x in list(1, 2)) + x", x=10) == 13
    assert value("sum(sum(x for x in list(x, 1)) + x for x in list(10, 20))") == 62
    with pytest.raises(ExpressionError, match="SPEC-unknown-name"):
        value("sum(y for y in list(1, 2)) + y")


def test_later_loops_and_conditions_see_earlier_variables():
    groups = [record(f"design.groups.{i}", members=list(range(i + 1))) for i in range(3)]
    assert value("sum(m for g in groups if len(g.members) > 1 for m in g.members if m > 0)", groups=groups) == 1 + 1 + 2


def test_a_generator_stands_only_inside_an_aggregate():
    for text in ("abs(x for x in list(1))", "max(0, (x for x in list(1)))", "integers(x for x in list(1))"):
        with pytest.raises(ExpressionError, match="SPEC-generator-outside"):
            value(text)


def test_formulas_of_the_area_are_inlined():
    functions = {"twice": formula("twice", "x", "2 * x"), "both": formula("both", "x y", "twice(x) + twice(y)")}
    assert value("both(1, 2)", functions) == 6
    found = program("both(x, x) > 3", "x", functions=functions)
    assert len(found.instructions) == 4
    assert at(found, x=1) == Truth(True, 1, 3)


def test_parameters_hide_other_names():
    functions = {"shift": formula("shift", "x", "sum(x for x in list(x, 1))")}
    assert value("shift(5) + x", functions, lets={"x": "100"}) == 106


def test_formulas_may_take_texts():
    name = Function("ways", {"d": TextType()}, NumberType(), parse("2 if d == 'both' else 1"))
    assert value("ways('both') + ways('one')", {"ways": name}) == 3


def test_a_formula_that_calls_itself_is_refused():
    with pytest.raises(ExpressionError, match="SPEC-function-recursion"):
        value("f(1)", {"f": formula("f", "x", "f(x) + 1")})


def test_a_choice_by_an_open_number_keeps_both_sides():
    found = program("(1 / x if x > 0 else 5) > 2", "x")
    assert at(found, x=0) == Truth(True, 3, 2)
    assert at(found, x=1) == Truth(False, -1, 2)


def test_a_choice_of_conditions_by_an_open_number_is_a_condition():
    found = program("(x > 5 if x > 3 else x < 1) and x > -1", "x")
    assert [at(found, x=x).holds for x in (0, 2, 4, 6)] == [True, False, False, True]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(x < 3) == flag", [True, True, False]),
        ("(x < 3) != flag", [False, False, True]),
        ("flag == (x < 3)", [True, True, False]),
        ("(x < 3) == (x > 1)", [False, True, False]),
        ("(x < 3) != (x > 1)", [True, False, True]),
        ("((x < 3) == flag) == (x > 1)", [False, True, False]),
    ],
)
def test_conditions_on_open_numbers_can_be_compared_with_each_other(text, wanted):
    found = program(text, "x", flag=True)
    assert [at(found, x=x).holds for x in (0, 2, 4)] == wanted  # type: ignore[union-attr]


def test_what_an_open_number_cannot_reach_is_a_value():
    assert program("1 + 1 > 1", "x").result == Truth(True, 1, 1)
    assert program("x - x < 1 and false", "x").variables == ("x",)
    assert program("false and x > 1", "x").instructions == ()


def test_a_value_must_not_depend_on_an_open_number_even_inside_a_list():
    reader = Folder({"x": QuantifiedNumber("x")})
    for text in ("x", "list(1, x)", "list(record(a=x))"):
        with pytest.raises(NotDiscrete):
            reader.value(parse(text))


def test_a_value_with_something_undefined_inside_is_undefined():
    assert isinstance(value("list(record(a=1 / 0))"), Undefined)


def test_curves_are_read_at_open_numbers():
    assert at(program("curve(c, x + 1)", "x", c=curve((0, 0), (10, 20))), x=4) == 10
    with pytest.raises(ExpressionError, match="SPEC-not-a-curve"):
        value("curve(3, 4)")
    assert why("curve(design.c, 4)", design=record()) == "missing-field"


def test_the_missing_field_of_a_record_that_a_formula_made_is_undefined():
    assert why("record(a=1).b") == "missing-field"
    assert why("design.a.b", design=record(a=3)) == "missing-field"
