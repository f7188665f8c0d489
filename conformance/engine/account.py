"""The account of a clause verdict: margins, counterexamples, stretches, formulas and sentences at the points that matter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from conformance.documents.dimensions import NUMBER, Dimension
from conformance.engine.cases import Case
from conformance.engine.context import Context, named
from conformance.engine.judge import Finding, first_failing, lowest, undefined
from conformance.engine.present import Presenter, sentences
from conformance.engine.problem import Point as Values
from conformance.engine.problem import Problem
from conformance.engine.shown import Formula, Margin, Point, Shown
from conformance.engine.verdicts import Assurance, ClauseVerdict, Detail, Reason, Status, Tried
from conformance.engine.workings import worked_formula
from conformance.expressions import text, tree
from conformance.expressions.expression import Expression
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.objective import compared_parts
from conformance.expressions.outcomes import MOST_BITS, SLACK, Truth, Undefined
from conformance.expressions.paths import formula
from conformance.expressions.values import Record
from conformance.spec.rule_parts import Clause

_BEYOND = "beyond-curve"


def passed(
    context: Context, clause: Clause, record: str, found: Sequence[Finding], tried: Tried, detail: Detail
) -> ClauseVerdict:
    """The verdict of a clause that holds in every case, at the case with the smallest margin."""
    assurance = max((item.outcome.assurance for item in found), key=list(Assurance).index)
    least = lowest(clause, found)
    truth = least.outcome.verdict
    if least.outcome.worst is None or not isinstance(truth, Truth):
        return ClauseVerdict(clause.id, Status.PASS, record, assurance, tried=tried)
    static = not least.problem.axes and not least.case.bindings
    presenter = Presenter(context, least.case, least.outcome.worst, clause.that)
    margin = _margin(presenter, clause, truth, _least_guarantee(found))
    if margin is not None:
        margin = margin._replace(least=is_least(found, least))
    return ClauseVerdict(
        clause.id,
        Status.PASS,
        record,
        assurance,
        margin=margin,
        at_limit=is_tie(truth),
        low_reserve=_short_of_reserve(clause, found),
        worst=None if static else Point(presenter.point()),
        formula=worked_formula(presenter, clause.that) if detail >= Detail.FORMULAS else None,
        tried=tried,
    )


def failed(context: Context, clause: Clause, record: str, failing: Sequence[Finding], tried: Tried) -> ClauseVerdict:
    """The verdict of a clause that fails in some cases."""
    first, least = first_failing(failing), lowest(clause, failing)
    point = first.outcome.counterexample or {}
    presenter = Presenter(context, first.case, point, clause.that)
    verdict = first.problem.exact(point)
    worst = least.outcome.worst if least.outcome.worst is not None else point
    truth = least.outcome.verdict
    at_worst = Presenter(context, least.case, worst, clause.that)
    margin = _margin(at_worst, clause, truth, None) if isinstance(truth, Truth) else None
    if margin is not None:
        margin = margin._replace(least=is_least(failing, least))
    moved = tuple(axis.name for axis in first.problem.axes if point[axis.name] != axis.nominal)
    return ClauseVerdict(
        clause.id,
        Status.FAIL,
        record,
        Assurance.EXACT,
        reason=_reason(context, presenter, verdict),
        margin=margin,
        worst=Point(at_worst.point()),
        counterexample=Point(presenter.point(), moved),
        begins=_stretches(first.problem, point, moved, presenter),
        immaterial=_immaterial(first, moved),
        blamed=_blamed(context, clause, first, verdict),
        formula=_formula(presenter, clause, verdict),
        messages=_messages(presenter, clause, verdict),
        hints=_hints(presenter, clause, verdict),
        tried=tried,
    )


def _reason(context: Context, presenter: Presenter, verdict: Truth | Undefined | None) -> Reason | None:
    """Why there is no value, where there is none."""
    if not isinstance(verdict, Undefined):
        return None
    from conformance.engine import off_curve

    return off_curve.reach(context, presenter, verdict) or undefined(verdict)


def _messages(presenter: Presenter, clause: Clause, verdict: Truth | Undefined | None) -> dict[str, str]:
    """What the rule's author says; nothing where that would speak of figures without a value: then the reason stands alone."""
    if isinstance(verdict, Undefined):
        named = all(map(presenter.has_words, clause.message.values()))
        if not named or verdict.reason == _BEYOND:
            return {}
    return sentences(presenter, clause.message)


def _formula(presenter: Presenter, clause: Clause, verdict: Truth | Undefined | None) -> Formula:
    if isinstance(verdict, Undefined):
        return Formula(text.names(clause.that.root), "")
    return worked_formula(presenter, clause.that)


def _hints(presenter: Presenter, clause: Clause, verdict: Truth | Undefined | None) -> tuple[dict[str, str], ...]:
    if isinstance(verdict, Undefined):
        return ()
    return tuple(sentences(presenter, hint.say) for hint in clause.hints if _recognised(presenter, hint.when))


def _recognised(presenter: Presenter, misreading: Expression) -> bool:
    """Whether a classic misreading is at work; one that speaks of an absent claim, or of a variable without a value here, is not."""
    try:
        truth = presenter.folder.value(misreading)
    except (ClaimAbsent, NotDiscrete):
        return False
    return isinstance(truth, Truth) and truth.holds


def _blamed(context: Context, clause: Clause, first: Finding, verdict: Truth | Undefined | None) -> tuple[str, ...]:
    """The blamed paths, those of record variables as places of the descriptor; before them what leads off a curve."""
    off: list[str] = []
    if isinstance(verdict, Undefined):
        from conformance.engine import off_curve  # few failures have no value

        off = off_curve.leading(context, first.case, first.problem, first.outcome.counterexample or {}, verdict)
    paths = (*off, *clause.blame)
    return tuple(dict.fromkeys(place for path in paths for place in _places(context, first.case, path)))


def _places(context: Context, case: Case, path: str) -> Iterator[str]:
    """The places that a blamed path means: of a ``let`` that yields records of the descriptor, each of theirs."""
    if path.partition(".")[0] not in context.rule.let:
        yield absolute(context, case, path)
        return
    value = context.folder(case.bindings).value_of(formula(path))
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Record) and item.path:
            yield named(context.data, item.path)


def absolute(context: Context, case: Case, path: str) -> str:
    """``channel.credits`` as ``design.virtual_channels.vl0.credits``."""
    name, _, rest = path.partition(".")
    bound = case.bindings.get(name)
    place = getattr(bound, "path", None)
    if place is None:
        return path
    return ".".join([named(context.data, place), *([rest] if rest else [])])


def _margin(presenter: Presenter, clause: Clause, truth: Truth, guaranteed: float | None) -> Margin | None:
    if truth.amount is None:
        return None
    if is_tie(truth):
        # What is left of it comes from functions that are worked out to fifty digits, and from the rounding of the proof.
        truth = Truth(truth.holds, 0, truth.limit)
        guaranteed = None if guaranteed is None else 0.0
    both = compared_parts(clause.that.root)
    if both is None:  # several comparisons: only shares of their limits can be compared
        relative = truth.relative
        if relative is None:
            return None
        return Margin(_share(relative), relative * 100, NUMBER, None if guaranteed is None else _share(guaranteed))
    dimension = presenter.dimension(Expression("", both[0]))
    if dimension.is_plain_number:
        dimension = presenter.dimension(Expression("", both[1]))
    true_zero = dimension.true_zero and not dimension.point
    unit = presenter.unit_in(*reversed(both), dimension=dimension)
    difference = dimension.difference()
    if clause.margin == "ratio":
        return _decades(truth, difference, upward=_falls_short(clause.that.root))
    relative = truth.relative if true_zero else None
    return Margin(
        presenter.amount(truth.amount or 0, difference, unit),
        None if relative is None else relative * 100,
        difference,
        None if guaranteed is None else presenter.amount(Fraction(guaranteed), difference, unit),
    )


def is_tie(truth: Truth) -> bool:
    """Whether value and limit are equal within the slack."""
    if not truth.amount:
        return truth.amount is not None
    (top, bottom), (limit, parts) = truth.amount.as_integer_ratio(), (truth.limit or 0).as_integer_ratio()
    return abs(top) * parts * SLACK.denominator <= limit * bottom


def _falls_short(node: tree.Node) -> bool:
    """Whether the left side must be the larger one."""
    return isinstance(node, tree.Compare) and node.relations[0] in {">=", ">"}


def _decades(truth: Truth, dimension: Dimension, *, upward: bool) -> Margin:
    """The factor between value and limit, above 1 where the clause holds; for error rates and failure rates."""
    assert truth.amount is not None
    limit = Fraction(truth.limit or 0)
    value = limit + Fraction(truth.amount) if upward else limit - Fraction(truth.amount)
    over, under = (value, limit) if upward else (limit, value)
    factor = over / under if under > 0 and over < under * 2**MOST_BITS else None
    shown = "x inf" if factor is None else f"x {float(factor):.3g}"
    return Margin(Shown(shown, factor), None, dimension, ratio=True)


def _share(value: Fraction | float) -> Shown:
    per_cent = float(value) * 100
    return Shown(f"{per_cent:.3g} %" if abs(per_cent) < 999.5 else f"{per_cent:,.0f} %", Fraction(value))


def _stretches(
    problem: Problem, point: Values, moved: tuple[str, ...], presenter: Presenter
) -> dict[str, tuple[Shown, Shown]]:
    if not moved:
        return {}
    from conformance.engine.around import stretch

    found: dict[str, tuple[Shown, Shown]] = {}
    for axis in problem.axes:
        if axis.name in moved:
            low, high = stretch(problem, point, axis)
            found[axis.name] = presenter.variable(axis.name, low), presenter.variable(axis.name, high)
    return found


def _immaterial(first: Finding, moved: tuple[str, ...]) -> tuple[str, ...]:
    used = {axis.name: axis for axis in first.problem.axes}
    found: list[str] = []
    for variable in first.case.numbers:
        axis = used.get(variable.name)
        if axis is None:
            found.append(variable.name)
        elif variable.name not in moved and axis.low != axis.high:
            from conformance.engine.around import fails_everywhere

            if fails_everywhere(first.problem, first.outcome.counterexample or {}, axis):
                found.append(variable.name)
    return tuple(found)


def _least_guarantee(found: Sequence[Finding]) -> float | None:
    """The guarantee over all cases: it needs one from each of those that were proved, and no tested one among them."""
    ways = {item.outcome.assurance for item in found}
    if Assurance.TESTED in ways or Assurance.PROVED not in ways:
        return None
    bounds = [_guarantee(item) for item in found]
    least = min((bound for bound in bounds if bound is not None), default=math.inf)
    return None if any(bound is None for bound in bounds) or not math.isfinite(least) else least


def _guarantee(item: Finding) -> float | None:
    """What the margin of one case is never below: infinity where the case has none, None where it is not known."""
    if item.outcome.assurance is Assurance.PROVED or not item.outcome.least:
        return item.outcome.guaranteed
    amount = _told(item)
    return math.inf if amount is None else float(amount)


def _told(item: Finding) -> Fraction | None:
    """The margin at the worst point of a case, as its problem measures it."""
    truth = item.outcome.verdict
    if not isinstance(truth, Truth) or truth.amount is None:
        return None
    relative = truth.relative if item.problem.share else None
    return Fraction(truth.amount) if relative is None else relative


def is_least(found: Sequence[Finding], lowest_one: Finding) -> bool:
    """Whether no case has less margin than the lowest one: each closed, or guaranteed to stay above."""
    told = _told(lowest_one)
    if told is None or not lowest_one.outcome.least:
        return False
    bounds = (_guarantee(item) for item in found if not item.outcome.least)
    return all(bound is not None and bound >= told for bound in bounds)


def _short_of_reserve(clause: Clause, found: Sequence[Finding]) -> bool:
    """Whether less than the reserve is left in any case."""
    if clause.reserve is None:
        return False
    shares = (item.outcome.verdict.relative for item in found if isinstance(item.outcome.verdict, Truth))
    return any(share is not None and share < clause.reserve for share in shares)
