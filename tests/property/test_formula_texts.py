"""The text reading and the parser: what is written out reads back; any text is a formula within bounds, or a finding."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.expressions import number, text, tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.outcomes import Scalar, Undefined
from conformance.expressions.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES, parse
from tests.property.formulas import Case, cases, numbers, program, truths

NUMBERS, TRUTHS = numbers(3), truths(3)


def without_places(node: object) -> object:
    """The tree, without the characters at which its nodes begin, for comparison."""
    if isinstance(node, tree.Constant | tree.Name):
        return (type(node), type(node[1]), node[1])
    if isinstance(node, tuple):
        parts = node[1:] if hasattr(node, "at") else node
        return (type(node), *map(without_places, parts))
    return node


@given(st.one_of(NUMBERS, TRUTHS))
def test_a_formula_that_is_written_out_reads_back(formula: tree.Node) -> None:
    assert without_places(parse(text.names(formula)).root) == without_places(formula)


@given(cases(NUMBERS))
def test_values_in_the_place_of_names_keep_the_value(case: Case) -> None:
    point = {name: Fraction(round(float(value), 6)).limit_denominator(1000) for name, value in case.points[0].items()}
    shown = {name: f"{value.numerator}/{value.denominator}" for name, value in point.items()}

    def leaf(node: tree.Node) -> str | None:
        # A quotient binds like any other; what stands for a name is bracketed as an atom would be.
        return f"({shown[node.id]})" if isinstance(node, tree.Name) and node.id in shown else None

    written = parse(text.render(case.formula, leaf)).root
    assert _same(number.run(program(written), point), number.run(program(case.formula), point))


def _same(left: Scalar, right: Scalar) -> bool:
    return left == right or (isinstance(left, Undefined) and isinstance(right, Undefined))


WORDS = "x y 1 0.5 1e9 9e60 + - * / // % ** ( ) [ ] . , < <= == != in not and or if else for sum max f record = 'a' ' \" \\ # ^ ~ @ : := lambda \x00 \n ü １ \ud800 {".split(
    " "
)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
@example("a" + ".b" * 1900 + "()")
@example("(" * 2000 + ")" * 2000)
@example("9" * MAX_LENGTH)
@example("'" + "\\ud800" * 600 + "'")
@example("x" * (MAX_LENGTH + 1))
def test_any_text_is_a_formula_within_bounds_or_a_finding(written: str) -> None:
    root = root_or_finding(written)
    if isinstance(root, ExpressionError):
        assert root.code.startswith("SPEC-")
        assert 0 <= root.offset <= len(written)
        return
    assert len(written) <= MAX_LENGTH
    assert len(list(tree.walk(root))) <= MAX_NODES
    assert _depth(root) <= MAX_DEPTH
    assert without_places(parse(text.names(root)).root) == without_places(root)


def root_or_finding(written: str) -> tree.Node | ExpressionError:
    """Any other exception is a fault."""
    try:
        return parse(written).root
    except ExpressionError as error:
        return error


def _depth(node: tree.Node) -> int:
    inner = max(map(_depth, tree.children(node)), default=0)
    # The argument that a generator is counts as one with its element.
    return inner + (not isinstance(node, tree.Generator))


@pytest.mark.parametrize(
    "written",
    [
        "9 ** 9 ** 9",
        "2 ** 1e6",
        "10 ** 10 ** 60",
        "1e60 ** 1e60",
        "comb(1e9, 5e8)",
        "exp(1e60)",
        "(1e60 ** 3000) ** 0.5",
        "1e60 ** 3000 // 7",
        "integers(0, 1e60)",
        "binomial_tail(1e60, 1, 0.5)",
        "poisson_tail(1, 1e60)",
    ],
)
def test_what_is_too_much_to_compute_is_undefined(written: str) -> None:
    exact = program(parse(f"len({written})" if "integers" in written else written).root).result
    assert isinstance(exact, Undefined)
