"""Two parts on one screen: who they are, whether they work together, what is lost, and by which clauses they fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.engine.verdicts import Status
from conformance.reports.failure import Failure, blamed_of_each_part, failures_of
from conformance.reports.notes import heading, listed, note
from conformance.reports.outcome import Subject
from conformance.reports.phrases import reason_text, repair_text
from conformance.reports.places import home, place
from conformance.reports.rule_lines import rule_table
from conformance.reports.style import Style
from conformance.reports.width import cut, pad, printable, tail, width, wrap
from conformance.spec.assembly import Assembly
from conformance.spec.load import SpecSet
from conformance.systems.interop import Result

_SHOWN = 4
"""Failing clauses that are shown with their places; further ones are named."""
_ROLES = {Result.WORKS: "good", Result.DEGRADED: "doubtful", Result.UNDECIDED: "doubtful", Result.LAB_FAULT: "doubtful"}


def pair_lines(subjects: Sequence[Subject], result: Result, specs: SpecSet, style: Style, *, quiet: bool) -> list[str]:
    """Everything that is said of two parts.

    Args:
        subjects: one for each assignment of roles, each with an assembly; none where no rule could be asked.
        result: what the rules come to.
        specs: the lab's specs.
        style: language, colours, width.
        quiet: leave out who the parts are and the table of rules.
    """
    failures = [(failure, subject) for subject in subjects for failure in failures_of(subject, specs)]
    lines = [] if quiet or not subjects else [*_who(subjects[0], style), ""]
    for failure, subject in failures[:_SHOWN]:
        lines += [*_failure(failure, subject, style), ""]
    if len(failures) > _SHOWN:
        codes = listed((failure.code for failure, _ in failures[_SHOWN:]), style)
        lines += [*wrap(style.word("interop-more", codes=codes), style.width), ""]
    if not quiet:
        for subject in subjects:
            lines += [*_order(subject, subjects, style), *_table(subject, specs, style), ""]
    return [*lines, *_ending(result, [failure for failure, _ in failures], style)]


def _who(subject: Subject, style: Style) -> list[str]:
    """One line for each part: file, vendor and model, kind."""
    parts = _members(subject)
    names = [printable(part.document.source.name) for part in parts]
    fit = min(max(map(width, names)), style.width // 2)
    said = [style.bracketed(f"{part.vendor} {part.model}", part.kind.name) for part in parts]
    return [
        f"{pad(tail(name, fit), fit)}  {cut(printable(text), style.width - fit - 2)}"
        for name, text in zip(names, said, strict=True)
    ]


def _table(subject: Subject, specs: SpecSet, style: Style) -> list[str]:
    """One line for each rule that applies; those that do not in one line together, so that all stays on one screen."""
    aside = [verdict.rule for verdict in subject.verdicts if verdict.status is Status.NOT_APPLICABLE]
    applying = tuple(verdict for verdict in subject.verdicts if verdict.status is not Status.NOT_APPLICABLE)
    lines = rule_table(subject._replace(verdicts=applying), specs, style)
    said = f"{style.word('not-applicable')}{style.word('colon')}{listed(aside, style)}"
    return lines + ([f"  {style.paint('faint', line)}" for line in wrap(said, style.width - 2)] if aside else [])


def _order(subject: Subject, subjects: Sequence[Subject], style: Style) -> list[str]:
    """Where the parts meet in several orders: which part plays which role here."""
    parts = subject.descriptor
    if len(subjects) == 1 or not isinstance(parts, Assembly):
        return []
    roles = (f"{role}: {part.model}" for role, part in parts.roles.items())
    return wrap(printable(listed(roles, style)), style.width)


def _members(subject: Subject) -> list[Assembly]:
    parts = subject.descriptor
    return list(parts.members) if isinstance(parts, Assembly) else []  # type: ignore[arg-type]


def _failure(failure: Failure, subject: Subject, style: Style) -> list[str]:
    """A failing clause in a few lines: what it says, the two places that disagree, the fix."""
    assert subject.descriptor is not None
    severity = style.word(f"severity-{failure.severity}")
    lines = heading(failure.role, severity, failure.code, said(failure, style), style)
    lines += _places(failure, subject, style)
    for repair in failure.clause.repairs[:1]:
        lines += note("help", repair_text(repair, style), 1, style)
    return lines


def said(failure: Failure, style: Style) -> str:
    """What the rule's author says of a failure, else why there is no verdict, else what the rule demands."""
    clause = failure.clause
    return (
        style.phrase(dict(clause.messages))
        or reason_text(clause.reason, style)
        or style.phrase(dict(failure.rule.statement))
    )


def _places(failure: Failure, subject: Subject, style: Style) -> Iterator[str]:
    """`` --> a.yaml:14:16  lanes: 8`` for the first blamed field of each part."""
    assert subject.descriptor is not None
    for path in blamed_of_each_part(failure.clause.blamed, subject.descriptor):
        location = place(subject.descriptor, path)
        start = f" --> {tail(printable(str(location)), style.width - 5)}"
        yield start.replace("-->", style.paint("frame", "-->"), 1)
        if location.span is not None:
            text = printable(home(subject.descriptor, path)[0].source.line(location.span.line)).strip()
            yield "     " + cut(text, style.width - 5)


def _ending(result: Result, failures: Sequence[Failure], style: Style) -> list[str]:
    """The last line: works; works, with what is lost; or the clauses that fail."""
    losses = [said(failure, style) for failure in failures if failure.role == "warning"]
    broken = [failure.code for failure in failures if failure.role == "error"]
    told = {"losses": style.word("semicolon").join(losses), "clauses": listed(broken, style)}
    text = printable(style.word(f"interop-{result.value}", **told))
    return [style.paint(_ROLES.get(result, "bad"), line) for line in wrap(text, style.width)]
