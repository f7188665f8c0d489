"""The points of a curve as fields that a repair may change: the values that the curve leads to, each alone.

They are looked at last, and only where the clause depends on no numbers: each value of each point is a decision of its own, since no
formula can hold a curve of which a point is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from conformance.engine.context import Context, named
from conformance.engine.fields import Field, field_at, reached, schema_at
from conformance.engine.number_fields import shown
from conformance.engine.repair import mending
from conformance.engine.shown import Repair
from conformance.engine.verdicts import ClauseVerdict
from conformance.expressions.values import Curve
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.structure import value_at

if TYPE_CHECKING:
    from conformance.engine.approach import Trial

_MOST_POINTS = 12
_MOST_OFFERED = 2
"""Of a step between two points either end may be wrong; which, only the vendor knows."""


def bent(context: Context, verdict: ClauseVerdict, trial: Trial, before: set[tuple[str, str]]) -> tuple[Repair, ...]:
    """Repairs that change one point of a blamed curve, the least changes first.

    Args:
        context: the rule beside the descriptor.
        verdict: of the failed clause.
        trial: decides with other values.
        before: (clause, record) of all that does not pass as it stands.
    """
    point = verdict.counterexample
    if point is not None and any(value.value is not None for value in point.values.values()):
        return ()
    found: list[tuple[Fraction, Repair]] = []
    for field in (field for path in verdict.blamed for field in _points(context, path)):
        assert isinstance(field.value, int | Fraction)
        current = Fraction(field.value)
        repair = mending(context, field, trial, before).repair()
        if repair is not None:
            found.append(_nearest(repair._replace(current=shown(context, field, current)), current))
    return tuple(repair for _, repair in sorted(found, key=lambda item: item[0])[:_MOST_OFFERED])


def _nearest(repair: Repair, current: Fraction) -> tuple[Fraction, Repair]:
    """How far the nearest passing value lies away, and the repair; of a window that value alone."""
    away = [abs(Fraction(value) - current) for value in repair.exact if isinstance(value, int | Fraction)]
    least = away.index(min(away))
    if repair.direction == "between":
        repair = repair._replace(values=(repair.values[least],), exact=(repair.exact[least],), direction="one-of")
    return away[least], repair


def _points(context: Context, path: str) -> Iterator[Field]:
    """The values of a curve at a dotted path, by ``points`` and their index."""
    keys, value, missing = reached(context, path)
    if missing or not isinstance(value, Curve) or len(value.ys) > _MOST_POINTS:
        return
    schema = schema_at(context.descriptor.kind.schema, tuple(keys))
    dimension = context.specs.units.dimension(schema["curve"]["y"])
    written = value_at(context.descriptor.document.value, (*keys, "units", 1))
    unit = context.specs.units.unit_for(written, dimension) if isinstance(written, str) else None
    if unit is not None:
        for at in range(len(value.ys)):
            field = field_at(context, (*keys, "points", at, 1), unit)
            yield field._replace(name=f"{named(context.data, keys)}.points.{at}.1")
