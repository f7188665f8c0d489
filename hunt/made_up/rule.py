"""A made-up rule: as the tool reads it, and the points that it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from conformance.documents.units import UnitTable
from conformance.spec.models import RuleModel
from conformance.spec.rule_data import compiled, long_form
from conformance.spec.rules import Rule
from hunt.exact import RELATIONS, Absent, Missing, Unsure
from hunt.made_up.formulas import Formula, Scope
from hunt.made_up.quantities import CONSTANTS
from hunt.made_up.variables import Variable
from hunt.smooth import settled

MARGINS = ("<=", ">=", "<", ">")
POINTS = 400
"""About how many points of one rule are looked at."""
_EVERY = 10**6
_VALUES = 40
"""How many values of one variable, at most."""
IN, UNDEFINED, ABSENT, UNSURE = "in", "undefined", "absent", "unsure"
"""Whether the conditions let a point in: yes, one has no value there, one asks for a claim that is not made, one has none and another excludes."""


class Clause(NamedTuple):
    """A clause: what must hold, and when; ``ratio`` asks for the margin as a factor."""

    id: str
    that: Formula
    when: Formula | None = None
    ratio: bool = False

    def look(self, scope: Scope) -> tuple[bool | None, Fraction | None]:
        """Whether it holds at a point, None where it says nothing; and how far from failing, of a comparison with a margin.

        Raises:
            Missing, Absent, Unsure: it has no value there, or none that is known.
        """
        return settled(lambda: self._look(scope))

    def _look(self, scope: Scope) -> tuple[bool | None, Fraction | None]:
        if self.when is not None and not self.when.lets_in(scope):
            return None, None
        if self.sides is None:
            return bool(self.that.value(scope)), None
        left, relation, right = self.sides
        a, b = left.value(scope), right.value(scope)
        return RELATIONS[relation](a, b), Fraction(b - a if relation in ("<=", "<") else a - b)

    @property
    def sides(self) -> tuple[Formula, str, Formula] | None:
        """Of a comparison with a margin: left side, relation, right side."""
        return self.that.sides if self.that.sides is not None and self.that.sides[1] in MARGINS else None

    def size(self, scope: Scope) -> Fraction:
        """The larger side of a comparison, which its slack is counted from."""
        assert self.sides is not None
        return max(abs(Fraction(side.value(scope))) for side in (self.sides[0], self.sides[2]))

    def data(self, blame: list[str]) -> dict[str, Any]:
        """As the rule file has it."""
        when = {"when": self.when.text} if self.when else {}
        return {"that": self.that.text, **when, **({"margin": "ratio"} if self.ratio else {}), "blame": list(blame)}


class Place(NamedTuple):
    """A point: the record of the outermost ``each`` ("" without one), the values, and whether conditions let it in."""

    record: str
    scope: Scope
    state: str


class MadeRule(NamedTuple):
    """A random rule."""

    variables: tuple[Variable, ...]
    lets: Mapping[str, Formula]
    clauses: tuple[Clause, ...]
    when: Formula | None
    blame: list[str]

    def data(self) -> dict[str, Any]:
        """As a rule file has it."""
        return {
            "id": "MADE-001",
            "name": "made",
            "since": "2026.12",
            "level": "must",
            "applies_to": ["Thing"],
            **{name: {"en": "x", "zh": "x"} for name in ("title", "statement", "why")},
            "sources": [{"document": "none", "status": "read"}],
            "constants": dict(CONSTANTS),
            **({"when": self.when.text} if self.when else {}),
            "forall": {variable.name: variable.data() for variable in self.variables},
            "let": {name: formula.text for name, formula in self.lets.items()},
            "require": {one.id: one.data(self.blame) for one in self.clauses},
            "examples": [{"base": "thing", "passes": {}}],
        }

    def rule(self, units: UnitTable) -> Rule:
        """As the engine reads it."""
        return Rule(compiled(RuleModel.model_validate(long_form(self.data())), "made-up", "made.yaml"), units)

    @property
    def outermost(self) -> Variable | None:
        """The first ``each``, by whose records verdicts are told apart."""
        return next((one for one in self.variables if one.form == "each"), None)

    def places(
        self, scope: Scope, random: Random, most: int = POINTS, *, every: bool = False, records: Collection[str] = ()
    ) -> Iterator[Place]:
        """Points of the rule: all, or of many about ``most`` of each record; ``every`` set and number if one asks so.

        Where ``records`` are named, the points of others are left out.

        What a condition after an undefined one excludes is unsure: either may be told, as conditions need not be taken in order.

        Raises:
            Missing: a range has no ends.
        """
        several = sum(variable.form != "each" and variable.held is None for variable in self.variables)
        each = next(count for count in range(_VALUES, 0, -1) if count**several <= most or count == 3)
        return self._places(Place("", scope, IN), self.variables, random, _EVERY if every else each, records)

    def _places(
        self, place: Place, rest: tuple[Variable, ...], random: Random, most: int, records: Collection[str]
    ) -> Iterator[Place]:
        if not rest:
            yield place
            return
        variable, scope = rest[0], place.scope
        try:
            values = variable.values(scope, random, most)
        except Absent:
            yield place._replace(state=ABSENT)
            return
        for value in values:
            inner = {**scope, variable.name: value}
            record = f"{variable.name} {value['id']}" if variable is self.outermost else place.record
            if records and record and record not in records:
                continue
            state = _state(variable, inner)
            if not state and place.state in (UNDEFINED, UNSURE):
                state = UNSURE
            if state:
                worst = max(place.state, state, key=(IN, UNDEFINED, UNSURE, ABSENT).index)
                yield from self._places(Place(record, inner, worst), rest[1:], random, most, records)

    def held_at(self, values: Mapping[str, Fraction]) -> MadeRule:
        """The rule with its numbers held at these values."""
        return self._replace(variables=tuple(one._replace(held=values.get(one.name)) for one in self.variables))


def _state(variable: Variable, scope: Scope) -> str:
    """What the condition of a variable says of its value; "" where it excludes it."""
    try:
        where = variable.where
        return IN if where is None or settled(lambda: where.lets_in(scope)) else ""
    except Missing:
        return UNDEFINED
    except Unsure:
        return UNSURE
    except Absent:
        return ABSENT
