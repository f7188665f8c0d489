"""From a descriptor's plain values to what formulas read: exact numbers in base units, records, claims, curves.

``binders.py`` walks through a document; here is what becomes of its single values, and what is found on the way.
A value of the wrong type is passed over here without a word, except where a quantity is due: quantities are checked
here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from conformance.documents.quantities import Quantity, QuantityError, parse
from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document
from conformance.documents.units import NO_OFFSET
from conformance.expressions.values import Record
from conformance.findings.model import Finding
from conformance.findings.named import NamedTuple
from conformance.spec import shapes
from conformance.spec.places import Path, at_value, shown
from conformance.spec.quantity_reader import FieldReader, Reader


class Binder:
    """What the binding of one document has come to so far.

    Attributes:
        certain: whether every value looked at keeps its schema beyond doubt (``precheck``).
        findings: what is wrong with quantities, curves and ids.
        quantities: as written, by path.
        parts: descriptors that it names, not read yet.
        tables: where the rows of tables stand.
    """

    def __init__(self, document: Document, reader: Reader) -> None:
        """Start with nothing found."""
        self.document = document
        self.certain = True
        self.findings: list[Finding] = []
        self.quantities: dict[Path, Quantity] = {}
        self.parts: dict[Path, Source] = {}
        self.tables: dict[Path, Table] = {}
        self.reader = reader

    def doubted(self, value: object) -> object:
        """The value itself, which is not what the schema wants."""
        self.certain = False
        return value

    def plain(self, value: object, path: Path) -> object:
        """What formulas read as it stands: texts, truth values, free data."""
        if isinstance(value, dict):
            return Record({key: self.plain(item, (*path, key)) for key, item in value.items()}, path)
        if isinstance(value, list):
            return [self.plain(item, (*path, index)) for index, item in enumerate(value)]
        return exact(value)

    def number(self, value: object, shape: shapes.NumberShape) -> object:
        """A bare number: exact, whole where the shape says so."""
        number = exact(value)
        whole = shape.whole and isinstance(number, Fraction) and number.denominator == 1
        return int(number) if whole and isinstance(number, Fraction) else number

    def quantity(self, value: object, field: FieldReader, path: Path) -> object:
        """A quantity in base units; a bare number goes to the parser too, which names the units."""
        if value.__class__ is str or (isinstance(value, int | float) and not isinstance(value, bool)):
            return self._quantity(value if isinstance(value, str) else repr(value), field, path)
        self._expected_quantity(value, field.shape.dimension, path)
        return value

    def condition(self, value: object, path: Path) -> object:
        """What a claim is stated at, where the kind does not say of which dimension: a quantity, or a bare number."""
        return self._free_quantity(value, path) if isinstance(value, str) else exact(value)

    def axes(self, value: object, dimensions: tuple[str, str], path: Path) -> tuple[Axis, Axis] | None:
        """The units of a curve; None where they are none, whether or not that is a finding."""
        if not isinstance(value, list) or len(value) != len(dimensions):
            return None
        axes = [
            self._axis(item, name, (*path, index))
            for index, (item, name) in enumerate(zip(value, dimensions, strict=True))
        ]
        return (axes[0], axes[1]) if axes[0] and axes[1] else None

    def check_range(self, ends: Mapping[str, object], path: Path) -> None:
        """A range must not be empty."""
        low, high = ends.get("min"), ends.get("max")
        if isinstance(low, int | Fraction) and isinstance(high, int | Fraction) and low > high:
            shown_ends = {key: shown(self.document, (*path, key)) for key in ends}
            converted = self._in_unit_of_min(high, path)
            if converted is None:
                self.report("KIND-min-above-max", (*path, "min"), **shown_ends)
            else:  # 45 K is no 45 K above 0 degC: it is told what the other unit makes of it
                self.report("KIND-ends-in-two-units", (*path, "max"), converted=converted, **shown_ends)

    def _in_unit_of_min(self, high: int | Fraction, path: Path) -> str | None:
        """The upper end of a range in the unit of the lower one; None where both have the same, or none."""
        low, upper = (self.quantities.get((*path, end)) for end in ("min", "max"))
        if low is None or upper is None or low.unit == upper.unit:
            return None
        from conformance.documents.showing import show

        return show(Fraction(high), low.unit.dimension, self.reader.units, low.unit)

    def check_curve(
        self, xs: tuple[Fraction, ...], ys: tuple[Fraction, ...], shape: shapes.CurveShape, path: Path
    ) -> None:
        """The points of a curve must ascend, and be positive where their logarithms are taken."""
        for index in range(1, len(xs)):
            if xs[index] <= xs[index - 1]:
                before, after = shown(self.document, (*path, index - 1, 0)), shown(self.document, (*path, index, 0))
                self.report("KIND-curve-not-ascending", (*path, index, 0), before=before, after=after)
                return
        if shape.law == "log-log" and min(*xs, *ys) <= 0:
            self.report("KIND-curve-not-positive", path)
        self._check_heights(ys, shape, path)

    def _check_heights(self, ys: tuple[Fraction, ...], shape: shapes.CurveShape, path: Path) -> None:
        """What a curve leads to must keep the bounds of its field."""
        if shape.least is None and shape.most is None:
            return
        least, most = (
            None if bound is None else self.reader.quantity(str(bound), shape.y).value
            for bound in (shape.least, shape.most)
        )
        for index, y in enumerate(ys):
            too_low = least is not None and y < least
            if too_low or (most is not None and y > most):
                code, limit = ("KIND-below-least", shape.least) if too_low else ("KIND-above-most", shape.most)
                at, unit = (*path, index, 1), shown(self.document, (*path[:-1], "units", 1)).strip("\"'")
                self.report(code, at, found=f"{shown(self.document, at)} {unit}", limit=str(limit))
                return

    def check_ids(self, items: list[object], path: Path) -> None:
        """The records of a list must differ in their ids."""
        seen: set[object] = set()
        for index, item in enumerate(items):
            name = item.get("id") if isinstance(item, Record) else None
            if isinstance(name, str):
                if name in seen:
                    self.report("KIND-repeated-id", (*path, index, "id"), id=name)
                seen.add(name)

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
            self.report(error.code, (*path, "file"), **error.arguments)
            return value
        self.findings += findings
        return Record({str(key): self.plain(item, (*path, str(key))) for key, item in held.items()}, path)

    def report(self, code: str, path: Path, /, **arguments: str) -> None:
        """A finding about the value at ``path``."""
        self.findings.append(at_value(self.document, code, path, **arguments))

    def _quantity(self, text: str, field: FieldReader, path: Path) -> object:
        try:
            found, too_low, too_high = field.read(text)
        except QuantityError as error:
            self.report(error.code, path, **error.arguments)
            return text
        self.quantities[path] = found
        if too_low:
            self.report("KIND-below-least", path, found=text, limit=str(field.shape.least))
        if too_high:
            self.report("KIND-above-most", path, found=text, limit=str(field.shape.most))
        return found.value

    def _free_quantity(self, text: str, path: Path) -> object:
        try:
            found = parse(text, self.reader.units, None)
        except QuantityError as error:
            self.report(error.code, path, **error.arguments)
            return text
        self.quantities[path] = found
        return found.value

    def _axis(self, unit: object, dimension: str, path: Path) -> Axis | None:
        if not isinstance(unit, str):
            return None
        try:
            one = self.reader.quantity(f"1 {unit}", dimension)
        except QuantityError as error:
            self.report(error.code, path, **error.arguments)
            return None
        return Axis(one.unit.factor, one.unit.offset)

    def _expected_quantity(self, value: object, dimension: str, path: Path) -> None:
        if value is None:
            self.report("KIND-empty", path)
            return
        accepted = ", ".join(self.reader.units.accepted(dimension))
        self.report("KIND-expected-quantity", path, found=shown(self.document, path), units=accepted)


class Table(NamedTuple):
    """Where the rows of a table stand.

    Attributes:
        document: the file that holds them, None where they stand in the descriptor itself.
        places: number of each row by its ``id``.
    """

    document: Document | None
    places: Mapping[str, int]


class Axis(NamedTuple):
    """The unit of one side of a curve."""

    factor: Fraction
    offset: Fraction

    def read(self, number: float) -> Fraction:
        """A bare number of the curve in base units."""
        top, bottom = (number, 1) if isinstance(number, int) else Decimal(repr(number)).as_integer_ratio()
        factor, offset = self
        factor_top, factor_bottom = factor.as_integer_ratio()
        value = Fraction(top * factor_top, bottom * factor_bottom)
        return value if offset is NO_OFFSET else value + offset


def exact(value: object) -> object:
    """A number as the author wrote it: a float becomes the decimal it was read from."""
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else value
