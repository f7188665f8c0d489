"""A plain path is the same tree as the parser's; whatever else is written goes to the parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.expressions.expression import ExpressionError
from conformance.expressions.parse import parse
from conformance.expressions.paths import formula

WORDS = [
    "design",
    "design",
    "claims",
    "lanes",
    "_x1",
    "in",
    "None",
    "True",
    "not",
    "x y",
    "",
    "1",
    "a[0]",
    "é",
    "__class__",
    "f(x)",
    " lanes",
    "#",
]


def read(reading, text):
    """The tree, or why there is none."""
    try:
        return reading(text)
    except ExpressionError as error:
        return error.code, error.arguments, error.offset


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=11))
def test_it_is_what_the_parser_makes(words):
    text = ".".join(words)
    assert read(formula, text) == read(lambda text: parse(text).root, text)


@pytest.mark.parametrize("text", [".".join("a" * 60), "a" * 5_000])
def test_what_is_too_long_is_left_to_the_parser(text):
    assert read(formula, text) == read(lambda text: parse(text).root, text)
