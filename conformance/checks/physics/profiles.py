"""Excursion profiles: the highest mean over any window up to each length, as steps over the length of the window."""

from __future__ import annotations

from conformance.documents.dimensions import NUMBER, of
from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import CurveType, ListType, NumberType
from conformance.expressions.values import Curve, Number

_TIME = NumberType(of([("s", 1)]))


def window_ends(profile: Curve) -> list[Number]:
    """The longest window of each step (s).

    Between two steps a profile is constant, and what a capacitor adds falls with the window. So a supply that covers a
    load over the longest window of every step, of its own profile and of the load's, covers it over every window between
    the first and the last of them: the few ends decide for the continuum, exactly.
    """
    return list(profile.xs)


WINDOW_ENDS = PythonFunction(
    "window_ends", {"profile": CurveType(NUMBER, NUMBER)}, ListType(_TIME), window_ends, structural=True
)
