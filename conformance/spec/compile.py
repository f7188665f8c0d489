"""From the files of an area to the compiled form of its kinds. Runs once per change of a spec; imports pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.documents.units import UnitTable
from conformance.expressions.expression import Expression
from conformance.expressions.packed import Formulas, Packed, packed
from conformance.expressions.parse import parse
from conformance.findings.catalogue import help_text, label, sentence
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.spec.area_spec import AreaSpec, KindSpec, build
from conformance.spec.cache import AREA, Bundle
from conformance.spec.editions import ids_by_file, listing, read_editions
from conformance.spec.lint_units import read_units
from conformance.spec.plans import plan
from conformance.spec.rule_data import parted
from conformance.spec.rule_typing import rule_dimensions
from conformance.spec.rules import INDEPENDENT, PYTHON_FIRST, Rule

_WORDS = ("title", "description", "examples")


class Compiled(NamedTuple):
    """A bundle per kind and one for the area (``AREA``), and the errors of what had to be left out."""

    bundles: dict[str, Bundle]
    findings: list[Finding]


def compile_area(folder: str, common: str, units: str, *editions: str) -> Compiled:
    """Compile all kinds of the area in ``folder``; ``editions`` are the files of the editions beside it."""
    table, findings = unit_table(units)
    if table is None:
        return Compiled({}, [of_the_lab(finding) for finding in findings])
    spec, found = build(Path(folder), Path(common), table)
    listed, wrong = read_editions(editions, ids_by_file(Path(folder).glob("rules/*.yaml")))
    errors = [of_the_lab(finding) for finding in (*findings, *found, *wrong) if finding.severity is Severity.ERROR]
    if spec is None:
        return Compiled({}, errors)
    bundles = {name: _bundle(spec, kind, listed) for name, kind in spec.kinds.items()}
    return Compiled({AREA: _area_bundle(spec), **bundles}, errors)


def of_the_lab(finding: Finding) -> Finding:
    """A fault of a file, a row or a figure of the lab's, told as one of the lab's: no vendor fails by it, and nothing it concerns is decided."""
    if finding.code.startswith("SPEC-"):
        return finding
    said: dict[str, str] = {}
    for slot, words in {"said": sentence, "label": label, "help": help_text}.items():
        said[slot] = words(finding.code, "en", finding.arguments)
        said[f"{slot}_zh"] = words(finding.code, "zh", finding.arguments)
    return finding._replace(code="SPEC-value", arguments=said)


def unit_table(path: str) -> tuple[UnitTable | None, list[Finding]]:
    """The table of units from its file; None where it has an error."""
    document, findings = read_units(Path(path))
    if document is None or not isinstance(document.value, dict) or findings:
        return None, findings
    return UnitTable.from_data(document.value), []


def _bundle(spec: AreaSpec, kind: KindSpec, editions: Mapping[str, Mapping[str, str]]) -> Bundle:
    rules = [
        entry.data | listing(editions, entry.rule.id) | {"file": _file(spec, entry.data)}
        for entry in spec.rules
        if kind.name in entry.rule.applies_to
    ]
    static = [rule for rule in rules if rule["static"]]
    others = [rule for rule in rules if not rule["static"]]
    formulas, hints = _trees(static, spec.units)
    shape = without_words(kind.schema)
    hot = {
        "area": spec.model.id,
        "version": spec.model.version,
        "kind": kind.name,
        "title": kind.document.value.get("title", {}) if isinstance(kind.document.value, dict) else {},
        "structure": kind.structure,
        "shape": shape,
        "plan": plan(shape, kind.structure),
        "static": [parted(rule)[0] | _of_lets(Rule(rule, spec.units), spec) for rule in static],
        "formulas": formulas,
        "words": _words(static),
        "hints": hints,
    }
    cold = {
        "schema": kind.schema,
        "rules": [parted(rule)[0] for rule in others],
        "formulas": _all_trees(others, spec.units),
        "words": _words(others),
        "examples": {rule["id"]: rule["examples"] for rule in rules},
        "dimensions": {rule["id"]: _dimensions(Rule(rule, spec.units), spec, kind) for rule in rules},
    }
    return Bundle(hot, lambda: cold)


def _of_lets(rule: Rule, spec: AreaSpec) -> dict[str, Any]:
    """What deciding a rule with variables asks of all its lets, so that only those that it needs are unpacked."""
    if not rule.forall:
        return {}
    return {INDEPENDENT: rule.independent, PYTHON_FIRST: rule.begins_with_python(spec.functions)}


def _dimensions(rule: Rule, spec: AreaSpec, kind: KindSpec) -> tuple[Any, ...] | None:
    found = rule_dimensions(rule, kind.type, spec.lab_type, spec.functions)
    return None if found is None else found.packed()


def _words(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {rule["id"]: parted(rule)[1] for rule in rules}


def _area_bundle(spec: AreaSpec) -> Bundle:
    texts = [function["expression"] for function in spec.function_data.values()]
    hot = {
        "units": spec.units.worked_out(),
        "tables": spec.tables,
        "functions": spec.function_data,
        "formulas": {text: packed(parse(text).root) for text in texts},
    }
    return Bundle(hot, dict)


class _Packing(Formulas):
    """Parses, and keeps the packed tree of every formula that is read."""

    def __init__(self) -> None:
        super().__init__()
        self.trees: dict[str, Packed] = {}

    def __call__(self, text: str) -> Expression:
        formula = parse(text)
        self.trees[text] = packed(formula.root)
        return formula


def _trees(rules: list[dict[str, Any]], units: UnitTable) -> tuple[dict[str, Packed], dict[str, Packed]]:
    """The packed trees of all formulas of some rules, by text: those that decide, and those of hints alone."""
    deciding, all_of_them = _Packing(), _Packing()
    for data in rules:
        rule = Rule(data, units, deciding)
        _ = rule.when, rule.forall, rule.let, rule.clauses
        _ = [clause.hints for clause in Rule(data, units, all_of_them).clauses]
    return deciding.trees, {text: tree for text, tree in all_of_them.trees.items() if text not in deciding.trees}


def _all_trees(rules: list[dict[str, Any]], units: UnitTable) -> dict[str, Packed]:
    """The packed trees of all formulas of some rules, by text."""
    deciding, hints = _trees(rules, units)
    return {**deciding, **hints}


def _file(spec: AreaSpec, rule: dict[str, Any]) -> str:
    """The rule's file below its spec folder: the same on every machine."""
    return f"{spec.files.folder.name}/rules/{Path(rule['file']).name}"


def without_words(node: Any) -> Any:
    """A schema without titles, descriptions and examples (but with fields of those names)."""
    if isinstance(node, dict):
        return {
            key: {name: without_words(field) for name, field in value.items()}
            if key == "properties"
            else without_words(value)
            for key, value in node.items()
            if key not in _WORDS
        }
    return [without_words(item) for item in node] if isinstance(node, list) else node
