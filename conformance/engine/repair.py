"""Values of one field that mend a clause: of words those that pass. The whole rule is decided again before a value is offered.

What a number may be is another matter (``number_repair``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.documents.flow import flow
from conformance.engine.context import Context
from conformance.engine.fields import Field, replaced
from conformance.engine.shown import Repair
from conformance.engine.verdicts import coded
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.approach import Harmed, Trial

Value = Fraction | int | str


def mending(context: Context, field: Field, trial: Trial, before: set[tuple[str, str]]) -> Mending:
    """The search that fits what the field holds."""
    value = field.value
    if has_words(field) or not isinstance(value, int | Fraction):
        return Mending(context, field, trial, before)
    from conformance.engine.number_repair import NumberMending  # a choice among words needs none of it

    return NumberMending(context, field, trial, before)


def has_words(field: Field) -> bool:
    """Whether a field holds one of a few values: an enumeration or a truth value."""
    return isinstance(field.value, bool) or (isinstance(field.value, str | int) and "enum" in field.schema)


class Mending:
    """The search for a value of one field.

    ``spoiled`` are values that pass, but harm something else of the rule; ``unsure`` those of which a decision ended early.
    """

    def __init__(self, context: Context, field: Field, trial: Trial, before: set[tuple[str, str]]) -> None:
        """Nothing is tried yet; ``before``: (clause, record) of all that does not pass as it stands."""
        self.context, self.field, self.trial, self.before = context, field, trial, before
        self.spoiled: dict[Value, Harmed] = {}
        self.unsure: set[Value] = set()

    def repair(self) -> Repair | None:
        """The values that pass and harm nothing else of the rule."""
        return self.choice() if has_words(self.field) else None

    def farther(self) -> Repair | None:
        """A value beyond the nearest that pass and harm the rule; there is none beyond a word."""
        return None

    def held(self, value: Value) -> Value:
        """A value as the field holds it."""
        return value

    def shown(self, value: Value) -> str:
        """A value as the vendor would write it."""
        return flow(value)

    def _data(self, value: Value) -> Record:
        return replaced(self.context.data, self.field.path, self.held(value))

    def _helps(self, value: Value, *, glance: bool = False) -> bool:
        helps = self.trial.helps(self._data(value), glance=glance)
        if helps and self.trial.ended:
            self.unsure.add(value)
        return helps

    def _harmless(self, value: Value) -> bool:
        harmed = self.trial.harmed(self._data(value), self.before)
        if harmed:
            self.spoiled[value] = harmed
        elif self.trial.ended:
            self.unsure.add(value)
        return not harmed

    def choice(self) -> Repair | None:
        """The alternatives of an enumeration or a truth value that pass and harm nothing else of the rule."""
        self.trial.begin()
        # That a figure's conditions are unstated is the fault itself, never its repair.
        known = (self.field.value, "unstated")
        others = (value for value in self.field.schema.get("enum", (False, True)) if value not in known)
        values = [value for value in others if self._helps(value) and self._harmless(value)]
        return self._offered(values, "one-of") if values else None

    def _offered(self, values: Sequence[Value], direction: str) -> Repair:
        numbers, texts = tuple(map(self.held, values)), tuple(map(self.shown, values))
        written = self.context.descriptor.written(self.field.path)
        whole = self.unsure.isdisjoint(values)
        return Repair(self.field.name, written, texts, direction, self.field.path, numbers, whole=whole)

    def at_a_price(self) -> Repair:
        """A value that passes but harms something else: the nearest, of alternatives those that harm the same, and least."""
        price = min(self.spoiled.values(), key=len)
        repair = self._priced([value for value, harmed in self.spoiled.items() if harmed == price])
        return repair._replace(breaks=tuple(coded(self.context.rule.id, *key) for key in price))

    def _priced(self, values: Sequence[Value]) -> Repair:
        return self._offered(values, "any" if values[0] == self.field.value else "one-of")
