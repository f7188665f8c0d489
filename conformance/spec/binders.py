"""A kind's schema turned once into nested closures that check a value and bind it in one walk.

Checking means the quick look of ``precheck``: where a value does not keep its schema for sure, the walk goes on, and the
binder is no longer ``certain``; what is wrong is then left to the validator (``structure.py``). A field is compiled when
the first descriptor has it: of a kind most fields are optional.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.expressions.values import Claim, Curve, Record
from conformance.findings.named import NamedTuple
from conformance.spec import shapes
from conformance.spec.binding import Axis, Binder, is_number
from conformance.spec.places import Path
from conformance.spec.precheck import Check, Schema, checker, keywords
from conformance.spec.quantity_reader import Reader
from conformance.spec.shapes import Node

Bind = Callable[[Binder, Any, Path], object]
"""The bound value of what stands at a path; the value itself where its type is not what the schema wants."""

_FEW = 2
_ABOUT_RECORDS = frozenset(("type", "properties", "required", "additionalProperties"))
_ABOUT_LISTS = frozenset(("type", "items"))
_RANGE = {"min", "max"}
_CURVE = {"units", "points"}


class Field(NamedTuple):
    """How the values of a field are bound.

    Attributes:
        plain: says of a value that it is in order and bound as it stands; None where no value is.
        bind: binds every other value; None where the schema knows no such field.
    """

    plain: Check | None
    bind: Bind | None


_UNKNOWN = Field(None, None)


class Binders:
    """Compiles schemas.

    Args:
        reader: reads the quantities of whatever is bound.
    """

    def __init__(self, reader: Reader) -> None:
        """Nothing is compiled yet."""
        self.reader = reader

    def field(self, node: Node, schema: Any) -> Field:
        """The binder of a node; ``schema`` is its structure (``macros.structure``)."""
        if not shapes.MACROS.keys().isdisjoint(node):
            return Field(None, self._macro(shapes.read(node), node, schema))
        kind = None if "enum" in node or "const" in node else node.get("type")
        if kind == "object":
            return Field(None, self.record(node, schema))
        if kind == "array":
            return Field(None, self.list(node, schema))
        return _simple(shapes.read(node), checker(schema))

    def record(self, node: Node, schema: Schema) -> Bind:
        """A mapping; keys that the schema does not know are left out."""
        fields = _Fields(self, node, schema)
        required = frozenset(schema.get("required", ()))
        keeps = keywords(schema, _ABOUT_RECORDS, dict)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not dict:
                return binder.doubted(value)
            if not required <= value.keys() or (keeps is not None and not keeps(value)):
                binder.certain = False
            bound = Record(value, path)
            for key, item in value.items():
                plain, inner = fields[key]
                if plain is not None and plain(item):
                    continue  # it stands there already
                if inner is not None:
                    bound[key] = inner(binder, item, (*path, key))
                else:
                    binder.certain = False
                    del bound[key]
            return bound

        return bind

    def list(self, node: Node, schema: Schema) -> Bind:
        """A list of equal items; ids in it must differ."""
        plain, inner = self.field(node.get("items") or {}, schema.get("items", True))
        assert inner is not None
        keeps = keywords(schema, _ABOUT_LISTS, list)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not list:
                return binder.doubted(value)
            if keeps is not None and not keeps(value):
                binder.certain = False
            if plain is not None and all(map(plain, value)):
                return value.copy()
            items = [inner(binder, item, (*path, index)) for index, item in enumerate(value)]
            binder.check_ids(items, path)
            return items

        return bind

    def _macro(self, shape: shapes.Shape, node: Node, schema: Schema) -> Bind:
        match shape:
            case shapes.QuantityShape():
                return self._quantity(shape)
            case shapes.RangeShape():
                return self._range(shape, schema)
            case shapes.ClaimShape():
                return _checked(schema, self._claim(shape))
            case shapes.CurveShape():
                return _curve(shape)
            case shapes.TableShape():
                return self._table(shape, node, schema)
            case shapes.AttachmentShape():
                return _checked(schema, lambda binder, value, path: binder.attachment(value, shape, path))
        raise TypeError(shape)

    def _quantity(self, shape: shapes.QuantityShape) -> Bind:
        known = self.reader.field(shape).known

        def bind(binder: Binder, value: Any, path: Path) -> object:
            found = known.get(value) if value.__class__ is str else None
            if found is None:
                return binder.quantity(value, shape, path)
            binder.quantities[path] = found
            return found.value

        return bind

    def _range(self, shape: shapes.RangeShape, schema: Schema) -> Bind:
        """Both ends and nothing else: what ``macros`` writes for ranges."""
        if isinstance(shape.bound, shapes.QuantityShape):
            end = self._quantity(shape.bound)
        else:
            end = _after(checker(schema["properties"]["min"]), _number(shape.bound))

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not dict:
                return binder.doubted(value)
            if value.keys() != _RANGE:
                binder.certain = False
            ends = {key: end(binder, value[key], (*path, key)) for key in ("min", "max") if key in value}
            binder.check_range(ends, path)
            return Record(ends, path)

        return bind

    def _claim(self, shape: shapes.ClaimShape) -> Bind:
        value_of = self._quantity(shape.value)
        stated = {name: self._quantity(shapes.QuantityShape(name_of)) for name, name_of in shape.stated_at.items()}

        def stated_at(binder: Binder, value: dict[str, object], path: Path) -> Record:
            conditions = {
                name: stated.get(name, Binder.condition)(binder, item, (*path, name)) for name, item in value.items()
            }
            return Record(conditions, path)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not dict:
                return value
            bound: dict[str, object] = {"relation": value.get("relation", "nominal")}
            if "value" in value:
                bound["value"] = value_of(binder, value["value"], (*path, "value"))
            if isinstance(value.get("basis"), dict):
                bound["basis"] = Record(value["basis"], (*path, "basis"))
            if isinstance(value.get("stated_at"), dict):
                bound["stated_at"] = stated_at(binder, value["stated_at"], (*path, "stated_at"))
            return Claim(bound, path)

        return bind

    def _table(self, shape: shapes.TableShape, node: Node, schema: Schema) -> Bind:
        """Rows in place are checked as they are bound; those of a file once they are read (``descriptor.py``)."""
        in_place = {key: schema[key] for key in ("items", "maxItems")}
        rows = self.list({"type": "array", "items": shapes.row_schema(node)}, {"type": "array", **in_place})
        keeps = checker(schema)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            # Few descriptors hold tables: the others need not pay for them.
            from conformance.spec.table_rows import bound_table

            if value.__class__ is dict and not keeps(value):
                binder.certain = False
            return bound_table(binder, value, shape, path, rows)

        return bind


class _Fields(dict[str, Field]):
    """The fields of a record by key, each compiled when it is first asked for."""

    def __init__(self, binders: Binders, node: Node, schema: Schema) -> None:
        super().__init__()
        self._binders = binders
        self._nodes = node.get("properties", {})
        self._schemas = schema.get("properties", {})
        self._rest: Field | None = None
        self._other = node.get("additionalProperties", True), schema.get("additionalProperties", True)

    def __missing__(self, key: str) -> Field:
        if key in self._nodes:
            self[key] = found = self._binders.field(self._nodes[key], self._schemas[key])
            return found
        # Not kept by name: names that the schema does not know may be any, and any number.
        if self._rest is None:
            self._rest = self._of_others(*self._other)
        return self._rest

    def _of_others(self, node: Any, schema: Any) -> Field:
        if node is False:
            return _UNKNOWN
        return self._binders.field({} if node is True else node, schema)


def _simple(shape: shapes.Shape, check: Check) -> Field:
    """A text, number or truth value, or free data: texts, truth values and whole numbers are bound as they stand."""
    if shape.__class__ is shapes.TextShape or shape.__class__ is shapes.TruthShape:
        return Field(check, _TEXT)
    if isinstance(shape, shapes.NumberShape):
        return Field(check, _WHOLE) if shape.whole else Field(None, _after(check, _number(shape)))
    return Field(None, _after(check, Binder.plain))


def _number(shape: shapes.NumberShape) -> Bind:
    return lambda binder, value, _path: binder.number(value, shape)


def _checked(schema: Schema, bind: Bind) -> Bind:
    return _after(checker(schema), bind)


def _after(check: Check, bind: Bind) -> Bind:
    """``bind``, after a look at the value."""

    def checked(binder: Binder, value: Any, path: Path) -> object:
        if not check(value):
            binder.certain = False
        return bind(binder, value, path)

    return checked


def _doubted(bind: Bind) -> Bind:
    """``bind`` for a value that has been looked at and is not in order beyond doubt."""

    def doubted(binder: Binder, value: Any, path: Path) -> object:
        binder.certain = False
        return bind(binder, value, path)

    return doubted


def _curve(shape: shapes.CurveShape) -> Bind:
    """A curve with ascending points; what it asks of their form is what ``macros`` writes for curves."""

    def bind(binder: Binder, value: Any, path: Path) -> object:
        if value.__class__ is not dict:
            return binder.doubted(value)
        units: Any = value.get("units")
        points: Any = value.get("points")
        axes = binder.axes(units, (shape.x, shape.y), (*path, "units"))
        pairs = points.__class__ is list and all(map(_is_pair, points))
        if value.keys() != _CURVE or axes is None or not pairs or len(points) < _FEW:
            binder.certain = False
        return bound(binder, value, axes, path) if axes is not None and pairs else value

    def bound(binder: Binder, value: Any, axes: tuple[Axis, Axis], path: Path) -> Curve:
        x, y = axes
        xs = tuple([x.read(point[0]) for point in value["points"]])
        ys = tuple([y.read(point[1]) for point in value["points"]])
        binder.check_curve(xs, ys, shape, (*path, "points"))
        return Curve(xs, ys, shape.law, shape.beyond)

    return bind


def _is_pair(point: Any) -> bool:
    return point.__class__ is list and len(point) == _FEW and is_number(point[0]) and is_number(point[1])


_TEXT = _doubted(Binder.plain)
_WHOLE = _doubted(_number(shapes.NumberShape(whole=True)))
