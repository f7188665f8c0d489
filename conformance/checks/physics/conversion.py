"""What a converter loses, from its declared efficiency.

A converter's loss is ``a + b I + c I**2`` with no negative term: it rises with the load and bends upward. Efficiency itself is
no straight line between two points of such a loss, and drawing one lets the loss of a sound supply fall in between. So
losses, not efficiencies, are read straight between points: the straight line lies above the bent one, hence the efficiency
that is read is never better than the supply's own.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from conformance.documents.dimensions import NUMBER
from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.types import CurveType, Field, ListType, NumberType, RecordType, TextType
from conformance.expressions.values import Curve, Record

_SHARE = CurveType(NUMBER, NUMBER)


def losses(efficiency: Curve) -> Curve:
    """The loss over the rated output, over the load as a share of it, from the efficiency over the same share.

    Straight between the points of ``efficiency``; beyond them there is no answer, whatever the efficiency's own law says.

    Raises:
        Unanswerable: an efficiency is not above 0.
    """
    if min(efficiency.ys) <= 0:
        raise Unanswerable("unanswerable")
    lost = tuple(load * (1 / share - 1) for load, share in zip(efficiency.xs, efficiency.ys, strict=True))
    return Curve(efficiency.xs, lost)


def loss_steps(efficiency: Curve) -> list[Record]:
    """Each declared point beside the one before it, the first beside nothing: loads and losses over the rated output."""
    points = losses(efficiency)
    return [
        Record({"id": _percent(load), "load": load, "lost": lost, "load_before": earlier, "lost_before": less})
        for (earlier, less), (load, lost) in pairwise(
            [(Fraction(0), Fraction(0)), *zip(points.xs, points.ys, strict=True)]
        )
    ]


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.9g} %"


LOSSES = PythonFunction("losses", {"efficiency": _SHARE}, _SHARE, losses, structural=True)

LOSS_STEPS = PythonFunction(
    "loss_steps",
    {"efficiency": _SHARE},
    ListType(
        RecordType(
            {"id": Field(TextType())}
            | {name: Field(NumberType()) for name in ("load", "lost", "load_before", "lost_before")},
            "loss step",
        )
    ),
    loss_steps,
    structural=True,
)
