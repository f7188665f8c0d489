"""Decides one problem: enumeration where it is finite, else proof and search in the order that is cheapest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.engine.axes import total_count
from conformance.engine.canonical import canonical, near_nominal
from conformance.engine.enumeration import enumerated, grid_witness, lowest_on_grid
from conformance.engine.look import QUICK
from conformance.engine.minimum import Minimiser
from conformance.engine.on_edges import OnEdges
from conformance.engine.outcome import Brief, Outcome
from conformance.engine.problem import Point, Problem
from conformance.engine.prove import FULL, Proof, Prover, admitted
from conformance.engine.search import Found, search, search_worst, violation_near
from conformance.engine.undefined import targets, undefined_point
from conformance.engine.verdicts import Assurance, Tried
from conformance.engine.worst import Rated, lowest, tidied
from conformance.findings.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.engine.boxes import Boxes

ENUMERATED = 1_000_000
"""Finite domains are enumerated whole up to this many points times instructions: a few tens of milliseconds."""
BEFORE_SEARCH = 4 * QUICK
"""Budget of a proof where a repair is tried in earnest: a search takes longer, and is not needed where the proof ends in it."""
TRIED = FULL // 5
"""Budget of a proof where a repair is only tried: what it leaves open is judged by the search."""
WORST_ON_GRID = ENUMERATED // 5
"""The worst point is looked for on the whole grid too where that costs no more than this."""
MINIMUM = 5 * QUICK
"""Budget of the search for the smallest margin, each of the two times that it is taken up."""
ENUMERATED_IN_PYTHON = 3_000_000
"""The same for problems that must be evaluated point by point (a Python call counts as ``problem.cost`` says)."""

_UNPROVABLE = Proof(proved=False, witness=None, boxes=0)


def solve(problem: Problem, brief: Brief | None) -> Outcome:
    """Decide a problem that has quantified numbers (``outcome.solve`` takes every problem)."""
    bound = ENUMERATED if problem.provable else ENUMERATED_IN_PYTHON
    if total_count(problem.axes) * problem.size <= bound:
        return enumerated(problem, thorough=brief is None)
    return _searched(problem) if brief is None else _tried(problem, brief)


def _searched(problem: Problem) -> Outcome:
    prover = Prover(problem)
    proof = prover.run(QUICK) if problem.provable else _UNPROVABLE
    tried = Tried(boxes=proof.boxes)
    if proof.proved:
        return _proved(problem, proof, tried)
    if proof.witness is not None:
        return _refuted(problem, proof.witness, tried)
    found = search(problem)
    tried = tried._replace(searched=found.points)
    witness = _violation(problem, found)
    if witness is None and problem.provable:
        proof = prover.run(FULL)
        tried = tried._replace(boxes=proof.boxes)
        if proof.proved:
            return _proved(problem, proof, tried)
        witness = proof.witness
    if witness is not None:
        return _refuted(problem, witness, tried)
    open_ones = proof.undefined(problem) if problem.provable else any(True for _ in targets(problem))
    return _tested(problem, found, tried._replace(undefined=open_ones))


def _tried(problem: Problem, brief: Brief) -> Outcome:
    """The same for a trial, which asks for no more than pass or fail; what a glance has seen is not looked at again."""
    witness = violation_near(problem, brief.near, deep=not brief.glance)
    if witness is not None:
        return _failed(problem, witness)
    glanced = {} if brief.glanced is None else brief.glanced
    prover, tried, met = glanced.get(problem.key), Tried(), list[Point]()
    if prover is None:
        prover = Prover(problem)
        # Where a glance has left its proof open, others of the same clause do not end in so few boxes either.
        skipped = not problem.provable or (brief.glance and glanced)
        proof = _UNPROVABLE if skipped else prover.run(QUICK if brief.glance else BEFORE_SEARCH)
        if proof.proved:
            return Outcome(True, Assurance.PROVED, tried=Tried(boxes=proof.boxes))
        witness = proof.witness
        if witness is None:
            found = search(problem, problem.fails)
            met = found.lowest
            witness, tried = _violation(problem, found), Tried(boxes=proof.boxes, searched=found.points)
        if witness is not None:
            return _failed(problem, witness)
    if brief.glance or not problem.provable:
        glanced[problem.key] = prover
    if brief.glance:
        return Outcome(True, Assurance.TESTED, tried=tried)
    proof = prover.run(TRIED) if problem.provable else _UNPROVABLE
    witness = proof.witness
    if witness is None and not proof.proved:
        witness, looked = _off_the_way(OnEdges(problem), problem, met, undefined=proof.undefined(problem))
        tried = tried._replace(searched=tried.searched + looked)
    if witness is not None:
        return _failed(problem, witness)
    return Outcome(
        True, Assurance.PROVED if proof.proved else Assurance.TESTED, tried=tried._replace(boxes=proof.boxes)
    )


def _off_the_way(on_edges: OnEdges, problem: Problem, met: list[Point], *, undefined: bool) -> tuple[Point | None, int]:
    """A failing point to which no search for small margins leads, as nothing need fail beside it; and how many were looked at."""
    witness, looked = undefined_point(problem) if undefined else (None, 0)
    if witness is not None:
        return witness, looked
    if not met:
        point, searched = search_worst(problem)
        met, looked = [point], looked + searched
    witness = on_edges.failing([*met, problem.nominal()])
    return witness, looked + on_edges.looked


def _failed(problem: Problem, witness: Point) -> Outcome:
    return Outcome(False, Assurance.EXACT, witness, problem.exact(witness), witness)


def _violation(problem: Problem, found: Found) -> Point | None:
    """The point with the lowest score or the lowest margin, where it violates the clause."""
    return next(filter(problem.fails, found.lowest), None)


def _proved(problem: Problem, proof: Proof, tried: Tried) -> Outcome:
    """Passed, or nothing to decide: where no admitted point is met, it is proved that there is none, or not said."""
    found, tried = _worst(problem, [], tried, proof.leaves)
    if found.rated is None:
        return _hardly_admitted(problem, Assurance.PROVED, tried)
    worst = tidied(problem, found.rated, none_lower=found.none_lower)
    if worst.fails:  # never seen; but if the two readings ever disagreed, the exact one would be right
        return _refuted(problem, worst.point, tried)
    return Outcome(True, Assurance.PROVED, worst.point, worst.verdict, None, found.bound, tried, found.least)


class _Worst(NamedTuple):
    """The lowest point met, what no margin is below, whether that is the margin of this point, and whether to nine digits."""

    rated: Rated | None
    bound: float | None = None
    least: bool = False
    none_lower: bool = False


def _worst(problem: Problem, known: list[Point], tried: Tried, leaves: Sequence[Boxes] = ()) -> tuple[_Worst, Tried]:
    """The point with the smallest margin: by branch and bound where that comes to an end, with the search where it does not."""
    if problem.margin is None or not problem.provable:
        point, searched = search_worst(problem)
        return _Worst(_lowest(problem, [*known, point])), tried._replace(searched=tried.searched + searched)
    minimiser = Minimiser(problem, known, leaves)
    minimiser.run(MINIMUM)
    if not minimiser.closed:
        point, searched = search_worst(problem)
        tried = tried._replace(searched=tried.searched + searched)
        minimiser.offer([point, *lowest_on_grid(problem, WORST_ON_GRID)])
        minimiser.run(MINIMUM)
    found = _Worst(minimiser.best, minimiser.bound, minimiser.closed, minimiser.none_lower)
    return found, tried._replace(boxes=tried.boxes + minimiser.seen)


def _lowest(problem: Problem, points: list[Point]) -> Rated | None:
    """The lowest of what was found and of a small grid: conditions may leave little more than points of it."""
    return lowest(problem, [*points, *lowest_on_grid(problem, WORST_ON_GRID)])


def _hardly_admitted(problem: Problem, assurance: Assurance, tried: Tried) -> Outcome:
    """The search met no point that the conditions admit: there is none, or it is found by cutting the box."""
    left = admitted(problem, FULL)
    tried = tried._replace(boxes=tried.boxes + left.boxes)
    if left.proved:
        return Outcome(None, Assurance.PROVED, tried=tried)
    worst = None if left.witness is None else lowest(problem, [left.witness])
    if worst is None:
        return Outcome(True, assurance, tried=tried)
    return Outcome(True, assurance, worst.point, worst.verdict, None, None, tried)


def _refuted(problem: Problem, witness: Point, tried: Tried) -> Outcome:
    counterexample = canonical(problem, witness)
    found, tried = _worst(problem, [counterexample, witness], tried)
    assert found.rated is not None
    worst = tidied(problem, found.rated, none_lower=found.none_lower)
    return Outcome(False, Assurance.EXACT, worst.point, worst.verdict, counterexample, None, tried, found.least)


def _tested(problem: Problem, found: Found, tried: Tried) -> Outcome:
    from conformance.engine.generate import EXAMPLES, generate

    on_edges = OnEdges(problem)
    witness, looked = _off_the_way(on_edges, problem, found.lowest, undefined=True)
    tried = tried._replace(examples=EXAMPLES, searched=tried.searched + looked)
    witness = witness or near_nominal(problem, ENUMERATED) or grid_witness(problem, ENUMERATED) or generate(problem)
    if witness is not None:
        return _refuted(problem, witness, tried._replace(undefined=False))
    lowest_found, tried = _worst(problem, found.lowest, tried)
    if lowest_found.rated is None:
        return _hardly_admitted(problem, Assurance.TESTED, tried)
    worst = tidied(problem, lowest_found.rated)
    if worst.fails:  # a round point next to the lowest found may be the violation
        return _refuted(problem, worst.point, tried)
    looked = on_edges.looked
    witness = on_edges.failing([lowest_found.rated.point])  # it may be lower than what was found before
    tried = tried._replace(searched=tried.searched + on_edges.looked - looked)
    if witness is not None:
        return _refuted(problem, witness, tried)
    return Outcome(True, Assurance.TESTED, worst.point, worst.verdict, None, None, tried, lowest_found.least)
