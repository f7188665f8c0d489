"""Decides a rule with other data in the descriptor's place, for trying repairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from conformance.engine.context import Context
from conformance.engine.fields import Field, replaced
from conformance.engine.judge import Finding
from conformance.engine.known import Known
from conformance.engine.outcome import Outcome
from conformance.engine.survey import Group, Survey, passes
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.rule_parts import Clause

if TYPE_CHECKING:
    from conformance.engine.opened import Opened
    from conformance.engine.stretches import Covered

SCORES = 240
"""Looks at the known failures, each with other data, that one direction of one field may take; counted, so that every machine
stops alike. Where the field can stay open in the formulas, they cost next to nothing and are not counted."""
DECISIONS = 40
"""Decisions of the rule that it may take; a direction for which none is left gets no repair."""


WORK = 20_000
"""Nodes of formulas that decisions may take which only tell how far a stretch goes; the last of them may take more."""


class Trial:
    """Decides a rule with other data in the descriptor's place, for trying repairs of one clause for one record.

    What failed before is looked at first, so that most values that do not help cost one evaluation.
    """

    def __init__(
        self,
        context: Context,
        clause: Clause,
        record: str,
        failing: Sequence[Finding],
        solved: dict[object, Outcome] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """Start from the failures that are to be repaired, and from what is solved already.

        ``whole``: they were found by looking at every choice, and so the clause passes only where every choice does.
        """
        self.ended = False
        self._context = context
        self._clause = clause
        self._only = (clause.id, record)
        self._whole = whole
        self._scores = self._decisions = self._work = 0
        self._known = Known()
        self._solved: dict[object, Outcome] = {} if solved is None else solved
        self._opened: dict[tuple[str | int, ...], Opened | None] = {}
        for item in failing:
            self._known.add(item)

    def begin(self, decisions: int = DECISIONS) -> None:
        """A new field, or a new direction: the budget is whole."""
        self._scores, self._decisions, self._work = SCORES, decisions, 0

    @property
    def spent(self) -> bool:
        """Whether no decision is left in this direction, or what was decided has taken too much work."""
        return self._decisions <= 0 or self._work > WORK

    def scores(self, field: Field, values: Sequence[Fraction]) -> list[float]:
        """For each value the smallest margin over what is known to fail, as a share: zero or more where nothing fails now."""
        try:
            opened = self._open(field)
            if opened is not None:
                return opened.scores(values, self._known.labels.values(), self._known.points)
        except NotDiscrete:
            self._opened[field.path] = None
        from conformance.engine.number_fields import native

        return [self._score(replaced(self._context.data, field.path, native(field, value))) for value in values]

    def _open(self, field: Field) -> Opened | None:
        from conformance.engine.opened import Opened  # a choice among words needs none of it

        if field.path not in self._opened:
            self._opened[field.path] = Opened(self._context, self._clause, field)
        return self._opened[field.path]

    def opened(self, field: Field) -> bool:
        """Whether the field can stay open in the formulas, as far as is known."""
        return self._opened.get(field.path) is not None

    def covered(self, field: Field, way: Sequence[Fraction]) -> Covered | None:
        """Whether all values along a way are proved to pass; None where no proof can tell. What fails is known from now on."""
        from conformance.engine.stretches import Stretches

        record = self._only[1]
        try:
            found = Stretches(self._context, self._clause, record, field).covered(way)
        except NotDiscrete:
            return None
        if found.case is not None and found.point is not None:
            self._known.meet(found.case, found.point)
        return found

    def _score(self, data: Record) -> float:
        self._scores -= 1
        if self._scores < 0:
            return -math.inf
        context, known = self._context.beside(data), self._known.tried(alone=True)
        survey = Survey(context, known=known, only=self._only, failures=True)
        return min((_score(group) for group in survey.groups().values()), default=0.0)

    def helps(self, data: Record, *, glance: bool = False) -> bool:
        """Whether the clause passes for the record with this data; as far as a glance tells, where no more is asked."""
        self._decisions -= 1
        known = self._known.tried(glance=glance)
        return self._decisions >= 0 and not self._failing(data, known, only=self._only)

    def harmed(self, data: Record, before: AbstractSet[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """What of the rule fails with this data that passed before, as (clause, record): at least one where anything does."""
        # What fails elsewhere in the rule is no matter of this clause and record.
        known = Known(dict(self._known.labels), list(self._known.points))
        return self._failing(data, known, besides=before)

    def _failing(
        self,
        data: Record,
        known: Known,
        *,
        only: tuple[str, str] | None = None,
        besides: AbstractSet[tuple[str, str]] | None = None,
    ) -> tuple[tuple[str, str], ...]:
        context = self._context.beside(data)
        survey = Survey(context, known=known, only=only, besides=besides, solved=self._solved, failures=True)
        failing = tuple(key for key, group in survey.groups().items() if not passes(group))
        self.ended, self._work = not survey.whole, self._work + survey.steps
        # A budget that ended before is no pass, unless the decision itself could not look at everything either.
        return failing if survey.whole or not self._whole or only is None else (*failing, only)


def _score(group: Group) -> float:
    from conformance.engine.opened import score_of

    if group.absent is not None:
        return -math.inf
    return min((score_of(item.outcome.verdict) for item in group.items), default=0.0)
