"""The report as plain text, from the report alone: each problem with its details, a table, the result."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.reports import model
from conformance.reports.entry_text import Problem, level_text, name_of, problems, signed, state, word
from conformance.reports.page import least_of
from conformance.reports.width import pad, printable, width, wrap

_COLUMNS = 80


def render(report: model.Report, lang: str) -> str:
    """The text, 80 columns wide."""
    lines = [line for file in report.files for problem in problems(file, lang) for line in _block(problem, lang)]
    lines += list(_table(report, lang))
    title = word("page-conforming" if report.conforming else "page-not-conforming", lang)
    lines += ["", title, *(wrap(word("page-redacted", lang), _COLUMNS) if report.redacted else [])]
    return "\n".join(lines) + "\n"


def _block(problem: Problem, lang: str) -> Iterator[str]:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    severity = word(f"severity-{problem.severity}", lang)
    head = f"{severity}[{problem.code}]{word('colon', lang)}{problem.said}"
    first, *rest = wrap(printable(head), _COLUMNS - 2)
    yield from (first, *(f"  {line}" for line in rest), f" --> {printable(where)}")
    for detail in problem.lines(lang):
        begin, *more = wrap(printable(detail), _COLUMNS - 5)
        yield from (f"  = {begin}", *(f"    {line}" for line in more))
    yield ""


def _table(report: model.Report, lang: str) -> Iterator[str]:
    rows = [_row(file, descriptor, lang) for file in report.files for descriptor in file.descriptors or (None,)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _row(file: model.FileEntry, descriptor: model.DescriptorEntry | None, lang: str) -> tuple[str, ...]:
    if descriptor is None:
        return word("state-unusable", lang), printable(file.file), "", "", ""
    least = least_of(descriptor)
    return (
        word(f"state-{state(descriptor)}", lang),
        printable(name_of(descriptor)),
        descriptor.kind,
        level_text(descriptor, lang),
        signed(least.margin) if least is not None and least.margin is not None else "",
    )
