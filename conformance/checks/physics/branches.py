"""How the flow of a manifold divides among its branches.

Branches of equal nominal flow sit between a supply and a return header. A branch takes ``k q**m``, a piece of header the
same law of the flow that it carries. In a direct return the far branch has the longest way; in a reverse return all ways
are equally long. The two ends of the tolerance sit where they do most harm: the first branch is easy, the last one hard.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.documents.dimensions import of
from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.types import NumberType, TextType
from conformance.expressions.values import Number
from conformance.findings.type_hints import Literal

_PRESSURE = NumberType(of([("kg", 1), ("m", -1), ("s", -2)]))

Piping = Literal["direct_return", "reverse_return"]

_ROUNDS = 100
_SETTLED = 1e-13
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
    # What a piece of header takes of the flow of one branch, over the nominal drop of a branch.
    piece = header / 2 / sum(carried**exponent for carried in range(1, ports)) if ports > 1 else 0.0
    take = _direct if piping == "direct_return" else _reverse
    # All drops follow one power of the flow: how the flow divides is the same at every pressure.
    flows = take(resistance, piece, exponent)
    total = sum(flows)
    return [flow * ports / total for flow in flows]


def _direct(resistance: Sequence[float], piece: float, exponent: float) -> list[float]:
    """From the last branch, at a flow of 1, back: each has the drop of the one behind it and of both pieces between them."""
    drop, carried, flows = resistance[-1], 1.0, [1.0]
    for k in reversed(resistance[:-1]):
        drop += 2 * piece * carried**exponent
        flows.append((drop / k) ** (1 / exponent))
        carried += flows[-1]
    return flows[::-1]


def _reverse(resistance: Sequence[float], piece: float, exponent: float) -> list[float]:
    """The more the first branch takes of a whole of 1, the more do all behind it: false position, as Illinois amends it."""
    low, high, lack, excess = 0.0, 1.0, -1.0, sum(_behind(1.0, resistance, piece, exponent)) - 1
    before = 0.0
    for _ in range(_ROUNDS):
        first = (low * excess - high * lack) / (excess - lack)
        flows = _behind(first, resistance, piece, exponent)
        off = sum(flows) - 1
        if abs(off) < _SETTLED or not low < first < high:
            return flows
        # The end that stays twice counts half, or it would stay for good.
        if off > 0:
            high, excess, lack = first, off, lack / 2 if before > 0 else lack
        else:
            low, lack, excess = first, off, excess / 2 if before < 0 else excess
        before = off
    raise Unanswerable("unanswerable")


def _behind(first: float, resistance: Sequence[float], piece: float, exponent: float) -> list[float]:
    """The flows that follow from that of the first branch, where all together should be 1.

    From one branch to the next the way gets longer by a piece of the supply header, shorter by one of the return header.
    """
    drop, carried, flows = resistance[0] * first**exponent, first, [first]
    for k in resistance[1:]:
        drop += piece * (carried**exponent - max(1 - carried, 0.0) ** exponent)
        flows.append((max(drop, 0.0) / k) ** (1 / exponent))
        carried += flows[-1]
    return flows


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
