"""A formula as a text, which the tool reads, beside a function, which it never sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from hunt.exact import EXACTLY, RELATIONS, WIDENED, Absent, Missing, near
from hunt.made_up.quantities import QUANTITIES

Scope = Mapping[str, Any]
"""The descriptor's roots, variables and records of loops: exact values in base units."""

Narrow = tuple[Callable[[Scope], Any], Callable[[Scope], Any]]
_NUMBER = re.compile(r"\b[vw]\d")
"""A variable, or a ``let``, which may read one."""


class Formula(NamedTuple):
    """A text and what it comes to in a scope.

    Attributes:
        text: as the tool reads it.
        value: what it comes to.
        sides: of a comparison, its sides and relation.
        parts: what it is made of, as far as that can be exchanged.
        again: the same of other parts.
        kind: the kind of quantity, "truth" of a condition, "" where nobody asked.
        narrow: of a truth, its value without the slack that makes it fail at more points, and without that which makes it
            hold at more.
    """

    text: str
    value: Callable[[Scope], Any]
    sides: tuple[Formula, str, Formula] | None = None
    parts: tuple[Formula, ...] = ()
    again: Callable[..., Formula] | None = None
    kind: str = ""
    narrow: Narrow | None = None

    def lets_in(self, scope: Scope) -> bool:
        """What it says as a condition: one on a number that the rule goes through has no slack to let in more."""
        return bool((self.narrowed(holds=True) if _NUMBER.search(self.text) else self.value)(scope))

    def narrowed(self, *, holds: bool) -> Callable[[Scope], Any]:
        """Its value without the slack that makes it hold, or fail, at more points."""
        return self.value if self.narrow is None else self.narrow[holds]


def parts_of(formula: Formula) -> Iterator[Formula]:
    """All parts of a formula, of parts too."""
    for part in formula.parts:
        yield part
        yield from parts_of(part)


def decimal(value: Fraction) -> str:
    """The digits of a number that ends, in brackets where it is negative.

    Raises:
        ValueError: its digits do not end within sixteen places.
    """
    places = next((places for places in range(16) if (value * 10**places).denominator == 1), None)
    if places is None:
        raise ValueError(f"{value} has no short decimal")
    text = f"{abs(int(value * 10**places)):0{places + 1}d}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    return f"(-{text})" if value < 0 else text


def at(scope: Scope, path: str) -> Any:
    """What stands at a dotted path.

    Raises:
        Missing: nothing does.
    """
    for key in path.split("."):
        if key not in scope:
            raise Missing
        scope = scope[key]
    return scope


def field(path: str) -> Formula:
    """A path of the descriptor, a variable or a record."""
    return Formula(path, lambda scope: at(scope, path))


def claim(name: str) -> Formula:
    """A claim, which may not be made."""

    def value(scope: Scope) -> Fraction:
        if name not in scope["claims"]:
            raise Absent(name)
        return Fraction(scope["claims"][name])

    return Formula(f"claims.{name}", value)


def number(value: Fraction, kind: str = "number") -> Formula:
    """A plain number, or so many units."""
    constant = QUANTITIES[kind].constant
    if constant is None:
        return Formula(decimal(value), lambda _: value)
    name, _, factor = constant
    return Formula(f"({decimal(value)} * {name})", lambda _: value * factor)


def exactly(value: Fraction, kind: str) -> Formula:
    """So many units as come to a value in base units."""
    constant = QUANTITIES[kind].constant
    return number(value / (constant[2] if constant else 1), kind)


def applied(form: str, function: Callable[..., Any], *parts: Formula) -> Formula:
    """A function of the values of all parts."""
    return in_scope(form, lambda _, *values: function(*values), *parts)


def in_scope(form: str, function: Callable[..., Any], *parts: Formula) -> Formula:
    """A function of the scope and the values of all parts."""
    return Formula(
        form.format(*(part.text for part in parts)),
        lambda scope: function(scope, *[part.value(scope) for part in parts]),
        parts=parts,
        again=partial(in_scope, form, function),
    )


def one_of(left: Formula, values: Sequence[Fraction]) -> Formula:
    """Whether a number is one of a set, in which there is no slack."""
    text = f"({left.text} in set({', '.join(map(decimal, values))}))"
    return Formula(text, lambda scope: left.value(scope) in values, parts=(left,), kind="truth")


def choice(condition: Formula, then: Formula, otherwise: Formula) -> Formula:
    """``then if condition else otherwise``: only one of them is asked for."""
    text = f"(({then.text}) if ({condition.text}) else ({otherwise.text}))"

    def value(if_: Callable[[Scope], Any], one: Callable[[Scope], Any], other: Callable[[Scope], Any]) -> Any:
        return lambda scope: (one if if_(scope) else other)(scope)

    return _truth(text, value, (condition, then, otherwise), choice)


def negated(inner: Formula) -> Formula:
    """``not``."""

    def value(of: Callable[[Scope], Any]) -> Callable[[Scope], Any]:
        return lambda scope: not of(scope)

    narrow = (value(inner.narrowed(holds=True)), value(inner.narrowed(holds=False)))
    return Formula(f"not ({inner.text})", value(inner.value), parts=(inner,), again=negated, narrow=narrow)


def compared(left: Formula, relation: str, right: Formula) -> Formula:
    """A comparison, whose sides are kept."""

    def value(holds: Callable[[Any, Any], bool]) -> Callable[[Scope], Any]:
        return lambda scope: holds(left.value(scope), right.value(scope))

    exactly, slack = EXACTLY[relation], RELATIONS[relation]
    fails, holds = (value(exactly if relation in widened else slack) for widened in WIDENED)
    return Formula(
        f"{left.text} {relation} {right.text}",
        value(slack),
        (left, relation, right),
        parts=(left, right),
        again=lambda left, right: compared(left, relation, right),
        narrow=(fails, holds),
    )


def close(left: Formula, right: Formula, tolerance: Formula) -> Formula:
    """``near``."""
    found = applied("near({}, {}, {})", near, left, right, tolerance)
    exact = applied("near({}, {}, {})", lambda a, b, share: near(a, b, share, Fraction(0)), left, right, tolerance)
    return found._replace(again=close, narrow=(found.value, exact.value))


def chained(parts: tuple[Formula, Formula, Formula], relations: tuple[str, str]) -> Formula:
    """``a <= b < c``: the last is not asked for where the first two settle it."""
    left, middle, right = parts
    joined = both(compared(left, relations[0], middle), compared(middle, relations[1], right))
    return joined._replace(
        text=f"{left.text} {relations[0]} {middle.text} {relations[1]} {right.text}",
        parts=parts,
        again=lambda *others: chained(others, relations),
    )


def both(left: Formula, right: Formula) -> Formula:
    """``left and right``: the second is not asked for where the first settles it."""

    def value(one: Callable[[Scope], Any], other: Callable[[Scope], Any]) -> Callable[[Scope], Any]:
        return lambda scope: one(scope) and other(scope)

    return _truth(f"(({left.text}) and ({right.text}))", value, (left, right), both)


def either(left: Formula, right: Formula) -> Formula:
    """``left or right``, likewise."""

    def value(one: Callable[[Scope], Any], other: Callable[[Scope], Any]) -> Callable[[Scope], Any]:
        return lambda scope: one(scope) or other(scope)

    return _truth(f"(({left.text}) or ({right.text}))", value, (left, right), either)


def _truth(
    text: str, value: Callable[..., Callable[[Scope], Any]], parts: tuple[Formula, ...], again: Callable[..., Formula]
) -> Formula:
    """What is made of truths that all lead the same way: where it has less slack, all of them have."""
    fails, holds = (value(*(part.narrowed(holds=wanted) for part in parts)) for wanted in (False, True))
    return Formula(text, value(*(part.value for part in parts)), parts=parts, again=again, narrow=(fails, holds))
