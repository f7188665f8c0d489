"""Is ``units.yaml`` in order? Every unit leads back to the bases, every dimension shows units of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from conformance.documents.strict_yaml import Document
from conformance.documents.units import Unit, UnitTable
from conformance.findings.model import Finding
from conformance.spec import files
from conformance.spec.model_findings import validated
from conformance.spec.models import DimensionModel, UnitsModel
from conformance.spec.places import Path, at_key, at_value


def read_units(path: FilePath) -> tuple[Document | None, list[Finding]]:
    """The file of a table of units, and what is wrong with it."""
    document, findings = files.read(path)
    return document, findings if document is None else [*findings, *_table(document)]


def _table(document: Document) -> Iterator[Finding]:
    model, errors = validated(UnitsModel, document.value, document)
    yield from errors
    if model is None or not isinstance(document.value, dict):
        return
    table = UnitTable.from_data(document.value)
    for symbol, unit in model.units.items():
        place = ("units", symbol)
        if (unit.is_ is None) != (symbol in model.bases):
            yield at_key(document, "SPEC-unit-base", place, unit=symbol)
        elif _resolved(table, symbol) is None:
            yield at_value(document, "SPEC-unit-open", place, unit=symbol)
        for index, prefix in enumerate(unit.prefixes):
            if prefix not in model.prefixes:
                yield at_value(document, "SPEC-unit-prefix", (*place, "prefixes", index), prefix=prefix)
    for name, dimension in model.dimensions.items():
        yield from _dimension(document, table, name, dimension)


def _dimension(document: Document, table: UnitTable, name: str, model: DimensionModel) -> Iterator[Finding]:
    place: Path = ("dimensions", name)
    if _resolved(table, model.unit) is None:
        yield at_value(document, "SPEC-unit-open", (*place, "unit"), unit=model.unit)
        return
    wanted = table.dimension(name)
    for key in ("show", "accepts"):
        for index, symbol in enumerate(getattr(model, key)):
            if _resolved(table, symbol) is None or table.unit_for(symbol, wanted) is None:
                yield at_value(document, "SPEC-unit-foreign", (*place, key, index), unit=symbol, dimension=name)


def _resolved(table: UnitTable, symbol: str) -> Unit | None:
    try:
        return table.unit(symbol)
    except (ValueError, KeyError, RecursionError, ZeroDivisionError):
        return None
