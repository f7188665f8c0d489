"""Repairs of one point of a curve."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.context import Context
from conformance.engine.decide import decide, decide_all
from conformance.engine.fields import replaced, schema_at
from conformance.engine.shown import Repair
from conformance.engine.verdicts import Status
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.outcomes import Ref
from conformance.reports.places import place
from tests.engine.shipped import part, rule, specs

PLATE = "specs/cooling/examples/oam-plate.yaml"
SUPPLY = "specs/hardware/examples/psu-5500.yaml"
RESISTANCE = {"units": ["L/min", "K/W"], "points": [[1, 0.024], [1.5, 0.0245], [2.4, 0.02]]}
LOSSES = {"units": ["%", "%"], "points": [[10, 84], [20, 90], [50, 97.5], [100, 96.5]]}


def offered(name: str, clause: str, file: str, changes: dict[str, object]) -> tuple[Repair, ...]:
    found = {verdict.rule: verdict for verdict in decide_all(part(file, changes), specs())}[name]
    return next(one.repairs for one in found.clauses if one.clause == clause and one.status is Status.FAIL)


@pytest.mark.parametrize(
    ("rule_and_clause", "file", "path", "curve", "said"),
    [
        (
            "CL-111/falls-with-the-flow",
            PLATE,
            "design.resistance",
            RESISTANCE,
            ["points.0.1 0.024 K/W one-of 0.0245 K/W", "points.1.1 0.0245 K/W one-of 0.024 K/W"],
        ),
        (
            "HW-112/loss-rises-with-the-load",
            SUPPLY,
            "design.efficiency.277V.curve",
            LOSSES,
            ["points.2.1 97.5 % one-of 95.74 %"],
        ),
    ],
)
def test_a_step_the_wrong_way_is_mended_at_either_end(
    rule_and_clause: str, file: str, path: str, curve: dict[str, list[list[float]]], said: list[str]
) -> None:
    name, _, clause = rule_and_clause.partition("/")
    # A supply whose efficiency is claimed at another load than the curve has would fail beside it.
    silent: dict[str, object] = {"claims.efficiency": None} if file == SUPPLY else {}
    repairs = offered(name, clause, file, {path: curve, **silent})
    assert [
        f"{one.path.removeprefix(f'{path}.')} {one.current} {one.direction} {one.values[0]}" for one in repairs
    ] == said
    for repair in repairs:
        assert repair.others_tried
        at, value = int(repair.path.split(".")[-2]), float(repair.values[0].split()[0])
        points = [[x, value if index == at else y] for index, (x, y) in enumerate(curve["points"])]
        mended = part(file, {path: {**curve, "points": points}, **silent})
        assert clause not in {
            one.clause
            for one in decide(rule(name), mended, specs(), repaired=False).clauses
            if one.status is Status.FAIL
        }


def test_the_point_is_shown_in_the_file() -> None:
    plate = part(PLATE)
    span = place(plate, "design.resistance.points.1.1").span
    assert span is not None
    line = plate.document.source.line(span.line)
    (_, (_, y), *_) = plate.document.value["design"]["resistance"]["points"]
    assert float(line[span.column - 1 : span.end_column - 1]) == y


def test_a_point_is_replaced_alone_and_never_left_open() -> None:
    plate = part(PLATE)
    context = Context.of(rule("CL-111"), plate, specs())
    path = ("design", "resistance", "points", 0, 1)
    design, bent = context.data["design"], replaced(context.data, path, Fraction(1, 8))["design"]
    assert isinstance(design, dict)
    assert isinstance(bent, dict)
    before, after = design["resistance"], bent["resistance"]
    assert (after.xs, after.ys) == (before.xs, (Fraction(1, 8), *before.ys[1:]))
    with pytest.raises(NotDiscrete):
        replaced(context.data, path, Ref(0))
    assert schema_at(plate.kind.schema, path)["quantity"] == "thermal-resistance"
