"""The axes of a case's open numbers: bounds, steps, nominal values and grids, from the rule and the descriptor."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

from conformance.documents.quantities import Quantity
from conformance.documents.units import Unit
from conformance.engine.axes import Axis
from conformance.engine.cases import Case
from conformance.engine.choices import bounds_of
from conformance.engine.context import Context
from conformance.engine.whole_numbers import on_lattice, step_of
from conformance.expressions import tree
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder, NotDiscrete
from conformance.expressions.outcomes import ENDLESS, Undefined
from conformance.expressions.program import Program
from conformance.spec.rule_parts import Variable

_NO_BINDINGS: Mapping[str, object] = {}


class LeftOut(Exception):
    """A variable has no range; ``value`` says which part of the descriptor is not there, or which end of it there is none of."""

    def __init__(self, variable: Variable, value: Undefined) -> None:
        """Keep what stands in the range's place."""
        super().__init__(value.reason)
        self.variable = variable
        self.value = value

    def case(self, case: Case) -> Case:
        """The case in which the variable is not open, but has no value: what reads it fails there."""
        numbers = tuple(number for number in case.numbers if number is not self.variable)
        return case._replace(bindings={**case.bindings, self.variable.name: self.value}, numbers=numbers)


def axis_of(
    context: Context, case: Case, variable: Variable, known: dict[str, Axis]
) -> tuple[Axis | None, list[Expression]]:
    """The axis of a numeric variable, None where its range is empty; and conditions, where its ends depend on other numbers.

    Args:
        context: the rule beside the descriptor.
        case: the discrete choices.
        variable: the numeric variable.
        known: axes of the variables declared before it.

    Raises:
        LeftOut: the descriptor does not state the range.
        NotDiscrete: it takes declared steps, and its ends depend on other numbers.
    """
    folder = context.folder(case.bindings)
    conditions: list[Expression] = []
    try:
        ends = [folder.value(source) for source in variable.source]
        absent = next((end for end in ends if isinstance(end, Undefined)), None)
        if absent is not None:
            raise LeftOut(variable, absent)
        low, high = (Fraction(value) for value in bounds_of(ends))
    except NotDiscrete:
        if variable.form == "integers" and variable.step is not None:
            # Where declared steps are counted from depends on those numbers too: they are to be bound one after the other.
            raise
        low, high = _hull(folder, variable, known)
        conditions = [inside(variable)]
    step = step_of(context.facts, folder, variable) if variable.form == "integers" else None
    if isinstance(step, Undefined):
        raise LeftOut(variable, step)
    if step is not None:
        low, high = on_lattice(low, high, step, declared=variable.step is not None)
    if low > high:
        return None, []
    unit, origin = _scale(context, variable)
    nominal = _nominal(folder, variable, low, high)
    if step is not None:
        nominal = low + round((nominal - low) / step) * step
    resolution: Fraction | int | None = variable.resolution if isinstance(variable.resolution, int) else None
    if isinstance(variable.resolution, Quantity):
        resolution = variable.resolution.value - variable.resolution.unit.offset
    axis = Axis(variable.name, low, high, step, nominal, variable.scale, resolution, origin, unit=unit)
    return axis, conditions


def _hull(folder: Folder, variable: Variable, known: dict[str, Axis]) -> tuple[Fraction, Fraction]:
    """Bounds that hold whatever the earlier numbers are."""
    from conformance.engine.boxes import Boxes
    from conformance.expressions import interval

    boxes = Boxes.whole(tuple(known.values())).bounds()
    ends: list[Fraction] = []
    for source, side in zip(ends_of(variable), ("low", "high"), strict=True):
        program: Program = folder.program(source)
        if isinstance(program.result, Undefined):
            raise LeftOut(variable, program.result)
        bounds = interval.run(program, boxes)
        assert isinstance(bounds, interval.Bounds)
        end = (
            float(getattr(bounds, side).min() if side == "low" else bounds.high.max()) if program.instructions else 0.0
        )
        if not math.isfinite(end):
            raise LeftOut(variable, Undefined(ENDLESS, source.root))
        ends.append(Fraction(end) if program.instructions else Fraction(str(program.result)))
    return ends[0], ends[1]


def ends_of(variable: Variable) -> tuple[Expression, Expression]:
    """The formulas of both ends, of a range of the descriptor too."""
    if len(variable.source) == 2:
        return variable.source
    whole = variable.source[0].root
    low, high = (Expression(end, tree.Attribute(0, whole, end)) for end in ("min", "max"))
    return low, high


def inside(variable: Variable) -> Expression:
    """That a number lies in its range, whose ends depend on other numbers."""
    low, high = (source.root for source in ends_of(variable))
    name = tree.Name(0, variable.name)
    return Expression(f"{variable.name} within its bounds", tree.Compare(0, (low, name, high), ("<=", "<=")))


def _scale(context: Context, variable: Variable) -> tuple[Fraction, Fraction]:
    """(base value of one written unit, of zero on the written scale): counterexamples are round numbers there."""
    unit = written_unit(context, variable)
    return (Fraction(1), Fraction(0)) if unit is None else (unit.factor, unit.offset)


def written_unit(context: Context, variable: Variable, bindings: Mapping[str, object] = _NO_BINDINGS) -> Unit | None:
    """The unit in which the descriptor writes the variable's range, None where it does not; of a record's range with the ``bindings``."""
    for path in (path for source in variable.source for path in _paths(source.root)):
        record = getattr(bindings.get(path[0]), "path", None)
        place = path if record is None else (*record, *path[1:])
        for candidate in (place, (*place, "min"), (*place, "value")):
            quantity = context.descriptor.quantities.get(candidate)
            if quantity is not None:
                return quantity.unit
    return None


def _paths(node: tree.Node) -> Iterator[tuple[str, ...]]:
    """The field that an end is read from; of ``x.min if has(x) else 0`` that of either branch."""
    if isinstance(node, tree.Choice):
        yield from (path for branch in (node.then, node.otherwise) for path in _paths(branch))
        return
    path = tree.path_of(node)
    if path is not None:
        yield tuple(path)


def _nominal(folder: Folder, variable: Variable, low: Fraction, high: Fraction) -> Fraction:
    """Where counterexamples start from; the lower end where the formula has no value, which changes no verdict."""
    if variable.nominal == "min":
        return low
    if variable.nominal == "max":
        return high
    if isinstance(variable.nominal, Quantity):
        value: object = variable.nominal.value
    else:
        assert isinstance(variable.nominal, Expression)
        value = folder.value(variable.nominal)
    if isinstance(value, Undefined):
        return low
    if not isinstance(value, int | Fraction):
        raise TypeError(f"nominal of {variable.name}")
    return min(max(Fraction(value), low), high)
