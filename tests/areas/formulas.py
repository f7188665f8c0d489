"""Formulas of an area's functions and tables, read exactly: for tests that hold them against numbers of the field."""

from __future__ import annotations

from fractions import Fraction

from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import Undefined
from conformance.expressions.parse import parse
from conformance.spec.load import open_specs

SPECS = open_specs()


def value(area: str, formula: str, **names: object) -> float:
    """What a formula over some names comes to, in base units; NaN where it is undefined."""
    folder = Folder({"lab": SPECS.tables(area), **names}, {}, SPECS.functions(area))
    found = folder.value(parse(formula))
    if isinstance(found, Undefined):
        return float("nan")
    assert isinstance(found, int | Fraction), found
    return float(found)
