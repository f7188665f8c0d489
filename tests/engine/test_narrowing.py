"""Repairs that cut a range back, where a formula reads the end of the range for itself."""

from __future__ import annotations

import pytest

from conformance.engine.decide import decide
from conformance.engine.verdicts import Assurance, ClauseVerdict, Status
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import SpecSet
from conformance.spec.reading import narrowing_leaves_out
from conformance.spec.rules import Rule
from tests.engine import shipped
from tests.spec.conftest import AREA, DESCRIPTOR, KIND, Area, document

RULE = """\
id: DEMO-001
name: pit
since: "2026.12"
level: must
applies_to: [Pump]
title: {en: Pit, zh: 坑}
statement: {en: No pit., zh: 无坑。}
why: {en: Pumps fall in., zh: 泵会落入。}
sources:
  - {document: The pump book, clause: "2", status: read}
when: has(envelope.coolant)
constants: {kelvin: 1 K, ice: 0 degC, hot: 40 degC}
forall:
  warmth:
    range: [ice, hot]
let:
  t: (warmth - ice) / kelvin
  top: (envelope.coolant.max - ice) / kelvin
  nothing: t * (100 - t) + t * t - 100 * t
  pit: 1 - min(1, 1000000 * abs(t - 7.123457))
require:
  no-pit:
    that: top <= 40 and nothing + (pit if top < 35 else 0) <= 1 / 2
    blame: [envelope.coolant.max]
    message: {en: a pit, zh: 有坑}
examples:
  - base: good
    passes: {envelope.coolant.max: 40 degC}
  - base: good
    fails: {}
    clause: no-pit
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> SpecSet:
    """The demo area with the one rule."""
    tmp_path = tmp_path_factory.mktemp("narrowing")
    files = {"area.yaml": AREA, "kinds/Pump.schema.yaml": KIND, "rules/DEMO-001-pit.yaml": RULE}
    return Area(tmp_path / "specs", {**files, "examples/good.yaml": DESCRIPTOR}).specs()


def pit(lab: SpecSet) -> Rule:
    """The one rule."""
    kind = lab.kind("demo-area/v1", "Pump")
    assert kind is not None
    (rule,) = lab.rules_for(kind)
    return rule


def decided(lab: SpecSet, top: int) -> ClauseVerdict:
    """The clause for a pump whose coolant gets up to so many degC."""
    text = DESCRIPTOR.replace("max: 45", f"max: {top}").replace("min: 20", "min: 0")
    part, _ = read_descriptor(document(text), lab)
    assert part is not None
    return decide(pit(lab), part, lab).clauses[0]


def test_the_far_end_of_a_range_that_a_formula_reads_is_decided_in_full(lab: SpecSet) -> None:
    """Below 35 degC there is a pit that only the whole proof meets: "at most 40 degC passes" was offered."""
    (repair,) = decided(lab, 45).repairs
    assert (repair.direction, repair.values) == ("one-of", ("40 degC",))
    passing, failing = decided(lab, 35), decided(lab, 34)
    assert (passing.status, passing.assurance) == (Status.PASS, Assurance.PROVED)
    assert failing.status is Status.FAIL
    assert failing.counterexample is not None
    assert failing.counterexample.values["warmth"].text == "7.123457 degC"


END = ("envelope", "coolant", "max")
PLAIN = {("let", "top"): "0", ("forall", "warmth", "source"): ["envelope.coolant"]}


@pytest.mark.parametrize(
    ("changes", "leaves_out"),
    [
        ({}, True),
        ({("forall", "warmth", "source"): ["envelope.coolant.min", "envelope.coolant.max"]}, True),
        ({("forall", "warmth", "source"): ["envelope.coolant.max", "hot"]}, False),
        ({("forall", "warmth", "source"): ["ice", "envelope.coolant.max + kelvin"]}, False),
        ({("forall", "warmth", "step"): "2 K"}, False),
        ({("forall", "warmth", "where"): "warmth < envelope.coolant.max"}, False),
        ({("let", "top"): "(envelope.coolant.min - ice) / kelvin"}, True),
        ({("let", "top"): "(envelope.coolant.max - ice) / kelvin"}, False),
        ({("let", "top"): "len(integers(envelope.coolant))"}, False),
        ({("let", "top"): "1 if has(envelope) else 2"}, False),
        ({("clauses", "no-pit", "when"): "envelope.coolant.max > ice"}, False),
        ({("clauses", "no-pit", "when"): "design.stages > 1"}, True),
        ({("when",): "envelope.coolant.max > ice"}, True),
    ],
)
def test_a_range_cut_back_only_loses_points_unless_its_end_is_read(
    lab: SpecSet, changes: dict[tuple[str, ...], str | list[str]], *, leaves_out: bool
) -> None:
    rule = pit(lab)
    for path, value in {**PLAIN, **changes}.items():
        rule = rule.changed(path, value)
    assert narrowing_leaves_out(rule, END) is leaves_out


@pytest.mark.parametrize(
    ("top", "leaves_out"), [("pulse.height", True), ("pulse.period.max", False), ("len(list(pulse))", False)]
)
def test_ranges_of_records_are_followed(top: str, *, leaves_out: bool) -> None:
    """A record that a variable goes through may be read at the end that is cut back, or handed on as a whole."""
    rule = shipped.rule("HW-114")
    changed = rule.changed(("let", "extra"), top)
    end = ("claims", "pulses", "training", "period", "max")
    assert narrowing_leaves_out(rule, end)
    assert narrowing_leaves_out(changed, end) is leaves_out
