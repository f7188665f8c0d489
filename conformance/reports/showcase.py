"""A rule at work: one of its passing and one of its failing examples, decided now, with what the tool says of them."""

from __future__ import annotations

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.findings.named import NamedTuple
from conformance.reports.failure import Failure, failure_lines
from conformance.reports.outcome import failures
from conformance.reports.rule_lines import rule_line
from conformance.reports.style import Style
from conformance.reports.width import printable, wrap
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Example
from conformance.spec.rules import Rule


class Shown(NamedTuple):
    """An executed example."""

    rule: Rule
    example: Example
    descriptor: Descriptor
    verdict: RuleVerdict

    def lines(self, style: Style) -> list[str]:
        """The diagnostic of a failure; of a pass the verdict with its margin. Files are named as people know them."""
        clauses = failures(self.verdict)
        if clauses:
            said = failure_lines([Failure(self.rule, self.verdict.level, clauses[0])], self.descriptor, style)
        else:
            line = rule_line(self.verdict, self.rule, style)
            parts = (style.word(line.status.value), self.rule.id, line.assurance, line.margin, line.remark)
            said = wrap(printable("  ".join(part for part in parts if part)), style.width)
        return [_named(line, self.descriptor) for line in said]


def _named(line: str, descriptor: Descriptor) -> str:
    """The line with the files' own names, below the folder of the examples, instead of where they stand on this machine."""
    parts = descriptor.parts.values() if isinstance(descriptor, Assembly) else (descriptor,)
    for part in parts:
        folder = part.document.source.name.rpartition("/")[0]
        line = line.replace(f"{folder}/", "") if folder else line
    return line


def showcase(rule: Rule, specs: SpecSet) -> tuple[Shown | None, Shown | None]:
    """The first example that passes and the first that fails; None where there is none."""
    return _first(rule, specs, Status.PASS), _first(rule, specs, Status.FAIL)


def _first(rule: Rule, specs: SpecSet, status: Status) -> Shown | None:
    for example in rule.examples:
        if not (example.passes if status is Status.PASS else example.fails):
            continue
        descriptor, _ = example_descriptor(rule, example, specs, shown=True)
        if descriptor is not None:
            verdict = decide(rule, descriptor, specs)
            if verdict.status is status:
                return Shown(rule, example, descriptor, verdict)
    return None
