"""Where equal pumps in parallel meet the resistance of a loop.

The head of a centrifugal pump follows the affinity laws (ISO 9906): at the share ``s`` of full speed it delivers ``s**2``
of the head at ``s`` times the flow. The loop takes ``drop * (flow / rated_flow) ** exponent``. One side falls with the
flow and the other rises, so that there is one intersection at most; it is found by halving.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction

from conformance.documents.dimensions import NUMBER, of
from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.outcomes import Undefined
from conformance.expressions.special import curve
from conformance.expressions.types import CurveType, NumberType
from conformance.expressions.values import Curve, Number
from conformance.findings.type_hints import Any

_FLOW = NumberType(of([("m", 3), ("s", -1)]))
_PRESSURE = NumberType(of([("kg", 1), ("m", -1), ("s", -2)]))
_CONTEXT = Context(prec=60)
_HALVINGS = 170
"""Of the exact reading: 2**-170 is finer than its 50 digits."""
_FLOAT_HALVINGS = 64


def parallel_flow(
    head: Curve, pumps: Number, speed: Number, drop: Number, rated_flow: Number, exponent: Number
) -> Number:
    """The flow at which ``pumps`` equal pumps at a share of their speed meet a loop.

    Args:
        head: of one pump at full speed over its flow, from shut-off (Pa over m3/s).
        pumps: that run, 1 or more.
        speed: share of full speed, above 0.
        drop: of the loop at ``rated_flow`` (Pa).
        rated_flow: at which the drop is stated (m3/s).
        exponent: of the drop over the flow, 1 (laminar) to 2 (turbulent).

    Raises:
        Unanswerable: the pumps run out of their declared curve before they meet the loop, or an argument makes no sense.
    """
    if pumps < 1 or min(speed, drop, rated_flow) <= 0 or not 1 <= exponent <= 2:
        raise Unanswerable("unanswerable")

    def surplus(flow: Fraction) -> Fraction:
        lift = curve(head, flow / (pumps * speed))
        if isinstance(lift, Undefined):
            raise Unanswerable("beyond-curve")
        return Fraction(lift) * speed * speed - drop * _power(flow / rated_flow, exponent)  # type: ignore[arg-type]

    low, high = Fraction(head.xs[0]) * pumps * speed, Fraction(head.xs[-1]) * pumps * speed
    if surplus(low) < 0 or surplus(high) > 0:
        raise Unanswerable("beyond-curve")
    return _crossing(surplus, low, high)


def _crossing(surplus: Callable[[Fraction], Fraction], low: Fraction, high: Fraction) -> Fraction:
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = surplus(middle)
        if value == 0:
            return middle
        low, high = (middle, high) if value > 0 else (low, middle)
    return low


def _power(base: Fraction, exponent: Number) -> Fraction:
    if base <= 0:
        return Fraction(0)
    as_decimal = [
        _CONTEXT.divide(Decimal(part.numerator), Decimal(part.denominator)) for part in (base, Fraction(exponent))
    ]
    return Fraction(_CONTEXT.power(*as_decimal))


def parallel_flow_array(head: Curve, pumps: Any, speed: Any, drop: Any, rated_flow: Any, exponent: Any) -> Any:
    """The same for arrays of floats; NaN where there is no answer."""
    import numpy as np

    xs, ys = (np.array([float(value) for value in side]) for side in (head.xs, head.ys))
    reach = np.asarray(pumps * speed, dtype=float)

    def surplus(flow: Any) -> Any:
        return np.interp(flow / reach, xs, ys) * speed * speed - drop * (flow / rated_flow) ** exponent

    low, high = xs[0] * reach, xs[-1] * reach
    outside = (surplus(low) < 0) | (surplus(high) > 0)
    for _ in range(_FLOAT_HALVINGS):
        middle = (low + high) / 2
        above = surplus(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(outside, np.nan, low)


PARALLEL_FLOW = PythonFunction(
    "parallel_flow",
    {
        "head": CurveType(NUMBER, NUMBER),
        "pumps": NumberType(),
        "speed": NumberType(),
        "drop": _PRESSURE,
        "rated_flow": _FLOW,
        "exponent": NumberType(),
    },
    _FLOW,
    parallel_flow,
    monotone={"pumps": "rising", "speed": "rising", "drop": "falling", "rated_flow": "rising"},
    array=parallel_flow_array,
    accuracy=1e-9,
)
