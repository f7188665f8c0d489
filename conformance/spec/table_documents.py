"""Tables of a descriptor that stand in files: cells become values, and findings point at their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite

from conformance.documents import table_files
from conformance.documents.attachments import AttachmentError, attached
from conformance.documents.strict_yaml import Document
from conformance.documents.table_files import Cells
from conformance.findings.model import Finding, Location, Span
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec import shapes
from conformance.spec.nearest import nearest
from conformance.spec.places import Path
from conformance.spec.table_rows import merged

if TYPE_CHECKING:
    from conformance.spec.binding import Binder
    from conformance.spec.structure import Structure

_NUMBER = re.compile(r"[-+]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][-+]?\d{1,3})?", re.ASCII)
_WORD = re.compile(r'[^\s"]+')


class TableDocument(Document):
    """The rows of a file as a document: a list of mappings, and the place of every cell.

    Paths may begin with that of the table in its descriptor, or with the number of a row.
    """

    __slots__ = ("_cells", "_prefix")

    def __init__(self, cells: Cells, rows: list[dict[str, Any]], prefix: Path) -> None:
        """Keep the cells, from which places are found out when they are asked for."""
        self.source = cells.source
        self.value = rows
        self.index = 0
        self._cells = cells
        self._prefix = prefix

    def value_span(self, path: Path) -> Span:
        """Where a cell stands; the line of its row where the row has none."""
        inner = path[len(self._prefix) :] if path[: len(self._prefix)] == self._prefix else path
        if not inner or not isinstance(inner[0], int):
            return table_files.span(self._cells, self._cells.lines[0], None)
        line = self._cells.lines[inner[0] + 1]
        column = self._cells.head.index(str(inner[1])) if len(inner) > 1 and inner[1] in self._cells.head else None
        cell = table_files.span(self._cells, line, column)
        return self._word(cell, inner[2]) if len(inner) > 2 and isinstance(inner[2], int) else cell

    def _word(self, cell: Span, number: int) -> Span:
        """One of the words of a cell that holds several."""
        text = self.source.line(cell.line)[cell.column - 1 : cell.end_column - 1]
        words = list(_WORD.finditer(text))
        if number >= len(words):
            return cell
        start, end = words[number].span()
        return Span(cell.line, cell.column + start, cell.line, cell.column + end)

    def key_span(self, path: Path) -> Span:
        """A cell stands for its key."""
        return self.value_span(path)


def rows_of_file(binder: Binder, value: Mapping[str, object], shape: shapes.TableShape, path: Path) -> Document | None:
    """The rows of the file that ``value`` names; None, with a finding, where they cannot be had."""
    name = value.get("file")
    if not isinstance(name, str):
        return None
    try:
        source, _ = attached(binder.document.source.name, name, value.get("sha256"))
    except AttachmentError as error:
        binder.report(error.code, (*path, "file"), **error.arguments)
        return None
    cells, findings = table_files.read(source)
    if cells is not None:
        findings += _head_findings(cells, shape.row)
    binder.findings += merged(findings)
    return None if cells is None else TableDocument(cells, _rows(cells, shape.row), path)


def row_findings(structure: Structure, document: Document, path: Path) -> list[Finding]:
    """What is wrong with the rows of a file, equal findings of many rows told in a few."""
    return merged([_below(finding, path) for finding in structure.check(document)])


def _below(finding: Finding, path: Path) -> Finding:
    """The finding with the path of its table before its own."""
    whole = ".".join([*map(str, path), *([finding.path] if finding.path else [])])
    return finding._replace(path=whole, arguments={**finding.arguments, "path": whole})


def _head_findings(cells: Cells, row: shapes.RecordShape) -> Iterator[Finding]:
    line = cells.lines[0]
    for index, name in enumerate(cells.head):
        place = Location(cells.source.name, table_files.span(cells, line, index))
        if name in cells.head[:index]:
            yield Finding("FILE-column-twice", place, {"column": name})
        elif name not in row.fields:
            meant = nearest(name, row.fields)
            code = "FILE-unknown-column" if meant is None else "FILE-misspelt-column"
            yield Finding(code, place, {"column": name, "meant": meant or "", "known": ", ".join(row.fields)})
    for name in row.fields:
        if name in row.required and name not in cells.head:
            place = Location(cells.source.name, table_files.span(cells, line, None))
            yield Finding("FILE-missing-column", place, {"column": name})


def _rows(cells: Cells, row: shapes.RecordShape) -> list[dict[str, Any]]:
    """The rows as a YAML reader would give them; an empty cell is an absent field, an unknown column is left out."""
    known = [(index, name, _converter(row.fields[name])) for index, name in enumerate(cells.head) if name in row.fields]
    rows: list[dict[str, Any]] = []
    memory: dict[tuple[int, str], Any] = {}
    for texts in cells.rows:
        values: dict[str, Any] = {}
        for index, name, convert in known:
            text = texts[index]
            if text and not text.isspace():
                # Few different texts stand in a column of many rows.
                if (index, text) not in memory:
                    memory[index, text] = convert(text.strip())
                values[name] = memory[index, text]
        rows.append(values)
    return rows


def _converter(shape: shapes.Shape) -> Callable[[str], Any]:
    match shape:
        case shapes.NumberShape():
            return _number
        case shapes.TruthShape():
            return lambda text: {"true": True, "false": False}.get(text, text)
        case shapes.ListShape(item=item):
            convert = _converter(item)
            return lambda text: [convert(word) for word in text.split()]
        case _:
            return lambda text: text


def _number(text: str) -> object:
    """The number, or the text itself where it is none: the structural check then says so."""
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text)
    return int(text) if text.lstrip("+-").isdecimal() else number if isfinite(number) else text
