"""What is a formula and what is not, and where it goes wrong."""

from __future__ import annotations

import warnings
from fractions import Fraction

import pytest

from conformance.expressions import tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES, parse


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("", "empty", 0),
        (" \n ", "empty", 0),
        ("x +", "syntax", 2),
        ("a) + (b", "syntax", 1),
        ("a; b", "syntax", 1),
        ("x = 1", "sign", 2),
        ("x # y", "comment", 2),
        ("name == 'a#b'", "comment", 10),
        ("a ^ b", "caret", 4),
        ("lambda: 1", "construct", 0),
        ("1 + (lambda x: x)", "construct", 5),
        ("f'{a}'", "construct", 0),
        ("(a := 1)", "construct", 1),
        ("a[1:2]", "construct", 0),
        ("a[1, 2]", "construct", 0),
        ("[a, b]", "construct", 0),
        ("x in (1, 2)", "construct", 5),
        ("x in {1, 2}", "construct", 5),
        ("{}", "construct", 0),
        ("[x for x in l]", "construct", 0),
        ("{x for x in l}", "construct", 0),
        ("1 + (x for x in l)", "construct", 4),
        ("f(*a)", "construct", 2),
        ("record(**a)", "construct", 7),
        ("sum(a for a, b in l)", "construct", 10),
        ("sum(a async for a in l)", "construct", 16),
        ("await x", "construct", 0),
        ("a is b", "construct", 0),
        ("a is not None", "construct", 0),
        ("a @ b", "construct", 0),
        ("a << 2", "construct", 0),
        ("~a", "construct", 0),
        ("'a' 'b'", "construct", 0),
        ("r'a'", "construct", 0),
        ("'''a'''", "construct", 0),
        ("f()()", "call", 0),
        ("a.f()", "call", 0),
        ("(1)(2)", "call", 0),
        ("x.__class__", "identifier", 0),
        ("_x", "identifier", 0),
        ("sum(_x for _x in l)", "identifier", 11),
        ("1 + länge", "identifier", 4),
        ("design.长度", "identifier", 0),
        ("None", "number", 0),
        ("...", "number", 0),
        ("b'a'", "number", 0),
        ("x + 1_000", "number", 4),
        ("0x10", "number", 0),
        ("0b1", "number", 0),
        ("2j", "number", 0),
        ("1e61", "number", 0),
        ("1e-61", "number", 0),
        ("1e999999999", "number", 0),
        ("1" * 61, "number", 0),
        ("\x00", "syntax", 0),
        ("\ud800", "syntax", 0),
    ],
)
def test_what_is_no_formula_is_refused_where_it_goes_wrong(text, code, offset):
    error = refusal(text)
    assert (error.code, error.offset) == (f"SPEC-expression-{code}", offset)


def test_letters_that_only_look_like_plain_ones_are_not_taken_for_them():
    # Python would read the wide letters as plain ones.
    assert refusal("1 + ａ").offset == 4
    assert refusal("design.ｂ").offset == 7
    assert refusal("ﬁt").code == "SPEC-expression-identifier"


def test_texts_may_hold_any_letters():
    root = parse("medium == '光纤' and a + b > 1").root
    assert isinstance(root, tree.Logic)
    second = root.operands[1]
    assert isinstance(second, tree.Compare)
    assert second.at == 19
    assert second.operands[1].at == 27


def test_blanks_inside_texts_are_never_changed_in_silence():
    assert refusal("x == 'a\tb'").offset == 5
    assert refusal("x == 'a\u3000b'").offset == 5
    assert refusal("x == 'a\nb'").offset == 5
    assert parse("x\u3000== 'a b'")


def test_lines_break_anywhere_else():
    root = parse("  a +\n    b\n").root
    assert isinstance(root, tree.Binary)
    assert (root.at, root.right.at) == (2, 10)


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("max(a, key=b)", "SPEC-expression-construct", 7),
        ("clip(x, low=1, high=2)", "SPEC-expression-construct", 8),
        ("record(a=1, a=2)", "SPEC-repeated-name", 12),
        ("record(1, a=2)", "SPEC-argument-count", 7),
    ],
)
def test_no_argument_is_dropped_in_silence(text, code, offset):
    error = refusal(text)
    assert (error.code, error.offset) == (code, offset)


def test_numbers_are_exact_as_written():
    written = {
        "0.1": Fraction(1, 10),
        "1.50": Fraction(3, 2),
        ".5": Fraction(1, 2),
        "2.": 2,
        "1e3": 1000,
        "1E-3": Fraction(1, 1000),
    }
    for text, wanted in written.items():
        assert parse(text).root == (0, wanted)
    assert isinstance(parse("1e3").root.value, int)  # type: ignore[union-attr]
    assert parse("0." + "1" * 57).root == (0, Fraction("0." + "1" * 57))


@pytest.mark.parametrize(("text", "wanted"), [("True", True), ("true", True), ("False", False), ("false", False)])
def test_truth_values_are_written_as_in_yaml_or_python(text, wanted):
    assert parse(text).root == (0, wanted)
    assert parse(text).root.value is wanted  # type: ignore[union-attr]


def test_a_formula_has_at_most_4000_characters():
    assert parse("1" + " " * (MAX_LENGTH - 1))
    assert refusal("1" + " " * MAX_LENGTH).code == "SPEC-expression-too-long"


def test_a_formula_has_at_most_500_parts():
    # One call and its arguments.
    assert parse(f"max({','.join('x' * (MAX_NODES - 1))})")
    error = refusal(f"max({','.join('x' * MAX_NODES)})")
    assert (error.code, error.offset) == ("SPEC-expression-too-large", 4 + 2 * (MAX_NODES - 1))


def test_a_formula_is_at_most_50_deep():
    assert parse("-" * (MAX_DEPTH - 1) + "x")
    error = refusal("-" * MAX_DEPTH + "x")
    assert (error.code, error.offset) == ("SPEC-expression-too-deep", MAX_DEPTH)


@pytest.mark.parametrize(
    "text",
    ["-" * 3999 + "1", "not " * 900 + "x", "(" * 1500 + "a" + ")" * 1500, "a.b" + ".b" * 1900, "a" + "+a" * 1900],
)
def test_what_pythons_own_parser_chokes_on_is_an_error_too(text):
    assert refusal(text).code in ("SPEC-expression-too-deep", "SPEC-expression-syntax")


@pytest.mark.parametrize("text", ["a" + ".b" * 1900 + "()", "a" + "[0]" * 900 + "()", "a" + ".b" * 1900 + "(x=1)"])
def test_what_is_called_is_quoted_in_short_however_deep_it_is(text):
    error = refusal(text)
    assert error.code == "SPEC-expression-call"
    assert len(error.arguments["what"]) == 60
    assert refusal("(a.f)(1)").arguments == {"what": "a.f"}


def test_nothing_is_computed_while_parsing():
    assert isinstance(parse("9**9**9**9").root, tree.Binary)


def test_parsing_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parse("1if a else 2")
        parse("x == '\\d'")


def test_every_node_knows_where_it_begins():
    root = parse("a + floor(b.c / 2) * max(x[k] for x in l if not x.off)").root
    starts = {type(node).__name__ + str(node.at) for node in tree.walk(root)}
    assert {
        "Binary0",
        "Call4",
        "Binary10",
        "Attribute10",
        "Call21",
        "Generator24",
        "Index25",
        "Name39",
        "Unary44",
    } <= starts


def test_a_sign_plus_says_nothing():
    assert parse("+x").root == (1, "x")


def test_chains_stay_chains():
    root = parse("a <= b < c != d").root
    assert isinstance(root, tree.Compare)
    assert root.relations == ("<=", "<", "!=")


def test_free_names_leave_out_loop_variables():
    root = parse("sum(x * y for x in xs if x > z for y in x.ys) + x").root
    assert tree.free_names(root) == {"xs", "y", "z", "x"} - {"y"}
    assert tree.free_names(parse("sum(x for x in x)").root) == {"x"}
    assert tree.free_names(parse("record(a=b)").root) == {"b"}


def test_only_plain_dotted_paths_are_paths():
    assert tree.path_of(parse("design.a.b").root) == ("design", "a", "b")
    assert tree.path_of(parse("design[a].b").root) is None


@pytest.mark.parametrize(
    ("text", "figure", "offset"),
    [("3 W + 4 K", "3 W", 0), ("x <= 3W", "3W", 5), ("x >= 400 Gbit/s", "400 Gbit/s", 5), ("1e5 W <= x", "1e5 W", 0)],
)
def test_a_figure_with_its_unit_is_called_that(text, figure, offset):
    refused = refusal(text)
    assert (refused.code, refused.arguments["figure"], refused.offset) == ("SPEC-expression-unit", figure, offset)


@pytest.mark.parametrize("text", ["1 +", "2 if x else", "a b", "1 < 2 or"])
def test_what_only_breaks_off_is_not_called_a_unit(text):
    assert refusal(text).code == "SPEC-expression-syntax"
