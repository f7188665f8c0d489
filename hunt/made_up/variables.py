"""Quantified variables of made-up rules: which values they take, worked out from the rule language's definition."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

from hunt.curves import Curve
from hunt.exact import RELATIONS, Absent, Missing
from hunt.made_up.formulas import Formula, Scope, at, decimal
from hunt.made_up.thing import COUNTS, CURVES, RANGES

_HAIR = Fraction(1, 10**6)


class Variable(NamedTuple):
    """A quantified variable.

    Attributes:
        name: the variable.
        form: ``each``, ``subsets``, ``one_of``, ``integers`` or ``range``.
        kind: kind of quantity of its values, "" of records and sets.
        source: a path of the descriptor, listed numbers, or two formulas as ends.
        step: of ``integers``, 0 where none is declared.
        at_most: of ``subsets``.
        where: what its values must keep.
        options: what else stands in the rule (nominal, resolution, scale): none of it changes which points there are.
        spots: values at which something of the rule turns: poles, narrow conditions.
        held: a value that a verdict names; the variable then takes this one, if it takes it at all.
    """

    name: str
    form: str
    kind: str = ""
    source: str | tuple[Any, ...] = ""
    step: int = 0
    at_most: int | None = None
    where: Formula | None = None
    options: Mapping[str, str] = MappingProxyType({})
    spots: tuple[Fraction, ...] = ()
    held: Fraction | None = None

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers between two ends."""
        return self.form in ("integers", "range")

    def data(self) -> dict[str, Any]:
        """As the rule file has it."""
        source: Any = self.source
        if isinstance(source, tuple):
            source = [one.text if isinstance(one, Formula) else decimal(one) for one in source]
        found: dict[str, Any] = {self.form: source, **self.options}
        if self.at_most is not None:
            found["at_most"] = str(self.at_most)
        if self.step:
            found["step"] = f"{self.step} B" if self.kind == "information" else str(self.step)
        return found | ({"where": self.where.text} if self.where else {})

    def ends(self, scope: Scope) -> tuple[Fraction, Fraction]:
        """Lowest and highest value of a number.

        Raises:
            Missing, Absent: an end has no value.
        """
        if isinstance(self.source, str):
            found = at(scope, self.source)
            return Fraction(found["min"]), Fraction(found["max"])
        low, high = (one.value(scope) for one in self.source)
        return Fraction(low), Fraction(high)

    def values(self, scope: Scope, random: Random, most: int) -> Sequence[Any]:
        """Its values: every record, of anything else about ``most`` where there are more."""
        if self.form == "each":
            return list(at(scope, str(self.source)))
        if self.form == "subsets":
            return _thinned(list(self._sets(scope)), random, most)
        if self.form == "one_of":
            assert isinstance(self.source, tuple)
            return self.source if self.held is None else [one for one in self.source if one == self.held]
        low, high = self.ends(scope)
        if self.held is not None:
            return [self.held] if self._takes(self.held, low, high) else []
        if low > high:
            return []
        return (
            self._counted(low, high, random, most)
            if self.form == "integers"
            else self._some(low, high, scope, random, most)
        )

    def _takes(self, value: Fraction, low: Fraction, high: Fraction) -> bool:
        """Whether it takes a value, ends with the slack of comparisons."""
        below_or_equal = RELATIONS["<="]
        inside = below_or_equal(low, value) and below_or_equal(value, high)
        if self.form == "range" or not inside:
            return inside
        first, step = self._lattice(low, high)
        return (value - first) % step == 0

    def _lattice(self, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """The first value and the step: counted from zero, unless a step is declared that the high end is no multiple of."""
        unit = 8 if self.kind == "information" else 1
        step = Fraction(self.step * unit or unit)
        if self.step and high % step != 0:
            return low, step
        return math.ceil(low / step) * step, step

    def _counted(self, low: Fraction, high: Fraction, random: Random, most: int) -> Sequence[Fraction]:
        first, step = self._lattice(low, high)
        count = max(0, math.floor((high - first) / step) + 1)
        return [first + index * step for index in _thinned(range(count), random, most)]

    def _some(self, low: Fraction, high: Fraction, scope: Scope, random: Random, most: int) -> Sequence[Fraction]:
        """Values of a range: its ends, and of the others even and random ones, and those at which something is likely to turn."""
        if low == high:
            return [low]
        even = {low + (high - low) * Fraction(part, most) for part in range(1, most)}
        odd = {low + (high - low) * Fraction(random.randint(1, 10**6), 10**6) for _ in range(most // 2)}
        turns = sorted({one for one in self._turns(scope) if low < one < high})
        inner = even | odd | set(random.sample(turns, min(len(turns), most)))
        chosen = _thinned(sorted(inner - {low, high}), random, most)
        return sorted({low, *chosen, *(spot for spot in self.spots if low < spot < high), high})

    def _turns(self, scope: Scope) -> Iterator[Fraction]:
        """Break points of curves, figures of the descriptor of its kind, small whole numbers, what a condition names; and a hair beside."""
        near = (*self.spots, *_figures(scope, self.kind), *self._limits(scope))
        for value in near:
            yield from (value, value - _HAIR * abs(value), value + _HAIR * abs(value))

    def _limits(self, scope: Scope) -> Iterator[Fraction]:
        """What its condition compares it with, as far as that does not depend on it."""
        if self.where is None or self.where.sides is None or self.where.sides[0].text != self.name:
            return
        try:
            yield Fraction(self.where.sides[2].value(scope))
        except (Missing, Absent, KeyError, TypeError):
            return

    def _sets(self, scope: Scope) -> Iterator[list[Mapping[str, Any]]]:
        """Sets of records, the smallest first; each record as often as it is there, equal ones being one and the same."""
        kinds: list[Mapping[str, Any]] = []
        counts: list[int] = []
        for unit in at(scope, str(self.source)):
            if unit not in kinds:
                kinds.append(unit)
                counts.append(0)
            counts[kinds.index(unit)] += unit.get("count", 1)
        most = sum(counts) if self.at_most is None else self.at_most
        chosen = itertools.product(*(range(count + 1) for count in counts))
        for times in sorted((one for one in chosen if sum(one) <= most), key=sum):
            yield [kind for kind, count in zip(kinds, times, strict=True) for _ in range(count)]


def _thinned(values: Sequence[Any], random: Random, most: int) -> Sequence[Any]:
    """The first and the last of many, and some between."""
    if len(values) <= max(most, 2):
        return values
    between = sorted(random.sample(range(1, len(values) - 1), max(most - 2, 0)))
    return [values[index] for index in (0, *between, len(values) - 1)]


def _figures(scope: Scope, kind: str) -> Iterator[Fraction]:
    design = scope["design"]
    if kind == "number":
        yield from map(Fraction, (-1, 0, 1, 2, 3))
    for name, value in design.items():
        if isinstance(value, Curve) and CURVES[name][0] == kind:
            yield from (x for x, _ in value.points)
    for name, of in (RANGES | COUNTS).items():
        if of == kind:
            yield from map(Fraction, scope["envelope"][name].values())
    names = {
        "number": ("a", "b"),
        "length": ("reach",),
        "temperature": ("limit",),
        "gauge": ("fill",),
        "level": ("sent",),
    }
    yield from (design[name] for name in names.get(kind, ()))
