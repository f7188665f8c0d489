"""Is a descriptor built as its kind's schema says? jsonschema-rs decides where a quick look does not; we word its errors.

Errors come back one per keyword; what belongs together (a misspelt key is at once unknown and missing) is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec import shapes
from conformance.spec.meant import ends_meant, number_meant
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_key, at_value, dotted, shown, spoken
from conformance.spec.precheck import Check, checker
from conformance.spec.shapes import Shape

if TYPE_CHECKING:
    import jsonschema_rs

    Error = jsonschema_rs.ValidationError
    Validator = jsonschema_rs.Validator
else:
    Error = Validator = Any

_MAX_LISTED = 12

_LIMITS: Mapping[str, str] = {
    "minimum": "KIND-below-minimum",
    "maximum": "KIND-above-maximum",
    "exclusiveMinimum": "KIND-not-above",
    "exclusiveMaximum": "KIND-not-below",
    "multipleOf": "KIND-not-multiple",
    "minItems": "KIND-too-few-items",
    "maxItems": "KIND-too-many-items",
    "minLength": "KIND-too-short",
    "maxLength": "KIND-too-long",
    "minProperties": "KIND-too-few-entries",
    "maxProperties": "KIND-too-many-entries",
    "pattern": "KIND-pattern",
}

_EXPECTED: Mapping[str, str] = {
    "integer": "KIND-expected-integer",
    "number": "KIND-expected-number",
    "string": "KIND-expected-text",
    "boolean": "KIND-expected-truth",
    "object": "KIND-expected-mapping",
    "array": "KIND-expected-list",
    "null": "KIND-expected-nothing",
}


class Structure:
    """The structural check of one kind: the validator, and the shape that words its errors."""

    def __init__(self, schema: dict[str, Any], shape: Shape) -> None:
        """Check against ``schema``: pure JSON Schema, quantities left open."""
        self._schema = schema
        self._shape = shape

    @cached_property
    def _certainly_valid(self) -> Check:
        return checker(self._schema)

    @cached_property
    def _validator(self) -> Validator:
        # Importing it takes longer than all else that a good descriptor needs; building it a millisecond.
        import jsonschema_rs

        return jsonschema_rs.validator_for(self._schema)

    def check(self, document: Document) -> list[Finding]:
        """What is wrong with the structure of a document, in the order of its lines."""
        return [] if self._certainly_valid(document.value) else self.validated(document)

    def validated(self, document: Document) -> list[Finding]:
        """The same without a quick look before: whoever bound the document has had one (``binders.py``)."""
        if self._validator.is_valid(document.value):
            return []
        return _Wording(document, self._shape).findings(self._validator.iter_errors(document.value))

    def rows(self, path: Path) -> Structure:
        """The structural check of the rows of the table at ``path``, as a list of their own."""
        schema: Any = self._schema
        for part in path:
            inner = schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
            schema = inner or schema["additionalProperties"]
        shape = shape_at(self._shape, path)
        assert isinstance(shape, shapes.TableShape)
        return Structure({"type": "array", "items": schema["items"]}, shape.rows)


class _Wording:
    """Turns the errors of one document into findings."""

    def __init__(self, document: Document, shape: Shape) -> None:
        self._document = document
        self._shape = shape
        self._missing: dict[Path, list[str]] = {}
        self._unknown: dict[Path, list[str]] = {}
        self._found: list[Finding] = []

    def findings(self, errors: Iterator[Error]) -> list[Finding]:
        for error in errors:
            self._take(error)
        for path in {**self._missing, **self._unknown}:
            self._found.extend(self._keys(path))
        return sorted(self._found, key=_position)

    def _take(self, error: Error) -> None:
        kind, path = error.kind, tuple(error.instance_path)
        if kind.name == "required" and error.schema_path[-1] == "required":
            self._missing.setdefault(path, []).append(str(kind.value))
        elif kind.name == "additionalProperties":
            self._unknown.setdefault(path, []).extend(kind.value)
        else:
            self._found.append(self._worded(error, path))

    def _worded(self, error: Error, path: Path) -> Finding:
        name, value = error.kind.name, error.kind.value
        found = shown(self._document, path)
        if name == "type":
            return self._wrong_type(path, value, found)
        if name in {"enum", "const"}:
            return self._not_one_of(path, value if name == "enum" else [value], found)
        if name in _LIMITS:
            return at_value(self._document, _LIMITS[name], path, found=found, limit=str(value))
        if name == "uniqueItems":
            return at_value(self._document, "KIND-repeated-item", path, found=found)
        if name == "required":
            return at_key(self._document, "KIND-missing-companion", path, key=str(value))
        if name == "propertyNames":
            return self._bad_name(path, value)
        return at_value(self._document, "KIND-schema", path, problem=error.message[:200])

    def _bad_name(self, path: Path, error: Error) -> Finding:
        key, place = str(error.instance), (*path, str(error.instance))
        words = [_literal(word) for word in error.kind.value] if error.kind.name == "enum" else []
        meant = nearest(key, words)
        if meant is not None:
            return at_key(self._document, "KIND-misspelt-key", place, key=key, meant=meant)
        return at_key(
            self._document, "KIND-unknown-key" if words else "KIND-key-name", place, key=key, known=", ".join(words)
        )

    def _wrong_type(self, path: Path, types: list[str], found: str) -> Finding:
        shape, value = shape_at(self._shape, path), value_at(self._document.value, path)
        if value is None:
            return at_value(self._document, "KIND-empty", path)
        if isinstance(shape, shapes.ClaimShape):
            example = _claim_example(shape, found)
            return at_value(self._document, "KIND-expected-claim", path, found=found, example=example)
        if isinstance(shape, shapes.TableShape):
            return at_value(self._document, "KIND-expected-table", path, found=found)
        if isinstance(shape, shapes.RangeShape):
            low, high = map(str, value) if isinstance(value, list) and len(value) == 2 else ends_meant(found)
            return at_value(self._document, "KIND-expected-range", path, found=found, low=low, high=high)
        if isinstance(shape, shapes.CurveShape):
            return at_value(self._document, "KIND-expected-curve", path, found=found)
        meant = number_meant(value) if isinstance(value, str) and {"integer", "number"} & set(types) else None
        if meant is not None:
            code = "KIND-quoted-number" if meant == value else "KIND-spelt-number"
            return at_value(self._document, code, path, found=found, meant=meant)
        if types == ["string"] and isinstance(value, int | float):
            return at_value(self._document, "KIND-unquoted-text", path, found=found)
        return at_value(self._document, _EXPECTED.get(types[0], "KIND-schema"), path, found=found, problem=found)

    def _not_one_of(self, path: Path, allowed: list[object], found: str) -> Finding:
        words = [_literal(value) for value in allowed]
        listed = ", ".join(words[:_MAX_LISTED]) + (" …" if len(words) > _MAX_LISTED else "")
        value = value_at(self._document.value, path)
        meant = nearest(value, words) if isinstance(value, str) else None
        if meant is not None:
            return at_value(self._document, "KIND-misspelt-value", path, found=found, meant=meant, allowed=listed)
        return at_value(self._document, "KIND-not-one-of", path, found=found, allowed=listed)

    def _keys(self, path: Path) -> Iterator[Finding]:
        shape = shape_at(self._shape, path)
        missing = list(self._missing.get(path, ()))
        known = _known_keys(shape, value_at(self._document.value, path))
        for key in self._unknown.get(path, ()):
            meant = nearest(key, missing, share=2)  # a key too many and one too few: less likeness will do
            if meant is not None:
                missing.remove(meant)
            yield self._unknown_key(path, key, meant, known)
        if missing:
            place = spoken(self._document, path)
            inside = {"inside": place or "every descriptor", "inside_zh": place or "每份描述文件"}
            code = "KIND-missing-key" if len(missing) == 1 else "KIND-missing-keys"
            yield at_key(self._document, code, path, key=", ".join(missing), **inside)

    def _unknown_key(self, path: Path, key: str, meant: str | None, known: list[str]) -> Finding:
        elsewhere = None if meant else _place_of(key, self._shape, ())
        if elsewhere is not None:
            return at_key(self._document, "KIND-key-elsewhere", (*path, key), key=key, place=dotted(elsewhere))
        meant = meant or nearest(key, known)
        if meant is not None:
            return at_key(self._document, "KIND-misspelt-key", (*path, key), key=key, meant=meant)
        listed = ", ".join(known[:_MAX_LISTED]) + (" …" if len(known) > _MAX_LISTED else "")
        code = "KIND-unknown-key" if listed else "KIND-no-more-keys"
        return at_key(self._document, code, (*path, key), key=key, known=listed)


def shape_at(shape: Shape, path: Path) -> Shape:
    """The shape of the value at ``path``; ``AnyShape`` where the schema has none."""
    for part in path:
        shape = _inside(shape, part)
    return shape


def _inside(shape: Shape, part: str | int) -> Shape:
    match shape:
        case shapes.RecordShape(fields=fields, rest=rest):
            return fields.get(str(part)) or rest or shapes.AnyShape()
        case shapes.ListShape(item=item):
            return item
        case shapes.TableShape(rows=rows):
            return rows.item if isinstance(part, int) else shapes.AnyShape()
        case shapes.RangeShape(bound=bound):
            return bound
        case shapes.ClaimShape(value=value) if part == "value":
            return value
        case shapes.ClaimShape(basis=basis) if part == "basis":
            words: dict[str, Shape] = {name: shapes.TextShape(frozenset(allowed)) for name, allowed in basis.items()}
            return shapes.RecordShape(words, frozenset(words), None)
        case _:
            return shapes.AnyShape()


def value_at(value: object, path: Path) -> object:
    """The plain value at ``path`` of a document; None where nothing stands there."""
    current: Any = value
    for part in path:
        try:
            current = current[part]
        except (KeyError, IndexError, TypeError):
            return None
    found: object = current
    return found


def _known_keys(shape: Shape, value: object) -> list[str]:
    present = value if isinstance(value, dict) else {}
    return [name for name in _all_keys(shape) if name not in present]


def _all_keys(shape: Shape) -> list[str]:
    match shape:
        case shapes.RecordShape(fields=fields):
            return list(fields)
        case shapes.RangeShape():
            return ["min", "max"]
        case shapes.ClaimShape():
            return ["value", "relation", "basis", "stated_at"]
        case shapes.CurveShape():
            return ["units", "points"]
        case shapes.AttachmentShape() | shapes.TableShape():
            return ["file", "sha256"]
        case _:
            return []


def _place_of(key: str, shape: Shape, path: Path) -> Path | None:
    if not isinstance(shape, shapes.RecordShape) or len(path) > 2:
        return None
    if key in shape.fields and path:
        return (*path, key)
    places = (_place_of(key, field, (*path, name)) for name, field in shape.fields.items())
    return next((place for place in places if place is not None), None)


def _claim_example(shape: shapes.ClaimShape, found: str) -> str:
    basis = ", ".join(f"{name}: {words[0]}" for name, words in shape.basis.items())
    return f"{{value: {found}, relation: at-least{', basis: {' + basis + '}' if basis else ''}}}"


def _literal(value: object) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _position(finding: Finding) -> tuple[int, int]:
    span = finding.location.span
    return (span.line, span.column) if span else (0, 0)
