"""Which parts of a formula may read a figure of the vendor, and which of them are kept with the rule."""

from __future__ import annotations

from conformance.engine.figures import figure_parts, reached
from conformance.expressions import text
from conformance.expressions.parse import parse
from tests.engine import shipped
from tests.engine.shipped import specs


def names(formula: str, rule: str = "CI-101") -> list[str]:
    """The parts of a formula amid the names of a shipped rule, in order."""
    one = shipped.rule(rule)
    return [text.names(part.node) for part in figure_parts(one, specs().functions(one.area), parse(formula).root)]


def test_parts_are_found_in_the_order_of_the_text_and_each_let_once() -> None:
    lets = {"a": parse("b + x"), "b": parse("c.d")}
    found = [text.names(node) for node in reached(parse("a * b - a").root, lets)]
    assert found == ["a * b - a", "a * b", "a", "b + x", "b", "c.d", "c", "x", "b", "a"]


def test_what_the_lab_says_and_what_is_computed_is_no_figure_of_the_vendor() -> None:
    found = names("lab.media[envelope.medium].delay * 2 + units")
    assert found[:2] == ["envelope.medium", "envelope"]
    assert "design.credit_flow.unit_flits" in found  # which the let ``units`` reads
    assert not {"units", "flits", "lab", "lab.media"} & set(found)


def test_a_plain_place_is_known_with_that_of_its_claim() -> None:
    one = shipped.rule("CI-101")
    part = figure_parts(one, {}, parse("claims.bandwidth").root)[0]
    assert (part.place, part.claimed) == (("claims", "bandwidth"), ("claims", "bandwidth", "value"))


def test_the_rule_keeps_those_of_what_its_clauses_compare_alone() -> None:
    one = shipped.rule("CI-101")
    functions = specs().functions(one.area)
    side = one.clauses[0].that.root.operands[0]  # type: ignore[union-attr]
    assert figure_parts(one, functions, side) is figure_parts(one, functions, side)
    other = parse("design.credits").root
    assert figure_parts(one, functions, other) is not figure_parts(one, functions, other)
