"""All rules on one descriptor: the whole process, and what each rule takes inside it."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.measure import Row, measured, milliseconds, openarch
from benchmarks.samples import Sample, examples
from conformance.documents import inputs, strict_yaml
from conformance.documents.source import Source
from conformance.engine.decide import decide
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs

TARGET_ALL = 1.0
TARGET_TYPICAL = 0.005
TARGET_WORST = 0.5


def run(rounds: int = 5) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    specs = open_specs()
    rows = []
    for sample in _one_of_each_kind():
        cpu = min(measured([openarch(), "test", str(sample.file)], may_fail=True).cpu for _ in range(rounds))
        met = cpu <= TARGET_ALL
        rows.append(Row(f"openarch test {sample.file.name}, CPU", milliseconds(cpu), f"<= {TARGET_ALL} s", met))
        rows += _rules(_descriptor(sample.file, specs), specs, rounds)
    return "All rules on one descriptor (whole process; then each rule, second run, in process)", rows


def _one_of_each_kind() -> list[Sample]:
    return list({sample.kind: sample for sample in examples()}.values())


def _descriptor(file: Path, specs: SpecSet) -> Descriptor:
    source = inputs.read(str(file))
    assert isinstance(source, Source), source
    documents, findings = strict_yaml.load(source)
    assert not findings, findings
    descriptor, _ = read_descriptor(documents[0], specs)
    assert descriptor is not None, file
    return descriptor


def _rules(descriptor: Descriptor, specs: SpecSet, rounds: int) -> list[Row]:
    rows = []
    for rule in specs.rules_for(descriptor.kind):
        decide(rule, descriptor, specs)
        seconds, verdict = [], None
        for _ in range(rounds):
            start = time.process_time()
            verdict = decide(rule, descriptor, specs)
            seconds.append(time.process_time() - start)
        met = min(seconds) <= TARGET_WORST
        told = getattr(verdict, "status", "")
        rows.append(Row(f"    {rule.id} {rule.name}: {told}", milliseconds(min(seconds)), f"<= {TARGET_WORST} s", met))
    return rows
