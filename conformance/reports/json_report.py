"""The report as canonical JSON: sorted keys, UTF-8, no clock and no absolute path, so equal runs give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from conformance.reports import model
from conformance.reports.basis import tool
from conformance.reports.outcome import FAILED, STATUSES, diagnostics_of, is_of_the_lab, severity_of
from conformance.reports.vocabulary import Command

_NO_SPEC = model.SpecEntry(edition="", areas=())


def build(
    command: Command, files: Sequence[model.FileEntry], exit_code: int, spec: model.SpecEntry = _NO_SPEC
) -> model.Report:
    """The report of a run over ``files``; ``spec`` is what the lab said."""
    descriptors = [descriptor for file in files for descriptor in file.descriptors]
    return model.Report(
        tool=tool(),
        spec=spec,
        command=command,
        conforming=bool(descriptors) and exit_code == 0 and all(descriptor.conforming for descriptor in descriptors),
        exit_code=exit_code,
        totals=totals(files),
        files=tuple(files),
        counterexamples=tuple(_counterexamples(files)),
    )


def totals(files: Sequence[model.FileEntry]) -> model.Totals:
    """What the rules said of all descriptors together."""
    descriptors = [descriptor for file in files for descriptor in file.descriptors]
    findings = [f for file in files for f in file.findings] + list(_once(f for d in descriptors for f in d.findings))
    failed = [rule for descriptor in descriptors for rule in descriptor.rules if rule.status in FAILED]
    severities = [(severity_of(rule.level, broken=rule.status == "error"), _told(rule)) for rule in failed]
    told = {name: sum(number for severity, number in severities if severity == name) for name in ("error", "warning")}
    return model.Totals(
        files=len(files),
        descriptors=len(descriptors),
        conforming=sum(descriptor.conforming for descriptor in descriptors),
        errors=sum(finding.severity == "error" for finding in findings) + told["error"],
        warnings=sum(finding.severity == "warning" for finding in findings) + told["warning"],
        previews=sum(severity == "preview" for severity, _ in severities),
        verdicts={name: sum(descriptor.counts[name] for descriptor in descriptors) for name in STATUSES},
    )


def _once(findings: Iterable[model.FindingEntry]) -> Iterator[model.FindingEntry]:
    """Each finding about a descriptor, and once each about the specification, which every descriptor of its area repeats."""
    met: list[model.FindingEntry] = []
    for finding in findings:
        if finding not in met:
            yield finding
        if is_of_the_lab(finding.code):
            met.append(finding)


def _told(rule: model.RuleEntry) -> int:
    return diagnostics_of(clause.status for clause in rule.clauses)


def _counterexamples(files: Iterable[model.FileEntry]) -> Iterable[model.Counterexample]:
    for file in files:
        for descriptor in file.descriptors:
            for rule in descriptor.rules:
                for clause in rule.clauses:
                    if clause.status == "fail":
                        point = clause.counterexample
                        yield model.Counterexample(
                            file=descriptor.label if descriptor.parts else file.file,
                            number=descriptor.number,
                            digest=descriptor.digest,
                            rule=rule.id,
                            clause=clause.clause,
                            record=clause.record,
                            at={name: value.text for name, value in point.values.items()} if point else {},
                            parts=descriptor.parts,
                        )


def render(report: model.Report, lang: str) -> str:
    """The report as it is: it holds both languages."""
    del lang
    return dumps(report)


def dumps(part: BaseModel) -> str:
    """Canonical JSON of a report or of a part of it, with a line end."""
    data = part.model_dump(mode="json", by_alias=True)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=2) + "\n"
