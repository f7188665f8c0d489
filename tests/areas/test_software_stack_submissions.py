"""What the descriptors of single software parts come to: golden ones, real parts and flawed submissions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from conformance.engine.decide import decide_all
from conformance.engine.verdicts import NEEDS_RUN, RuleVerdict, Status
from conformance.spec.load import open_specs
from tests.areas.submissions import part

ROOT = Path(__file__).parents[2]
SPECS = open_specs()
GOLDEN = ("xa-engine", "xc-collectives", "xk-driver", "xm-catalogue", "xo-operators", "xr-runtime", "xt-telemetry")
REAL = {
    "amd-amdgpu-30-30": {},
    "huawei-hccl-9-0": {"SW-119": Status.PASS, "SW-111": Status.NOT_APPLICABLE},
    "huawei-torch-npu-2-10": {"SW-125": Status.NOT_APPLICABLE},
    "huawei-vllm-ascend-0-23": {"SW-125": Status.NOT_APPLICABLE},
    "intel-level-zero-1-21": {"SW-117": Status.NOT_APPLICABLE},
    "intel-oneccl-2021-15": {"SW-111": Status.PASS},
    "khronos-opencl-3-1-full": {"SW-117": Status.PASS},
    "mlcommons-inference-2026": {"SW-123": Status.NOT_APPLICABLE, "SW-126": Status.NOT_APPLICABLE},
    "nvidia-cuda-runtime-13": {"SW-116": Status.PASS},
    "nvidia-nccl-2-30": {"SW-111": Status.PASS, "SW-119": Status.PASS},
    "nvidia-nvml": {"SW-124": Status.PASS},
}
FLAWED = {
    "basalt-bf16-ring": {"SW-110/kept", "SW-111/bounded", "SW-111/ones-are-counted"},
    "cirrus-every-operator": {"SW-107/not-more-than-covered", "SW-107/rows-complete"},
    "dune-bf16-tolerance": {"SW-108/lost-term-is-rejected", "SW-108/smaller-type-is-rejected"},
    "fen-f64-through-f32": {"SW-108/smaller-type-is-rejected"},
    "glacier-bus-as-algorithm": {"SW-122/size-over-time", "SW-122/within-the-links"},
    "heath-deterministic": {"SW-109/one-order"},
    "islet-skips-are-green": {
        "SW-125/counts-add-up",
        "SW-125/rate-of-all",
        "SW-125/exclusions-complete",
        "SW-125/exclusions-narrow",
    },
    "juniper-zero-watts": {
        "SW-124/averages-and-counters-explained",
        "SW-124/memory-adds-up",
        "SW-124/missing-is-no-zero",
        "SW-124/no-wrap-between-readings",
    },
    "karst-four-hundred-models": {"SW-123/shares-resolve-it", "SW-126/as-many-as-claimed"},
    "larch-long-answers": {"SW-123/length-within-a-tenth", "SW-123/reference-is-independent", "SW-123/three-runs"},
    "moor-raw-integers": {"SW-119/integers-stay-inside", "SW-119/sizes-agree"},
    "nettle-out-of-memory-for-good": {
        "SW-118/harmless-ones-pass",
        "SW-118/reset-stated",
        "SW-118/reset-wide-enough",
    },
    "orchid-thread-safe": {"SW-114/functions-there", "SW-114/safe-enough", "SW-117/large-enough"},
}


@cache
def verdicts(path: Path) -> dict[str, RuleVerdict]:
    return {verdict.rule: verdict for verdict in decide_all(part(path, SPECS), SPECS)}


def example(name: str) -> Path:
    return ROOT / "specs/software-stack/examples" / f"{name}.yaml"


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_descriptor_fails_nothing(name: str) -> None:
    found = verdicts(example(name)).values()
    assert not [verdict.rule for verdict in found if verdict.status in (Status.FAIL, Status.ERROR)]
    # Only a partner or a run is missing to what is not tested.
    assert not [
        v.rule for v in found if v.status is Status.NOT_TESTED and not v.decided_elsewhere and v.level == "must"
    ]


@pytest.mark.parametrize("name", REAL)
def test_a_real_part_comes_to_what_its_figures_say(name: str) -> None:
    found = verdicts(example(name))
    assert not [verdict.rule for verdict in found.values() if verdict.status in (Status.FAIL, Status.ERROR)]
    assert {rule: found[rule].status for rule in REAL[name]} == REAL[name]


@pytest.mark.parametrize("name", FLAWED)
def test_a_flawed_submission_fails_by_its_trap(name: str) -> None:
    found = verdicts(ROOT / "examples" / f"{name}.yaml").values()
    failing = {
        f"{verdict.rule}/{clause.clause}"
        for verdict in found
        for clause in verdict.clauses
        if clause.status is Status.FAIL
    }
    assert failing == FLAWED[name]


def test_what_only_a_run_decides_is_never_green() -> None:
    found = [verdict for name in GOLDEN for verdict in verdicts(example(name)).values()]
    live = {verdict.rule for verdict in found if verdict.reason and verdict.reason.code == NEEDS_RUN}
    assert live >= {"SW-105", "SW-106", "SW-112", "SW-113", "SW-209", "SW-210", "SW-214", "SW-216", "SW-218", "SW-224"}
    assert {verdict.status for verdict in found if verdict.rule in live} <= {Status.NOT_TESTED, Status.NOT_APPLICABLE}


def test_every_real_part_states_where_its_figures_come_from() -> None:
    for name in REAL:
        text = example(name).read_text(encoding="utf-8")
        assert text.count("status: ") >= 2, name
