"""The text reading: brackets where they say something, literals as they were written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.expressions import text, tree
from conformance.expressions.parse import parse


def rendered(formula: str) -> str:
    return text.names(parse(formula).root)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("(a)", "a"),
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a+(b-c)", "a + (b - c)"),
        ("a*(b//c)", "a * (b // c)"),
        ("a*(b%c)", "a * (b % c)"),
        ("a/(b*c)", "a / (b * c)"),
        ("a**b**c", "a ** b ** c"),
        ("(a**b)**c", "(a ** b) ** c"),
        ("-a**2", "-a ** 2"),
        ("(-a)**2", "(-a) ** 2"),
        ("2**-a", "2 ** (-a)"),
        ("-(a*b)", "-(a * b)"),
        ("-a*b", "-a * b"),
        ("not (a<b)", "not a < b"),
        ("not (a and b)", "not (a and b)"),
        ("(not a)==b", "(not a) == b"),
        ("(a<b)==(c<d)", "(a < b) == (c < d)"),
        ("a<b<=c", "a < b <= c"),
        ("a or b and c", "a or b and c"),
        ("(a or b) and c", "(a or b) and c"),
        ("a and (b and c)", "a and (b and c)"),
        ("(a if b else c) + 1", "(a if b else c) + 1"),
        ("a if b else (c if d else e)", "a if b else (c if d else e)"),
        ("(a if b else c).rate", "(a if b else c).rate"),
        ("(a | b)[0]", "(a | b)[0]"),
        ("a & (b | c)", "a & (b | c)"),
        ("a & b - c", "a & b - c"),
        ("a.b[c.d].e", "a.b[c.d].e"),
        ("f(a, b+1)", "f(a, b + 1)"),
        ("record(a=1, b=x if y else z)", "record(a=1, b=x if y else z)"),
        ("sum(x for x in (a if b else c) if (d if e else f))", "sum(x for x in (a if b else c) if (d if e else f))"),
        ("sum(x*y for x in a if x for y in b)", "sum(x * y for x in a if x for y in b)"),
        ("max((x for x in a), 1)", "max((x for x in a), 1)"),
        ("x in set('a', 'b')", "x in set('a', 'b')"),
    ],
)
def test_formulas_are_written_with_the_brackets_they_need(formula, wanted):
    assert rendered(formula) == wanted


@pytest.mark.parametrize(
    "literal", ["1", "0.5", "1e-12", "123456789012345678", "0.12345678901234567890123", "1e60", "1e-60", "1.5e-20", "0"]
)
def test_numbers_keep_every_digit(literal):
    root = parse(literal).root
    assert parse(rendered(literal)).root == root


@pytest.mark.parametrize("words", ["plain", "it's", 'say "no"', "back\\slash", "两", "both ' and \""])
def test_texts_keep_every_letter(words):
    root = tree.Constant(0, words)
    assert parse(text.names(root)).root == root


def test_truth_values_are_written_as_the_document_writes_them():
    assert rendered("x == True") == "x == true"


def test_a_leaf_may_stand_for_a_part():
    figures = {"lanes": "8", "rate": "112 Gbit/s", "loss": "-3 dB"}

    def leaf(node: tree.Node) -> str | None:
        return figures.get(node.id) if isinstance(node, tree.Name) else None

    assert text.render(parse("lanes * rate").root, leaf) == "8 * 112 Gbit/s"
    assert text.render(parse("lanes - loss").root, leaf) == "8 - -3 dB"
    assert text.render(parse("loss ** 2").root, leaf) == "(-3 dB) ** 2"


def test_decimals_beyond_the_doubles_are_written_too():
    found = [text.decimal(value) for value in (10**400, -(10**400) - 1, Fraction(10**400, 3))]
    assert found == ["1e+400", "-1e+400", "3.33333333333e+399"]


def test_decimals_are_rounded_to_even_without_trailing_zeros():
    assert [text.decimal(value) for value in (3, Fraction(1, 3), Fraction(5, 2), 10**15, Fraction(-1, 8))] == [
        "3",
        "0.333333333333",
        "2.5",
        "1e+15",
        "-0.125",
    ]
