"""Choices beyond what is enumerated: failures of whole numbers lie at their ends, and every process draws the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.engine.context import Context
from conformance.engine.decide import decide
from conformance.engine.verdicts import Assurance, ClauseVerdict, Status
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from tests.spec.conftest import AREA, DESCRIPTOR, KIND, Area, document

ROOT = Path(__file__).parents[2]
RULE = """\
id: DEMO-001
name: stages
since: "2026.12"
level: must
applies_to: [Pump]
title: {en: Stages, zh: 级数}
statement: {en: By stages., zh: 按级数。}
why: {en: Pumps are staged., zh: 泵分级。}
sources:
  - {document: The pump book, clause: "2", status: read}
constants: {metre: 1 m}
forall:
  stage: {integers: [7, 5007]}
  other: {integers: [-1, 5]}
  unit: {each: design.ports, where: unit.size != stage * metre}
let:
  most: max(10 + stage for port in design.ports)
require:
  holds: {that: most - 2 < LIMIT, message: {en: x, zh: x}}
examples:
  - base: good
    passes: {}
"""
TEXT = DESCRIPTOR.replace("envelope:", "  ports: [{id: small, size: 3 mm}, {id: large, size: 30 mm}]\nenvelope:")

# Prints all choices of the rule in the folder that is named, as they are drawn.
PROGRAM = """
import sys
from conformance.engine.generate import generate_case
from tests.engine.test_drawn_choices import context_of

generate_case(context_of(sys.argv[1]), lambda case: print(sorted(case.bindings.items())))
"""


def context_of(folder: str | Path, limit: int = 10**9) -> Context:
    """The rule, with this limit, beside the example of its area, which is written to a folder."""
    files = {
        "area.yaml": AREA,
        "kinds/Pump.schema.yaml": KIND.replace("power, drive]", "power, drive, ports]"),
        "rules/DEMO-001-stages.yaml": RULE.replace("LIMIT", str(limit)),
        "examples/good.yaml": TEXT,
    }
    specs = open_specs([Area(Path(folder) / "specs", files).root])
    part, _ = read_descriptor(document(TEXT), specs)
    assert part is not None
    (rule,) = specs.rules_for(part.kind)
    return Context.of(rule, part, specs)


def decided(folder: Path, limit: int) -> ClauseVerdict:
    context = context_of(folder, limit)
    return decide(context.rule, context.descriptor, context.specs).clauses[0]


def test_there_are_more_choices_than_are_enumerated(tmp_path):
    found = decided(tmp_path, 10**9)
    assert found.status is Status.PASS
    assert found.assurance is Assurance.TESTED


@pytest.mark.parametrize("limit", [5_015, 4_590])
def test_a_failure_of_the_largest_whole_numbers_is_found(tmp_path, limit):
    """Of 5,001 whole numbers the last, or the last few hundred: evenly drawn, none of them was met."""
    found = decided(tmp_path, limit)
    assert found.status is Status.FAIL
    assert found.counterexample.values["stage"].value + 8 >= limit


def test_choices_are_drawn_alike_in_every_process(tmp_path):
    runs = []
    for seed in ("0", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path / seed)],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append(done.stdout.splitlines())
    assert runs[0] == runs[1]
    assert len(set(runs[0])) > 50
