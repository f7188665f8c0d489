"""Conditions of listed values that depend on a number of a range: they leave out points, not the whole choice."""

from __future__ import annotations

import pytest

from conformance.engine.decide import decide
from conformance.engine.verdicts import ClauseVerdict, Status
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from tests.spec.conftest import AREA, DESCRIPTOR, KIND, Area, document

RULE = """\
id: DEMO-001
name: stages
since: "2026.12"
level: must
applies_to: [Pump]
title: {en: Stages, zh: 级数}
statement: {en: By warmth., zh: 按温度。}
why: {en: Pumps are staged., zh: 泵分级。}
sources:
  - {document: The pump book, clause: "2", status: read}
constants: {kelvin: 1 K, ice: 0 degC, hot: 20 degC, small: 3 mm}
forall:
  warmth: {range: [ice, hot]}
  FORALL
let:
  degrees: (warmth - ice) / kelvin
require:
  holds: {that: THAT, when: WHEN, message: {en: x, zh: x}}
examples:
  - base: good
    passes: {}
"""
PORTS = "  ports: [{id: small, size: 3 mm}, {id: large, size: 30 mm}]\n"


def rule(variable: str, that: str, when: str) -> str:
    return RULE.replace("FORALL", variable).replace("THAT", that).replace("WHEN", when)


@pytest.fixture
def decided(tmp_path):
    """Decides a rule with a variable and a clause."""

    def deciding(variable: str, that: str, when: str = "hot > ice") -> dict[str, ClauseVerdict]:
        text = DESCRIPTOR.replace("envelope:", f"{PORTS}envelope:")
        files = {
            "area.yaml": AREA,
            "kinds/Pump.schema.yaml": KIND.replace("power, drive]", "power, drive, ports]"),
            "rules/DEMO-001-stages.yaml": rule(variable, that, when),
            "examples/good.yaml": text,
        }
        area = Area(tmp_path / "specs", files)
        specs = open_specs([area.root])
        part, _ = read_descriptor(document(text), specs)
        assert part is not None
        (found,) = specs.rules_for(part.kind)
        return {one.record: one for one in decide(found, part, specs).clauses}

    return deciding


@pytest.mark.parametrize("form", ["one_of: [1, 2, 3]", "subsets: 'set(1, 2)'", "integers: [1, 3]"])
def test_a_value_counts_only_where_its_condition_holds(decided, form):
    what = "len(stage)" if form.startswith("subsets") else "stage"
    variable = f"stage: {{{form}, where: {what} <= degrees}}"
    assert decided(variable, f"{what} <= degrees")[""].status is Status.PASS
    failed = decided(variable, f"{what} < 2")[""]
    assert failed.status is Status.FAIL
    assert failed.counterexample.values["warmth"].value >= 275


def test_a_record_whose_condition_holds_nowhere_is_not_applicable(decided):
    found = decided("port: {each: design.ports, where: port.size <= degrees * small / 10}", "degrees >= 10")
    assert {record: one.status for record, one in found.items()} == {
        "port small": Status.PASS,
        "port large": Status.NOT_APPLICABLE,
    }


STAGE = "stage: {one_of: [1, 2], where: stage <= degrees}"
NO_POLE = "share: {range: ['0', '1 / degrees'], nominal: max}"
ROOT_FROM_ONE_HALF = "share: {range: ['0', 'sqrt(degrees - 1 / 2)'], nominal: max}"


@pytest.mark.parametrize(
    ("end", "status"),
    [
        # Its hull over all of the warmth grows without limit: neither a pass nor a failure, which it was at 20 degC.
        (NO_POLE, Status.NOT_TESTED),
        (ROOT_FROM_ONE_HALF, Status.PASS),
    ],
)
def test_a_range_is_not_asked_for_an_end_where_an_earlier_condition_leaves_the_point_out(decided, end, status):
    assert decided(f"{STAGE}\n  {end}", "share >= 0")[""].status is status


@pytest.mark.parametrize("end", [NO_POLE, ROOT_FROM_ONE_HALF])
@pytest.mark.parametrize(
    "variables",
    [
        "{end}",
        "{end}\n  stage: {{one_of: [1, 2], where: stage <= degrees + 3}}",
        "stage: {{one_of: [1, 2], where: degrees < stage}}\n  {end}",
    ],
)
def test_a_range_whose_end_has_no_value_fails_where_it_has_none(decided, variables, end):
    """The pole was met, and the failure told at the first point that conditions let in, where the end has a value."""
    failed = decided(variables.format(end=end), "share >= 0")[""]
    assert failed.status is Status.FAIL
    assert failed.reason.code.startswith("ENGINE-undefined")
    assert failed.counterexample.values["warmth"].text == "0 degC"


def test_a_clause_that_does_not_read_a_range_does_not_fail_for_its_pole(decided):
    assert decided(NO_POLE, "degrees >= 0")[""].status is Status.PASS


def test_a_pole_off_the_ends_is_told_too(decided):
    failed = decided("share: {range: ['0', '1 / (degrees - 7) ** 2']}", "degrees < 3 or share >= 0")[""]
    assert failed.status is Status.FAIL
    assert failed.counterexample.values["warmth"].text == "7 degC"


ONE = "stage: {one_of: [0]}"


@pytest.mark.parametrize(
    ("variable", "when", "status"),
    [
        # A number of a range, a single number, and a value that is chosen: at 0 degC the clause is not asked.
        ("share: {range: ['0', 'sqrt(degrees - 1 / 2)'], nominal: max}", "degrees >= 1", Status.PASS),
        (NO_POLE, "degrees >= 1", Status.NOT_TESTED),
        (
            "cold: {range: [ice, ice]}\n  share: {range: ['0', 'kelvin / (cold - ice)']}",
            "cold > ice",
            Status.NOT_APPLICABLE,
        ),
        (f"{ONE}\n  share: {{range: ['0', '1 / stage']}}", "stage > 0", Status.NOT_APPLICABLE),
        # Where it is asked there, or asks for the range itself, the range must have its ends.
        (NO_POLE, "degrees <= 1", Status.FAIL),
        (NO_POLE, "share < 2", Status.FAIL),
        ("cold: {range: [ice, ice]}\n  share: {range: ['0', 'kelvin / (cold - ice)']}", "cold >= ice", Status.FAIL),
        (f"{ONE}\n  share: {{range: ['0', '1 / stage']}}", "stage >= 0", Status.FAIL),
    ],
)
def test_a_range_needs_no_end_where_the_clause_is_not_asked(decided, variable, when, status):
    assert decided(variable, "share >= 0", when)[""].status is status


@pytest.mark.parametrize(
    ("condition", "status"), [("degrees > 7", Status.PASS), ("degrees >= 7", Status.FAIL), ("degrees < 8", Status.FAIL)]
)
@pytest.mark.parametrize("place", ["before", "behind", "when"])
def test_a_condition_needs_no_value_where_another_leaves_the_point_out(decided, condition, status, place):
    """Read in order, it needed one where a later one leaves out the point, and a chosen value did not."""
    pole = "share: {range: ['0', '1'], where: 1 / (degrees - 7) != 100}"
    other = f"part: {{range: ['0', '1'], where: {condition}}}"
    variables = {"before": f"{other}\n  {pole}", "behind": f"{pole}\n  {other}", "when": pole}[place]
    that = "share >= 0" if place == "when" else "share + part >= 0"
    assert decided(variables, that, condition if place == "when" else "hot > ice")[""].status is status
