"""A finding as a compiler would show it: code, sentence, place, excerpt, what to do."""

from __future__ import annotations

from conformance.findings.catalogue import help_text, label, sentence
from conformance.findings.model import Finding, Location, Severity
from conformance.reports.excerpt import Mark, arrow, excerpt, gutter_of
from conformance.reports.notes import heading, note
from conformance.reports.outcome import Sources
from conformance.reports.style import Style

_ROLES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def finding_lines(finding: Finding, sources: Sources, style: Style) -> list[str]:
    """One finding with its excerpt, its related places and its advice."""
    role = _ROLES[finding.severity]
    said = sentence(finding.code, style.lang, finding.arguments)
    lines = heading(role, style.word(f"severity-{finding.severity}"), finding.code, said, style)
    marks = _marks(finding, role, style)
    gutter = gutter_of(marks)
    lines.append(arrow(finding.location, gutter, style))
    source = sources(finding.location.file)
    if marks and source is not None:
        lines += excerpt(source, marks, style)
    for location, code in finding.related:
        if location.file != finding.location.file:
            lines += _elsewhere(location, code, finding, sources, style)
    advice = help_text(finding.code, style.lang, finding.arguments)
    if advice:
        lines += note("advice", advice, gutter, style)
    return lines


def _marks(finding: Finding, role: str, style: Style) -> list[Mark]:
    if finding.location.span is None:
        return []
    marks = [Mark(finding.location.span, label(finding.code, style.lang, finding.arguments), role)]
    for location, code in finding.related:
        if location.file == finding.location.file and location.span is not None:
            marks.append(Mark(location.span, _related_label(code, finding, style), "frame", main=False))
    return marks


def _related_label(code: str, finding: Finding, style: Style) -> str:
    return label(code, style.lang, finding.arguments) or sentence(code, style.lang, finding.arguments)


def _elsewhere(location: Location, code: str, finding: Finding, sources: Sources, style: Style) -> list[str]:
    """A related place in another file."""
    if location.span is None:
        return [arrow(location, 1, style)]
    mark = Mark(location.span, _related_label(code, finding, style), "frame", main=False)
    source = sources(location.file)
    shown = excerpt(source, [mark], style) if source is not None else []
    return [arrow(location, gutter_of([mark]), style), *shown]
