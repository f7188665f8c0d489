"""Programs: equal parts stand in them once, what nothing needs is left out."""

from __future__ import annotations

from conformance.expressions.functions import PythonFunction
from conformance.expressions.outcomes import Truth
from conformance.expressions.types import NumberType
from tests.expressions.readings import at, curve, program

FUNCTION = PythonFunction("f", {"x": NumberType()}, NumberType(), lambda x: 2 * x, monotone={"x": "rising"})


def operations(text: str, *variables: str, **names: object) -> list[str]:
    return [step.operation for step in program(text, *variables, **names).instructions]


def test_equal_parts_stand_there_once():
    assert operations("(x + 1) * (x + 1) > x + 1", "x") == ["variable", "add", "mul", ">"]
    assert operations("(x + 1) * (1 + x)", "x") == ["variable", "add", "add", "mul"]


def test_what_a_choice_leaves_out_is_not_there():
    assert operations("x + 1 if flag else y * 2", "x", "y", flag=True) == ["variable", "add"]


def test_what_nothing_needs_is_left_out():
    found = program("sum(list(x, 1) - list(1)) > 0 if false else y > 1", "x", "y")
    assert found.variables == ("y",)


def test_equal_programs_are_equal_whatever_their_texts():
    one, other = program("2*x + 1 > a", "x", a=3), program("2 * x + b   > 3", "x", b=1)
    assert one == other
    assert hash(one) == hash(other)
    assert one != program("2 * x + 1 > 4", "x")


def test_programs_that_call_functions_can_be_compared_too():
    one, other = (program(text, "x", functions={"f": FUNCTION}) for text in ("f(x) > 1", "f(x)  >  1"))
    assert hash(one) == hash(other)
    assert one == other
    assert [step.operation for step in program("f(x) + f(x)", "x", functions={"f": FUNCTION}).instructions] == [
        "variable",
        "call",
        "add",
    ]


def test_numbers_and_truth_values_are_never_taken_for_each_other():
    found = program("(1 if x > 1 else 0) + (2 if x > 1 or false else 0)", "x")
    assert at(found, x=2) == 3
    assert isinstance(at(program("x > 1 or false", "x"), x=2), Truth)


def test_curves_give_the_break_points_of_their_variable():
    pump = curve((1, 2), (3, 4))
    found = program("curve(c, x) + curve(c, 2 * y) > 0", "x", "y", c=pump)
    assert found.curves() == {"x": [pump]}


def test_a_program_can_be_proved_unless_a_function_says_nothing_of_its_direction():
    blind = PythonFunction("g", {"x": NumberType()}, NumberType(), lambda x: x)
    assert program("f(x) > 1", "x", functions={"f": FUNCTION}).provable
    assert not program("g(x) > 1", "x", functions={"g": blind}).provable
