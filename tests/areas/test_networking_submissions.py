"""What the networking descriptors come to: golden ones, real parts and flawed submissions (fabrics have their own file)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from conformance.engine.decide import decide_all
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.spec.load import open_specs
from tests.areas.submissions import part

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
GOLDEN = ("xn-400", "xw-64", "xi-64", "xo-dr4", "xc-os2", "xc-dac", "xp-lossless", "xm-local")
SILENT = {Status.NOT_APPLICABLE, Status.NOT_TESTED}
REAL = {
    "broadcom-tomahawk-5": {"NW-108": Status.PASS},
    "edgecore-et7502-fr4": {"NW-112": Status.NOT_APPLICABLE},  # no receiver is published
    "hpe-slingshot-rosetta": {"NW-108": Status.PASS},
    "ieee-800gbase-dr8": {"NW-112": Status.PASS, "NW-132": Status.PASS},
    "nvidia-connectx-7": {"NW-108": Status.PASS, "NW-121": Status.PASS},
    "nvidia-mcp4y10": {"NW-127": Status.NOT_APPLICABLE},  # no insertion loss is published
    "nvidia-mma1z00-ns400": {"NW-112": Status.NOT_APPLICABLE},
    # What is published of them cannot be checked: which directions, which percentile.
    "nvidia-quantum-2-qm9700": {"NW-108": Status.PASS, "NW-126": Status.FAIL, "NW-138": Status.FAIL},
    "nvidia-quantum-x800-q3400": {"NW-108": Status.PASS},
    "nvidia-spectrum-4-sn5600": {"NW-108": Status.PASS, "NW-126": Status.NOT_TESTED},
    "opensm": {"NW-113": Status.NOT_TESTED, "NW-116": Status.NOT_TESTED},
    "sonic-spectrum-4-lossless": {"NW-102": Status.PASS, "NW-131": Status.PASS},
    "sugon-scalefabric-switch": {"NW-105": Status.NOT_APPLICABLE, "NW-108": Status.NOT_TESTED},
}
FLAWED = {
    "kelvin-headroom-in-bytes": {"NW-102", "NW-131"},
    "lumen-both-directions": {"NW-108", "NW-126"},
    "meridian-six-connectors": {"NW-136"},
    "nimbus-112g-as-rate": {"NW-107", "NW-121"},
    "orchard-one-class-counted": {"NW-114"},
    "pelican-copied-thresholds": {"NW-102", "NW-115", "NW-118", "NW-122", "NW-131"},
    "quarry-hundred-thousand-lids": {"NW-113", "NW-116"},
    "ridge-window-of-a-row": {"NW-105", "NW-134", "NW-135"},
    "saffron-hot-host": {"NW-111", "NW-112"},
    "tundra-blind-counters": {"NW-123", "NW-130", "NW-137"},
}


@cache
def verdicts(path: Path) -> dict[str, RuleVerdict]:
    return {verdict.rule: verdict for verdict in decide_all(part(path, SPECS), SPECS)}


def example(name: str) -> Path:
    return ROOT / "specs/networking/examples" / f"{name}.yaml"


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_fails_nothing(name: str) -> None:
    found = {verdict.status for verdict in verdicts(example(name)).values()}
    assert Status.PASS in found
    assert found <= {Status.PASS, *SILENT}


def test_every_rule_is_kept_by_some_golden_descriptor() -> None:
    kept = {
        rule for name in GOLDEN for rule, verdict in verdicts(example(name)).items() if verdict.status is Status.PASS
    }
    kinds = {"Nic", "Switch", "OpticalModule", "CablePlant", "LosslessProfile", "FabricManager"}
    assert {
        rule.id
        for rule in SPECS.rules()
        if rule.area == "networking" and not rule.between and kinds & set(rule.applies_to)
    } <= kept


@pytest.mark.parametrize("name", REAL)
def test_a_real_part_comes_to_what_is_published_of_it(name: str) -> None:
    found = {rule: verdict.status for rule, verdict in verdicts(example(name)).items()}
    assert Status.ERROR not in found.values()
    assert {rule: found[rule] for rule in REAL[name]} == REAL[name]
    assert {rule for rule, status in found.items() if status is Status.FAIL} == {
        rule for rule, status in REAL[name].items() if status is Status.FAIL
    }


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap_and_by_nothing_else(name: str) -> None:
    found = verdicts(ROOT / "examples" / f"{name}.yaml")
    assert {rule for rule, verdict in found.items() if verdict.status is Status.FAIL} == FLAWED[name]


def test_a_fabric_that_cannot_be_built_blames_what_the_file_holds(tmp_path: Path) -> None:
    """NW-109 pointed at `topology:`, since of an explicit fabric it blamed the parameters first, which it has none of."""
    text = example("xf-4x2").read_text(encoding="utf-8").replace("a: leaf0, b: spine1", "a: leaf0, b: spine9")
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    (failed,) = [clause for clause in verdicts(file)["NW-109"].clauses if clause.status is Status.FAIL]
    assert failed.blamed == ("design.topology.links", "design.topology.parameters", "design.topology.file")
