"""Hypothesis as the last search: structure that no grid sees, with the violation as its target."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from conformance.engine.axes import Axis
from conformance.engine.cases import Case, bound, values_of
from conformance.engine.choices import classes
from conformance.engine.context import Context
from conformance.engine.draws import place, subset, whole
from conformance.engine.problem import Problem
from conformance.engine.whole_numbers import WholeNumbers
from conformance.expressions import discrete
from conformance.expressions.fold import QuantifiedNumber
from conformance.expressions.outcomes import Truth, Undefined
from conformance.spec.rule_parts import Variable

if TYPE_CHECKING:
    from hypothesis import settings
    from hypothesis.strategies import SearchStrategy

EXAMPLES = 100

_SEED = 0
_FINEST = 2**16 - 1  # parts into which a continuous number is cut
_FAR = 1e300  # as far as Hypothesis follows


class _Violation(Exception):
    """Ends the search at the first violating point."""

    def __init__(self, point: dict[str, Fraction]) -> None:
        super().__init__()
        self.point = point


def _settings() -> settings:
    """The same search on every machine: no database, no clock, no shrinking of what is minimised elsewhere.

    What is not set here would come from a profile, which differs where the environment looks like that of a CI; without
    shrinking, nothing that is left there tells. Health checks measure time, and would end a search that is slow. The seed is
    a number (``_SEED``): the one that ``derandomize`` takes is a hash of the source text, which an installation may lack.
    Constants are not drawn at all (``engine.draws``). A release of Hypothesis that draws otherwise may try other points.
    """
    import hypothesis

    return hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=False,
        database=None,
        deadline=None,
        backend="hypothesis",
        phases=(hypothesis.Phase.generate, hypothesis.Phase.target),
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def generate(problem: Problem) -> dict[str, Fraction] | None:
    """A violating point found by Hypothesis, or None after ``EXAMPLES`` examples."""
    import hypothesis
    from hypothesis import strategies

    from conformance.expressions.values import to_float

    # Hypothesis would leave a cache folder where the user happens to stand.
    hypothesis.configuration.set_hypothesis_home_dir(tempfile.gettempdir())

    @hypothesis.seed(_SEED)
    @_settings()
    @hypothesis.given(strategies.fixed_dictionaries({axis.name: _values(axis) for axis in problem.axes}))
    def look(point: dict[str, Fraction]) -> None:
        verdict = problem.exact(point)
        if verdict is None:
            return
        if not isinstance(verdict, Truth) or not verdict.holds:
            raise _Violation(dict(point))
        relative = verdict.relative
        if relative is not None:
            hypothesis.target(-min(max(to_float(relative), -_FAR), _FAR), label="violation")

    try:
        look()
    except _Violation as found:
        return found.point
    return None


def generate_case(context: Context, fails: Callable[[Case], bool]) -> None:
    """Choices of discrete values that Hypothesis draws, until one fails or ``EXAMPLES`` have been looked at."""
    import hypothesis
    from hypothesis import strategies

    hypothesis.configuration.set_hypothesis_home_dir(tempfile.gettempdir())

    @hypothesis.seed(_SEED)
    @_settings()
    @hypothesis.given(strategies.data())
    def look(data: Any) -> None:
        case = Case({})
        for variable in context.rule.forall:
            drawn = _drawn(context, case, variable, data)
            if drawn is None:
                return
            case = drawn
        if fails(case):
            raise _Violation({})

    with contextlib.suppress(_Violation):
        look()


def _drawn(context: Context, case: Case, variable: Variable, data: Any) -> Case | None:
    """The case with one more variable bound to a drawn value."""
    if variable.form == "range":
        return bound(context, case, variable, QuantifiedNumber(variable.name), "")
    if variable.form == "subsets":
        folder = context.folder(case.bindings)
        source = folder.value(variable.source[0])
        if isinstance(source, Undefined):
            return bound(context, case, variable, source, "")
        items, counts = classes(discrete.members(source))
        pool = [item for item, count in zip(items, counts, strict=True) for _ in range(count)]
        most = folder.value(variable.at_most) if variable.at_most is not None else len(pool)
        largest = min(len(pool), int(most)) if isinstance(most, int | Fraction) else len(pool)
        chosen = data.draw(subset(len(pool), largest))
        value: object = [pool[index] for index in chosen]
        return bound(context, case, variable, value, None)
    found = values_of(context, case, variable)
    choices = found if isinstance(found, WholeNumbers) else list(found)
    if not len(choices):
        return None
    label, value = choices[data.draw(place(len(choices)))]
    return bound(context, case, variable, value, label)


def _values(axis: Axis) -> SearchStrategy[Fraction]:
    """A value of an axis: one of the special ones, one of its grid, or (of a continuous one) any."""
    special = sorted({axis.low, axis.high, axis.nominal, *axis.marks})
    ways = [whole(len(special) - 1).map(special.__getitem__), whole(axis.count - 1).map(axis.value)]
    if axis.step is None and axis.low != axis.high:
        ways.append(whole(_FINEST).map(lambda share: axis.low + (axis.high - axis.low) * Fraction(share, _FINEST)))
    return whole(len(ways) - 1).flatmap(ways.__getitem__)
