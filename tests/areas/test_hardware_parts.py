"""What the shipped modules, trays, racks and endpoints come to, and what the tool says of the classic misreadings."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.engine.decide import decide
from conformance.engine.verdicts import Status
from conformance.spec.load import open_specs
from tests.areas.submissions import failing, part, verdicts

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
SHIPPED = ROOT / "specs/hardware/examples"
GOLDEN = ("xm-700", "xt-8", "xr-44", "xe-bmc")
PUBLIC = {
    "amd-mi300x": {"HW-108", "HW-163"},
    "amd-mi355x": {"HW-104", "HW-108", "HW-163"},
    "dmtf-public-rackmount1": {"HW-120", "HW-124", "HW-154"},
    "huawei-ascend-910b2": {"HW-104"},
    "intel-gaudi-3": {"HW-104", "HW-108", "HW-163"},
    "meta-orv3-frame": set[str](),
    "nvidia-dgx-h100": {"HW-164"},
    "nvidia-gb200-nvl72": {"HW-164"},
    "nvidia-h100-sxm": {"HW-104", "HW-108", "HW-163"},
}
"""Public parts and the rules that they fail: by what their makers leave out, or by figures that contradict each other."""
FLAWED = {
    "aldebaran-sparse-as-dense": {"HW-104", "HW-151"},
    "basalt-both-engines": {"HW-104"},
    "corvus-superchip": {"HW-107", "HW-108"},
    "dorado-six-sites": {"HW-108"},
    "everest-class-at-altitude": {"HW-115", "HW-161", "HW-162"},
    "falcon-seven-units": {"HW-116"},
    "granite-full-scale": {"HW-120"},
    "harrier-hundred-and-one": {"HW-124", "HW-154", "HW-155", "HW-156", "HW-157", "HW-158"},
    "helix-gib-as-gb": {"HW-108"},
    "iris-six-contacts": {"HW-111", "HW-118", "HW-163"},
    "juniper-five-teraflops": {"HW-119", "HW-153", "HW-159"},
}
SAYS = {
    ("examples/aldebaran-sparse-as-dense", "HW-104"): "equals the 2:4 sparse figure",
    ("examples/basalt-both-engines", "HW-104"): "equals the sum of all engines",
    ("examples/corvus-superchip", "HW-107"): "twice the module: a superchip's figure",
    ("examples/corvus-superchip", "HW-108"): "twice the module: a superchip's figure",
    ("examples/dorado-six-sites", "HW-108"): "counts every place for a stack",
    ("examples/everest-class-at-altitude", "HW-115"): "quoted at sea level",
    ("examples/falcon-seven-units", "HW-116"): "a whole number of RU",
    ("examples/granite-full-scale", "HW-120"): "the encoding is signed",
    ("examples/harrier-hundred-and-one", "HW-124"): "kilowatts written as watts",
    ("examples/harrier-hundred-and-one", "HW-155"): "one of the parts is counted that the total leaves out",
    ("examples/harrier-hundred-and-one", "HW-156"): "Wh and kWh",
    ("examples/helix-gib-as-gb", "HW-108"): "right in GiB",
    ("examples/iris-six-contacts", "HW-111"): "evenly shared it would hold",
    ("examples/iris-six-contacts", "HW-118"): "fresh interface material only",
    ("examples/juniper-five-teraflops", "HW-153"): "the 2:4 sparse peak",
    ("specs/hardware/examples/huawei-ascend-910b2", "HW-104"): "the sum of all engines, matrix and vector",
    ("specs/hardware/examples/nvidia-h100-sxm", "HW-104"): "that of 2:4 sparse weights",
    ("specs/hardware/examples/nvidia-h100-sxm", "HW-108"): "in GiB, written as GB",
    ("specs/hardware/examples/intel-gaudi-3", "HW-104"): "the dense figure of the matrix engines",
    ("specs/hardware/examples/amd-mi300x", "HW-108"): "right in GiB",
}
"""Where a rule must say what a wrong number really is."""


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_keeps_every_rule_of_its_kind(name: str) -> None:
    assert {verdict.status for verdict in verdicts(SHIPPED / f"{name}.yaml", SPECS)} == {Status.PASS}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_part_fails_by_what_is_published_of_it(name: str) -> None:
    assert failing(SHIPPED / f"{name}.yaml", SPECS) == PUBLIC[name]


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap(name: str) -> None:
    assert failing(ROOT / "examples" / f"{name}.yaml", SPECS) >= FLAWED[name]


@pytest.mark.parametrize(("name", "rule"), SAYS)
def test_the_tool_says_what_the_number_really_is(name: str, rule: str) -> None:
    found = SPECS.rule(rule)
    assert found is not None
    verdict = decide(found, part(ROOT / f"{name}.yaml", SPECS), SPECS, repaired=False)
    said = [hint["en"] for clause in verdict.clauses for hint in clause.hints]
    assert [text for text in said if SAYS[name, rule] in text], said
