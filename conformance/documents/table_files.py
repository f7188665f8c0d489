"""Files of comma-separated values: a head line with the names of the columns, then a row in each line (RFC 4180).

Stricter than readers usually are, so that every cell has one place: a cell ends in its line, blank lines and those that begin
with ``#`` are passed over, and a row has as many cells as the head line.
"""

from __future__ import annotations

import re

from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span
from conformance.findings.named import NamedTuple

MOST_ROWS = 200_000
"""Of one file: 3,000 operators by twelve types are 36,000."""

_LINE = re.compile(r"\r\n|\r|\n")
_CELL = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,"]*)(?:,|$)')


class Cells(NamedTuple):
    """The cells of a file as texts.

    Attributes:
        source: the file.
        head: names of the columns.
        rows: the cells of each row, as many as the head has.
        lines: the number of each row's line.
    """

    source: Source
    head: list[str]
    rows: list[list[str]]
    lines: list[int]


def read(source: Source) -> tuple[Cells | None, list[Finding]]:
    """The cells of a file, and what is wrong with single lines; None where there is no head line."""
    findings: list[Finding] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    for number, line in enumerate(_LINE.split(source.text), 1):
        if not line or line.isspace() or line[0] == "#":
            continue
        cells = _cells(line) if '"' in line else line.split(",")
        if cells is None:
            findings.append(_at(source, number, "FILE-quote"))
        elif rows and len(cells) != len(rows[0]):
            counts = {"found": str(len(cells)), "expected": str(len(rows[0]))}
            findings.append(_at(source, number, "FILE-cells", **counts))
        else:
            rows.append(cells)
            lines.append(number)
        if len(rows) > MOST_ROWS:
            return None, [_at(source, number, "FILE-too-many-rows", most=str(MOST_ROWS))]
    if not rows:
        return None, [Finding("FILE-no-head", Location(source.name))]
    return Cells(source, [cell.strip() for cell in rows[0]], rows[1:], lines), findings


def span(cells: Cells, line: int, column: int | None) -> Span:
    """Where a cell stands in its line; the whole line without ``column``."""
    text = cells.source.line(line)
    if column is None:
        return Span(line, 1, line, max(2, len(text) + 1))
    starts = [match for match in _CELL.finditer(text) if match.end() > match.start() or match.start() == len(text)]
    if column >= len(starts):
        return Span(line, 1, line, max(2, len(text) + 1))
    start = starts[column].start()
    end = max(start + 1, starts[column].end() - (text[starts[column].end() - 1 : starts[column].end()] == ","))
    return Span(line, start + 1, line, end + 1)


def _cells(line: str) -> list[str] | None:
    cells: list[str] = []
    at = 0
    while at <= len(line):
        match = _CELL.match(line, at)
        if match is None:
            return None
        cells.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        if match.end() == len(line) and not match[0].endswith(","):
            return cells
        at = match.end()
    return cells


def _at(source: Source, number: int, code: str, **arguments: str) -> Finding:
    place = Span(number, 1, number, max(2, len(source.line(number)) + 1))
    return Finding(code, Location(source.name, place), arguments)
