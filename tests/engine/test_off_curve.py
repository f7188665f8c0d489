"""Points beyond the ends of a curve: how far it reaches, and the field that leads there."""

from __future__ import annotations

import pytest

from conformance.engine.decide import decide_all
from conformance.engine.verdicts import ClauseVerdict, Status
from conformance.findings.catalogue import sentence
from tests.engine.shipped import part, specs

PLATE = "specs/cooling/examples/oam-plate.yaml"
SUPPLY = "specs/hardware/examples/psu-5500.yaml"
UNIT = "specs/cooling/examples/cdu-1000.yaml"


def failed(file: str, changes: dict[str, object], name: str) -> ClauseVerdict:
    rule, _, clause = name.partition("/")
    found = {verdict.rule: verdict for verdict in decide_all(part(file, changes), specs())}[rule]
    return next(one for one in found.clauses if one.clause == clause and one.status is Status.FAIL)


@pytest.mark.parametrize(
    ("file", "changes", "clause", "said", "fix"),
    [
        (
            PLATE,
            {"envelope.flow.max": "24 L/min"},
            "CL-102/case-within-its-limit",
            "curve(design.resistance, flow) is read at 24 L/min, and the curve reaches from 0.4 L/min to 2.4 L/min",
            "envelope.flow.max at-most 2.4 L/min",
        ),
        (
            PLATE,
            {"envelope.flow.min": "0.1 L/min"},
            "CL-111/above-what-the-coolant-takes-up",
            "curve(design.resistance, flow) is read at 0.1 L/min, and the curve reaches from 0.4 L/min to 2.4 L/min",
            "envelope.flow.min at-least 0.4 L/min",
        ),
        (  # no range: the figure at which the curve is read
            SUPPLY,
            {"envelope.input.max": "320 V"},
            "HW-132/rating-is-reached-somewhere",
            "curve(design.capacity, envelope.input.max) is read at 320 V, and the curve reaches from 90 V to 305 V",
            "envelope.input.max at-most 305 V",
        ),
        (  # of a record
            UNIT,
            {"claims.ratings.rated.tcs_flow": "15000 L/min"},
            "CL-131/rated-flow-after-a-failure",
            (
                "curve(design.pumps.curve, point.tcs_flow / alive) is read at 15000 L/min, "
                "and the curve reaches from 0 L/min to 1800 L/min"
            ),
            "claims.ratings.rated.tcs_flow at-most 1500 L/min",
        ),
    ],
)
def test_the_field_that_leads_off_a_curve_is_the_first_to_mend(
    file: str, changes: dict[str, object], clause: str, said: str, fix: str
) -> None:
    """No fix was found, for the rule blames what a curve that has values would make wrong; a message spoke of figures that are none."""
    verdict = failed(file, changes, clause)
    assert verdict.reason is not None
    assert sentence(verdict.reason.code, "en", verdict.reason.arguments) == f"undefined here: {said}"
    assert not verdict.messages
    repair = verdict.repairs[0]
    assert f"{repair.path} {repair.direction} {repair.values[0]}" == fix


def test_a_figure_of_the_labs_leads_nobody_off_a_curve() -> None:
    """The label's least load lies before the curve's first point: the label can be changed, the lab's table cannot."""
    verdict = failed(SUPPLY, {"claims.label": "ruby"}, "HW-131/keeps-the-label")
    assert verdict.blamed == ("claims.label",)
    assert verdict.reason is not None
    assert verdict.reason.arguments["at"] == "0.05"


def test_figures_of_a_records_range_stand_as_they_are_written() -> None:
    """4200 B of a profile stood there as 4.2 kB, beside 4200 B where another formula read the same figure."""
    file = "specs/networking/examples/xp-lossless.yaml"
    verdict = failed(file, {"design.profiles.400g-40m.headroom": "28000 B"}, "NW-102/holds-what-arrives")
    assert verdict.counterexample is not None
    assert verdict.counterexample.values["frame"].text == "4200 B"


def test_a_curve_inside_a_function_of_the_area_is_told_by_its_formula() -> None:
    """The names of the function's arguments mean nothing in the rule: to look them up there broke the decision."""
    verdict = failed(PLATE, {"envelope.inlet.min": "-12 degC"}, "CL-102/case-within-its-limit")
    assert verdict.reason is not None
    assert verdict.reason.code == "ENGINE-undefined-beyond-curve"
