"""What a verdict shows of how it came about, as plain values without words: margin, points, formula, repairs, picture."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.documents.dimensions import Dimension
from conformance.findings.named import NamedTuple


class Shown(NamedTuple):
    """A value as the report shows it (``868.8 Gbit/s``) and exactly (``value`` in base units)."""

    text: str
    value: Fraction | None = None


class Margin(NamedTuple):
    """How far from failing; negative where it fails.

    Attributes:
        amount: in the clause's unit.
        per_cent: of the limit (the right side), None where the unit has no true zero or the limit is zero.
        guaranteed: a proved lower bound of ``amount`` over the whole envelope, None where only tested.
        dimension: of ``amount``.
        ratio: whether ``amount`` is the factor between value and limit, above 1 where the clause holds.
        least: whether no operating point has less, as far as the digits tell; else ``amount`` is the lowest that was met.
    """

    amount: Shown
    per_cent: Fraction | None
    dimension: Dimension
    guaranteed: Shown | None = None
    least: bool = True
    ratio: bool = False

    @property
    def share(self) -> Fraction | None:
        """The margin in per cent of the limit, of a factor too; None where neither is told, so that nothing can be compared."""
        if self.per_cent is None and self.ratio and self.amount.value is not None:
            return (self.amount.value - 1) * 100
        return self.per_cent


class Point(NamedTuple):
    """An operating point: one shown value for each quantified variable, in the order of declaration."""

    values: Mapping[str, Shown]
    moved: tuple[str, ...] = ()


class Formula(NamedTuple):
    """The clause with names, with the vendor's numbers, and the named intermediate values that it uses.

    ``numbers`` is one line, as ``8 * 112 Gbit/s * 0.9697 = 868.8 Gbit/s < 900 Gbit/s``; ``steps`` holds
    (name, formula, formula with numbers, value) of each ``let`` the clause reaches, in order of evaluation.
    """

    names: str
    numbers: str
    steps: tuple[tuple[str, str, str, str], ...] = ()


Changes = tuple[tuple[tuple[str | int, ...], object], ...]
"""Fields and what stands in them instead, in order."""


class Repair(NamedTuple):
    """The nearest value of a blamed field at which the failing clause passes (decided again before it is printed).

    Attributes:
        path: the field, as ``design.credits``.
        current: what stands there, as written; "" where the descriptor leaves the field out.
        values: the values that pass: the nearest value of a number, both ends where it may not go too far, the
            alternatives of an enumeration; none where an example is too long to be shown.
        direction: ``at-least``, ``at-most`` for numbers that must rise or fall; ``between`` for two ends; ``one-of`` for
            enumerations; ``above``, ``below`` where ``limit`` itself fails and ``values`` is what was tried instead; ``any`` of a
            field that is left out: as in ``values``, an example.
        field: keys and indices of the field in the descriptor's data.
        exact: ``values`` as the data hold them.
        breaks: what then fails that does not now, as ``CI-126/clause`` or ``CI-126/clause (record)``.
        others_tried: whether the other rules that read the field were decided with it too; None where nobody asked for that.
        limit: what ``above`` and ``below`` keep away from.
        also: further fields that are to be stated with this one: none of them alone mends the clause. ``values`` then holds one
            example for each of them all, in order.
        choices: of fields that are stated together, the words of each that pass as well as its example; none of what is no enumeration.
        changes: of fields that are stated together, what stands where in the data then, in order.
        whole: whether every choice of discrete values was looked at with it; else it passes as far as was tried.
    """

    path: str
    current: str
    values: tuple[str, ...]
    direction: str
    field: tuple[str | int, ...] = ()
    exact: tuple[object, ...] = ()
    breaks: tuple[str, ...] = ()
    others_tried: bool | None = None
    limit: str = ""
    also: tuple[str, ...] = ()
    whole: bool = True
    choices: tuple[tuple[str, ...], ...] = ()
    changes: Changes = ()


class Mark(NamedTuple):
    """A point in a picture.

    Attributes:
        kind: ``counterexample`` or ``worst``.
        x: in the unit of the picture's variable.
        value: what stands to be compared there, None where it is undefined.
        floor: what it must reach, None where nothing is asked.
        ceiling: what it must not pass.
        aside: whether other variables than the picture's differ from those of the curves.
    """

    kind: str
    x: float
    value: float | None
    floor: float | None
    ceiling: float | None
    aside: bool


class Picture(NamedTuple):
    """A clause along the variable that matters most, the others as at the counterexample, else as at the worst point.

    All sequences are as long as ``xs``; None stands where a condition leaves the point out or a formula is undefined.

    Attributes:
        variable: the variable along the picture.
        x_unit: symbol of its unit.
        x_scale: ``linear`` or ``log``.
        y_unit: symbol of the unit of the others, ``%`` of a margin.
        y_scale: ``linear`` or ``log``.
        value_name: the left side of the comparison as the rule writes it; "" where the margin is drawn.
        limit_name: its right side.
        value: the left side, or the margin.
        floor: what it must reach; empty where there is no such limit.
        ceiling: what it must not pass; empty where there is no such limit.
        fails: stretches of the variable on which the clause fails, as (low, high).
        marks: the points that the verdict names.
    """

    variable: str
    x_unit: str
    x_scale: str
    y_unit: str
    y_scale: str
    value_name: str
    limit_name: str
    xs: tuple[float, ...]
    value: tuple[float | None, ...]
    floor: tuple[float | None, ...]
    ceiling: tuple[float | None, ...]
    fails: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
