"""Random formulas that go through lists: sums, lowest and highest, lengths, and whether any or all records keep a condition."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from hunt import exact
from hunt.exact import RELATIONS
from hunt.made_up.formulas import Formula, Scope, at
from hunt.made_up.thing import MODES

if TYPE_CHECKING:
    from hunt.made_up.writer import Names, Writer


LISTS = ("design.ports", "design.ports", "design.units", "design.grid")
"""The lists of a descriptor whose records have the figures of every record."""


def length(random: Random, names: Names) -> Formula:
    """How long a list is."""
    path = _list(random, names)
    return Formula(f"len({path})", lambda scope: Fraction(len(at(scope, path))))


def gathered(writer: Writer, kind: str, depth: int, *, sums: bool) -> Formula:
    """The sum, the lowest or the highest of a list, or of those records of it that keep a condition."""
    word = writer.random.choice(("sum", "min", "max") if sums else ("min", "max"))
    path = _list(writer.random, writer.names)
    with writer.names.record() as record:
        element = writer.quantity(kind, depth)
        condition = of_record(writer.random, record) if writer.random.random() < 0.3 else None
    return _over(word, path, record, condition, element)


def _over(word: str, path: str, record: str, condition: Formula | None, element: Formula) -> Formula:
    def value(scope: Scope) -> Fraction:
        inner = [{**scope, record: one} for one in at(scope, path)]
        values = [element.value(one) for one in inner if condition is None or condition.value(one)]
        return exact.gathered(word, values)

    suffix = "" if condition is None else f" if {condition.text}"
    text = f"{word}({element.text} for {record} in {path}{suffix})"
    return Formula(text, value, parts=(element,), again=partial(_over, word, path, record, condition))


def of_record(random: Random, record: str) -> Formula:
    """A condition on what a record says of itself."""
    word = random.choice(("mode", "in", "rate"))
    if word == "rate":
        limit, relation = Fraction(random.randint(0, 5)), random.choice(("<=", ">", "<"))
        holds = RELATIONS[relation]
        return Formula(f"{record}.rate {relation} {limit}", lambda scope: holds(scope[record]["rate"], limit))
    if word == "mode":
        mode, equal = random.choice(MODES), random.random() < 0.5
        sign = "==" if equal else "!="
        return Formula(f'{record}.mode {sign} "{mode}"', lambda scope: (scope[record]["mode"] == mode) == equal)
    modes = random.sample(MODES, 2)
    listed = ", ".join(f'"{mode}"' for mode in modes)
    return Formula(f"{record}.mode in set({listed})", lambda scope: scope[record]["mode"] in modes)


def of_any(writer: Writer, depth: int, *, everyone: bool) -> Formula:
    """Whether any, or every, port keeps a condition: one after the other, and none after it is settled."""
    with writer.names.record() as record:
        return _asked(record, everyone, writer.truth(depth))


def _asked(record: str, everyone: bool, inner: Formula) -> Formula:  # noqa: FBT001 - a part of the form
    def value(of: Callable[[Scope], Any]) -> Callable[[Scope], bool]:
        together = all if everyone else any
        return lambda scope: together(of({**scope, record: port}) for port in scope["design"]["ports"])

    text = f"{'all' if everyone else 'any'}({inner.text} for {record} in design.ports)"
    narrow = (value(inner.narrowed(holds=False)), value(inner.narrowed(holds=True)))
    return Formula(text, value(inner.value), parts=(inner,), again=partial(_asked, record, everyone), narrow=narrow)


def _list(random: Random, names: Names) -> str:
    if names.sets and random.random() < 0.7:
        return random.choice(names.sets)
    return random.choice(LISTS)
