"""Golden findings: one slip in a good descriptor gives one sentence at the right place."""

from __future__ import annotations

import pytest

from conformance.spec.meant import ends_meant
from tests.spec.conftest import DESCRIPTOR as GOOD

SLIPS = [
    # keys
    ("stages: 2", "stags: 2", (5, 3, "KIND-misspelt-key", "there is no stags here; did you mean stages?")),
    ("  stages: 2\n", "", (4, 1, "KIND-missing-key", "stages is missing")),
    (
        "  drive: fixed",
        "  drive: fixed\n  colour: red",
        (
            8,
            3,
            "KIND-unknown-key",
            "there is no colour here; known are efficiency, quiet, serial, gain, steps, curve, ports, spares, cooling",
        ),
    ),
    (
        "  stages: 2\n",
        "  stages: 2\n  coolant: 4\n",
        (6, 3, "KIND-key-elsewhere", "coolant does not belong here; it is envelope.coolant"),
    ),
    ("metadata: {vendor: acme, model: P1}\n", "", (1, 1, "KIND-missing-key", "metadata is missing")),
    ("model: P1", "modle: P1", (3, 26, "KIND-misspelt-key", "there is no modle here; did you mean model?")),
    ("max: 45 degC", "maks: 45 degC", (9, 27, "KIND-misspelt-key", "there is no maks here; did you mean max?")),
    ("window: mean", "windov: mean", (11, 54, "KIND-misspelt-key", "there is no windov here; did you mean window?")),
    (", basis: {window: mean}", "", (11, 3, "KIND-missing-key", "basis is missing")),
    # types
    ("stages: 2", "stages: '2'", (5, 11, "KIND-quoted-number", "design.stages: expected a number, found the text '2'")),
    (
        "stages: 2",
        "stages: 1_000",
        (5, 11, "KIND-spelt-number", "design.stages: expected a number, found 1_000, which YAML reads as a text"),
    ),
    (
        "stages: 2",
        "stages: ２",
        (5, 11, "KIND-spelt-number", "design.stages: expected a number, found ２, which YAML reads as a text"),
    ),
    ("stages: 2", "stages: two", (5, 11, "KIND-expected-integer", "design.stages: expected a whole number, found two")),
    ("stages: 2", "stages: 2.5", (5, 11, "KIND-expected-integer", "design.stages: expected a whole number, found 2.5")),
    (
        "stages: 2",
        "stages: true",
        (5, 11, "KIND-expected-integer", "design.stages: expected a whole number, found true"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  quiet: yes",
        (8, 10, "KIND-expected-truth", "design.quiet: expected true or false, found yes"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  serial: 12",
        (8, 11, "KIND-unquoted-text", "design.serial: expected a text, found the number 12"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  steps: 3",
        (8, 10, "KIND-expected-list", "design.steps: expected a list, found 3"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  cooling: air",
        (8, 12, "KIND-expected-mapping", "design.cooling: expected a mapping (key: value), found air"),
    ),
    (
        "{min: 20 degC, max: 45 degC}",
        "20 degC",
        (9, 12, "KIND-expected-range", "envelope.coolant: expected a range, found 20 degC"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  curve: steep",
        (8, 10, "KIND-expected-curve", "design.curve: expected a curve, found steep"),
    ),
    (
        "{value: 300 kPa, relation: at-least, basis: {window: mean}}",
        "300 kPa",
        (11, 9, "KIND-expected-claim", "claims.head: a claim says what its value is based on, found 300 kPa"),
    ),
    (
        "power: 400 W",
        "power: [400 W]",
        (6, 10, "KIND-expected-quantity", "design.power: expected a quantity, found [400 W]"),
    ),
    ("power: 400 W", "power: true", (6, 10, "KIND-expected-quantity", "design.power: expected a quantity, found true")),
    ("power: 400 W", "power:", (6, 9, "KIND-empty", "design.power has no value")),
    ("stages: 2", "stages:", (5, 10, "KIND-empty", "design.stages has no value")),
    (
        "  stages: 2\n  power: 400 W\n",
        "",
        (4, 1, "KIND-missing-keys", "stages, power are missing"),
    ),
    (
        "window: mean",
        "window: maen",
        (11, 62, "KIND-misspelt-value", "claims.head.basis.window: maen is not known; did you mean mean?"),
    ),
    # values
    (
        "drive: fixed",
        "drive: fixd",
        (7, 10, "KIND-misspelt-value", "design.drive: fixd is not known; did you mean fixed?"),
    ),
    (
        "drive: fixed",
        "drive: steam",
        (7, 10, "KIND-not-one-of", "design.drive: steam is not one of fixed, variable, none"),
    ),
    ("stages: 2", "stages: -2", (5, 11, "KIND-below-minimum", "design.stages: -2 is less than the least allowed, 1")),
    ("stages: 2", "stages: 12", (5, 11, "KIND-above-maximum", "design.stages: 12 is more than the most allowed, 9")),
    (
        "drive: fixed",
        "drive: fixed\n  serial: abc",
        (8, 11, "KIND-pattern", "design.serial: abc is not written as ^[A-Z]+$ wants it"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  serial: ABCDE",
        (8, 11, "KIND-too-long", "design.serial: the text is too long; it takes at most 4 characters"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  steps: []",
        (8, 10, "KIND-too-few-items", "design.steps: the list is too short; it takes at least 1"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  steps: [1, 1]",
        (8, 10, "KIND-repeated-item", "design.steps: an entry stands twice in [1, 1]"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  cooling: {air: 1 L/min, fan: x}",
        (8, 3, "KIND-missing-companion", "air_speed must be given too"),
    ),
    # quantities and what is made of them
    (
        "power: 400 W",
        "power: 0.5 W",
        (6, 10, "KIND-below-least", "design.power: 0.5 W is less than the least possible, 1 W"),
    ),
    (
        "power: 400 W",
        "power: 11 kW",
        (6, 10, "KIND-above-most", "design.power: 11 kW is more than the most possible, 10 kW"),
    ),
    (
        "min: 20 degC",
        "min: -1 degC",
        (9, 18, "KIND-below-least", "envelope.coolant.min: -1 degC is less than the least possible, 0 degC"),
    ),
    (
        "min: 20 degC",
        "min: 50 degC",
        (9, 18, "KIND-min-above-max", "envelope.coolant.min: the range is empty: min 50 degC is more than max 45 degC"),
    ),
    (  # kelvin are no degrees above 0 degC: to exchange the ends, as it said, mends nothing
        "max: 45 degC",
        "max: 280 K",
        (
            9,
            32,
            "KIND-ends-in-two-units",
            "envelope.coolant.max: the range is empty: min 20 degC is more than max 280 K, which is 6.85 degC",
        ),
    ),
    (
        "  coolant:",
        "  count: {min: 3, max: 2}\n  coolant:",
        (9, 16, "KIND-min-above-max", "envelope.count.min: the range is empty: min 3 is more than max 2"),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  curve: {units: [L/min, kPa], points: [[1, 3], [2, 2], [2, 1]]}",
        (
            8,
            58,
            "KIND-curve-not-ascending",
            "design.curve.points.2.0: the points of a curve ascend in x; 2 comes after 2",
        ),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  curve: {units: [L/min, kPa], points: [[0, 3], [2, 2]]}",
        (
            8,
            40,
            "KIND-curve-not-positive",
            "design.curve.points: a curve read on logarithmic axes has only values above zero",
        ),
    ),
    (
        "drive: fixed",
        'drive: fixed\n  curve: {units: [L/min, "kPa"], points: [[1, 1000], [2, 1000.5], [3, 2000]]}',
        (
            8,
            58,
            "KIND-above-most",
            "design.curve.points.1.1: 1000.5 kPa is more than the most possible, 1 MPa",
        ),
    ),
    (
        "drive: fixed",
        "drive: fixed\n  ports: [{id: a, size: 1 mm}, {id: a, size: 2 mm}]",
        (8, 37, "KIND-repeated-id", "design.ports.1.id: the id a is used twice in this list"),
    ),
    # entries of lists by their ids, as in the findings of rules
    (
        "drive: fixed",
        "drive: fixed\n  ports: [{id: a, size: 1 mm}, {id: b, size: 2 mm, sealed: 3}]",
        (8, 60, "KIND-expected-truth", "design.ports.b.sealed: expected true or false, found 3"),
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), SLIPS, ids=[f"{slip[2][2]}-{index}" for index, slip in enumerate(SLIPS)]
)
def test_one_slip_is_one_finding(told, old, new, expected):
    assert old in GOOD
    assert told(GOOD.replace(old, new, 1)) == [expected]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("0 to 2", "0", "2"),
        ("20 to 45 degC", "20 degC", "45 degC"),
        ("20 degC - 45 degC", "20 degC", "45 degC"),
        ("-5-10 degC", "-5 degC", "10 degC"),
        ("5..10 m", "5 m", "10 m"),
        ("20～45 degC", "20 degC", "45 degC"),
        ("1e-3 m", "1e-3 m", "…"),
        ("-5 degC", "-5 degC", "…"),
        ("20 degC", "20 degC", "…"),
    ],
)
def test_a_range_in_words_is_answered_with_its_two_ends(written, low, high):
    """`0 to 2` was answered with {min: 0 to 2, max: …}."""
    assert ends_meant(written) == (low, high)


def test_a_good_descriptor_has_no_findings(told):
    assert told(GOOD) == []


def test_findings_stand_in_the_order_of_the_lines(told):
    text = GOOD.replace("stages: 2", "stages: -2").replace("400 W", "400").replace("mean", "maen")
    found = told(text)
    assert [line for line, *_ in found] == [5, 6, 11]
    assert [code for *_, code, _ in found] == ["KIND-below-minimum", "QTY-no-unit", "KIND-misspelt-value"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("400", "QTY-no-unit"),
        ("400 K", "QTY-wrong-dimension"),
        ("1e400 W", "QTY-"),
        ("nan W", "QTY-"),
        ("400 Watt", "QTY-"),
        ("'4 0 0 W'", "QTY-"),
    ],
)
def test_a_bad_quantity_is_one_finding_at_its_value(told, value, code):
    found = told(GOOD.replace("400 W", value))
    assert len(found) == 1
    assert found[0][:2] == (6, 10)
    assert found[0][2].startswith(code)


def test_curve_units_are_checked_at_the_unit(told):
    found = told(GOOD.replace("drive: fixed", "drive: fixed\n  curve: {units: [kPa, L/min], points: [[1, 3], [2, 2]]}"))
    assert [entry[:2] for entry in found] == [(8, 19), (8, 24)]
    assert {entry[2] for entry in found} == {"QTY-wrong-dimension"}


def test_evidence_must_name_a_claim_that_is_made(told):
    text = GOOD + "evidence:\n  - {claim: claims.flow, grade: measured}\n  - {claim: claims.head, grade: measured}\n"
    assert told(text) == [
        (
            13,
            13,
            "KIND-evidence-without-claim",
            "there is no claims.flow in this descriptor that the evidence could speak for",
        )
    ]
