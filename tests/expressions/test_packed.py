"""Packed trees: what is unpacked is what was parsed, for every formula of the shipped specs and for generated ones."""

from __future__ import annotations

import marshal

from hypothesis import given

from conformance.expressions import text
from conformance.expressions.packed import Formulas, packed, unpacked
from conformance.expressions.parse import parse
from tests.property import formulas


def classes(node):
    return [type(node), *map(classes, node)] if isinstance(node, tuple) else type(node)


def same(one, other):
    return one == other and classes(one) == classes(other)


@given(formulas.truths(4))
def test_generated_trees_survive_packing_and_the_disk(root):
    assert same(unpacked(marshal.loads(marshal.dumps(packed(root)))), root)


def test_every_construct_survives():
    written = 'sum(x.a / 2.5 for x in d.parts if x.id in d.names and not x.b) if has(d["k"]) else record(a=-1, b="t").a'
    root = parse(written).root
    assert same(unpacked(packed(root)), root)


def test_a_formula_is_read_from_its_tree_or_else_parsed():
    known = Formulas({"a + b": packed(parse("a - b").root)})
    assert text.names(known("a + b").root) == text.names(parse("a - b").root)
    assert known("a + b").text == "a + b"
    assert same(known("a * b").root, parse("a * b").root)
