"""A stored counterexample evaluated again: plain values with units in, ``fixed`` or ``still-fails`` out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from conformance.documents.quantities import QuantityError
from conformance.documents.quantities import parse as parse_quantity
from conformance.engine.cases import Case, cases
from conformance.engine.choices import label_of
from conformance.engine.context import Context
from conformance.engine.present import Presenter
from conformance.engine.problem import Point, Problem
from conformance.engine.ranges import LeftOut, axis_of
from conformance.engine.shown import Formula
from conformance.engine.workings import worked_formula
from conformance.expressions.expression import Expression
from conformance.expressions.fold import ClaimAbsent, NotDiscrete, QuantifiedNumber
from conformance.expressions.outcomes import Undefined
from conformance.expressions.types import NumberType
from conformance.expressions.values import Number, is_number
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Clause
from conformance.spec.rules import Rule

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?\Z")


class Again(StrEnum):
    """What became of a stored counterexample."""

    FIXED = "fixed"
    STILL_FAILS = "still-fails"
    OUTSIDE = "outside"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Replayed:
    """The answer: fixed, still failing, outside of the envelope by now, or about a clause or record that is gone."""

    answer: Again
    formula: Formula | None = None


def replay(
    rule: Rule, descriptor: Descriptor, specs: SpecSet, *, clause: str, record: str, point: Mapping[str, str]
) -> Replayed:
    """Evaluate one clause at one operating point, exactly.

    Args:
        rule: the rule that failed.
        descriptor: the descriptor as it is now.
        specs: the lab's specs.
        clause: the clause's id.
        record: label of the record of the outermost ``each``, "" where there is none.
        point: variable to text, as the report shows it.
    """
    context = Context.of(rule, descriptor, specs)
    wanted = next((item for item in rule.clauses if item.id == clause), None)
    case = None if wanted is None else _case(context, record, point)
    if wanted is None or case is None:
        return Replayed(Again.GONE)
    try:
        return _again(context, case, wanted, point)
    except NotDiscrete:  # steps that depend on other numbers are gone through one by one
        chosen = _matching(context, record, point, integers_discrete=True)
        return Replayed(Again.GONE) if chosen is None else _again(context, chosen, wanted, point)


def _again(context: Context, case: Case, wanted: Clause, point: Mapping[str, str]) -> Replayed:
    ranges: list[Expression] = []
    try:
        values = _values(context, case, point, ranges)
    except LeftOut as absent:
        return _again(context, absent.case(case), wanted, point)
    if values is None:
        return Replayed(Again.OUTSIDE)
    try:
        verdict = _problem(context, case, wanted, ranges).exact(values)
    except ClaimAbsent:
        return Replayed(Again.GONE)
    if verdict is None:
        return Replayed(Again.OUTSIDE)
    if isinstance(verdict, Undefined):
        return Replayed(Again.STILL_FAILS)
    answer = Again.FIXED if verdict.holds else Again.STILL_FAILS
    return Replayed(answer, worked_formula(Presenter(context, case, values, wanted.that), wanted.that))


def _case(context: Context, record: str, point: Mapping[str, str]) -> Case | None:
    """The discrete choice that the labels name."""
    try:
        found = _matching(context, record, point, integers_discrete=False)
        if found is not None:
            for clause in context.rule.clauses:
                context.folder(found.bindings).program(clause.that)
        return found
    except NotDiscrete:
        return _matching(context, record, point, integers_discrete=True)
    except ClaimAbsent:
        return None


def _matching(context: Context, record: str, point: Mapping[str, str], *, integers_discrete: bool) -> Case | None:
    for case in cases(context, integers_discrete=integers_discrete):
        if case.record == record and all(
            isinstance(value, QuantifiedNumber)
            or name not in point
            or _label(context, case, name, value) == point[name]
            for name, value in case.bindings.items()
        ):
            return case
    return None


def _label(context: Context, case: Case, name: str, value: object) -> str:
    if is_number(value):
        return Presenter(context, case, {}).variable(name, Fraction(value)).text
    return label_of(value)


def _values(
    context: Context, case: Case, point: Mapping[str, str], ranges: list[Expression]
) -> dict[str, Fraction] | None:
    """The numbers of the point; None where one is missing, unreadable or outside of its range.

    What is to hold of ranges whose ends depend on other numbers is added to ``ranges``.
    """
    values: dict[str, Fraction] = {}
    axes: dict[str, object] = {}
    for variable in case.numbers:
        axis, inside = axis_of(context, case, variable, axes)  # type: ignore[arg-type]
        ranges += inside
        if axis is None:
            return None
        axes[variable.name] = axis
        value = _number(context, variable.name, point[variable.name]) if variable.name in point else axis.nominal
        if value is None or not axis.low <= value <= axis.high:
            return None
        values[variable.name] = Fraction(value)
    return values


def _number(context: Context, name: str, written: str) -> Number | None:
    found = context.facts.types[0][name]
    assert isinstance(found, NumberType)
    if _PLAIN.match(written):
        return Fraction(written)
    try:
        return parse_quantity(written, context.specs.units, found.dimension).value
    except QuantityError:
        return None


def _problem(context: Context, case: Case, clause: Clause, ranges: Sequence[Expression]) -> Problem:
    folder = context.folder(case.bindings)
    wheres = [variable.where for variable in case.numbers if variable.where is not None]
    conditions = [*ranges, *wheres, *case.conditions, *([clause.when] if clause.when is not None else [])]
    return Problem(folder.program(clause.that), tuple(folder.program(condition) for condition in conditions), ())


__all__ = ["Again", "Point", "Replayed", "replay"]
