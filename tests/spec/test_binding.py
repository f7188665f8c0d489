"""What formulas read: exact numbers in base units, records that know their place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.expressions.values import Claim, Curve, Record

GOOD = """\
apiVersion: demo-area/v1
kind: Pump
metadata: {vendor: acme, model: P1}
design:
  stages: 2.0
  power: 0.4 kW
  drive: fixed
  efficiency: 0.1
  gain: 1e-3
  steps: [3, 1]
  curve: {units: [L/min, kPa], points: [[10, 320.5], [20, 300]]}
  ports: [{id: in, size: 20 mm}, {id: out, size: 0.3 m}]
  spares: {seal: 100 g}
envelope:
  coolant: {min: 20 degC, max: 45.3 degC}
  count: {min: 1, max: 4}
claims:
  head: {value: 300 kPa, basis: {window: mean}, stated_at: {coolant: 20 degC}}
"""


@pytest.fixture
def bound(read):
    descriptor, findings = read(GOOD)
    assert not findings
    return descriptor


def test_numbers_are_exact_and_in_base_units(bound):
    design = bound.data["design"]
    assert design["power"] == 400
    assert design["efficiency"] == Fraction(1, 10)
    assert design["gain"] == Fraction(1, 1000)
    assert design["spares"]["seal"] == Fraction(1, 10)
    assert bound.data["envelope"]["coolant"] == {"min": Fraction("293.15"), "max": Fraction("318.45")}
    assert all(not isinstance(value, float) for value in design.values())


def test_whole_numbers_stay_whole(bound):
    assert type(bound.data["design"]["stages"]) is int
    assert bound.data["design"]["steps"] == [3, 1]
    assert bound.data["envelope"]["count"] == {"min": 1, "max": 4}


def test_records_know_their_path(bound):
    assert isinstance(bound.data, Record)
    assert bound.data["design"]["ports"][1].path == ("design", "ports", 1)
    assert bound.data["claims"]["head"]["basis"].path == ("claims", "head", "basis")


def test_a_claim_without_relation_is_nominal(bound):
    claim = bound.data["claims"]["head"]
    assert isinstance(claim, Claim)
    assert (claim["value"], claim["relation"]) == (300_000, "nominal")
    assert claim["stated_at"] == {"coolant": Fraction("293.15")}


def test_a_curve_is_in_base_units(bound):
    curve = bound.data["design"]["curve"]
    assert isinstance(curve, Curve)
    assert curve.xs == (Fraction(10, 60_000), Fraction(20, 60_000))
    assert curve.ys == (320_500, 300_000)
    assert (curve.law, curve.beyond) == ("log-log", "refuse")


def test_quantities_are_kept_as_written(bound):
    assert bound.quantities["design", "power"].text == "0.4 kW"
    assert bound.quantities["envelope", "coolant", "max"].unit.symbol == "degC"
    assert bound.quantities["claims", "head", "value"].value == 300_000
    assert ("design", "ports", 0, "size") in bound.quantities


def test_the_vendor_s_own_words(bound):
    assert bound.written(("design", "power")) == "0.4 kW"
    assert bound.written(("envelope", "coolant")) == "{min: 20 degC, max: 45.3 degC}"
    assert (bound.vendor, bound.model) == ("acme", "P1")


def test_the_digest_ignores_comments_and_order_but_no_value(read, bound):
    same, _ = read("# a comment\n" + GOOD.replace("kind: Pump\n", "").replace("design:", "kind: Pump\ndesign:", 1))
    other, _ = read(GOOD.replace("0.4 kW", "400 W"))
    assert same.digest == bound.digest
    assert other.digest != bound.digest


def test_absent_groups_are_empty_records(read):
    descriptor, findings = read(GOOD[: GOOD.index("claims:")])
    assert not findings
    assert descriptor.data["claims"] == {}
    assert descriptor.data["claims"].path == ("claims",)


def test_a_finding_means_no_descriptor(read):
    descriptor, findings = read(GOOD.replace("0.4 kW", "0.4"))
    assert descriptor is None
    assert len(findings) == 1


def test_a_ratio_is_a_plain_number_or_has_a_unit(read):
    values = [
        read(GOOD.replace("efficiency: 0.1", f"efficiency: {text}"))[0]
        for text in ("10 %", "0.1", "1e-1", "100000 ppm")
    ]
    assert {descriptor.data["design"]["efficiency"] for descriptor in values} == {Fraction(1, 10)}
