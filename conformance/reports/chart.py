"""The margins chart: which clauses are closest to failing, on a scale that shows 0.4 % beside 300 %."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import copysign, log10

from conformance.reports.model import ClauseEntry, DescriptorEntry, RuleEntry
from conformance.reports.outcome import told_as
from conformance.reports.page import Section
from conformance.reports.phrases import per_cent_text

WIDTH = 400
"""Width of the scale, in units of the drawing."""
TICKS = (-100.0, -10.0, -1.0, 0.0, 1.0, 10.0, 100.0)
AT_LIMIT = 1e-7
"""Per cent: the slack of comparisons."""
_FULL = 1000.0
"""Per cent at the end of the scale; what is beyond ends there."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One clause: where its bar starts, how long it is, and what stands beside it.

    Attributes:
        said: its verdict with its weight (``told_as``).
        number: of the section that it belongs to.
        who: the descriptor, for a chart over several.
        others: further bars of the same clause that are not shown.
    """

    rule: str
    clause: str
    record: str
    said: str
    value: str
    per_cent: float
    x: float
    width: float
    number: int = 0
    who: str = ""
    others: int = 0


def bars(descriptor: DescriptorEntry, number: int = 0, who: str = "") -> list[Bar]:
    """A bar for each clause with a margin in per cent, the closest to failing first."""
    found = [
        _bar(rule, clause, number, who)
        for rule in descriptor.rules
        for clause in rule.clauses
        if clause.margin is not None and clause.margin.per_cent is not None
    ]
    return sorted(found, key=lambda bar: bar.per_cent)


def passing(sections: Iterable[Section]) -> list[Bar]:
    """The clauses that pass, each with the descriptor that is closest to failing: where a next revision may break.

    Without those of previews, which count for nothing here as in the smallest margin.
    """
    found = [
        bar
        for section in sections
        if section.descriptor is not None
        for bar in bars(section.descriptor, section.number, section.name)
        if bar.said == "pass"
    ]
    by_clause: dict[tuple[str, str, bool], list[Bar]] = {}
    for bar in sorted(found, key=lambda bar: bar.per_cent):
        by_clause.setdefault((bar.rule, bar.clause, bar.per_cent <= AT_LIMIT), []).append(bar)
    return [replace(first, others=len(others)) for first, *others in by_clause.values()]


def left(shown: Sequence[Bar]) -> int:
    """Where the scale begins: at zero where nothing fails."""
    return 0 if min((bar.per_cent for bar in shown), default=0.0) < -AT_LIMIT else WIDTH // 2


def ticks(shown: Sequence[Bar]) -> list[tuple[float, str]]:
    """Positions and texts of the scale; only its right side where nothing fails."""
    return [(position(value), f"{value:+g}" if value else "0") for value in TICKS if value >= 0 or not left(shown)]


def _bar(rule: RuleEntry, clause: ClauseEntry, number: int, who: str) -> Bar:
    per_cent = clause.margin.per_cent if clause.margin is not None and clause.margin.per_cent is not None else 0.0
    start, end = sorted((position(0.0), position(per_cent)))
    said = told_as(clause.status, rule.level)
    length = max(round(end - start, 2), 1.5)
    return Bar(
        rule.id, clause.clause, clause.record, said, per_cent_text(per_cent), per_cent, start, length, number, who
    )


def position(per_cent: float) -> float:
    """Symmetric logarithm: linear near zero, one decade per equal step beyond 1 %."""
    share = min(log10(1 + abs(per_cent)) / log10(1 + _FULL), 1.0)
    return round(WIDTH / 2 * (1 + copysign(share, per_cent)), 2)
