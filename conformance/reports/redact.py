"""A report to show before a launch: verdicts, levels and margins in per cent stay, every name and value goes.

What stays is built anew from what may be shown, so that a field added to the model later is not shown by forgetting it.
The digest goes too: whoever guesses the last unknown figure of a descriptor could prove the guess by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance.findings.catalogue import LANGUAGES, sentence
from conformance.reports import model
from conformance.reports.json_report import totals

_WORST_FIRST = ("error", "fail", "not-tested", "waived", "pass", "not-applicable")


def redacted(report: model.Report) -> model.Report:
    """The same verdicts without names and values; a redacted report stays as it is."""
    if report.redacted:
        return report
    numbers = iter(range(1, 1 + sum(max(1, len(file.descriptors)) for file in report.files)))
    files = tuple(_file(file, numbers) for file in report.files)
    return model.Report(
        tool=report.tool,
        spec=report.spec,
        redacted=True,
        command=report.command,
        conforming=report.conforming,
        exit_code=report.exit_code,
        totals=totals(files),
        files=files,
        counterexamples=(),
    )


def _file(file: model.FileEntry, numbers: Iterable[int]) -> model.FileEntry:
    taken = iter(numbers)
    descriptors = tuple(_descriptor(entry, _name(next(taken))) for entry in file.descriptors)
    name = descriptors[0].label if descriptors else _name(next(taken))
    return model.FileEntry(
        file=name, findings=tuple(_finding(finding, name) for finding in file.findings), descriptors=descriptors
    )


def _name(number: int) -> str:
    return f"descriptor-{number}"


def _descriptor(entry: model.DescriptorEntry, name: str) -> model.DescriptorEntry:
    return model.DescriptorEntry(
        number=0,
        label=name,
        api_version=entry.api_version,
        kind=entry.kind,
        vendor="",
        model="",
        digest="",
        attachments=(),
        conforming=entry.conforming,
        level=entry.level,
        counts=entry.counts,
        findings=tuple(_finding(finding, name) for finding in entry.findings),
        rules=tuple(_rule(rule) for rule in entry.rules),
    )


def _finding(finding: model.FindingEntry, name: str) -> model.FindingEntry:
    return model.FindingEntry(
        code=finding.code,
        severity=finding.severity,
        path="",
        place=model.Place(file=name),
        message={lang: sentence("REPORT-withheld", lang, {}) for lang in LANGUAGES},
        label={},
        help={},
        arguments={},
    )


def _rule(rule: model.RuleEntry) -> model.RuleEntry:
    by_clause: dict[str, list[model.ClauseEntry]] = {}
    for clause in rule.clauses:
        by_clause.setdefault(clause.clause, []).append(clause)
    return model.RuleEntry(
        id=rule.id,
        name=rule.name,
        level=rule.level,
        static=rule.static,
        title=rule.title,
        statement=rule.statement,
        why=rule.why,
        sources=rule.sources,
        status=rule.status,
        assurance=rule.assurance,
        reason={},
        clauses=tuple(_clause(min(clauses, key=_rank)) for clauses in by_clause.values()),
        defaults_used=(),
        decided_elsewhere=rule.decided_elsewhere,
    )


def _rank(clause: model.ClauseEntry) -> tuple[int, float]:
    """Of the records of a clause the worst is told: their number and names are the vendor's."""
    per_cent = clause.margin.per_cent if clause.margin is not None else None
    return _WORST_FIRST.index(clause.status), float("inf") if per_cent is None else per_cent


def _clause(clause: model.ClauseEntry) -> model.ClauseEntry:
    return model.ClauseEntry(
        clause=clause.clause,
        record="",
        same=(),
        status=clause.status,
        assurance=clause.assurance,
        reason={},
        messages={},
        hints=(),
        margin=_margin(clause.margin),
        at_limit=clause.at_limit,
        low_reserve=clause.low_reserve,
        worst=None,
        counterexample=None,
        begins={},
        immaterial=(),
        blamed=(),
        repairs=(),
        formula=None,
        tried=model.TriedEntry(enumerated=0, boxes=0, searched=0, examples=0),
    )


def _margin(margin: model.MarginEntry | None) -> model.MarginEntry | None:
    """In per cent alone, to three digits: with the limit known, more would give the value away."""
    if margin is None or margin.per_cent is None:
        return None
    per_cent = float(f"{margin.per_cent:.3g}")
    return model.MarginEntry(amount=None, per_cent=per_cent, dimension="", least=margin.least)
