"""What the shipped cooling descriptors and the flawed submissions come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.spec.load import open_specs
from tests.areas.submissions import failing

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
GOLDEN = (
    "pg25",
    "fluoroketone",
    "rack-loop",
    "oam-plate",
    "uqd04",
    "manifold-18",
    "cdu-1000",
    "tank-860",
    "controller",
)
SAYS_LITTLE = {
    "3m-novec-649": {"CL-138"},
    "coolit-chx2000": {"CL-136", "CL-146"},
    "hpe-gb200-nvl72-loop": {"CL-101"},
    "ocp-deschutes-cdu": {"CL-136"},
    "sugon-scalex640-cdm": set[str](),
}
FLAWED = {
    "kelvin-cold-corner": {"CL-106"},
    "lyra-two-half-pumps": {"CL-131"},
    "mistral-w-for-s": {"CL-103"},
    "nimbus-second-plate": {"CL-102", "CL-111"},
    "orion-sea-level": {"CL-114"},
    "pavo-one-coupling": {"CL-112", "CL-140"},
    "quill-rope-in-dielectric": {"CL-135"},
    "ravel-all-liquid": {"CL-137", "CL-143", "CL-147"},
    "sable-protects-to-minus-20": {"CL-120", "CL-145"},
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_fails_no_rule_of_its_kind(name: str) -> None:
    assert failing(ROOT / "specs/cooling/examples" / f"{name}.yaml", SPECS) == set()


@pytest.mark.parametrize("name", SAYS_LITTLE)
def test_a_public_part_fails_by_what_its_maker_leaves_out(name: str) -> None:
    assert failing(ROOT / "specs/cooling/examples" / f"{name}.yaml", SPECS) == SAYS_LITTLE[name]


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap(name: str) -> None:
    assert failing(ROOT / "examples" / f"{name}.yaml", SPECS) >= FLAWED[name]
