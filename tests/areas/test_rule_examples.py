"""Each rule's own examples, and what the shipped descriptors come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.engine.decide import decide_all
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.spec.load import open_specs
from conformance.spec.rules import Rule
from tests.areas.examples import check_example, each_example
from tests.areas.submissions import part

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
RULES = SPECS.rules()
GOLDEN = ("xa-64", "xd-64", "xf-640", "xl-112", "xl-112-link", "xs-512")
FLAWED = {
    "auriga-gib-as-gb": {"CI-104"},
    "boreal-baud-for-bits": {"CI-121"},
    "cygnus-raw-as-payload": {"CI-102"},
    "delta-credits-153": {"CI-101"},
    "ember-last-lane-only": {"CI-105"},
    "fjord-nine-bit-window": {"CI-107"},
    "gale-one-hop-640": {"CI-116"},
    "halo-efficiency-everywhere": {"CI-108"},
    "kestrel-torus-one-lane": {"CI-106", "CI-114"},
    "lumen-no-check": {"CI-103"},
    "marlin-microsecond": {"CI-110", "CI-115"},
    "nimbus-short-counter": {"CI-123", "CI-132"},
    "osprey-shoreline": {"CI-124"},
    "petrel-largest-cell": {"CI-111"},
}


def _verdicts(path: Path) -> list[RuleVerdict]:
    return decide_all(part(path, SPECS), SPECS)


def test_the_specs_load_without_a_finding() -> None:
    assert RULES
    assert SPECS.problems() == []


@each_example("chip-interconnect")
def test_example(rule: Rule, number: int) -> None:
    check_example(rule, number)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_keeps_every_rule_of_its_kind(name: str) -> None:
    verdicts = _verdicts(ROOT / "specs/chip-interconnect/examples" / f"{name}.yaml")
    alone = [verdict for verdict in verdicts if (rule := SPECS.rule(verdict.rule)) is not None and not rule.between]
    assert {verdict.status for verdict in alone} == {Status.PASS}, verdicts


@pytest.mark.parametrize(
    "path", sorted((ROOT / "specs/chip-interconnect/examples").glob("*.yaml")), ids=lambda p: p.stem
)
def test_a_shipped_descriptor_is_decided_without_a_fault(path: Path) -> None:
    assert not [verdict for verdict in _verdicts(path) if verdict.status is Status.ERROR]


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap(name: str) -> None:
    failing = {
        verdict.rule for verdict in _verdicts(ROOT / "examples" / f"{name}.yaml") if verdict.status is Status.FAIL
    }
    assert failing >= FLAWED[name]


def test_two_runs_give_equal_verdicts() -> None:
    path = ROOT / "examples" / "delta-credits-153.yaml"
    assert _verdicts(path) == _verdicts(path)
