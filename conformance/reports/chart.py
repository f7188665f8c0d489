"""The geometry of the margins chart: bars right and left of zero on a scale that shows 0.4 % beside 300 %."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, log10

from conformance.reports.model import ClauseEntry, DescriptorEntry, RuleEntry
from conformance.reports.phrases import per_cent_text

LABEL, PLOT, VALUE = 380, 400, 80
"""Widths of the three columns, in units of the drawing."""
ROW, TOP = 22, 20
_FULL = 1000.0
"""Per cent at the end of the scale; what is beyond ends there."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One clause: where its bar starts, how long it is, and what stands beside it."""

    label: str
    status: str
    value: str
    x: float
    width: float
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars with the ticks of the scale; ``zero`` is the axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float
    width: int
    height: int


def chart(descriptor: DescriptorEntry) -> Chart | None:
    """The chart of a descriptor; None where no clause has a margin in per cent."""
    rows = [
        (rule, clause)
        for rule in descriptor.rules
        for clause in rule.clauses
        if clause.margin is not None and clause.margin.per_cent is not None
    ]
    if not rows:
        return None
    bars = tuple(_bar(rule, clause, number) for number, (rule, clause) in enumerate(rows))
    ticks = tuple((_x(value), f"{value:+g} %" if value else "0") for value in (-100.0, -10.0, 0.0, 10.0, 100.0))
    return Chart(bars, ticks, _x(0.0), LABEL + PLOT + VALUE, TOP + ROW * len(rows) + 4)


def _bar(rule: RuleEntry, clause: ClauseEntry, number: int) -> Bar:
    per_cent = clause.margin.per_cent if clause.margin is not None and clause.margin.per_cent is not None else 0.0
    start, end = sorted((_x(0.0), _x(per_cent)))
    name = f"{rule.id} {clause.clause}" + (f" ({clause.record})" if clause.record else "")
    status = "should" if clause.status == "fail" and rule.level == "should" else clause.status
    return Bar(name, status, per_cent_text(per_cent), start, max(end - start, 1.5), TOP + ROW * number)


def _x(per_cent: float) -> float:
    """Symmetric logarithm: linear near zero, one decade per equal step beyond 1 %."""
    share = min(log10(1 + abs(per_cent)) / log10(1 + _FULL), 1.0)
    return round(LABEL + PLOT / 2 * (1 + copysign(share, per_cent)), 2)
