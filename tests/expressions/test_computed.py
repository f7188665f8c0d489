"""What is seen to compute its value is no place of the descriptor; what may hand one on is not taken for computed."""

from __future__ import annotations

import pytest

from conformance.expressions.computed import is_computed
from conformance.expressions.functions import Function
from conformance.expressions.parse import parse
from conformance.expressions.types import NumberType

FUNCTIONS = {
    name: Function(name, {"x": NumberType()}, NumberType(), parse(body))
    for name, body in {"twice": "2 * x", "same": "x", "either": "x + 1 if x > 0 else x", "further": "twice(x)"}.items()
}


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("a + b", True),
        ("-a", True),
        ("a <= b", True),
        ("a <= b and b <= c", True),
        ("3", True),
        ("ceil(a)", True),
        ("min(a, b)", True),
        ("twice(a)", True),
        ("a + 1 if c else b + 1", True),
        ("a + 1 if c else b", False),
        ("a", False),
        ("a.b", False),
        ("a[b]", False),
        ("default(a, 2)", False),
        ("only(x for x in a)", False),
        ("same(a)", False),
        ("either(a)", False),
        ("further(a)", False),
        ("unknown(a)", False),
    ],
)
def test_what_computes_its_value(text, computed):
    assert is_computed(parse(text).root, FUNCTIONS) is computed
