"""The report on a terminal: diagnostics first, then a table, then one line that says how it ends.

Imported by ``openarch validate``, so nothing here may need more than the standard library.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.verdicts import Status
from conformance.findings.model import Finding
from conformance.reports.outcome import FAILED, Examined, Sources, Subject
from conformance.reports.rows import Row
from conformance.reports.style import Style
from conformance.reports.table import overview, totals
from conformance.reports.width import printable, wrap
from conformance.spec.load import SpecSet


def diagnostics(examined: Examined, specs: SpecSet, sources: Sources, style: Style) -> list[str]:
    """Everything that is wrong with one input, in the order of its documents, blocks parted by an empty line.

    Errors of the specification are told apart (``finding_blocks``), since every input would repeat them.
    """
    lines = finding_blocks(examined.findings, sources, style)
    for subject in examined.subjects:
        own = [finding for finding in subject.findings if not finding.code.startswith("SPEC-")]
        lines += finding_blocks(own, sources, style)
        lines += _failures(subject, specs, style)
    return lines


def finding_blocks(findings: Sequence[Finding], sources: Sources, style: Style) -> list[str]:
    """Findings, an empty line after each."""
    if not findings:
        return []
    from conformance.reports.finding_text import finding_lines  # a file without findings does without excerpts

    return [line for finding in findings for line in (*finding_lines(finding, sources, style), "")]


def _failures(subject: Subject, specs: SpecSet, style: Style) -> list[str]:
    if subject.descriptor is None or not any(verdict.status in FAILED for verdict in subject.verdicts):
        return []
    from conformance.reports.failure import failure_lines, failures_of, merged

    groups = merged(failures_of(subject, specs))
    return [line for group in groups for line in (*failure_lines(group, subject.descriptor, style), "")]


def untested(subject: Subject, style: Style) -> list[str]:
    """What could not be tested of a descriptor, for runs over many, whose tables do not say why."""
    from conformance.reports.notes import heading
    from conformance.reports.rule_lines import reasons_of

    lines: list[str] = []
    for verdict in subject.verdicts:
        if verdict.status is Status.NOT_TESTED and verdict.level == "must" and not verdict.decided_elsewhere:
            said = style.word("semicolon").join(reasons_of(verdict, style)) or style.word("not-tested")
            lines += heading("note", style.word("not-tested"), verdict.rule, said, style)
            lines += [f" {style.paint('frame', '-->')} {printable(subject.label)}", ""]
    return lines


def single(subject: Subject, specs: SpecSet, style: Style) -> list[str]:
    """What is said of a descriptor that was asked for alone: who it is, and every rule in one line."""
    descriptor = subject.descriptor
    if descriptor is None:
        return []
    from conformance.reports.rule_lines import rule_table

    said = style.word(
        "subject", file=subject.label, vendor=descriptor.vendor, model=descriptor.model, kind=descriptor.kind.name
    )
    return [style.paint("strong", printable(said)), *rule_table(subject, specs, style)]


def closing(
    rows: Sequence[Row],
    style: Style,
    *,
    quiet: bool,
    verbose: bool = False,
    lab: int = 0,
    also: Sequence[str] = (),
) -> list[str]:
    """The table of many descriptors, and the last line.

    ``lab``: errors of the specification, told once for all of them; ``also``: what stands at the end of the line.
    """
    table = overview(rows, style, everything=verbose) if len(rows) > 1 and not quiet else []
    return [*table, *([""] if table else []), *_last(rows, style, lab, also)]


def _last(rows: Sequence[Row], style: Style, lab: int, also: Sequence[str]) -> list[str]:
    parts = [totals(rows, style, lab)]
    if len(rows) == 1 and rows[0].level:
        parts.append(style.word("level", level=style.word(rows[0].level)))
        parts += [style.word("nothing-verified-said")] if rows[0].bare else []
    text = style.word("semicolon").join([*parts, *also])
    good = all(row.state == "conforms" for row in rows)
    return [style.paint("good" if good else "bad", line) for line in wrap(text, style.width)]
