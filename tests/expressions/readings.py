"""Formulas read in every way from one text, for the tests of expressions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from conformance.expressions import array, interval, number
from conformance.expressions.fold import Folder, QuantifiedNumber
from conformance.expressions.functions import AnyFunction
from conformance.expressions.outcomes import Scalar, Truth, Undefined
from conformance.expressions.parse import parse
from conformance.expressions.program import Program
from conformance.expressions.values import Claim, Curve, Record

Functions = Mapping[str, AnyFunction]


def value(
    text: str, functions: Functions | None = None, lets: Mapping[str, str] | None = None, **names: object
) -> object:
    """What a formula without quantified numbers yields."""
    return folder(functions, lets, **names).value(parse(text))


def folder(functions: Functions | None = None, lets: Mapping[str, str] | None = None, **names: object) -> Folder:
    """A folder over some names."""
    return Folder(names, {name: parse(text) for name, text in (lets or {}).items()}, functions)


def holds(text: str, functions: Functions | None = None, **names: object) -> bool:
    """Whether a condition is true; it must be defined."""
    found = value(text, functions, **names)
    assert isinstance(found, Truth), found
    return found.holds


def why(text: str, functions: Functions | None = None, **names: object) -> str:
    """Why a formula is undefined."""
    found = value(text, functions, **names)
    assert isinstance(found, Undefined), found
    return found.reason


def program(text: str, *variables: str, functions: Functions | None = None, **names: object) -> Program:
    """A formula over quantified numbers."""
    return folder(functions, **names, **{name: QuantifiedNumber(name) for name in variables}).program(parse(text))


def at(found: Program, **point: object) -> Scalar:
    """The number reading."""
    return number.run(found, {name: Fraction(str(x)) for name, x in point.items()})


def element(found: Program, **point: float) -> float:
    """The array reading at one point."""
    return float(array.run(found, {name: np.array([x], dtype=float) for name, x in point.items()})[0])


def over(found: Program, **boxes: tuple[float, float]) -> interval.Bounds | interval.Truths:
    """The interval reading of one box."""
    return interval.run(
        found,
        {name: (np.array([low], dtype=float), np.array([high], dtype=float)) for name, (low, high) in boxes.items()},
    )


def limits(found: Program, **boxes: tuple[float, float]) -> tuple[float, float, bool]:
    """(low, high, possibly undefined) of a number over one box."""
    bounds = over(found, **boxes)
    assert isinstance(bounds, interval.Bounds)
    low, high, undefined = np.broadcast_arrays(bounds.low, bounds.high, bounds.undefined)
    return float(low.flat[0]), float(high.flat[0]), bool(undefined.flat[0])


def verdict(found: Program, **boxes: tuple[float, float]) -> tuple[bool, bool]:
    """(certainly holds, certainly fails) over one box."""
    truths = interval.as_truths(over(found, **boxes))
    return bool(np.all(truths.certain)), bool(np.all(truths.impossible))


def record(_path: str = "design", **fields: object) -> Record:
    """A record of a document, at a dotted path."""
    return Record(fields, tuple(_path.split(".")))


def claim(worth: object, _path: str = "claims.x", **more: object) -> Claim:
    """A claim of a document."""
    return Claim({"value": worth, "relation": "nominal", **more}, tuple(_path.split(".")))


def curve(*points: tuple[object, object], law: str = "linear", beyond: str = "refuse") -> Curve:
    """A curve through points."""
    xs, ys = (tuple(Fraction(str(point[side])) for point in points) for side in (0, 1))
    return Curve(xs, ys, law, beyond)  # type: ignore[arg-type]
