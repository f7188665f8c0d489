"""Python functions of an area: directions, own intervals, structure, and what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from conformance.expressions import array, interval
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.functions import FunctionFault, PythonFunction, Unanswerable
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.types import ListType, NumberType, TruthType
from tests.expressions.readings import at, claim, element, limits, program, record, value, verdict, why


def python(number: Callable[..., object], parameters: str = "x", **more: Any) -> dict[str, PythonFunction]:
    more.setdefault("returns", NumberType())
    return {"f": PythonFunction("f", dict.fromkeys(parameters.split(), NumberType()), number=number, **more)}


CUBE = python(lambda x: x**3, monotone={"x": "rising"})
SHARE = python(lambda x, y: x / (x + y), "x y", monotone={"x": "rising", "y": "falling"})


def refuse_negative(x: Fraction) -> Fraction:
    if x < 0:
        raise Unanswerable("no such load")
    return x


def test_a_function_is_called_at_once_with_settled_values():
    assert value("f(2) + 1", CUBE) == 9
    assert value("f(n)", python(lambda n: n + 1), n=claim(4)) == 5


def test_truth_values_reach_a_function_as_such_and_come_back_as_such():
    negate = python(lambda x: not x, returns=TruthType())
    assert value("f(false)", negate) == Truth(True)
    assert value("f(3 > 2)", negate) == Truth(False)
    assert value("f(flag)", negate, flag=False) == Truth(True)


def test_directions_bound_a_function_by_its_corners():
    low, high, undefined = limits(program("f(x)", "x", functions=CUBE), x=(-2, 3))
    assert low < -8 < 27 < high
    assert low > -8.001
    assert high < 27.001
    assert not undefined
    low, high, _ = limits(program("f(x, y)", "x", "y", functions=SHARE), x=(1, 2), y=(1, 3))
    assert low < 0.25 < 2 / 3 < high
    assert high - low < 0.42


def test_a_parameter_without_direction_leaves_everything_open():
    half = python(lambda x, y: x - y * y, "x y", monotone={"x": "rising"})
    assert limits(program("f(x, y)", "x", "y", functions=half), x=(0, 1), y=(-2, 1))[2]
    assert limits(program("f(x, 2)", "x", functions=half), x=(0, 1)) == pytest.approx((-4, -3, False))


def test_a_function_may_bring_its_own_interval():
    square = python(lambda x: x * x, interval=lambda x: (np.zeros_like(x[0]), np.maximum(x[0] ** 2, x[1] ** 2)))
    assert limits(program("f(x)", "x", functions=square), x=(-2, 1)) == pytest.approx((0, 4, False))
    assert verdict(program("f(x) <= 4.1", "x", functions=square), x=(-2, 1)) == (True, False)


def test_the_array_reading_asks_point_by_point_unless_it_has_its_own():
    assert element(program("f(x)", "x", functions=CUBE), x=3) == 27
    own = python(lambda x: x, array=lambda x: x + 0.5)
    assert element(program("f(x)", "x", functions=own), x=3) == 3.5


def test_no_points_at_all_are_fine():
    none, functions = np.empty(0), python(lambda x, n: x * n, "x n", monotone={"x": "rising", "n": "rising"})
    found = program("f(x, 2) > 1", "x", functions=functions)
    assert array.run(found, {"x": none}).size == 0
    assert np.size(interval.as_truths(interval.run(found, {"x": (none, none)})).certain) == 0


def test_points_at_which_an_argument_is_undefined_are_not_asked():
    found = program("f(1 / x)", "x", functions=CUBE)
    assert np.isnan(element(found, x=0))
    assert isinstance(at(found, x=0), Undefined)
    assert limits(found, x=(-1, 1))[2]


def test_no_answer_is_undefined():
    functions = python(refuse_negative, monotone={"x": "rising"})
    assert why("f(-1)", functions) == "no such load"
    found = program("f(x) < 5", "x", functions=functions)
    undefined = at(found, x=-1)
    assert isinstance(undefined, Undefined)
    assert (undefined.reason, undefined.part.at) == ("no such load", 0)  # type: ignore[union-attr]
    assert np.isnan(element(found, x=-1))
    assert verdict(found, x=(-1, 1)) == (False, False)
    assert verdict(found, x=(0, 1)) == (True, False)


@pytest.mark.parametrize("broken", [lambda _x: 1 / 0, lambda _x: {}["a"], lambda _x: 0.5, lambda _x: None, lambda: 1])
def test_any_other_exception_and_any_inexact_answer_is_a_fault(broken):
    functions = python(broken, monotone={"x": "rising"})
    with pytest.raises(FunctionFault) as caught:
        value("f(1)", functions)
    assert caught.value.function == "f"
    with pytest.raises(FunctionFault):
        at(program("f(x) > 1", "x", functions=functions), x=1)


def test_conditions_of_functions_over_open_numbers():
    functions = python(lambda x: x > 3, returns=TruthType())
    found = program("f(x) and x < 9", "x", functions=functions)
    assert [at(found, x=x).holds for x in (1, 5, 10)] == [False, True, False]  # type: ignore[union-attr]
    assert [element(found, x=x) >= 0 for x in (1, 5, 10)] == [False, True, False]
    assert verdict(found, x=(4, 5)) == (False, False)
    own = python(lambda x: x > 3, returns=TruthType(), array=lambda x: x > 3)
    assert [element(program("f(x)", "x", functions=own), x=x) >= 0 for x in (1, 5)] == [False, True]
    chosen = program("(1 if f(x) else 2) > 1", "x", functions=functions)
    assert [at(chosen, x=x).holds for x in (1, 5)] == [True, False]  # type: ignore[union-attr]
    assert verdict(chosen, x=(4, 5)) == (False, False)
    agreed = program("f(x) == flag", "x", functions=functions, flag=True)
    assert [at(agreed, x=x).holds for x in (1, 5)] == [False, True]  # type: ignore[union-attr]


def test_structure_is_asked_only_once_everything_is_settled():
    functions = {"f": PythonFunction("f", {"l": ListType(NumberType())}, NumberType(), len, structural=True)}
    assert value("f(list(1, 2))", functions) == 2
    for text in ("f(x)", "f(list(1, x))", "f(list(record(a=x)))"):
        with pytest.raises(NotDiscrete):
            program(text, "x", functions=functions)


def test_an_open_condition_does_not_reach_a_function():
    with pytest.raises(NotDiscrete):
        program("f(x > 1)", "x", functions=CUBE)


def test_what_is_undefined_inside_a_list_does_not_reach_a_function():
    functions = {"f": PythonFunction("f", {"l": ListType(NumberType())}, NumberType(), len, structural=True)}
    assert why("f(list(record(a=1 / 0)))", functions) == "division-by-zero"
    assert why("f(1 / 0)", functions) == "division-by-zero"


def test_records_of_the_document_reach_a_function_as_they_are():
    functions = python(lambda x: len(x.path), structural=True)
    assert value("f(design)", functions, design=record(a=1)) == 1


def test_other_arguments_are_passed_on_at_every_point():
    scale = python(lambda x, by: x * by["n"], "x by")
    assert at(program("f(x, design)", "x", functions=scale, design=record(n=5)), x=3) == 15
    assert element(program("f(x, design)", "x", functions=scale, design=record(n=5)), x=3) == 15
    assert at(program("f(x, n)", "x", functions=python(lambda x, n: x * n, "x n"), n=claim(4)), x=3) == 12
