"""An area understood: kinds, tables, functions and rules as objects, each with the document it came from.

Made where specs are compiled or linted; what has an error is left out, with a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from conformance.documents.strict_yaml import Document
from conformance.documents.units import UnitTable
from conformance.expressions.functions import AnyFunction
from conformance.expressions.types import RecordType
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.spec import files, macros, shapes, tables
from conformance.spec.area_rules import RuleSpec, rules_of
from conformance.spec.area_tables import functions_of, tables_of
from conformance.spec.consequences import Lost, named
from conformance.spec.kind_types import kind_type
from conformance.spec.model_findings import validated
from conformance.spec.models import AreaModel
from conformance.spec.nearest import nearest
from conformance.spec.places import at_key, at_value
from conformance.spec.python_functions import python_functions
from conformance.spec.roots import packaged
from conformance.spec.schema_check import SchemaCheck


class KindSpec(NamedTuple):
    """A kind: its document, its schema merged with what all kinds share, its type in formulas."""

    name: str
    document: Document
    schema: dict[str, Any]
    structure: dict[str, Any]
    type: RecordType


class AreaSpec(NamedTuple):
    """What an area says; ``functions`` holds formulas and Python functions."""

    model: AreaModel
    files: files.AreaFiles
    units: UnitTable
    kinds: Mapping[str, KindSpec]
    tables: Mapping[str, Any]
    function_data: Mapping[str, Any]
    functions: Mapping[str, AnyFunction]
    rules: list[RuleSpec]

    @property
    def lab_type(self) -> RecordType:
        """The type of ``lab``."""
        return tables.lab_type(self.tables, self.units)


def build(folder: FilePath, common: FilePath, units: UnitTable) -> tuple[AreaSpec | None, list[Finding]]:
    """Read and understand the area in ``folder``; None where its ``area.yaml`` does not say what it is."""
    found = files.read_area(folder, common)
    findings = list(found.findings)
    model = _area_model(found, findings)
    if model is None:
        return None, findings
    kinds = _kinds(model, found, units, findings)
    table_data = tables_of(found.tables, units, findings)
    lost = Lost(frozenset(found.tables.keys() - table_data.keys()))
    wrong: list[Finding] = []
    function_data = functions_of(found.functions, units, table_data, wrong)
    lost = lost._replace(functions=frozenset(named(found.functions) - function_data.keys()))
    findings += lost.own(wrong)
    foreign = str(folder.parent) != packaged()
    python = python_functions(model.id, installed=foreign)
    functions: dict[str, AnyFunction] = {**python, **tables.Functions(function_data, units, table_data)}
    spec = AreaSpec(model, found, units, kinds, table_data, function_data, functions, [])
    wrong = []
    spec.rules.extend(rules_of(found.rules, spec, wrong))
    return spec, [*findings, *lost.own(wrong)]


def _area_model(found: files.AreaFiles, findings: list[Finding]) -> AreaModel | None:
    if found.area is None:
        return None
    model, errors = validated(AreaModel, found.area.value, found.area)
    findings += errors
    if model is not None and model.id != found.folder.name:
        findings.append(at_value(found.area, "SPEC-area-folder", ("id",), id=model.id, folder=found.folder.name))
        return None
    return model


def _kinds(model: AreaModel, found: files.AreaFiles, units: UnitTable, findings: list[Finding]) -> dict[str, KindSpec]:
    kinds: dict[str, KindSpec] = {}
    assert found.area is not None
    if found.definitions is not None:
        findings += SchemaCheck(found.definitions, units).definitions()
    for index, name in enumerate(model.kinds):
        if name not in found.kinds:
            meant = nearest(name, found.kinds) or ""
            findings.append(at_value(found.area, "SPEC-kind-without-schema", ("kinds", index), found=name, meant=meant))
    for name, document in found.kinds.items():
        if name not in model.kinds:
            findings.append(at_key(document, "SPEC-kind-not-listed", (), kind=name))
        kind = _kind(name, document, found, model, units, findings)
        if kind is not None:
            kinds[name] = kind
    return kinds


def _kind(
    name: str,
    document: Document,
    found: files.AreaFiles,
    model: AreaModel,
    units: UnitTable,
    findings: list[Finding],
) -> KindSpec | None:
    errors = SchemaCheck(document, units).kind()
    findings += errors
    if found.common is None or any(error.severity is Severity.ERROR for error in errors):
        return None
    try:
        definitions = _mapping(found.definitions.value) if found.definitions is not None else {}
        own = macros.inline(_mapping(document.value), definitions)
        shared = macros.inline(_mapping(found.common.value))
    except ValueError as error:
        findings.append(at_value(document, "SPEC-reference", (), found=str(error)))
        return None
    schema = merged(own, shared, f"{model.id}/{model.version}", name)
    structure = macros.structure(schema)
    refused = _refused_schema(structure)
    if refused:
        findings.append(at_value(document, "SPEC-schema-refused", (), problem=refused))
        return None
    shape = shapes.read(schema)
    assert isinstance(shape, shapes.RecordShape)
    return KindSpec(name, document, schema, structure, kind_type(shape, units))


def merged(own: dict[str, Any], common: dict[str, Any], api_version: str, name: str) -> dict[str, Any]:
    """The schema of a whole descriptor: the shared fields around the kind's own."""
    fields = dict(common.get("properties", {}))
    for key, value in {"apiVersion": api_version, "kind": name}.items():
        words = {part: text for part, text in fields.get(key, {}).items() if part in ("title", "description")}
        fields[key] = {"type": "string", "const": value, **words, "examples": [value]}
    head = {key: fields.pop(key) for key in ("apiVersion", "kind", "metadata") if key in fields}
    return {
        **{key: own[key] for key in ("title", "description") if key in own},
        "type": "object",
        "properties": {**head, **own.get("properties", {}), **fields},
        "required": [*common.get("required", ()), *own.get("required", ())],
        "additionalProperties": False,
    }


def _refused_schema(structure: dict[str, Any]) -> str:
    import jsonschema_rs

    try:
        jsonschema_rs.validator_for(structure)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        return str(error).splitlines()[0]
    return ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
