"""Points beyond the ends of a curve: how far the curve reaches, and which fields lead off it.

A clause that has no value there says nothing of its own figures, so that neither its message nor the fields that its author blames fit:
the range that goes on where the curve has ended does, and any figure at which the curve is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.present import Presenter
from conformance.engine.problem import Point, Problem
from conformance.engine.ranges import written_unit
from conformance.engine.verdicts import Reason
from conformance.expressions import text
from conformance.expressions.expression import Expression
from conformance.expressions.outcomes import Undefined
from conformance.expressions.tree import Call, Name, Node, children, free_names, path_of, walk
from conformance.expressions.values import Curve
from conformance.spec.rule_parts import Variable

_MOST = 2
"""Fields that are named before those that the rule blames."""


def reach(context: Context, presenter: Presenter, verdict: Undefined) -> Reason | None:
    """From where to where the curve reaches, and where it is read; None where it is not read by a formula of the rule."""
    part = _reading(context, verdict)
    which = None if part is None else presenter.known(part.arguments[0])
    if part is None or not isinstance(which, Curve):
        return None
    at = part.arguments[1]
    dimension = presenter.dimension(Expression("", at))
    variable = next((one for one in context.rule.forall if isinstance(at, Name) and one.name == at.id), None)
    unit = presenter.unit_in(at, dimension=dimension) if variable is None else written_unit(context, variable)
    least, most = (presenter.amount(end, dimension, unit).text for end in (which.xs[0], which.xs[-1]))
    said = {"part": text.names(part), "least": least, "most": most, "at": presenter.value(at, unit)}
    return Reason("ENGINE-off-the-curve", said)


def leading(context: Context, case: Case, problem: Problem, point: Point, verdict: Undefined) -> list[str]:
    """The paths of the fields that lead off the curve: ends of ranges first, as formulas of the rule write them."""
    part = _reading(context, verdict)
    if part is None:
        return []
    paths = list(dict.fromkeys(_paths(context, part.arguments[1])))
    variables = {variable.name: variable for variable in context.rule.forall}
    ranges = [variables[path[0]] for path in paths if len(path) == 1 and path[0] in variables]
    ends = [end for variable in ranges for end in _ends(variable, problem, point)]
    return [*ends, *(".".join(path) for path in paths if len(path) > 1 and not _is_of_the_lab(case, path))][:_MOST]


def _is_of_the_lab(case: Case, path: tuple[str, ...]) -> bool:
    """Whether a figure stands in a table of the lab's, which no vendor changes."""
    record = getattr(case.bindings.get(path[0]), "path", path)
    return bool(record) and record[0] == "lab"


def _reading(context: Context, verdict: Undefined) -> Call | None:
    """Where the curve is read: ``curve(design.resistance, flow)``.

    None where that stands in a function of the area or in a loop, whose names mean nothing outside of it.
    """
    part, rule = verdict.part, context.rule
    if verdict.reason != "beyond-curve" or not isinstance(part, Call) or part.function != "curve":
        return None
    known = {*context.names, "lab", *rule.let, *(variable.name for variable in rule.forall)}
    formulas = (*(clause.that for clause in rule.clauses), *rule.let.values())
    own = any(node == part for formula in formulas for node in walk(formula.root))
    return part if own and free_names(part) <= known else None


def _paths(context: Context, node: Node) -> Iterator[tuple[str, ...]]:
    """The paths and names that a formula reads, through named steps of the rule."""
    path = path_of(node)
    if path is None:
        for child in children(node):
            yield from _paths(context, child)
    elif path[0] in context.rule.let:
        yield from _paths(context, context.rule.let[path[0]].root)
    else:
        yield path


def _ends(variable: Variable, problem: Problem, point: Point) -> Iterator[str]:
    """The end of a variable's range that the point lies toward, seen from nominal; both where it lies there."""
    axis = next((axis for axis in problem.axes if axis.name == variable.name), None)
    if axis is None or variable.form not in ("range", "integers"):
        return
    value, one = point[axis.name], len(variable.source) == 1
    for way, lies in (("max", value >= axis.nominal), ("min", value <= axis.nominal)):
        path = path_of(variable.source[0 if one or way == "min" else 1].root)
        if lies and path is not None:
            yield ".".join((*path, way) if one else path)
