"""Every rule on every shipped descriptor, and on its own examples: CPU of each, their spread, the dearest ones listed.

The first decision of a rule is measured as a vendor meets it in `openarch test`, with margins and repairs; formulas with their numbers are
for reports. Libraries and specs are loaded before. Of the dearest failures it is shown too what the verdict alone takes, decided a second
time without looking for repairs. The whole process for one descriptor of each kind stands apart: start, reading and report are in it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT, Row, measured, milliseconds, openarch
from benchmarks.samples import Sample, examples
from conformance.documents import inputs, strict_yaml
from conformance.documents.source import Source
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.verdicts import Detail, RuleVerdict, Status
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.rules import Rule

TARGET_ALL, TARGET_ONE, TARGET_TYPICAL = 1.0, 0.5, 0.005
SHOWN = 25
_NUMERIC = ("range", "integers")


@dataclass(frozen=True, slots=True)
class Decided:
    """One rule decided for one descriptor, repairs included: what was told, and in how many seconds of CPU."""

    rule: str
    where: str
    told: str
    seconds: float
    searched: bool
    """Whether the rule speaks of numbers of the envelope and applies, so that there was something to prove or search."""
    alone: float | None = None
    """Of a failure over half the target: the seconds of a second decision, without repairs."""


def run(rounds: int = 3) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    specs = open_specs()
    rows = [_whole(sample, rounds) for sample in _one_of_each_kind()]
    for title, found in (
        ("shipped descriptors", _on_descriptors(specs)),
        ("examples of the rules", _on_examples(specs)),
    ):
        decided = list(found)
        rows += _summary(title, decided)
        for told, target in (("pass", TARGET_TYPICAL), ("fail", None)):
            rows += _spread(told, [one.seconds for one in decided if one.searched and one.told == told], target)
    return "All rules on every shipped descriptor and example (in process, but for the first rows)", rows


def _one_of_each_kind() -> list[Sample]:
    return list({sample.kind: sample for sample in examples()}.values())


def _whole(sample: Sample, rounds: int) -> Row:
    cpu = min(measured([openarch(), "test", str(sample.file)], may_fail=True).cpu for _ in range(rounds))
    what = f"openarch test {sample.file.name}, CPU"
    return Row(what, milliseconds(cpu), f"<= {TARGET_ALL} s", cpu <= TARGET_ALL)


def _summary(title: str, found: list[Decided]) -> Iterator[Row]:
    total = sum(one.seconds for one in found)
    slow = sum(one.seconds > TARGET_ONE for one in found)
    yield Row(f"{title}: {len(found)} decisions in all", milliseconds(total))
    yield Row(f"{title}: of them over their target", str(slow), "0", slow == 0)
    for one in sorted(found, key=lambda one: -one.seconds)[:SHOWN]:
        met = one.seconds <= TARGET_ONE
        alone = "" if one.alone is None else f", of which the verdict {milliseconds(one.alone)}"
        yield Row(
            f"    {one.rule} {one.where}: {one.told}{alone}", milliseconds(one.seconds), f"<= {TARGET_ONE} s", met
        )


def _spread(told: str, seconds: list[float], typical: float | None) -> Iterator[Row]:
    """What deciding costs where an envelope rule applies, on failure with what would mend it: median, nine of ten, the dearest."""
    tenths = statistics.quantiles(seconds, n=10)
    yield Row(f"    {len(seconds)} of them decide an envelope rule: {told}", milliseconds(sum(seconds)))
    for name, found, target in (
        ("median", tenths[4], typical),
        ("nine of ten within", tenths[8], None),
        ("dearest", max(seconds), TARGET_ONE),
    ):
        met = None if target is None else found <= target
        yield Row(f"        {name}", milliseconds(found), "" if target is None else f"<= {target} s", met)


def _on_descriptors(specs: SpecSet) -> Iterator[Decided]:
    for file in sorted([*ROOT.glob("specs/*/examples/*.yaml"), *ROOT.glob("examples/*.yaml")]):
        for descriptor in _descriptors(file, specs):
            for rule in specs.rules_for(descriptor.kind):
                yield _decided(rule, descriptor, specs, file.name)


def _descriptors(file: Path, specs: SpecSet) -> Iterator[Descriptor]:
    source = inputs.read(str(file))
    assert isinstance(source, Source), source
    documents, _ = strict_yaml.load(source)
    found = (read_descriptor(document, specs)[0] for document in documents)
    yield from (descriptor for descriptor in found if descriptor is not None)


def _on_examples(specs: SpecSet) -> Iterator[Decided]:
    for rule in specs.rules():
        for number, example in enumerate(rule.examples, 1):
            descriptor, _ = example_descriptor(rule, example, specs)
            if descriptor is not None:
                yield _decided(rule, descriptor, specs, f"example {number}")


def _decided(rule: Rule, descriptor: Descriptor, specs: SpecSet, where: str) -> Decided:
    verdict, seconds = _timed(rule, descriptor, specs, repaired=True)
    searched = verdict.status in (Status.PASS, Status.FAIL) and any(one.form in _NUMERIC for one in rule.forall)
    dear = verdict.status is Status.FAIL and seconds > TARGET_ONE / 2
    alone = _timed(rule, descriptor, specs, repaired=False)[1] if dear else None
    return Decided(rule.id, where, verdict.status.value, seconds, searched, alone)


def _timed(rule: Rule, descriptor: Descriptor, specs: SpecSet, *, repaired: bool) -> tuple[RuleVerdict, float]:
    start = time.process_time()
    verdict = decide(rule, descriptor, specs, detail=Detail.MARGINS, repaired=repaired)
    return verdict, time.process_time() - start
