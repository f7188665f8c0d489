"""A clause drawn along the variable that matters most, for the reports.

Nothing is decided here: the curves come from the array reading. They are rounded before anything is chosen by them, so
that the last bits of a machine's mathematical library do not show.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from conformance.documents.dimensions import Dimension
from conformance.documents.showing import base_symbol, usual_unit
from conformance.documents.units import Unit
from conformance.engine.axes import Axis
from conformance.engine.context import Context
from conformance.engine.judge import Finding, first_failing, lowest
from conformance.engine.present import Presenter
from conformance.engine.problem import Point, Problem
from conformance.engine.ranges import written_unit
from conformance.engine.shown import Mark, Picture
from conformance.engine.thinning import kept
from conformance.expressions import array, text, tree
from conformance.expressions.array import Array, distinct
from conformance.expressions.expression import Expression
from conformance.expressions.objective import Sides, compared_parts, margin_program, sides
from conformance.expressions.program import Program
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Clause

SAMPLES = 1_025
"""Points along the variable before thinning: a tooth of 20 B in a range of 4 KiB has five of them."""
_PROBES = 129
_MOST_STRETCHES = 40
_DECADE = 16.0
"""A variable whose ends lie farther apart than this factor is drawn on a logarithmic scale."""
_SPREAD = 60.0
"""A curve whose values spread over more than this factor is drawn on a logarithmic scale."""


class _Scene(NamedTuple):
    """What is drawn: the problem at a base point, and another point to mark."""

    finding: Finding
    base: Point
    worst: Finding
    at_worst: Point
    failing: bool


def drawn(context: Context, clause: Clause, found: Sequence[Finding]) -> Picture | None:
    """The picture of a clause; None where nothing varies or there is nothing to compare."""
    scene = _scene(clause, found)
    if scene is None:
        return None
    problem = scene.finding.problem
    axis = _matters_most(problem, scene.base)
    lines = _lines(clause, problem)
    if axis is None or lines is None:
        return None
    return _Drawing(context, clause, scene, axis, lines).picture()


def _scene(clause: Clause, found: Sequence[Finding]) -> _Scene | None:
    failing = [item for item in found if item.outcome.holds is False]
    decided = failing or [item for item in found if item.outcome.holds and item.outcome.worst is not None]
    if not decided:
        return None
    least = lowest(clause, decided)
    first = first_failing(failing) if failing else least
    base = first.outcome.counterexample if failing else first.outcome.worst
    return None if base is None else _Scene(first, base, least, least.outcome.worst or base, bool(failing))


def _lines(clause: Clause, problem: Problem) -> Sides | None:
    """What is drawn: both sides of a comparison in its unit, else the margin as a share of the limit."""
    taken = sides(problem.clause) if compared_parts(clause.that.root) else None
    if taken is not None:
        return taken
    margin = margin_program(problem.clause, share=True)
    return None if margin is None else Sides(margin, Program((), Fraction(0)), None)


def _matters_most(problem: Problem, base: Point) -> Axis | None:
    """The variable along which the margin changes most, of those that left nominal where there are any."""
    axes = [axis for axis in problem.axes if axis.low < axis.high]
    fails = problem.fails(base)
    moved = [axis for axis in axes if fails and base[axis.name] != axis.nominal]
    ranked = [(_change(problem, base, axis), axis) for axis in moved or axes]
    change, axis = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    if change <= 0 and moved:
        return moved[0]
    return axis if change > 0 else None


def _change(problem: Problem, base: Point, axis: Axis) -> float:
    """How much the margin changes along an axis; a variable that makes the clause undefined matters most."""
    margins = problem.margins(_columns(base, axis.name, _positions(axis, _PROBES, base[axis.name])))
    finite = margins[np.isfinite(margins)]
    if np.isnan(margins).any() and len(finite):
        return np.inf
    return float(f"{np.ptp(finite):.6g}") if len(finite) else 0.0


def _positions(axis: Axis, number: int, *extra: Fraction) -> Array:
    """Values along an axis: evenly spread on its scale, its break points and ``extra``; of whole steps only such."""
    low, high = float(axis.low), float(axis.high)
    across = np.geomspace if axis.scale == "log" and low > 0 else np.linspace
    spread = np.asarray(across(low, high, number), dtype=np.float64)
    if low > 0 and high / low >= _DECADE:  # both ways: teeth stand at equal steps, the drawing at equal factors
        spread = np.concatenate([spread, np.geomspace(low, high, number)])
    if axis.step is not None:
        step = float(axis.step)
        steps = np.arange(axis.count) if axis.count <= number else distinct(np.round((spread - low) / step))
        spread = np.asarray(low + steps * step, dtype=np.float64)
    marks = [float(value) for value in (*axis.marks, *extra) if axis.low <= value <= axis.high]
    return distinct(np.clip(np.concatenate([spread, marks]), low, high))


def _columns(base: Point, name: str, values: Array) -> dict[str, Array]:
    held = {other: np.full(len(values), float(value)) for other, value in base.items()}
    return {**held, name: values}


class _Drawing:
    """One picture in the making."""

    def __init__(self, context: Context, clause: Clause, scene: _Scene, axis: Axis, lines: Sides) -> None:
        self._clause = clause
        self._scene = scene
        self._axis = axis
        self._lines = lines
        self._context = context
        self._compared = compared_parts(clause.that.root) if sides(scene.finding.problem.clause) else None

    def picture(self) -> Picture | None:
        axis, scene = self._axis, self._scene
        problem = scene.finding.problem
        extra = [point[axis.name] for point in (scene.base, scene.at_worst) if axis.name in point]
        values = _positions(axis, SAMPLES, *extra)
        columns = _columns(scene.base, axis.name, values)
        scores = problem.scores(columns)
        raw = [self._sampled(program, columns, np.isposinf(scores)) for program in self._lines]
        if not any(np.isfinite(line).any() for line in raw if line is not None):
            return None
        factor, offset, y_unit = self._y_scale(raw)
        curves = [None if line is None else _rounded((line - offset) / factor) for line in raw]
        xs = self._across(values)
        x_log, y_log = _over_decades(axis, xs), self._logarithmic(curves)
        keep = kept(xs, [line for line in curves if line is not None], log=(x_log, y_log))
        value, floor, ceiling = (() if line is None else _listed(line[keep]) for line in curves)
        names = ["", ""] if self._compared is None else [text.names(part) for part in self._compared]
        return Picture(
            variable=axis.name,
            x_unit=base_symbol(self._x_dimension) if self._x_unit is None else self._x_unit.symbol,
            x_scale="log" if x_log else "linear",
            y_unit=y_unit,
            y_scale="log" if y_log else "linear",
            value_name=names[0],
            limit_name=names[1],
            xs=tuple(float(x) for x in xs[keep]),
            value=value,
            floor=floor,
            ceiling=ceiling,
            fails=tuple(_stretches(xs, scores)),
            marks=tuple(self._marks(float(offset), float(factor))),
        )

    @cached_property
    def _x_dimension(self) -> Dimension:
        return self._context.facts.dimension_of(self._axis.name)

    @cached_property
    def _x_unit(self) -> Unit | None:
        """The unit in which the vendor writes the variable's range, else the usual one of its size."""
        variable = next(item for item in self._context.rule.forall if item.name == self._axis.name)
        written = written_unit(self._context, variable)
        return written or usual_unit(self._axis.high, self._x_dimension, self._context.specs.units)

    def _across(self, values: Array) -> Array:
        """Values of the variable in its unit."""
        unit = self._x_unit
        return _rounded(values if unit is None else (values - float(unit.offset)) / float(unit.factor))

    @staticmethod
    def _sampled(program: Program | None, columns: dict[str, Array], excluded: npt.NDArray[np.bool_]) -> Array | None:
        """A line at every position: NaN where it is undefined or no such point is admitted."""
        if program is None:
            return None
        line = array.run(program, columns)
        return np.where(excluded | ~np.isfinite(line), np.nan, line)

    def _y_scale(self, raw: Sequence[Array | None]) -> tuple[float, float, str]:
        """(factor, offset, symbol) of the unit in which the lines are drawn: that of the vendor's own figures."""
        if self._compared is None:
            return 0.01, 0.0, "%"
        dimension = self._dimension(self._compared)
        presenter = Presenter(self._context, self._scene.finding.case, self._scene.base, self._clause.that)
        unit = presenter.unit_in(*reversed(self._compared), dimension=dimension) or self._usual(raw, dimension)
        if unit is None:
            return 1.0, 0.0, base_symbol(dimension)
        return float(unit.factor), float(unit.offset), unit.symbol

    def _dimension(self, compared: tuple[tree.Node, tree.Node]) -> Dimension:
        found = [self._context.facts.dimension(Expression("", part)) for part in compared]
        return next((one for one in found if not one.is_plain_number), found[0])

    def _usual(self, raw: Sequence[Array | None], dimension: Dimension) -> Unit | None:
        if dimension.is_plain_number:
            return None
        size = max(float(np.nanmax(np.abs(line))) for line in raw if line is not None and np.isfinite(line).any())
        return usual_unit(Fraction(size), dimension, self._context.specs.units)

    def _logarithmic(self, curves: Sequence[Array | None]) -> bool:
        known = np.concatenate([line[np.isfinite(line)] for line in curves if line is not None])
        return bool(self._compared) and len(known) > 0 and known.min() > 0 and known.max() / known.min() > _SPREAD

    def _marks(self, offset: float, factor: float) -> Iterator[Mark]:
        scene = self._scene
        points = [("counterexample", scene.finding, scene.base)] if scene.failing else []
        if not scene.failing or scene.at_worst != scene.base:
            points.append(("worst", scene.worst, scene.at_worst))
        for kind, finding, point in points:
            lines = _lines(self._clause, finding.problem)
            if lines is None or self._axis.name not in point:
                continue
            columns = {name: np.array([float(value)]) for name, value in point.items()}
            at = [None if part is None else _rounded((array.run(part, columns) - offset) / factor) for part in lines]
            value, floor, ceiling = (None if line is None else _listed(line)[0] for line in at)
            x = float(self._across(columns[self._axis.name])[0])
            yield Mark(kind, x, value, floor, ceiling, aside=self._aside(finding, point))

    def _aside(self, finding: Finding, point: Point) -> bool:
        """Whether anything but the picture's variable differs from the curves."""
        name, base = self._axis.name, self._scene.base
        other = {key: value for key, value in point.items() if key != name}
        return finding is not self._scene.finding or other != {k: v for k, v in base.items() if k != name}


def _over_decades(axis: Axis, xs: Array) -> bool:
    """Whether the variable is drawn on a logarithmic scale: where it is meant so, or reaches over more than a decade."""
    return bool(xs[0] > 0) and (axis.scale == "log" or bool(xs[-1] / xs[0] >= _DECADE))


def _rounded(line: Array) -> Array:
    """Six significant digits: more than a picture shows, less than what differs between machines."""
    with np.errstate(all="ignore"):
        power = np.floor(np.log10(np.where(line == 0, 1.0, np.abs(line))))
    scale = 10.0 ** (5 - np.where(np.isfinite(power), power, 0))
    return np.asarray(np.round(line * scale) / scale)


def _listed(line: Array) -> tuple[float | None, ...]:
    return tuple(float(f"{y:.6g}") if np.isfinite(y) else None for y in line)


def _stretches(xs: Array, scores: Array) -> list[tuple[float, float]]:
    """Where the clause fails or is undefined; the narrowest gaps are closed where there are too many."""
    failing = np.flatnonzero(~(scores >= 0))
    if not len(failing):
        return []
    runs = np.split(failing, np.flatnonzero(np.diff(failing) > 1) + 1)
    found = [(float(xs[run[0]]), float(xs[run[-1]])) for run in runs]
    while len(found) > _MOST_STRETCHES:
        gaps = [right[0] - left[1] for left, right in itertools.pairwise(found)]
        at = gaps.index(min(gaps))
        found[at : at + 2] = [(found[at][0], found[at + 1][1])]
    return found
