"""The answer to a problem, before it is put into a verdict; and the answers that need no search."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.problem import Point, Problem
from conformance.engine.verdicts import Assurance, Tried
from conformance.expressions.outcomes import Truth, Undefined
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.prove import Prover


class Outcome(NamedTuple):
    """The answer to a problem.

    Attributes:
        holds: None where the conditions leave no point at all.
        assurance: how it was obtained; of a failure, exact: its counterexample was evaluated exactly.
        worst: the point with the smallest margin (or an undefined one).
        verdict: the exact reading at ``worst``.
        counterexample: canonical, of a failure.
        guaranteed: proved lower bound of the margin, in base units.
        tried: what was looked at.
        least: whether no point has less margin than ``worst``, as far as reports show digits; else it is the lowest one met.
    """

    holds: bool | None
    assurance: Assurance
    worst: Point | None = None
    verdict: Truth | Undefined | None = None
    counterexample: Point | None = None
    guaranteed: float | None = None
    tried: Tried = Tried()
    least: bool = False


class Brief(NamedTuple):
    """How a value is tried that a repair may offer: no worst point, no canonical counterexample, no bound.

    Attributes:
        near: points at which the clause failed with other values, the best of them first; violations are looked for near them.
        glance: leave out the longer proof too, for values on the way to the one that is offered.
        glanced: proofs by the keys of problems in which a glance met no violation, begun and left open; added to.
    """

    near: Sequence[Point] = ()
    glance: bool = False
    glanced: dict[object, Prover] | None = None


def solve(problem: Problem, brief: Brief | None = None) -> Outcome:
    """Decide a problem; without quantified numbers by one exact evaluation.

    Args:
        problem: what to decide.
        brief: leave out what only a verdict tells.
    """
    if problem.axes:
        # numpy is loaded only where there is something to search.
        from conformance.engine import solve as search

        return search.solve(problem, brief)
    verdict = problem.exact({})
    if verdict is None:
        return Outcome(None, Assurance.EXACT, tried=Tried(enumerated=1))
    holds = isinstance(verdict, Truth) and verdict.holds
    return Outcome(holds, Assurance.EXACT, {}, verdict, None if holds else {}, tried=Tried(enumerated=1), least=True)
