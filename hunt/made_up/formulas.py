"""A formula as a text, which the tool reads, beside a function, which it never sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from hunt.exact import RELATIONS, Absent, Missing
from hunt.made_up.quantities import QUANTITIES

Scope = Mapping[str, Any]
"""The descriptor's roots, variables and records of loops: exact values in base units."""


class Formula(NamedTuple):
    """A text and what it comes to in a scope.

    Attributes:
        text: as the tool reads it.
        value: what it comes to.
        sides: of a comparison, its sides and relation.
        parts: what it is made of, as far as that can be exchanged.
        again: the same of other parts.
        kind: the kind of quantity, "truth" of a condition, "" where nobody asked.
    """

    text: str
    value: Callable[[Scope], Any]
    sides: tuple[Formula, str, Formula] | None = None
    parts: tuple[Formula, ...] = ()
    again: Callable[..., Formula] | None = None
    kind: str = ""


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


def choice(condition: Formula, then: Formula, otherwise: Formula) -> Formula:
    """``then if condition else otherwise``: only one of them is asked for."""
    return Formula(
        f"(({then.text}) if ({condition.text}) else ({otherwise.text}))",
        lambda scope: (then if condition.value(scope) else otherwise).value(scope),
        parts=(condition, then, otherwise),
        again=choice,
    )


def compared(left: Formula, relation: str, right: Formula) -> Formula:
    """A comparison, whose sides are kept."""
    holds = RELATIONS[relation]
    return Formula(
        f"{left.text} {relation} {right.text}",
        lambda scope: holds(left.value(scope), right.value(scope)),
        (left, relation, right),
        parts=(left, right),
        again=lambda left, right: compared(left, relation, right),
    )


def chained(parts: tuple[Formula, Formula, Formula], relations: tuple[str, str]) -> Formula:
    """``a <= b < c``: the last is not asked for where the first two settle it."""
    left, middle, right = parts
    first, second = (RELATIONS[relation] for relation in relations)

    def value(scope: Scope) -> bool:
        lower, inner = left.value(scope), middle.value(scope)
        return first(lower, inner) and second(inner, right.value(scope))

    return Formula(
        f"{left.text} {relations[0]} {middle.text} {relations[1]} {right.text}",
        value,
        parts=parts,
        again=lambda *others: chained(others, relations),
    )


def both(left: Formula, right: Formula) -> Formula:
    """``left and right``: the second is not asked for where the first settles it."""
    return Formula(
        f"(({left.text}) and ({right.text}))",
        lambda scope: left.value(scope) and right.value(scope),
        parts=(left, right),
        again=both,
    )


def either(left: Formula, right: Formula) -> Formula:
    """``left or right``, likewise."""
    return Formula(
        f"(({left.text}) or ({right.text}))",
        lambda scope: left.value(scope) or right.value(scope),
        parts=(left, right),
        again=either,
    )
