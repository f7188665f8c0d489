"""What compiled formulas work out once: the same values, work and defaults as if they were worked out each time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.expressions.functions import Function
from conformance.expressions.parse import parse
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_area import Area
from conformance.expressions.quick_loops import WORK
from conformance.expressions.quick_once import SETTLED
from conformance.expressions.quick_paths import DEFAULTS
from conformance.expressions.types import NumberType
from conformance.expressions.values import Record


def area(**bodies):
    number = NumberType()
    functions = {name: Function(name, {"x": number}, number, parse(body)) for name, body in bodies.items()}
    return Area(functions, lambda _: [Record({"n": n}) for n in (1, 2, 3)])


class Counted(Record):
    """Counts how often its field is read."""

    reads = 0

    def __getitem__(self, key):
        self.reads += 1
        return super().__getitem__(key)


def environment(**names):
    return {**names, DEFAULTS: [], WORK: 0, SETTLED: {}}


def answer(text, area, **names):
    e = environment(**names)
    return Compiler({}, {}, area).number(parse(text).root, {})(e), e[WORK]


LOOP = "sum(row.n * x for row in lab.rows)"


def test_a_part_that_stands_twice_follows_the_arguments_of_each_call():
    twice = area(loop=LOOP, twice="loop(x) + loop(x)")
    (top, bottom), _ = answer("twice(a) + 100 * twice(b)", twice, a=Fraction(1, 2), b=5)
    assert Fraction(top, bottom) == 6 + 100 * 60


def test_a_part_that_stands_twice_counts_its_work_twice():
    twice = area(loop=LOOP, once="loop(x)", twice="loop(x) + loop(x)")
    _, once = answer("once(a)", twice, a=1)
    _, both = answer("twice(a)", twice, a=1)
    assert once > 0
    assert both == 2 * once


def test_a_part_with_a_loop_variable_is_worked_out_for_each():
    inner = area(double="2 * x", both="sum(double(row.n) + double(row.n) * x for row in lab.rows)")
    assert answer("both(a)", inner, a=1)[0] == (24, 1)


def test_parts_that_differ_in_one_and_true_are_two():
    differ = area(pick="x", both="pick(1 if x == 1 else 2) * 10 + pick(1 if x == 2 else 2)")
    assert answer("both(a)", differ, a=1)[0] == (12, 1)


def test_a_call_of_constants_counts_its_work_each_time():
    formula = Compiler({}, {}, area(loop=LOOP)).number(parse("loop(2) + a").root, {})
    first, second = environment(a=1), environment(a=3)
    assert (formula(first), formula(second)) == ((13, 1), (15, 1))
    assert first[WORK] == second[WORK] > 0


def cases(text, lets, independent, **names):
    """The formula in two cases of a rule: what it comes to, and which defaults each used."""
    formula = Compiler({}, {name: parse(let) for name, let in lets.items()}, area(), independent).number(
        parse(text).root, {}
    )
    settled = {}
    environments = [{**environment(**names), "v": v, SETTLED: settled} for v in (1, 2)]
    return [(formula(e), e[DEFAULTS]) for e in environments]


@pytest.mark.parametrize(("independent", "reads"), [((), 2), (("far",), 1)])
def test_an_independent_let_is_worked_out_once_for_all_cases(independent, reads):
    design = Counted({"n": 7}, ("design",))
    found = cases("far + far + v", {"far": "design.n"}, independent, design=design)
    assert [value for value, _ in found] == [(15, 1), (16, 1)]
    assert design.reads == reads


@pytest.mark.parametrize("text", ["far + v", "default(design.n, 4) + far + v", "far + default(design.n, 4) + v"])
def test_every_case_names_the_defaults_that_an_independent_let_uses(text):
    lets = {"far": "default(design.n, 4)"}
    design = Record({}, ("design",))
    assert cases(text, lets, ("far",), design=design) == cases(text, lets, (), design=design)
    assert [used for _, used in cases(text, lets, ("far",), design=design)] == [["design.n"], ["design.n"]]
