"""Finite domains: every point, each decided rigorously."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from conformance.engine import batch
from conformance.engine.axes import Axis, total_count
from conformance.engine.canonical import canonical
from conformance.engine.grid import grid_bounds, grid_values, values_between
from conformance.engine.outcome import Outcome
from conformance.engine.problem import Point, Problem
from conformance.engine.verdicts import Assurance, Tried
from conformance.engine.worst import lowest, rate
from conformance.expressions.array import undefined_lowest

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Rows = TypeVar("Rows", int, Indices)

_CHUNK = 65_536
_TIES = 8
_FEW = _TIES
_TIE = 1e-9


@dataclass(slots=True)
class _Seen:
    """What the points looked at so far have shown; ``passes``: what is known before, that none of them fails."""

    passes: bool = False
    witness: int | None = None
    admitted: int | None = None
    lowest: list[tuple[float, int]] = field(default_factory=list)


def enumerated(problem: Problem, *, thorough: bool) -> Outcome:
    """Decide every point of a finite domain."""
    total = total_count(problem.axes)
    if total <= _FEW and (not thorough or problem.compares or problem.margin is not None):
        return _one_by_one(problem, total, thorough=thorough)
    seen = _Seen(passes=problem.provable and problem.at_once.passes)
    for start in range(0, total, _CHUNK):
        if not thorough and (seen.passes or seen.witness is not None):
            break
        _look(problem, np.arange(start, min(total, start + _CHUNK)), seen, thorough=thorough)
    tried = Tried(enumerated=total)
    witness = None if seen.witness is None else _grid_point(problem.axes, seen.witness)
    if not thorough:
        return Outcome(witness is None, Assurance.EXACT, witness, None, witness, tried=tried)
    if seen.admitted is None:
        return Outcome(None, Assurance.EXACT, tried=tried)
    rows = [*(row for _, row in seen.lowest), seen.admitted if seen.witness is None else seen.witness]
    worst = lowest(problem, [_grid_point(problem.axes, row) for row in dict.fromkeys(rows)])
    assert worst is not None
    counterexample = None if witness is None else canonical(problem, witness)
    return Outcome(
        witness is None, Assurance.EXACT, worst.point, worst.verdict, counterexample, None, tried, least=True
    )


def _one_by_one(problem: Problem, total: int, *, thorough: bool) -> Outcome:
    """The same for points so few that each is evaluated exactly before a reading of many gets going."""
    tried = Tried(enumerated=total)
    points = [_grid_point(problem.axes, row) for row in range(total)]
    if not thorough:
        witness = next((point for point in points if problem.fails(point)), None)
        return Outcome(witness is None, Assurance.EXACT, witness, None, witness, tried=tried)
    rated = [one for point in points if (one := rate(problem, point)).margin is not None]
    if not rated:
        return Outcome(None, Assurance.EXACT, tried=tried)
    worst = min(rated, key=lambda one: one.rank)
    witness = next((one.point for one in rated if one.fails), None)
    counterexample = None if witness is None else canonical(problem, witness)
    return Outcome(
        witness is None, Assurance.EXACT, worst.point, worst.verdict, counterexample, None, tried, least=True
    )


def grid_witness(problem: Problem, most: int) -> Point | None:
    """A failing point of the declared grid; None if there is none, or if to look at all of it costs more than ``most``."""
    total = math.prod(axis.count for axis in problem.axes)
    if total * problem.size > most:
        return None
    seen = _Seen()
    for start in range(0, total, _CHUNK):
        _look(problem, np.arange(start, min(total, start + _CHUNK)), seen, thorough=False)
        if seen.witness is not None:
            return _grid_point(problem.axes, seen.witness)
    return None


def lowest_on_grid(problem: Problem, most: int) -> list[Point]:
    """The points of the declared grid whose margins tie for the lowest; none if to look at all of it costs more than ``most``."""
    total = math.prod(axis.count for axis in problem.axes)
    if total * problem.size > most:
        return []
    seen = _Seen()
    for start in range(0, total, _CHUNK):
        rows = np.arange(start, min(total, start + _CHUNK))
        columns = {axis.name: grid_values(axis, column) for axis, column in _indices(problem.axes, rows)}
        _keep_lowest(problem, columns, rows, seen)
    return [_grid_point(problem.axes, row) for _, row in seen.lowest]


def _look(problem: Problem, rows: Indices, seen: _Seen, *, thorough: bool) -> None:
    indices = _indices(problem.axes, rows)
    bounds = {axis.name: grid_bounds(axis, column, column) for axis, column in indices}
    if seen.passes:
        failing = np.zeros(len(rows), dtype=bool)
    else:
        failing = batch.decide(problem, bounds, len(rows), lambda row: _grid_point(problem.axes, int(rows[row])))
    if seen.witness is None and np.any(failing):
        seen.witness = int(rows[np.flatnonzero(failing)[0]])
    if not thorough:
        return
    if seen.admitted is None:
        first = _first_admitted(problem, bounds, failing, rows)
        seen.admitted = None if first is None else int(rows[first])
    columns = {axis.name: values_between(axis, *bounds[axis.name]) for axis in problem.axes}
    _keep_lowest(problem, columns, rows, seen)


def _first_admitted(problem: Problem, bounds: batch.Bounds, failing: batch.Mask, rows: Indices) -> int | None:
    """The first point that the conditions do not exclude; what fails is not excluded."""
    if not problem.conditions:
        return 0
    open_rows = failing if not problem.provable else failing | ~batch.excluded(problem, bounds, len(rows))
    candidates = np.arange(len(rows)) if not problem.provable else np.flatnonzero(open_rows)
    return next(
        (int(row) for row in candidates if problem.exact(_grid_point(problem.axes, int(rows[row]))) is not None), None
    )


def _keep_lowest(problem: Problem, columns: dict[str, Array], rows: Indices, seen: _Seen) -> None:
    """Remember the points whose margins tie for the lowest, the first of them."""
    margins = undefined_lowest(problem.margins(columns))
    low = float(np.min(margins))
    near = np.flatnonzero(margins <= (low + _TIE * abs(low) if np.isfinite(low) else low))[:_TIES]
    found = sorted([*seen.lowest, *((float(margins[row]), int(rows[row])) for row in near)])
    least = found[0][0]
    limit = least + _TIE * abs(least) if np.isfinite(least) else least
    kept = [entry for entry in found if entry[0] <= limit]
    seen.lowest = sorted(kept, key=lambda entry: entry[1])[:_TIES]


def _indices(axes: Sequence[Axis], rows: Rows) -> list[tuple[Axis, Rows]]:
    """Grid indices per axis of some rows of the whole product, or of one, the last axis running fastest."""
    found: list[tuple[Axis, Rows]] = []
    behind = 1
    for axis in reversed(axes):
        found.append((axis, (rows // behind) % axis.count))
        behind *= axis.count
    return found[::-1]


def _grid_point(axes: Sequence[Axis], row: int) -> Point:
    return {axis.name: axis.value(index) for axis, index in _indices(axes, row)}
