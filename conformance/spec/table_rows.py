"""Tables of a descriptor, in place or in a file: each row gets an ``id`` made of its key."""

from __future__ import annotations

from collections import defaultdict

from conformance.documents.strict_yaml import Document
from conformance.expressions.values import Record
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec import shapes
from conformance.spec.binding import Binder, Table
from conformance.spec.places import Path, at_value

if TYPE_CHECKING:
    from conformance.spec.value_binders import Bind

_TOLD = 2
"""Findings of one sort that are told in full; further rows are counted."""


def bound_table(binder: Binder, value: object, shape: shapes.TableShape, path: Path, bind: Bind) -> object:
    """The rows of a table, in place or of a file, each with an ``id`` made of its key; ``bind`` binds the list of them."""
    document: Document | None = None
    if isinstance(value, dict):
        # Most tables stand in place: they need not pay for the reader of files.
        from conformance.spec.table_documents import rows_of_file

        document = rows_of_file(binder, value, shape, path)
        if document is None:
            return value
        inner = Binder(document, binder.reader)
        rows = bind(inner, document.value, path)
        binder.findings += inner.findings
        binder.quantities |= inner.quantities
    else:
        rows = bind(binder, value, path)
    if isinstance(rows, list) and all(isinstance(row, Record) for row in rows):
        places, again = _identified(rows, shape.key, document or binder.document, path)
        binder.findings += again
        binder.tables[path] = Table(document, places)
    return rows


def _identified(
    rows: list[Record], key: tuple[str, ...], document: Document, path: Path
) -> tuple[dict[str, int], list[Finding]]:
    """The number of each row by its ``id``, and the rows whose key an earlier one has."""
    places: dict[str, int] = {}
    again: list[Finding] = []
    for index, row in enumerate(rows):
        name = "/".join(_word(row.get(column, "")) for column in key)
        if name in places:
            again.append(at_value(document, "KIND-row-twice", (*path, index), row=name))
        row["id"] = name
        places.setdefault(name, index)
    return places, merged(again)


def merged(findings: list[Finding]) -> list[Finding]:
    """Of findings with the same code and column the first ones, and how many more there are."""
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.code, finding.path.rpartition(".")[2]].append(finding)
    told: list[Finding] = []
    for group in alike.values():
        told += group[:_TOLD]
        rest = group[_TOLD:]
        if rest:
            last = rest[-1].location.span
            arguments = {"count": str(len(rest)), "line": str(last.line if last else 0)}
            told.append(rest[0]._replace(code="FILE-more-rows", arguments=arguments))
    return told


def _word(value: object) -> str:
    return "+".join(str(item) for item in value) if isinstance(value, list) else str(value)
