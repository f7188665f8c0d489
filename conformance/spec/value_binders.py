"""How the single values of a descriptor are bound: texts, numbers, quantities, ranges, curves, files beside it.

Each function here compiles the plan of one sort of field (``plans.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.documents.quantities import Quantity
from conformance.expressions.values import Curve, Record
from conformance.findings.type_hints import Any
from conformance.spec import shapes
from conformance.spec.binding import Axis, Binder
from conformance.spec.places import Path
from conformance.spec.precheck import Check, checker, is_number
from conformance.spec.quantity_reader import Reader

Bind = Callable[[Binder, Any, Path], object]
"""The bound value of what stands at a path; the value itself where its type is not what the schema wants."""

Field = tuple[Mapping[str, Quantity | None], Check | None, Bind | None]
"""How the values of a field are bound, in three steps (a plain tuple is taken apart in a third of the time of a named one).

Texts that are in order: what each stands for, None where it stands for itself. What says of a value that it is in order
and bound as it stands; None where no value is. What binds every other value; None where the schema knows no such field.
"""

NOTHING: Mapping[str, Quantity | None] = {}
_FEW = 2
_RANGE = {"min", "max"}
_CURVE = {"units", "points"}


def _words(_reader: Reader, words: list[str]) -> Field:
    """One of some texts."""
    known: dict[str, Quantity | None] = dict.fromkeys(words)
    return known, lambda value: value.__class__ is str and value in known, _TEXT


def _plain(_reader: Reader, schema: Any) -> Field:
    """A text or truth value, bound as it stands."""
    return NOTHING, checker(schema), _TEXT


def _whole(_reader: Reader, schema: Any) -> Field:
    """A whole number, bound as it stands."""
    return NOTHING, checker(schema), _WHOLE


def _number(_reader: Reader, schema: Any) -> Field:
    """A bare number."""
    return NOTHING, None, _after(checker(schema), _NUMBER)


def _free(_reader: Reader, schema: Any) -> Field:
    """What formulas read as it stands, or never."""
    return NOTHING, None, _after(checker(schema), Binder.plain)


def _condition(_reader: Reader, schema: Any) -> Field:
    """What a claim is stated at, of a dimension that the kind does not say."""
    return NOTHING, None, _after(checker(schema), Binder.condition)


def _quantity(reader: Reader, *shape: Any) -> Field:
    """A number with a unit."""
    field = reader.field(shapes.QuantityShape(*shape))
    known = field.known  # the spellings that the reader knows, and will know: the same mapping

    def bind(binder: Binder, value: Any, path: Path) -> object:
        text = repr(value) if value.__class__ is float or value.__class__ is int else value
        found = known.get(text) if text.__class__ is str else None
        if found is None:
            return binder.quantity(value, field, path)
        binder.quantities[path] = found
        return found.value

    return known, None, bind


def _range(reader: Reader, *shape: Any) -> Field:
    """Two quantities, both of them and nothing else: what ``macros`` writes for ranges."""
    _, _, end = _quantity(reader, *shape)
    assert end is not None
    return NOTHING, None, _ends(end)


def _whole_range(_reader: Reader, schema: Any) -> Field:
    """The same of whole numbers."""
    return NOTHING, None, _ends(_after(checker(schema), _WHOLE_NUMBER))


def _curve(_reader: Reader, *shape: Any) -> Field:
    """A curve with ascending points; what it asks of their form is what ``macros`` writes for curves."""
    return NOTHING, None, _points(shapes.CurveShape(*shape))


def _attachment(_reader: Reader, form: str, schema: Any) -> Field:
    """A file beside the descriptor."""
    shape = shapes.AttachmentShape(form)
    bind: Bind = lambda binder, value, path: binder.attachment(value, shape, path)  # noqa: E731
    return NOTHING, None, _after(checker(schema), bind)


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


def _as_number(shape: shapes.NumberShape) -> Bind:
    return lambda binder, value, _path: binder.number(value, shape)


def _ends(end: Bind) -> Bind:
    """A range, each end of which ``end`` binds."""

    def bind(binder: Binder, value: Any, path: Path) -> object:
        if value.__class__ is not dict:
            return binder.doubted(value)
        if value.keys() != _RANGE:
            binder.certain = False
        ends = {key: end(binder, value[key], (*path, key)) for key in ("min", "max") if key in value}
        binder.check_range(ends, path)
        return Record(ends, path)

    return bind


def _points(shape: shapes.CurveShape) -> Bind:
    """A curve by its units and points."""

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
_WHOLE_NUMBER = _as_number(shapes.NumberShape(whole=True))
_WHOLE = _doubted(_WHOLE_NUMBER)
_NUMBER = _as_number(shapes.NumberShape(whole=False))
SORTS: Mapping[str, Callable[..., Field]] = {
    "words": _words,
    "plain": _plain,
    "whole": _whole,
    "number": _number,
    "free": _free,
    "condition": _condition,
    "quantity": _quantity,
    "range": _range,
    "whole_range": _whole_range,
    "curve": _curve,
    "attachment": _attachment,
}
"""What compiles a plan, by its sort."""
