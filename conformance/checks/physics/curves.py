"""What can be asked of a declared curve as a whole."""

from __future__ import annotations

from itertools import pairwise

from conformance.documents.dimensions import NUMBER
from conformance.expressions.functions import PythonFunction
from conformance.expressions.outcomes import SLACK
from conformance.expressions.types import CurveType, TruthType
from conformance.expressions.values import Curve


def falling(which: Curve) -> bool:
    """Whether a curve never rises from point to point, which settles it everywhere: all laws are monotone between points."""
    return all(after <= before + SLACK * abs(before) for before, after in pairwise(which.ys))


FALLING = PythonFunction("falling", {"which": CurveType(NUMBER, NUMBER)}, TruthType(), falling, structural=True)
