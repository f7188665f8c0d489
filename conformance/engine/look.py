"""One look at one box, in plain floats: most proofs end with it, and numpy takes longer to load than most rules to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf, nextafter, sqrt

from conformance.engine.axes import Axis
from conformance.expressions import one_box
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.engine.problem import Problem

Box = Mapping[str, tuple[float, float]]
"""Outward bounds of one point or box: variable to its ends."""

QUICK = 40_000
"""Budget of the first look at a problem and of what follows it at once, in instructions times boxes: about two milliseconds."""


class Look(NamedTuple):
    """What one box says.

    Attributes:
        passes: the clause certainly holds all over it, or it is excluded.
        fails: the clause certainly fails all over it, which nothing excludes.
        results: what each instruction of the clause came to; None of a box that is excluded.
    """

    passes: bool
    fails: bool
    results: list[Any] | None

    def margin_low(self, problem: Problem) -> float:
        """A lower bound of the margin: minus infinity where it may be undefined, infinity where nothing is admitted."""
        if self.results is None:
            return inf
        assert problem.told is not None
        low, _, undefined = one_box.bounds_beyond(problem.told.beyond, self.results)
        return -inf if undefined else low


def look(problem: Problem, box: Box) -> Look:
    """The verdict of one box, with what its margin can be worked out from."""
    outside, undefined, admitted = _conditions(problem, box)
    if outside:
        return Look(passes=True, fails=False, results=None)
    (may_hold, may_fail, open_clause), results = one_box.traced(problem.clause, box)
    return Look(not (may_fail or open_clause or undefined), admitted and not may_hold, results)


def holds_at_once(problem: Problem, budget: int) -> bool:
    """Whether the clause is seen to hold all over the whole box by one look, within ``budget`` instructions."""
    return problem.size <= budget and problem.at_once.passes


def holds_in_halves(problem: Problem, most: int) -> bool:
    """Whether the clause is seen to hold all along the only axis, cut into halves where one look leaves it open.

    The cuts are those of ``prove``, which looks at hundreds of boxes at once and tells what fails; this is for a dozen.

    Args:
        problem: the problem; where there are more axes, nothing is looked at.
        most: looks.
    """
    if len(problem.axes) != 1:
        return False
    (axis,) = problem.axes
    waiting = [(0, axis.count - 1) if axis.indexed else _ends(axis)]
    for _ in range(most):
        part = waiting.pop()
        found = look(problem, {axis.name: _of_steps(axis, *part) if axis.indexed else part})
        if not found.passes:
            halves = [] if found.fails else _halves(axis, *part)
            if not halves:
                return False
            waiting += halves
        if not waiting:
            return True
    return False


def _halves(axis: Axis, low: float, high: float) -> list[tuple[float, float]]:
    """The upper and the lower half, of whole steps by index; none of what cannot be cut."""
    if axis.indexed:
        before = (low + high) // 2
        return [(before + 1, high), (low, before)] if low < high else []
    middle = sqrt(low) * sqrt(high) if axis.scale == "log" and low > 0 else low + (high - low) / 2
    return [(middle, high), (low, middle)] if low < middle < high else []


def margin_low(problem: Problem, box: Box) -> float:
    """A lower bound of the margin in one box: minus infinity where it may be undefined, infinity where nothing is admitted."""
    assert problem.margin is not None
    if _conditions(problem, box)[0]:
        return inf
    low, _, undefined = one_box.bounds_of(problem.margin, box)
    return -inf if undefined else low


def whole(axes: Iterable[Axis]) -> Box:
    """The one box that holds every operating point."""
    return {axis.name: _ends(axis) for axis in axes}


def _ends(axis: Axis) -> tuple[float, float]:
    """The doubles around all values of an axis."""
    if axis.indexed:
        return _of_steps(axis, 0, axis.count - 1)
    low, high = axis.doubles
    return low.low, high.high


def _of_steps(axis: Axis, first: float, last: float) -> tuple[float, float]:
    """The doubles around the values of whole steps, from one index to another, as ``grid.grid_bounds`` has them."""
    assert axis.lattice_doubles is not None
    start, step = axis.lattice_doubles
    # Half a double too far costs nothing, half a double too near would be unsound.
    low, high = nextafter(first * step.low, -inf), nextafter(last * step.high, inf)
    return nextafter(start.low + low, -inf), nextafter(start.high + high, inf)


def _conditions(problem: Problem, box: Box) -> tuple[bool, bool, bool]:
    """(certainly excluded everywhere, a condition may be undefined somewhere, certainly admitted everywhere).

    As in the exact reading, one that is undefined fails, unless another one excludes.
    """
    outside, undefined, admitted = False, False, True
    for condition in problem.conditions:
        may_hold, may_fail, open_here = one_box.truth_of(condition, box)
        outside = outside or not (may_hold or open_here)
        undefined = undefined or open_here
        admitted = admitted and not (may_fail or open_here)
    return outside, undefined and not outside, admitted
