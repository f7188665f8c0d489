"""A clause at the points where it is known to fail, as formulas over one field of the descriptor.

Looking for a repair asks the same few points again and again, each time with another value of one field. Here the field is a
quantified number: the clause is folded once, and a hundred values cost one array evaluation. What is in doubt is evaluated exactly.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from conformance.engine.fields import Field
from conformance.engine.open_context import OPEN, OpenContext
from conformance.engine.problem import Point, Problem
from conformance.engine.ranges import inside
from conformance.expressions import tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import ClaimAbsent, Folder, NotDiscrete
from conformance.expressions.functions import FunctionFault
from conformance.expressions.outcomes import Ref, Truth, Undefined
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.cases import Case
    from conformance.engine.context import Context
    from conformance.spec.rule_parts import Clause, Variable

TIE = -sys.float_info.min
"""The score of what fails though the two sides are equal."""

_CLEAR = 1e-6


class _View(NamedTuple):
    """A case with the field open: a problem, the other numbers in it, and those of them whose range ends at the field."""

    problem: Problem
    names: frozenset[str]
    tied: frozenset[str]

    def fitting(self, points: Sequence[Point]) -> list[Point]:
        """The points that have all its numbers, each once; with the end of a range, the worst point on it moves too."""
        fitting = _distinct(points, self.names) if self.names else [{}]
        return [*fitting, *(_distinct(fitting, self.names - self.tied) if self.tied else [])]


class _Places(NamedTuple):
    """Points, and the nearest doubles of each number in them; NaN where a point leaves it out."""

    points: list[Point]
    columns: dict[str, list[float]]

    @classmethod
    def of(cls, view: _View, points: Sequence[Point]) -> _Places:
        """Those of some points that fit a view."""
        fitting = view.fitting(points)
        columns = {name: [float(one[name]) if name in one else math.nan for one in fitting] for name in view.names}
        return cls(fitting, columns)


class Opened:
    """The clause in the cases that are known to fail, with one field open."""

    def __init__(self, context: Context, clause: Clause, field: Field) -> None:
        """Nothing is folded yet."""
        self._context = context
        self._clause = clause
        self._field = field
        self._open = OpenContext(context, field)
        self._views: dict[tuple[str, ...], _View] = {}
        self._same: dict[object, _View] = {}
        self._asked_with: tuple[int, ...] = ()
        self._lowest: dict[tuple[int, int], float] = {}
        self._places: dict[_View, _Places] = {}

    def scores(self, values: Sequence[Fraction], cases: Collection[Case], points: Sequence[Point]) -> list[float]:
        """For each value of the field the smallest margin over known cases and points, as a share; zero where none fails.

        Raises:
            NotDiscrete: the field decides what is looked up or counted, so that each value needs a descriptor of its own.
        """
        self._forget_unless(len(cases), len(points))
        # By numerator and denominator: a walk looks thousands of values up, and a fraction's own hash takes ten times as long.
        keys = [value.as_integer_ratio() for value in values]
        asked = {key: value for key, value in zip(keys, values, strict=True) if key not in self._lowest}
        if asked:
            self._lowest.update(zip(asked, self._looked_at(list(asked.values()), cases, points), strict=True))
        return [self._lowest[key] for key in keys]

    def _forget_unless(self, *known: int) -> None:
        """Scores hold for the failures that were known when they were asked for; more of them may lower them."""
        if self._asked_with != known:
            self._asked_with = known
            self._lowest.clear()
            self._places.clear()

    def _looked_at(self, values: Sequence[Fraction], cases: Iterable[Case], points: Sequence[Point]) -> list[float]:
        lowest = [0.0] * len(values)
        for view in dict.fromkeys(map(self._view, cases)):
            if view not in self._places:
                self._places[view] = _Places.of(view, points)
            if self._places[view].points:
                found = _scores(view, values, self._places[view])
                lowest = [min(pair) for pair in zip(lowest, found, strict=True)]
        return lowest

    def _view(self, case: Case) -> _View:
        """The case as a problem; the same one for all cases that come to it, as most sets of failed supplies do."""
        labels = case.labels
        if labels not in self._views:
            try:
                problem = self._folded(case)
            except (ExpressionError, ClaimAbsent, FunctionFault, TypeError) as refused:
                raise NotDiscrete("SPEC-not-discrete", {}) from refused
            names = frozenset(_names(problem))
            view = _View(problem, names, self._tied(case) & names)
            self._views[labels] = self._same.setdefault((problem.key, view.tied), view)
        return self._views[labels]

    def _tied(self, case: Case) -> frozenset[str]:
        """The numbers whose range has the field as one of its ends: to stand at that end is possible whatever it is."""
        found = set()
        for variable in case.numbers:
            paths = [tree.path_of(source.root) for source in variable.source]
            whole = (*paths[0], self._field.path[-1]) if len(paths) == 1 and paths[0] else None
            if variable.step is None and self._field.path in (whole, *paths):
                found.add(variable.name)
        return frozenset(found)

    def _folded(self, case: Case) -> Problem:
        folder = self._folder(case)
        conditions = [folder.program(one.where) for one in case.numbers if one.where is not None]
        conditions += [] if self._clause.when is None else [folder.program(self._clause.when)]
        clause = folder.program(self._clause.that)
        used = {name for program in (clause, *conditions) for name in program.variables}
        ranges = [folder.program(inside(variable)) for variable in case.numbers if variable.name in used]
        return Problem(clause, (*ranges, *conditions), ())

    def _folder(self, case: Case) -> Folder:
        folder = self._open.folder(case.bindings)
        for variable in self._context.rule.forall:
            if variable not in case.numbers:
                _refuse_dependent(variable, folder)
        return folder


def _refuse_dependent(variable: Variable, folder: Folder) -> None:
    """Refuse a discrete variable whose values depend on the field; a record that holds it is no such value."""
    parts = [*variable.source, *(part for part in (variable.where, variable.at_most) if part is not None)]
    for part in parts:
        value = folder.fold(part.root, {})
        items = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(item, Ref) for item in items):
            raise NotDiscrete("SPEC-not-discrete", {"name": variable.name})


def _names(problem: Problem) -> set[str]:
    return {name for part in (problem.clause, *problem.conditions) for name in part.variables} - {OPEN}


def _distinct(points: Sequence[Point], names: AbstractSet[str]) -> list[Point]:
    """The points that have all of some numbers, cut down to these; each once."""
    order = sorted(names)
    found: dict[tuple[tuple[int, int], ...], Point] = {}
    for point in points:
        if names <= point.keys():
            key = tuple(point[name].as_integer_ratio() for name in order)
            if key not in found:
                found[key] = {name: point[name] for name in order}
    return list(found.values())


def _scores(view: _View, values: Sequence[Fraction], places: _Places) -> list[float]:
    """The smallest score of each value over the points: by the array reading where that is clear, else exactly.

    A number that a point leaves out stands at the field's own value: the end of a range that moves. Where a point fails clearly,
    it does not matter by how much others hardly fail.
    """
    if not view.names and view.problem.plain:  # there is one point, without numbers
        return [_score_of_one(view.problem, value) for value in values]
    import numpy as np

    points = places.points
    field = np.repeat([float(value) for value in values], len(points))
    columns = {OPEN: field}
    for name, column in places.columns.items():
        own = np.tile(column, len(values))
        columns[name] = np.where(np.isnan(own), field, own)
    found = np.broadcast_to(view.problem.scores(columns), field.shape)
    scores = np.where(np.isnan(found), -math.inf, np.minimum(found, 0.0)).reshape(len(values), len(points))
    open_ones = (np.abs(found) <= _CLEAR).reshape(scores.shape) & (scores.min(axis=1, keepdims=True) >= -_CLEAR)
    for row, column in np.argwhere(open_ones):
        value, point = values[row], points[column]
        scores[row, column] = _exactly(view.problem, {**dict.fromkeys(columns, value), **point})
    return [float(score) for score in scores.min(axis=1)]


def _score_of_one(problem: Problem, value: Fraction) -> float:
    """The score of a value of the field that is the only number."""
    found = problem.score({OPEN: float(value)})
    if abs(found) <= _CLEAR:
        return _exactly(problem, {OPEN: value})
    return -math.inf if math.isnan(found) else min(found, 0.0)


def _exactly(problem: Problem, point: Point) -> float:
    return score_of(problem.exact(point))


def score_of(verdict: Truth | Undefined | None) -> float:
    """Zero where a verdict passes without leaning on the slack, else its margin as a share, never zero."""
    if verdict is None:
        return 0.0
    if isinstance(verdict, Truth) and verdict.holds and not verdict.leaning:
        return 0.0
    relative = None if isinstance(verdict, Undefined) else verdict.relative
    return -math.inf if relative is None else min(float(relative), TIE)
