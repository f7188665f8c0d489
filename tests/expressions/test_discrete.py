"""Lists, sets, records and texts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.expressions import discrete
from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import NotDiscrete
from tests.expressions.readings import claim, holds, program, record, value, why


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("set(3, 1, 3, 2)", [3, 1, 2]),
        ("set(3, 1) | set(1, 2)", [3, 1, 2]),
        ("set(3, 1, 2) & set(2, 3)", [3, 2]),
        ("set(3, 1, 2) - set(2, 9)", [3, 1]),
        ("list(1, 1)", [1, 1]),
        ("set(x % 2 for x in integers(1, 5))", [1, 0]),
        ("common(list(set(1, 2, 3), set(3, 2), list(2, 9, 3)))", [2, 3]),
        ("integers(2, 5)", [2, 3, 4, 5]),
        ("integers(2.5, 5.5)", [3, 4, 5]),
        ("integers(3.000000002, 4.999999997)", [3, 4, 5]),
        ("integers(5, 2)", []),
        ("len(list(4, 4))", 2),
        ("only(x for x in list(1, 2, 3) if x > 2)", 3),
        ("sum(x * y for x in list(1, 2) for y in list(10, 20) if x * y > 10)", 80),
        ("sum(x for x in list(1, 2) if x > 9)", 0),
        ("max(x for x in set(1, 2))", 2),
        ("list(7, 8)[1]", 8),
        ("list(7, 8)[-1]", 8),
        ("record(a=1, b=2).b", 2),
    ],
)
def test_values(text, wanted):
    assert value(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 in set(1, 2)", True),
        ("2 not in set(1, 2)", False),
        ("'a' in list('a', 'b')", True),
        ("0.5 in list(1 / 2)", True),
        ("set(1, 2) == list(2, 1, 2)", True),
        ("set(1, 2) != set(1, 3)", True),
        ("set(1) <= set(1, 2)", True),
        ("set(1, 2) <= set(1)", False),
        ("set(1, 2) >= set(1)", True),
        ("record(a=1) == record(a=1)", True),
        ("record(a=1) == record(a=2)", False),
        ("'a' == 'a'", True),
        ("'a' != 'a'", False),
        ("any(x > 2 for x in list(1, 2))", False),
        ("all(x > 2 for x in list())", True),
        ("any(x > 2 for x in list())", False),
        ("ascending(list(1, 2, 3))", True),
        ("ascending(list(1, 1))", False),
        ("ascending(list())", True),
    ],
)
def test_conditions(text, wanted):
    assert holds(text) is wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("only(list(1, 2))", "not-unique"),
        ("only(list())", "not-unique"),
        ("min(list())", "empty"),
        ("common(list())", "empty"),
        ("list(1, 2)[2]", "missing-key"),
        ("list(1, 2)[0.5]", "missing-key"),
        ("record(a=1).b", "missing-field"),
        ("integers(1, 10 ** 7)", "too-large"),
        ("integers('a', 2)", "not-a-number"),
        ("ascending(list('a', 'b'))", "not-a-number"),
    ],
)
def test_what_is_not_there_is_undefined(text, reason):
    assert why(text) == reason


def test_the_turns_of_loops_are_bounded(monkeypatch):
    monkeypatch.setattr(discrete, "MAX_MEMBERS", 110)
    text = "sum(1 for a in integers(1, 10) for b in integers(1, {}) if b > a)"
    assert value(text.format(10)) == 45
    assert why(text.format(11)) == "too-large"


def test_neighbours_in_a_tie_do_not_ascend():
    assert not holds("ascending(list(1, x))", x=1 + Fraction("1e-12"))
    assert holds("ascending(list(1, x))", x=1 + Fraction("1e-8"))


def test_entries_are_found_by_key_position_or_id():
    ports = [record("design.ports.0", id="a", lanes=4), record("design.ports.1", id="b", lanes=8)]
    assert value("ports['b'].lanes", ports=ports) == 8
    assert value("ports[0].lanes", ports=ports) == 4
    assert why("ports['c'].lanes", ports=ports) == "missing-key"
    table = record("lab", **{"16": 1, "fp8": 2})
    assert value("table[16] + table['16'] + table['fp8']", table=table) == 4
    assert why("table[8]", table=table) == "missing-key"


def test_membership_and_look_up_agree():
    table = record("lab", **{"16": 1})
    assert holds("16 in table and '16' in table and 8 not in table", table=table)
    assert holds("n in table", n=claim(16), table=table)


def test_what_cannot_be_a_key_is_a_missing_one():
    assert why("table[list(1)]", table=record("lab", a=1)) == "missing-key"
    assert value("table[n]", table=record("lab", **{"16": 1}), n=claim(16)) == 1


def test_spans_cover_integers():
    spans = [record("design.spans.0", min=1, max=3), record("design.spans.1", min=3, max=4)]
    assert value("integers(spans)", spans=spans) == [1, 2, 3, 4]
    assert value("integers(spans[0])", spans=spans) == [1, 2, 3]
    assert value("integers(list(5, 7))") == [5, 7]
    assert value("integers(n)", n=claim(4)) == [4]
    assert value("integers(n, m)", n=claim(4), m=claim(5)) == [4, 5]
    assert why("integers(n)", n=record(max=4)) == "not-a-number"


def test_truth_values_of_documents_and_of_formulas_are_the_same():
    flags = [True, False]
    assert holds("true in flags and (1 < 2) in flags and (2 < 1) in flags", flags=flags)
    assert holds("flag == true and flag != false and flag == (1 < 2)", flag=True)
    assert value("len(set(1 < 2, 3 < 5, true))") == 1
    assert holds("record(on=true) == design", design=record(on=True))
    # A number is no truth value.
    assert holds("1 not in flags", flags=flags)


def test_a_condition_of_a_generator_may_be_a_field():
    ports = [record(f"design.ports.{i}", optical=on, lanes=4) for i, on in enumerate((True, False, True))]
    assert value("sum(p.lanes for p in ports if p.optical)", ports=ports) == 8
    assert value("sum(p.lanes for p in ports if not p.optical)", ports=ports) == 4


def test_a_claim_stands_for_its_value():
    assert value("n + 1", n=claim(4)) == 5
    assert holds("n in list(3, 4) and n in list(m, 7)", n=claim(4), m=claim(4))
    assert value("len(list(3, 4) - list(n))", n=claim(4)) == 1
    assert holds("list(n) == list(4)", n=claim(4))
    assert holds("ascending(list(n, 5))", n=claim(4))
    assert holds("n.basis == m.basis", n=claim(4, basis=record(layer="raw")), m=claim(5, basis=record(layer="raw")))


def test_mappings_are_gone_through_by_their_entries():
    assert value("sum(p.n for p in m)", m=record(a=record(n=1), b=record(n=2))) == 3
    assert value("len(m)", m=record(a=1, b=2)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "3 in list(1 / 0)",
        "3 not in set(x / 0 for x in list(1, 2))",
        "list(x / 0 for x in list(1)) == list(1)",
        "record(a=1 / 0) == record(a=2 / 0)",
        "list(1) - list(x / 0 for x in list(1)) == list(1)",
        "len(x / 0 for x in list(1)) == 1",
        "only(x / 0 for x in list(1)) == 1",
        "ascending(x / 0 for x in list(1))",
        "all(x > 0 for x in list(-1, 2) if x / 0 > 1)",
        "all(x > 0 for x in list(1, 2) if x > 0 and 1 / (x - 1) > 0)",
        "record(a=1 / 0) in list(record(a=2 / 0))",
        "len(common(list(list(1), list(x / 0 for x in list(1))))) == 0",
    ],
)
def test_what_is_undefined_inside_a_collection_is_never_lost(text):
    assert why(text) == "division-by-zero"


@pytest.mark.parametrize(
    "text",
    [
        "3 in list(x, 4)",
        "3 not in set(x)",
        "len(set(x, 3)) == 2",
        "list(x) == list(3)",
        "list(x) != list(3)",
        "set(3) <= set(x)",
        "record(a=x) == record(a=3)",
        "record(a=x) != record(a=3)",
        "len(set(3) - set(x)) == 1",
        "len(set(3) & list(x)) == 0",
        "ascending(list(x, 3))",
        "len(common(list(set(x), set(3)))) == 0",
        "len(integers(list(x))) == 1",
        "sum(y for y in list(1, 2) if y < x) > 0",
        "list(1, 2)[x] > 0",
        "len(integers(1, x)) > 0",
        "('a' if x > 2 else 'b') == 'a'",
        "len(list(1) if x > 2 else list(1, 2)) == 1",
    ],
)
def test_collections_of_open_numbers_are_refused_and_never_compared_as_something_else(text):
    with pytest.raises(NotDiscrete):
        program(text, "x")


def test_lists_of_open_numbers_may_be_added_up_and_counted():
    assert program("sum(x * y for y in list(1, 2)) + max(list(x, 3)) + len(list(x, x))", "x").variables == ("x",)


def test_things_without_order_are_refused():
    with pytest.raises(ExpressionError, match="SPEC-not-comparable"):
        value("list(1) < list(1, 2)")
