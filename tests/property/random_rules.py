"""Random rules over the made-up kind: as the engine reads them, and as the points that they speak of."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from conformance.documents.units import UnitTable
from conformance.spec.models import RuleModel
from conformance.spec.rule_data import compiled, long_form
from conformance.spec.rules import Rule
from tests.property.rule_formulas import Names, quantities, truths
from tests.property.rule_values import (
    DIFFERENCES,
    KINDS,
    RELATIONS,
    TURNED,
    UNITS,
    Formula,
    Missing,
    Scope,
    applied,
    at,
    compared,
    field,
    number,
)
from tests.property.rule_worlds import RANGES, World

POINTS = {0: 1, 1: 40, 2: 10, 3: 5}
"""How many values of each number are looked at, by how many numbers a rule has."""
MARGINS = ("<=", ">=", "<", ">")


class Variable(NamedTuple):
    """A quantified variable; ``source`` is a list or a range of the descriptor, or plain numbers."""

    name: str
    form: str
    source: str | tuple[Fraction, ...]
    step: int = 1
    where: Formula | None = None

    def values(self, scope: Scope, most: int) -> list[Any]:
        """Its values, of many a few: ends, round ones, and some between."""
        if self.form == "each":
            return list(scope["design"]["ports"])
        if isinstance(self.source, tuple):
            return list(self.source)
        ends = at(scope, self.source)
        low, high = ends["min"], ends["max"]
        if self.form == "integers":
            # Steps are counted from zero where the upper end is such a step, else from the lower end.
            first = math.ceil(low / self.step) * self.step if high % self.step == 0 else low
            steps = range(int(first), int(high) + 1, self.step)
            return [Fraction(value) for value in (steps if len(steps) <= most else [*steps[:most], steps[-1]])]
        between = {low + (high - low) * Fraction(part, most) for part in range(most + 1)}
        round_ones = [Fraction(value) for value in (-1, 0, 1, 2) if low <= value <= high]
        return sorted(between.union(round_ones))

    def data(self) -> dict[str, Any]:
        """As the rule file has it."""
        source: Any = self.source if isinstance(self.source, str) else [str(float(value)) for value in self.source]
        entry = {self.form: source} | ({"step": str(self.step)} if self.step > 1 else {})
        return entry | ({"where": self.where.text} if self.where else {})


class Clause(NamedTuple):
    """A clause: what must hold, and when."""

    id: str
    that: Formula
    when: Formula | None = None

    def verdict(self, scope: Scope) -> bool | None:
        """Whether it holds at a point; None where it says nothing.

        Raises:
            Missing: it has no value there.
        """
        if self.when is not None and not self.when.value(scope):
            return None
        return bool(self.that.value(scope))

    def margin(self, scope: Scope) -> Fraction:
        """How far from failing, of a comparison."""
        assert self.that.sides is not None
        left, relation, right = self.that.sides
        gap = right.value(scope) - left.value(scope)
        return gap if relation in ("<=", "<") else -gap

    @property
    def limit(self) -> Formula:
        """What a comparison is held against."""
        assert self.that.sides is not None
        return self.that.sides[2]

    def turned(self) -> Clause:
        """The same with the sides of a comparison exchanged."""
        if self.that.sides is None:
            return self
        left, relation, right = self.that.sides
        return self._replace(that=compared(right, TURNED[relation], left))


class Made(NamedTuple):
    """A random rule."""

    variables: tuple[Variable, ...]
    lets: dict[str, Formula]
    clauses: tuple[Clause, ...]

    def rule(self, units: UnitTable) -> Rule:
        """As the engine reads it."""
        words = {"en": "x", "zh": "x"}
        data = {
            "id": "MADE-001",
            "name": "made",
            "since": "2026.12",
            "level": "must",
            "applies_to": ["Thing"],
            **dict.fromkeys(("title", "statement", "why"), words),
            "sources": [{"document": "none", "status": "read"}],
            "constants": {name: text for name, text, _ in UNITS.values()},
            "forall": {variable.name: variable.data() for variable in self.variables},
            "let": {name: formula.text for name, formula in self.lets.items()},
            "require": {
                one.id: {"that": one.that.text, **({"when": one.when.text} if one.when else {})} for one in self.clauses
            },
            "examples": [{"base": "none", "passes": {}}],
        }
        return Rule(compiled(RuleModel.model_validate(long_form(data)), "made-up", "made.yaml"), units)

    def points(self, scope: Scope) -> Iterator[tuple[str, Scope | None]]:
        """(record, scope) of the points that its conditions let in; None where a condition has no value."""
        most = POINTS[sum(variable.form != "each" for variable in self.variables)]
        choices = [variable.values(scope, most) for variable in self.variables]
        for row in itertools.product(*choices):
            chosen = {variable.name: value for variable, value in zip(self.variables, row, strict=True)}
            inner = {**scope, **chosen}
            record = next((f"{one.name} {chosen[one.name]['id']}" for one in self.variables if one.form == "each"), "")
            try:
                if all(one.where is None or one.where.value(inner) for one in self.variables):
                    yield record, inner
            except Missing:
                yield record, None


@st.composite
def rules(draw: st.DrawFn, world: World) -> Made:
    """A random rule whose limits are often close to what the descriptor reaches."""
    names = Names()
    forms = draw(st.sampled_from(("", "r", "r", "ri", "rr", "rr", "re", "i", "ie", "rrr", "oir", "e", "o")))
    variables = tuple(_variable(draw, f"v{place}", form, names) for place, form in enumerate(forms))
    lets = {}
    if draw(st.booleans()):
        of = draw(st.sampled_from(KINDS))
        lets["w0"] = draw(quantities(of, names, 2))
        names.lets[of] = lets["w0"]
    made = Made(variables, lets, ())
    clauses = [_clause(draw, f"c{place}", names, made, world) for place in range(draw(st.sampled_from((1, 1, 2))))]
    return made._replace(clauses=tuple(clauses))


def _variable(draw: st.DrawFn, name: str, form: str, names: Names) -> Variable:
    if form == "e":
        names.records.append(name)
        return Variable(name, "each", "design.ports")
    where, of, source = None, "number", "n"
    if form == "r":
        source = draw(st.sampled_from(sorted(RANGES)))
        of = RANGES[source]
    names.numbers.setdefault(of, []).append(name)
    if form == "o":
        listed = draw(st.lists(st.integers(-9, 30), min_size=1, max_size=4, unique=True))
        return Variable(name, "one_of", tuple(Fraction(value, 2) for value in listed))
    if not draw(st.integers(0, 3)):
        relation = draw(st.sampled_from(sorted(RELATIONS)))
        own = Names()
        own.numbers[of] = [name]
        where = compared(field(name), relation, draw(quantities(of, own, 1)))
    if form == "i":
        return Variable(name, "integers", "envelope.n", draw(st.sampled_from((1, 1, 2, 3))), where)
    return Variable(name, "range", f"envelope.{source}", 1, where)


def _clause(draw: st.DrawFn, name: str, names: Names, made: Made, world: World) -> Clause:
    when = draw(st.one_of(st.none(), st.none(), truths(names, 1)))
    if not draw(st.integers(0, 2)):
        return Clause(name, draw(truths(names, 2)), when)
    of = draw(st.sampled_from(KINDS))
    left, relation = draw(quantities(of, names, 3)), draw(st.sampled_from(MARGINS))
    clause = Clause(name, compared(left, relation, draw(quantities(of, names, draw(st.integers(0, 1))))), when)
    margins = list(_margins(clause, [inner for _, inner in made.points(world.scope) if inner is not None]))
    if not margins or draw(st.booleans()):
        return clause
    off = draw(st.sampled_from((0, 0, Fraction(1, 1000), Fraction(-1, 1000), Fraction(1, 20), Fraction(-1, 20))))
    room = min(margins) + off * max(map(abs, margins))
    room = Fraction(round(room * 10**6), 10**6) * (-1 if relation in ("<=", "<") else 1)
    step = number(room if of == "number" else room / UNITS[DIFFERENCES.get(of, of)][2], DIFFERENCES.get(of, of))
    return clause._replace(that=compared(left, relation, applied("({} + {})", lambda a, b: a + b, clause.limit, step)))


def _margins(clause: Clause, scopes: Sequence[Scope]) -> Iterator[Fraction]:
    for scope in scopes:
        try:
            if clause.verdict(scope) is not None:
                yield clause.margin(scope)
        except Missing:
            continue
