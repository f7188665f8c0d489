"""Decides a rule with other data in the descriptor's place, for trying repairs."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import replace

from conformance.engine.context import Context
from conformance.engine.judge import Finding
from conformance.engine.survey import Group, Known, Survey, passes
from conformance.expressions.outcomes import Undefined
from conformance.expressions.values import Record

SCORES = 240
"""Looks at the known failures that one direction of one field may take; counted, so that every machine stops alike."""
DECISIONS = 40
"""Decisions of the rule that it may take; a direction for which none is left gets no repair."""


class Trial:
    """Decides a rule with other data in the descriptor's place, for trying repairs of one clause for one record.

    What failed before is looked at first, so that most values that do not help cost one evaluation.
    """

    def __init__(self, context: Context, clause: str, record: str, failing: Sequence[Finding]) -> None:
        """Start from the failures that are to be repaired."""
        self._context = context
        self._only = (clause, record)
        self._scores = self._decisions = 0
        self._known = Known()
        for item in failing:
            self._known.add(item)

    def begin(self) -> None:
        """A new field, or a new direction: the budget is whole."""
        self._scores, self._decisions = SCORES, DECISIONS

    def score(self, data: Record) -> float:
        """The smallest margin over what is known to fail, as a share of the limit: zero or more where nothing fails now."""
        self._scores -= 1
        if self._scores < 0:
            return -math.inf
        survey = Survey(replace(self._context, data=data), known=replace(self._known, alone=True), only=self._only)
        return min((_score(group) for group in survey.groups().values()), default=0.0)

    def helps(self, data: Record) -> bool:
        """Whether the clause passes for the record with this data."""
        self._decisions -= 1
        return self._decisions >= 0 and not self._failing(data, self._known, self._only)

    def failing(self, data: Record) -> set[tuple[str, str]]:
        """(clause, record) of everything that does not pass with this data."""
        return self._failing(data, self._known, None)

    def _failing(self, data: Record, known: Known, only: tuple[str, str] | None) -> set[tuple[str, str]]:
        survey = Survey(replace(self._context, data=data), known=known, only=only)
        return {key for key, group in survey.groups().items() if not passes(group)}


def _score(group: Group) -> float:
    if group.absent is not None:
        return -math.inf
    scores = [0.0]
    for item in group.items:
        if item.outcome.holds is False:
            verdict = item.outcome.verdict
            relative = None if verdict is None or isinstance(verdict, Undefined) else verdict.relative
            scores.append(-math.inf if relative is None else min(float(relative), -sys.float_info.min))
    return min(scores)
