"""From a descriptor's plain values to what formulas read: exact numbers in base units, records, claims, curves.

Structure is checked elsewhere (``structure.py``); a value of the wrong type is passed over here without a word,
except where a quantity is due: quantities are checked here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from conformance.documents.quantities import Quantity, QuantityError, parse
from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document
from conformance.expressions.values import Claim, Curve, Record
from conformance.findings.model import Finding
from conformance.spec import shapes
from conformance.spec.places import Path, at_value, shown
from conformance.spec.quantity_reader import Reader
from conformance.spec.shapes import Shape


class Binder:
    """Binds one document; collects its findings and its quantities by path."""

    def __init__(self, document: Document, reader: Reader) -> None:
        """Start with nothing found."""
        self.document = document
        self.findings: list[Finding] = []
        self.quantities: dict[Path, Quantity] = {}
        self.parts: dict[Path, Source] = {}
        self.tables: dict[Path, Table] = {}
        self.reader = reader

    def bind(self, value: object, shape: Shape, path: Path = ()) -> object:
        """The bound value of ``value``; the value itself where its type is not what ``shape`` wants."""
        return _BINDERS[type(shape)](self, value, shape, path)

    def record(self, value: object, shape: shapes.RecordShape, path: Path) -> object:
        """A mapping; keys that the shape does not know are left out."""
        if not isinstance(value, dict):
            return value
        fields, rest = shape.fields, shape.rest
        bound: dict[str, object] = {}
        for key, item in value.items():
            inner = fields.get(key, rest)
            if inner is None:
                continue
            if item.__class__ is str and inner.__class__ is not shapes.QuantityShape:
                bound[key] = item  # what every binder but that of quantities does with a text
            else:
                bound[key] = _BINDERS[inner.__class__](self, item, inner, (*path, key))
        return Record(bound, path)

    def sequence(self, value: object, shape: shapes.ListShape, path: Path) -> object:
        """A list of equal items; ids in it must differ."""
        if not isinstance(value, list):
            return value
        bind = _BINDERS[type(shape.item)]
        items = [bind(self, item, shape.item, (*path, index)) for index, item in enumerate(value)]
        self._check_ids(items, path)
        return items

    def plain(self, value: object, _shape: Shape, path: Path) -> object:
        """What formulas read as it stands: texts, truth values, free data."""
        if isinstance(value, dict):
            return Record({key: self.plain(item, _shape, (*path, key)) for key, item in value.items()}, path)
        if isinstance(value, list):
            return [self.plain(item, _shape, (*path, index)) for index, item in enumerate(value)]
        return exact(value)

    def number(self, value: object, shape: shapes.NumberShape, _path: Path) -> object:
        """A bare number: exact, whole where the shape says so."""
        number = exact(value)
        whole = shape.whole and isinstance(number, Fraction) and number.denominator == 1
        return int(number) if whole and isinstance(number, Fraction) else number

    def quantity(self, value: object, shape: shapes.QuantityShape, path: Path) -> object:
        """A quantity in base units; a bare number goes to the parser too, which names the units."""
        if value.__class__ is str or (isinstance(value, int | float) and not isinstance(value, bool)):
            return self._quantity(value if isinstance(value, str) else repr(value), shape, path)
        self._expected_quantity(value, shape.dimension, path)
        return value

    def range(self, value: object, shape: shapes.RangeShape, path: Path) -> object:
        """``{min, max}``, not empty."""
        if not isinstance(value, dict):
            return value
        bind = _BINDERS[type(shape.bound)]
        ends = {key: bind(self, value[key], shape.bound, (*path, key)) for key in ("min", "max") if key in value}
        low, high = ends.get("min"), ends.get("max")
        if isinstance(low, int | Fraction) and isinstance(high, int | Fraction) and low > high:
            shown_ends = {key: shown(self.document, (*path, key)) for key in ends}
            self._report("KIND-min-above-max", (*path, "min"), **shown_ends)
        return Record(ends, path)

    def claim(self, value: object, shape: shapes.ClaimShape, path: Path) -> object:
        """A claim; without ``relation`` it is nominal."""
        if not isinstance(value, dict):
            return value
        bound: dict[str, object] = {"relation": value.get("relation", "nominal")}
        if "value" in value:
            bound["value"] = self.quantity(value["value"], shape.value, (*path, "value"))
        if isinstance(value.get("basis"), dict):
            bound["basis"] = Record(dict(value["basis"]), (*path, "basis"))
        if isinstance(value.get("stated_at"), dict):
            bound["stated_at"] = self._stated_at(value["stated_at"], shape, (*path, "stated_at"))
        return Claim(bound, path)

    def curve(self, value: object, shape: shapes.CurveShape, path: Path) -> object:
        """A curve with ascending points."""
        if not isinstance(value, dict):
            return value
        axes = self._axes(value.get("units"), (shape.x, shape.y), (*path, "units"))
        points = value.get("points")
        if axes is None or not isinstance(points, list) or not all(_is_pair(point) for point in points):
            return value
        xs = tuple(axes[0].read(point[0]) for point in points)
        ys = tuple(axes[1].read(point[1]) for point in points)
        self._check_curve(xs, ys, shape, (*path, "points"))
        return Curve(xs, ys, shape.law, shape.beyond)

    def attachment(self, value: object, shape: shapes.AttachmentShape, path: Path) -> object:
        """What a file beside the descriptor holds, with its name and digest."""
        if not isinstance(value, dict) or not isinstance(value.get("file"), str):
            return value
        # Few descriptors bring files along: the others need not pay for the readers.
        from conformance.documents.attachments import PART, AttachmentError, attached, read_attachment

        try:
            if shape.format == PART:
                source, digest = attached(self.document.source.name, value["file"], value.get("sha256"))
                self.parts[path] = source
                return Record({"file": value["file"], "sha256": digest}, path)
            held, findings = read_attachment(
                self.document.source.name, value["file"], value.get("sha256"), shape.format
            )
        except AttachmentError as error:
            self._report(error.code, (*path, "file"), **error.arguments)
            return value
        self.findings += findings
        return Record({str(key): self.plain(item, shape, (*path, str(key))) for key, item in held.items()}, path)

    def table(self, value: object, shape: shapes.TableShape, path: Path) -> object:
        """The rows of a table, each with an ``id`` made of its key; those of a file are read from there."""
        # Few descriptors hold tables: the others need not pay for their reader.
        from conformance.spec.table_rows import bound_table

        return bound_table(self, value, shape, path)

    def report(self, code: str, path: Path, /, **arguments: str) -> None:
        """A finding about the value at ``path``."""
        self._report(code, path, **arguments)

    def _quantity(self, text: str, shape: shapes.QuantityShape, path: Path) -> object:
        try:
            found, too_low, too_high = self.reader.bounded(text, shape)
        except QuantityError as error:
            self._report(error.code, path, **error.arguments)
            return text
        self.quantities[path] = found
        if too_low:
            self._report("KIND-below-least", path, found=text, limit=str(shape.least))
        if too_high:
            self._report("KIND-above-most", path, found=text, limit=str(shape.most))
        return found.value

    def _stated_at(self, value: Mapping[str, object], shape: shapes.ClaimShape, path: Path) -> Record:
        bound: dict[str, object] = {}
        for name, item in value.items():
            dimension = shape.stated_at.get(name)
            if dimension is not None:
                bound[name] = self.quantity(item, shapes.QuantityShape(dimension), (*path, name))
            elif isinstance(item, str):
                bound[name] = self._free_quantity(item, (*path, name))
            else:
                bound[name] = exact(item)
        return Record(bound, path)

    def _free_quantity(self, text: str, path: Path) -> object:
        try:
            found = parse(text, self.reader.units, None)
        except QuantityError as error:
            self._report(error.code, path, **error.arguments)
            return text
        self.quantities[path] = found
        return found.value

    def _axes(self, value: object, dimensions: tuple[str, str], path: Path) -> tuple[_Axis, _Axis] | None:
        if not isinstance(value, list) or len(value) != len(dimensions):
            return None
        axes = [
            self._axis(item, name, (*path, index))
            for index, (item, name) in enumerate(zip(value, dimensions, strict=True))
        ]
        return (axes[0], axes[1]) if axes[0] and axes[1] else None

    def _axis(self, unit: object, dimension: str, path: Path) -> _Axis | None:
        if not isinstance(unit, str):
            return None
        try:
            one = self.reader.quantity(f"1 {unit}", dimension)
        except QuantityError as error:
            self._report(error.code, path, **error.arguments)
            return None
        return _Axis(one.unit.factor, one.unit.offset)

    def _check_curve(
        self, xs: tuple[Fraction, ...], ys: tuple[Fraction, ...], shape: shapes.CurveShape, path: Path
    ) -> None:
        for index in range(1, len(xs)):
            if xs[index] <= xs[index - 1]:
                before, after = shown(self.document, (*path, index - 1, 0)), shown(self.document, (*path, index, 0))
                self._report("KIND-curve-not-ascending", (*path, index, 0), before=before, after=after)
                return
        if shape.law == "log-log" and min(*xs, *ys) <= 0:
            self._report("KIND-curve-not-positive", path)

    def _check_ids(self, items: list[object], path: Path) -> None:
        seen: set[object] = set()
        for index, item in enumerate(items):
            name = item.get("id") if isinstance(item, Record) else None
            if isinstance(name, str):
                if name in seen:
                    self._report("KIND-repeated-id", (*path, index, "id"), id=name)
                seen.add(name)

    def _expected_quantity(self, value: object, dimension: str, path: Path) -> None:
        if value is None:
            self._report("KIND-empty", path)
            return
        accepted = ", ".join(self.reader.units.accepted(dimension))
        self._report("KIND-expected-quantity", path, found=shown(self.document, path), units=accepted)

    def _report(self, code: str, path: Path, /, **arguments: str) -> None:
        self.findings.append(at_value(self.document, code, path, **arguments))


class Table(NamedTuple):
    """Where the rows of a table stand.

    Attributes:
        document: the file that holds them, None where they stand in the descriptor itself.
        places: number of each row by its ``id``.
    """

    document: Document | None
    places: Mapping[str, int]


class _Axis(NamedTuple):
    """The unit of one side of a curve."""

    factor: Fraction
    offset: Fraction

    def read(self, number: float) -> Fraction:
        """A bare number of the curve in base units."""
        value = exact(number)
        return value * self.factor + self.offset if isinstance(value, int | Fraction) else Fraction(0)


def exact(value: object) -> object:
    """A number as the author wrote it: a float becomes the decimal it was read from."""
    return Fraction(repr(value)) if isinstance(value, float) else value


def _is_pair(point: object) -> bool:
    return isinstance(point, list) and len(point) == 2 and all(_is_number(number) for number in point)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_BINDERS: Mapping[type, Callable[[Binder, Any, Any, Path], object]] = {
    shapes.RecordShape: Binder.record,
    shapes.ListShape: Binder.sequence,
    shapes.QuantityShape: Binder.quantity,
    shapes.RangeShape: Binder.range,
    shapes.ClaimShape: Binder.claim,
    shapes.CurveShape: Binder.curve,
    shapes.AttachmentShape: Binder.attachment,
    shapes.TableShape: Binder.table,
    shapes.NumberShape: Binder.number,
    shapes.TextShape: Binder.plain,
    shapes.TruthShape: Binder.plain,
    shapes.AnyShape: Binder.plain,
}
