"""What the shipped power descriptors and the flawed submissions come to, and that each trap is called by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.engine.examples import example_descriptor
from conformance.spec.load import open_specs
from conformance.spec.rules import Example
from tests.areas.submissions import failing, verdicts

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
GOLDEN = ("psu-5500", "shelf-18", "shelf-bbu-33", "tree-8", "tree-264", "bus-450", "bus-1400")
SAYS_LITTLE = {
    "bel-tet2200-12-086": {"HW-141"},
    "artesyn-ds3000te-3": {"HW-132", "HW-141"},
    "intel-p4000ip-750w": set[str](),
    "ocp-orv3-shelf-18": {"HW-140"},
    "ocp-orv3-hpr-shelf-33": {"HW-140"},
    "meta-orv3-hpr-v2-shelf-72": {"HW-140"},
    "ocp-orv3-hpr-battery-33": {"HW-139", "HW-140"},
    "nvidia-gb200-nvl72-power": {"HW-140"},
}
FLAWED = {
    "aquila-sum-of-labels": {"HW-103"},
    "corvid-twenty-milliseconds": {"HW-105"},
    "dorado-upper-line": {"HW-132"},
    "eland-half-the-supplies": {"HW-102", "HW-103"},
    "falcon-one-end": {"HW-106"},
    "garnet-spent-redundancy": {"HW-103"},
    "heron-half-load": {"HW-134"},
    "ibis-fifty-seven-volts": {"HW-110"},
    "jacana-rising-efficiency": {"HW-112", "HW-131"},
}
HINTED = {
    "aquila-sum-of-labels": "what is missing is the excursion",
    "corvid-twenty-milliseconds": "last for less at the peak",
    "dorado-upper-line": "rating of the upper input range",
    "eland-half-the-supplies": "redundant by count, not by feed",
    "falcon-one-end": "interleave the feeds",
    "garnet-spent-redundancy": "a power cap acts later",
    "heron-half-load": "the efficiency at half load",
    "ibis-fifty-seven-volts": "tolerance and load dump are not",
}

BELOW_NOTHING = [
    ("tree-264", "design.share_error", "-50 %"),
    ("tree-264", "design.storage", "-1 J"),
    ("tree-8", "design.bulk_energy", "-1 J"),
    ("tree-8", "design.rest", "-5 kW"),
    ("tree-8", "design.loads.module.power", "-700 W"),
    ("bus-1400", "design.share_error", "-100 %"),
    ("bus-1400", "design.modes.rectifier.accuracy", "-5 %"),
    ("bus-1400", "design.modes.rectifier.droop", "-20 V"),
    ("bus-1400", "design.modes.rectifier.overshoot", "-3 V"),
    ("bus-1400", "design.taps.compute.path_resistance", "-2 mohm"),
    ("shelf-18", "design.ride_through.trigger_share", "-50 %"),
    ("shelf-18", "design.ride_through.detect", "-2 ms"),
    ("shelf-18", "design.bulk.efficiency", "140 %"),
    ("psu-5500", "claims.pulses.training.low", "-80 %"),
]
"""Values that would make room where there is none: the kinds refuse them."""


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_fails_no_rule_of_its_kind(name: str) -> None:
    assert failing(ROOT / "specs/hardware/examples" / f"{name}.yaml", SPECS) == set()


@pytest.mark.parametrize("name", SAYS_LITTLE)
def test_a_public_part_fails_by_what_its_maker_leaves_out(name: str) -> None:
    assert failing(ROOT / "specs/hardware/examples" / f"{name}.yaml", SPECS) == SAYS_LITTLE[name]


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap(name: str) -> None:
    assert failing(ROOT / "examples" / f"{name}.yaml", SPECS) == FLAWED[name]


@pytest.mark.parametrize(("base", "field", "value"), BELOW_NOTHING)
def test_what_cannot_be_negative_is_refused(base: str, field: str, value: str) -> None:
    """A sharing error of -50 % would add half of the capacity, a negative droop would raise the voltage."""
    rule = next(rule for rule in SPECS.rules() if rule.area == "hardware")
    _, findings = example_descriptor(rule, Example(base, passes=True, overrides={field: value}), SPECS)
    assert findings


@pytest.mark.parametrize("name", HINTED)
def test_a_trap_is_called_by_its_name(name: str) -> None:
    clauses = [clause for verdict in verdicts(ROOT / "examples" / f"{name}.yaml", SPECS) for clause in verdict.clauses]
    assert HINTED[name] in " ".join(hint["en"] for clause in clauses for hint in clause.hints)
