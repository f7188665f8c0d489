"""An area's tables and functions from their documents: checked, and as plain data for the compiled form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.documents.strict_yaml import Document
from conformance.documents.units import UnitTable
from conformance.expressions.calls import BUILT_IN
from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.functions import Function
from conformance.expressions.signatures import Mismatch, unify
from conformance.expressions.types import RecordType
from conformance.findings.model import Finding, Severity
from conformance.spec import macros, shapes, tables
from conformance.spec.binders import Binders
from conformance.spec.binding import Binder
from conformance.spec.consequences import UNKNOWN_FUNCTION
from conformance.spec.formulas import parsed, refusal, worded
from conformance.spec.model_findings import validated
from conformance.spec.models import FunctionModel, FunctionsModel, SourceModel, TableModel
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_value
from conformance.spec.plans import plan
from conformance.spec.quantity_reader import Reader
from conformance.spec.schema_check import SchemaCheck
from conformance.spec.structure import Structure

_SOURCE = "source"


def tables_of(documents: Mapping[str, Document], units: UnitTable, findings: list[Finding]) -> dict[str, Any]:
    """The tables in order, as ``tables.lab`` reads them."""
    result: dict[str, Any] = {}
    for name, document in documents.items():
        errors = list(_table(name, document, units, result))
        findings += errors
    return result


def _table(name: str, document: Document, units: UnitTable, result: dict[str, Any]) -> Iterator[Finding]:
    model, errors = validated(TableModel, document.value, document)
    yield from errors
    if model is None:
        return
    if model.table != name:
        yield at_value(document, "SPEC-table-name", ("table",), found=model.table, file=name)
    check = SchemaCheck(document, units)
    for column, node in model.columns.items():
        check.node(node, ("columns", column))
    yield from check.findings
    if any(finding.severity is Severity.ERROR for finding in check.findings):
        return
    rows, wrong = _rows(model, document, units)
    yield from wrong
    if not wrong:
        result[name] = {"columns": model.columns, "rows": rows}


def _rows(model: TableModel, document: Document, units: UnitTable) -> tuple[dict[str, Any], list[Finding]]:
    schema = _row_schema(model)
    shape = shapes.read(schema)
    findings = Structure(macros.structure(schema), shape).check(document)
    binder, columns = Binder(document, Reader(units)), {"type": "object", "properties": model.columns}
    bind = Binders(binder.reader).bind(plan(columns, macros.structure(columns)))
    rows: dict[str, Any] = {}
    for key, row in model.rows.items():
        plain = {name: value for name, value in row.items() if name != _SOURCE}
        bound = bind(binder, plain, ("rows", key))
        rows[key] = tables.encoded(bound) if isinstance(bound, dict) else {}
        findings += _source(document, row, ("rows", key, _SOURCE))
    return rows, [*findings, *binder.findings]


def _source(document: Document, row: Mapping[str, Any], path: tuple[str, ...]) -> list[Finding]:
    if not isinstance(row.get(_SOURCE), Mapping):
        return []
    return validated(SourceModel, row[_SOURCE], document, lambda inner: (*path, *inner))[1]


def _row_schema(model: TableModel) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {**model.columns, _SOURCE: {"type": "object"}},
        "required": [*model.columns, _SOURCE],
        "additionalProperties": False,
    }
    return {"type": "object", "properties": {"rows": {"type": "object", "additionalProperties": row}}}


def functions_of(
    document: Document | None, units: UnitTable, lab: tables.Data, findings: list[Finding]
) -> dict[str, Any]:
    """The functions in order, as ``tables.Functions`` reads them."""
    if document is None:
        return {}
    model, errors = validated(FunctionsModel, document.value, document)
    findings += errors
    if model is None:
        return {}
    result: dict[str, Any] = {}
    for index, function in enumerate(model.functions):
        place = ("functions", index)
        wrong = list(_names(document, place, function, units, lab))
        if function.name in BUILT_IN:
            taken = {"name": function.name, "by": "a function of the language", "by_zh": "公式语言自带的函数"}
            wrong.append(at_value(document, "SPEC-name-taken", (*place, "name"), **taken))
        if function.name in result:
            wrong.append(at_value(document, "SPEC-repeated-name", (*place, "name"), name=function.name))
        findings += wrong
        body = parsed(document, (*place, "expression"), function.expression, units)
        if isinstance(body, Finding):
            findings.append(body)
        elif not wrong:
            result[function.name] = {
                "parameters": function.arguments,
                "returns": function.returns,
                "expression": function.expression,
                "equivalents": [entry.model_dump() for entry in function.equivalents],
                "survivors": [entry.model_dump() for entry in function.survivors],
            }
    unfit = dict(_unfit_ones(model, document, tables.Functions(result, units, lab), units, tables.lab_type(lab, units)))
    findings += unfit.values()
    return {name: data for name, data in result.items() if name not in unfit}


def _names(
    document: Document, place: tuple[str | int, ...], function: FunctionModel, units: UnitTable, lab: tables.Data
) -> Iterator[Finding]:
    known = [*units.names(), "number", "text", *(f"{tables.ROW}{name}" for name in lab)]
    signature: dict[Path, str] = {("arguments", name): kind for name, kind in function.arguments.items()}
    signature[("returns",)] = function.returns
    for path, kind in signature.items():
        if kind not in known:
            meant = nearest(kind, known)
            code = "SPEC-unknown-dimension" if meant is None else "SPEC-misspelt-dimension"
            yield at_value(document, code, (*place, *path), found=kind, meant=meant or "")


def _unfit_ones(
    model: FunctionsModel, document: Document, functions: tables.Functions, units: UnitTable, lab: RecordType
) -> Iterator[tuple[str, Finding]]:
    """Each body must yield what its signature says, calling only functions that stand before it: those that do not, by name."""
    known: dict[str, Function] = {}
    names = [entry.name for entry in model.functions]
    for index, entry in enumerate(model.functions):
        function = functions.get(entry.name)
        if function is None:
            continue
        path = ("functions", index, "expression")
        finding = _unfit(document, path, function, known, units, lab)
        if finding is None:
            known[entry.name] = function
        elif finding.code in UNKNOWN_FUNCTION and finding.arguments.get("name") in names[index:]:
            yield entry.name, finding._replace(code="SPEC-function-not-before")
        else:
            yield entry.name, finding


def _unfit(
    document: Document,
    path: Path,
    function: Function,
    known: Mapping[str, Function],
    units: UnitTable,
    lab: RecordType,
) -> Finding | None:
    body: Expression = function.body
    try:
        found = infer(body, {"lab": lab, **function.parameters}, known)
    except ExpressionError as error:
        return refusal(document, path, body.text, error, units)
    try:
        unify(function.returns, found)
    except Mismatch as mismatch:
        code, arguments = worded(mismatch.code, mismatch.arguments, units)
        return at_value(document, code, path, **{"part": function.name, **arguments})
    return None
