"""How the flow of a manifold divides among its branches.

Branches of equal nominal flow sit between a supply and a return header. A branch takes ``k q**m``, a piece of header the
same law of the flow that it carries. In a direct return the far branch has the longest way; in a reverse return all ways
are equally long. The two ends of the tolerance sit where they do most harm: the first branch is easy, the last one hard.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from conformance.documents.dimensions import of
from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.types import NumberType, TextType
from conformance.expressions.values import Number

_PRESSURE = NumberType(of([("kg", 1), ("m", -1), ("s", -2)]))

Piping = Literal["direct_return", "reverse_return"]

_ROUNDS = 400
_DIGITS = 9
"""What is kept of the result: machines differ in the last digits of their powers."""


def branch_flows(ports: int, header: float, exponent: float, tolerance: float, piping: Piping) -> list[float]:
    """The flow of each branch over its nominal one, the branches in their order along the supply header.

    Args:
        ports: number of branches, 1 or more.
        header: drop of supply and return header together over that of a branch, both at nominal flow (0 to 1).
        exponent: of the drop over the flow, 1 (laminar) to 2 (turbulent).
        tolerance: of the branches' drop at equal flow, either way (0 to below 1).
        piping: ``direct_return`` or ``reverse_return``.

    Raises:
        Unanswerable: the headers take more than the branches, or no division of the flow was found.
    """
    if ports < 1 or not 0 <= header <= 1 or not 1 <= exponent <= 2 or not 0 <= tolerance < 1:
        raise Unanswerable("unanswerable")
    resistance = [1.0] * ports
    if ports > 1:
        resistance[0], resistance[-1] = 1 - tolerance, 1 + tolerance
    flows = [1.0] * ports
    for _ in range(_ROUNDS):
        losses = _losses(flows, header, exponent, piping)
        mean = sum(losses) / ports
        wanted = [((1 + mean - loss) / k) ** (1 / exponent) for loss, k in zip(losses, resistance, strict=True)]
        scale = ports / sum(wanted)
        # Half a step: a full one swings where the headers take as much as the branches.
        before, flows = flows, [(flow + new * scale) / 2 for flow, new in zip(flows, wanted, strict=True)]
        if flows == before:  # to the last bit, so that all further rounds would give the same
            break
    return flows


def _losses(flows: Sequence[float], header: float, exponent: float, piping: Piping) -> list[float]:
    """What the headers take on the way of each branch, over the nominal drop of a branch."""
    pieces = len(flows) - 1
    if pieces < 1:
        return [0.0] * len(flows)
    unit = header / 2 / sum(carried**exponent for carried in range(1, pieces + 1))
    total = sum(flows)
    passed = list(accumulate(flows))[:-1]
    supply = [unit * (total - flow) ** exponent for flow in passed]
    back = supply if piping == "direct_return" else [unit * flow**exponent for flow in passed]
    ahead = [0.0, *accumulate(supply)]
    if piping == "direct_return":
        return [2 * loss for loss in ahead]
    behind = [0.0, *accumulate(reversed(back))][::-1]
    return [loss + rest for loss, rest in zip(ahead, behind, strict=True)]


def branch_spread(
    ports: Number, header_drop: Number, branch_drop: Number, exponent: Number, tolerance: Number, piping: Piping
) -> Number:
    """Largest less smallest branch flow, over their mean; correct to nine digits after the point.

    Args:
        ports: number of branches.
        header_drop: of supply and return header together, at nominal flow of all branches (Pa).
        branch_drop: of a branch at its nominal flow (Pa).
        exponent: of the drop over the flow, 1 (laminar) to 2 (turbulent).
        tolerance: of the branches' drop at equal flow, either way.
        piping: ``direct_return`` or ``reverse_return``.

    Raises:
        Unanswerable: as ``branch_flows``, and where the branches take nothing.
    """
    if branch_drop <= 0:
        raise Unanswerable("unanswerable")
    flows = branch_flows(int(ports), float(header_drop / branch_drop), float(exponent), float(tolerance), piping)
    return Fraction(str(round((max(flows) - min(flows)) * len(flows) / sum(flows), _DIGITS)))


BRANCH_SPREAD = PythonFunction(
    "branch_spread",
    {
        "ports": NumberType(),
        "header_drop": _PRESSURE,
        "branch_drop": _PRESSURE,
        "exponent": NumberType(),
        "tolerance": NumberType(),
        "piping": TextType(),
    },
    NumberType(),
    branch_spread,
    structural=True,
)
