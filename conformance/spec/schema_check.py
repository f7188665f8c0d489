"""Is a kind's schema written in our profile of JSON Schema? Closed objects, known keywords, named dimensions."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

from conformance.documents.attachments import FORMATS, PART
from conformance.documents.quantities import QuantityError, parse
from conformance.documents.strict_yaml import Document
from conformance.documents.units import UnitTable
from conformance.findings.model import Finding, Severity
from conformance.spec.macros import WORDS
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_key, at_value, shown, softened
from conformance.spec.shapes import INTEGER, macro_of

_PLAIN = {
    *("type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems"),
    *("uniqueItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength"),
    *("maxLength", "pattern", "minProperties", "maxProperties", "propertyNames", "dependentRequired", "$ref"),
}
_BESIDE = {
    "quantity": {"least", "most"},
    "range": {"least", "most", "minimum", "maximum"},
    "claim": {"least", "most", "basis", "stated_at"},
    "curve": {"least", "most"},
    "attachment": set[str](),
    "table": set[str](),
}
_TOP = {"$schema", "$defs", "$comment"}
_TYPES = ("object", "array", "string", "integer", "number", "boolean")
_LAWS = {"law": ("linear", "step", "step-up-to", "log-log"), "beyond": ("refuse", "hold")}
_FIELD = re.compile(r"[a-z][a-z0-9_]*\Z")
_UNIT_ENDINGS = frozenset(
    [
        "bit",
        "bits",
        "byte",
        "bytes",
        "gbps",
        "mbps",
        "kbps",
        "gbd",
        "ghz",
        "mhz",
        "khz",
        "hz",
        "ns",
        "us",
        "ms",
        "sec",
        "seconds",
        "mm",
        "cm",
        "um",
        "nm",
        "km",
        "watt",
        "watts",
        "kw",
        "mw",
        "volt",
        "volts",
        "amps",
        "degc",
        "celsius",
        "kelvin",
        "kpa",
        "mpa",
        "bar",
        "db",
        "dbm",
        "pct",
        "percent",
        "ppm",
        "lpm",
        "kib",
        "mib",
        "gib",
        "kb",
        "mb",
        "gb",
        "tb",
    ]
)
GROUPS = frozenset({"design", "envelope", "claims"})


class SchemaCheck:
    """Walks one schema document and collects what is wrong with it."""

    def __init__(self, document: Document, units: UnitTable) -> None:
        """Check against the named dimensions of ``units``."""
        self.findings: list[Finding] = []
        self._document = document
        self._units = units

    def kind(self) -> list[Finding]:
        """Check the schema of a kind."""
        value = self._document.value
        if not isinstance(value, Mapping):
            self._at_value("SPEC-expected-mapping", (), found="")
            return self.findings
        for name in self._part(value, "properties", (), Mapping):
            if name not in GROUPS:
                self._at_key("SPEC-not-a-group", ("properties", name), key=name)
        self.node(value, (), _TOP)
        for name, definition in self._part(value, "$defs", (), Mapping).items():
            self.node(definition, ("$defs", name))
        return self.findings

    def definitions(self) -> list[Finding]:
        """Check the definitions that the kinds of an area share."""
        value = self._document.value
        if not isinstance(value, Mapping):
            self._at_value("SPEC-expected-mapping", (), found="")
            return self.findings
        for name in value:
            if name != "$defs":
                self._unknown(name, (name,), {"$defs"})
        for name, definition in self._part(value, "$defs", (), Mapping).items():
            self.node(definition, ("$defs", name))
        return self.findings

    def node(self, node: Any, path: Path, more: set[str] | frozenset[str] = frozenset()) -> None:
        """Check a schema node and what is below it."""
        if not isinstance(node, Mapping):
            self._at_value("SPEC-expected-mapping", path, found=shown(self._document, path))
            return
        macro = macro_of(node)
        known = {*more, *WORDS, *(_PLAIN if macro is None else {macro, *_BESIDE[macro]})}
        for key in node:
            if key not in known:
                self._unknown(key, (*path, key), known)
        if not isinstance(node.get("asked", True), bool):
            self._at_value("SPEC-expected-truth", (*path, "asked"), found=shown(self._document, (*path, "asked")))
        for key in ("title", "description"):
            self._bilingual(node.get(key), (*path, key))
        if macro is not None:
            self._macro(macro, node, path)
        else:
            self._plain(node, path)

    def _part(self, node: Mapping[str, Any], key: str, path: Path, kind: type) -> Any:
        """A part of a node that must be a mapping or a list; an empty one, with a finding, where it is neither."""
        empty: Any = [] if kind is list else {}
        part = node.get(key, empty)
        if isinstance(part, kind):
            return part
        code = "SPEC-expected-list" if kind is list else "SPEC-expected-mapping"
        self._at_value(code, (*path, key), found=shown(self._document, (*path, key)))
        return empty

    def _macro(self, macro: str, node: Mapping[str, Any], path: Path) -> None:
        if macro == "curve":
            self._curve(node, path)
            return
        if macro == "table":
            self._table(node["table"], (*path, "table"))
            return
        name = node[macro]
        if macro == "attachment":
            if name not in (*FORMATS, PART):
                known = ", ".join((*FORMATS, PART))
                self._at_value("SPEC-no-such-format", (*path, macro), found=str(name), known=known)
            return
        if not (macro == "range" and name == INTEGER):
            self._dimension(name, (*path, macro))
            self._bounds(node, name, path)
        for key, words in self._part(node, "basis", path, Mapping).items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                self._at_value(
                    "SPEC-expected-list", (*path, "basis", key), found=shown(self._document, (*path, "basis", key))
                )
        for key, dimension in self._part(node, "stated_at", path, Mapping).items():
            self._dimension(dimension, (*path, "stated_at", key))

    def _curve(self, node: Mapping[str, Any], path: Path) -> None:
        curve, place = node["curve"], (*path, "curve")
        if not isinstance(curve, Mapping) or not {"x", "y"} <= set(curve):
            self._at_value("SPEC-curve", place)
            return
        for key, value in curve.items():
            if key in ("x", "y"):
                self._dimension(value, (*place, key))
            elif key not in _LAWS:
                self._unknown(key, (*place, key), {"x", "y", *_LAWS})
            elif value not in _LAWS[key]:
                self._at_value("SPEC-not-one-of", (*place, key), found=str(value), allowed=", ".join(_LAWS[key]))
        self._bounds(node, curve["y"], path)

    def _table(self, table: Any, path: Path) -> None:
        if not isinstance(table, Mapping) or not {"columns", "key"} <= set(table):
            self._at_value("SPEC-table-columns", path)
            return
        columns = self._part(table, "columns", path, Mapping)
        for key in table:
            if key not in ("columns", "required", "key"):
                self._unknown(key, (*path, key), {"columns", "required", "key"})
        self._object({"properties": columns, "additionalProperties": False}, (*path, "columns"), named="")
        for part in ("required", "key"):
            for index, name in enumerate(self._part(table, part, path, list)):
                if name not in columns:
                    meant = nearest(str(name), columns) or ""
                    self._at_value("SPEC-required-unknown", (*path, part, index), found=str(name), meant=meant)

    def _dimension(self, name: object, path: Path) -> None:
        names = self._units.names()
        if name not in names:
            meant = nearest(str(name), names)
            code = "SPEC-unknown-dimension" if meant is None else "SPEC-misspelt-dimension"
            self._at_value(code, path, found=str(name), meant=meant or "")

    def _bounds(self, node: Mapping[str, Any], dimension: object, path: Path) -> None:
        """``least`` and ``most`` are quantities of the dimension that they bound."""
        if dimension not in self._units.names():
            return
        for bound in ("least", "most"):
            try:
                if bound in node:
                    parse(str(node[bound]), self._units, self._units.dimension(str(dimension)))
            except QuantityError as error:
                self._at_value(error.code, (*path, bound), **error.arguments)

    def _plain(self, node: Mapping[str, Any], path: Path) -> None:
        kind = node.get("type")
        if kind is not None and not (isinstance(kind, str) and kind in _TYPES):
            self._at_value("SPEC-not-one-of", (*path, "type"), found=str(kind), allowed=", ".join(_TYPES))
        if kind == "object":
            self._object(node, path)
        if kind == "array":
            if "items" in node:
                self.node(node["items"], (*path, "items"))
            else:
                self._at_value("SPEC-missing-key", path, key="items")
        if not {"type", "enum", "const", "$ref"} & set(node):
            self._at_value("SPEC-open-value", path)

    def _object(self, node: Mapping[str, Any], path: Path, named: str = "properties") -> None:
        fields = self._part(node, "properties", path, Mapping)
        if "additionalProperties" not in node:
            self._at_key("SPEC-open-object", path)
        elif node["additionalProperties"] is not False:
            self.node(node["additionalProperties"], (*path, "additionalProperties"))
        for name, field in fields.items():
            place = (*path, named, name) if named else (*path, name)
            self._field_name(name, place)
            self._unit_in_name(name, field, place)
            self._titled(field, place)
            self.node(field, place)
        for index, name in enumerate(self._part(node, "required", path, list)):
            if name not in fields:
                meant = nearest(str(name), fields) or ""
                self._at_value("SPEC-required-unknown", (*path, "required", index), found=str(name), meant=meant)

    def _field_name(self, name: str, path: Path) -> None:
        if not _FIELD.match(name) or keyword.iskeyword(name):
            self._at_key("SPEC-field-name", path, key=name)

    def _unit_in_name(self, name: str, field: Any, path: Path) -> None:
        """A value with a dimension carries its unit; ``tag_bits``, a count, does not."""
        dimensional = isinstance(field, Mapping) and (macro_of(field) or field.get("type") == "number")
        start, _, unit = name.rpartition("_")
        if dimensional and start and unit in _UNIT_ENDINGS:
            self._at_key("SPEC-unit-in-name", path, key=name, unit=unit)

    def _titled(self, field: Any, path: Path) -> None:
        title = field.get("title") if isinstance(field, Mapping) else None
        if not isinstance(title, Mapping) or not {"en", "zh"} <= set(title):
            finding = at_key(self._document, "SPEC-untitled", path, key=str(path[-1]))
            self.findings.append(softened(finding, Severity.WARNING))

    def _bilingual(self, text: Any, path: Path) -> None:
        # ``{en: lanes, zh: 通道,收发各一}`` has three keys: YAML took the comma for the end of the text.
        for key in text if isinstance(text, Mapping) else ():
            if key not in ("en", "zh"):  # only words are lost: no reason to refuse the kind
                finding = at_key(self._document, "SPEC-comma-in-flow", (*path, key), key=key)
                self.findings.append(softened(finding, Severity.WARNING))

    def _unknown(self, key: str, path: Path, known: set[str]) -> None:
        meant = nearest(key, known)
        if meant is None:
            self._at_key("SPEC-unknown-key", path, key=key, known=", ".join(sorted(known)))
        else:
            self._at_key("SPEC-misspelt-key", path, key=key, meant=meant)

    def _at_value(self, code: str, path: Path, /, **arguments: str) -> None:
        self.findings.append(at_value(self._document, code, path, **arguments))

    def _at_key(self, code: str, path: Path, /, **arguments: str) -> None:
        self.findings.append(at_key(self._document, code, path, **arguments))
