"""Random formulas over the made-up kind: quantities of every kind, and conditions, from the names in reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from hunt.exact import clipped, quotient, remainder, rounded_up, whole
from hunt.made_up import keyed, loops, readings, smooth_forms
from hunt.made_up.area_functions import FUNCTIONS
from hunt.made_up.checks import CHECKS
from hunt.made_up.formulas import (
    Formula,
    applied,
    both,
    chained,
    choice,
    claim,
    close,
    compared,
    either,
    exactly,
    field,
    negated,
    number,
    one_of,
)
from hunt.made_up.quantities import QUANTITIES, SCALES, difference, is_point
from hunt.made_up.thing import CLAIMS, FIELDS, MODES, OPTIONAL, RECORD

_OF_POINTS = "+ + - min max choice most".split()
_OF_ALL = "+ - scaled shared min max choice abs".split()
_CALLED = {**FUNCTIONS, **CHECKS}
_OF_NUMBERS = [*_CALLED, *"+ - * * / // % % % min max choice abs floor floor ceil round square inverse".split()]
_OF_NUMBERS += "ratio ratio curve curve len default clip sum pole teeth lookup lookup keyed keyed keyed keyed".split()
_BINARY: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "+": ("({} + {})", lambda a, b: a + b),
    "-": ("({} - {})", lambda a, b: a - b),
    "*": ("({} * {})", lambda a, b: a * b),
    "/": ("({} / {})", quotient),
    "min": ("min({}, {})", min),
    "max": ("max({}, {})", max),
}
_UNARY: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "abs": ("abs({})", abs),
    "floor": ("floor({})", whole),
    "ceil": ("ceil({})", rounded_up),
    "round": ("round({})", lambda x: whole(x + Fraction(1, 2))),
    "square": ("({} ** 2)", lambda x: x * x),
    "inverse": ("({} ** -1)", lambda x: quotient(Fraction(1), x)),
}
_READ: Mapping[str, Callable[[Writer, str, int], Formula]] = {
    "curve": readings.of_curve,
    "vapour": readings.of_curve,
    "lookup": readings.of_table,
    "keyed": keyed.looked_up,
}
_SMOOTH = 0.3
"""The share of roots and their like in the formulas of rules that have any."""
KINDS = tuple(QUANTITIES)
_MOSTLY = ("number", "number", *KINDS)


class Spot(NamedTuple):
    """A value of a variable at which formulas may turn, and how far its range goes."""

    variable: Formula
    kind: str
    value: Fraction
    span: Fraction

    def off(self) -> Formula:
        """How far the variable is from it."""
        return applied(*_BINARY["-"], self.variable, exactly(self.value, self.kind))

    def width(self, share: Fraction) -> Formula:
        """A share of its range."""
        return exactly(self.span * share, self.kind)


class Names:
    """What formulas may use: numbers by their kind, records and sets of records, and whether roots and their like."""

    def __init__(self, *, smooth: bool = False) -> None:
        """Nothing yet."""
        self.smooth = smooth
        self.numbers: dict[str, list[Formula]] = {}
        self.records: list[str] = []
        self.sets: list[str] = []
        self.spots: list[Spot] = []
        self.places: list[Formula] = []  # of loops over the places of a list
        self.counts: list[Formula] = []  # whole numbers of the rule, by which can be looked up
        self.counted = False  # whether something is: then no end of whole numbers may hang on a number between
        self.between = False  # whether one does: then nothing may be looked up by whole numbers of the rule

    @contextmanager
    def record(self) -> Iterator[str]:
        """A record of a loop, while its element is written."""
        self.records.append(f"each{len(self.records) + len(self.places)}")
        yield self.records[-1]
        self.records.pop()

    @contextmanager
    def place(self) -> Iterator[str]:
        """A place of a loop over places, likewise."""
        self.places.append(field(f"each{len(self.records) + len(self.places)}"))
        yield self.places[-1].text
        self.places.pop()


class Writer:
    """Writes formulas at random."""

    def __init__(self, random: Random, names: Names) -> None:
        """Draw from ``random``; ``names`` may grow."""
        self.random = random
        self.names = names

    def constant(self) -> Fraction:
        """A round number, or a short decimal."""
        random = self.random
        round_ones = (0, 1, 2, 3, -1, Fraction(1, 2), Fraction(1, 10), Fraction(1, 4), 10, 7)
        odd = (Fraction(random.randint(-99, 99), 10), Fraction(random.randint(0, 999), 100))
        return Fraction(random.choice((*round_ones, *odd)))

    def quantity(self, kind: str, depth: int) -> Formula:
        """A formula of some kind of quantity."""
        return self._quantity(kind, depth)._replace(kind=kind)

    def _quantity(self, kind: str, depth: int) -> Formula:
        if depth <= 0 or self.random.random() < 0.2:
            return self._leaf(kind)
        if self.names.smooth and kind in smooth_forms.SCALABLE and self.random.random() < _SMOOTH:
            return smooth_forms.formula(self, kind, depth)
        word = self.random.choice(self._words(kind))
        if word in _UNARY:
            return applied(*_UNARY[word], self.quantity(kind, depth - 1))
        if word in _BINARY:
            other = difference(kind) if word in "+-" else kind
            return applied(*_BINARY[word], self.quantity(kind, depth - 1), self.quantity(other, depth - 1))
        if word in _CALLED:
            takes, call = _CALLED[word]
            return call(*(self.quantity("number", depth - 1) for _ in range(takes)))
        return self._others(word, kind, depth - 1)

    def _words(self, kind: str) -> list[str]:
        if is_point(kind):
            return _OF_POINTS
        apart = ["apart", "apart"] if kind in SCALES else []
        own = {
            "number": _OF_NUMBERS,
            "length": [*_OF_ALL, *"sum lookup keyed".split()],
            "pascal": [*_OF_ALL, "vapour", "vapour"],
        }
        return own.get(kind, _OF_ALL) + apart

    def _others(self, word: str, kind: str, depth: int) -> Formula:
        match word:
            case "scaled":
                return applied(*_BINARY["*"], self.quantity("number", depth), self.quantity(kind, depth))
            case "shared":
                return applied(*_BINARY["/"], self.quantity(kind, depth), self.quantity("number", depth))
            case "choice":
                return choice(self.truth(depth), self.quantity(kind, depth), self.quantity(kind, depth))
            case "apart":
                return applied(*_BINARY["-"], *(self.quantity(SCALES[kind], depth) for _ in range(2)))
            case "//" | "%":
                return self._steps(word, depth)
            case "ratio":
                other = self.random.choice([name for name in KINDS if QUANTITIES[name].constant])
                return applied("({} / {})", quotient, *(self.quantity(other, depth) for _ in range(2)))
            case "curve" | "vapour" | "lookup" | "keyed":
                return _READ[word](self, kind, depth)
            case "len":
                return loops.length(self.random, self.names)
            case "default":
                return readings.of_optional(self, depth)
            case "pole":
                return self._pole()
            case "teeth":
                return self._teeth()
            case "clip":
                low, high = sorted(self.constant() for _ in range(2))
                return applied("clip({}, {}, {})", clipped, self.quantity(kind, depth), number(low), number(high))
            case _:
                return loops.gathered(self, kind, depth, sums=word == "sum")

    def _pole(self, name: str = "") -> Formula:
        """What has no value at one value of a variable, of this one if one is named."""
        spots = [spot for spot in self.names.spots if not name or spot.variable.text == name]
        if not spots:
            return applied(*_UNARY["inverse"], self._leaf("number"))
        spot = self.random.choice(spots)
        return applied(*_BINARY["/"], number(self.constant(), spot.kind), spot.off())

    def edge(self, name: str = "") -> Formula:
        """A condition that has no value everywhere: beside a pole, of a variable if one is named, or beyond the end of a curve."""
        left = self._pole(name) if name or self.random.random() < 0.7 else readings.of_curve(self, "number", 0)
        return self.compared(left, "number", 0, "<= >= < >")

    def _teeth(self) -> Formula:
        """A saw of ten to ten thousand teeth, one of which begins at a spot that is known."""
        if not self.names.spots:
            return self._steps("%", 0)
        spot = self.random.choice(self.names.spots)
        width = spot.width(Fraction(1, 10 ** self.random.randint(1, 4)))
        return applied("({} % {})", remainder, applied("({} / {})", quotient, spot.off(), width), number(Fraction(1)))

    def _window(self) -> Formula:
        """A condition that holds for a narrow stretch of a variable alone, or everywhere else."""
        spot = self.random.choice(self.names.spots)
        width = spot.width(Fraction(1, 10 ** self.random.randint(1, 5)))
        relation = self.random.choice(("<=", "<=", "<", ">"))
        return compared(applied(*_UNARY["abs"], spot.off()), relation, width)

    def _steps(self, word: str, depth: int) -> Formula:
        form, function = {"//": ("({} // {})", _steps), "%": ("({} % {})", remainder)}[word]
        steps = (1, 2, 3, Fraction(1, 2), Fraction(7, 10), -2)
        step = number(Fraction(self.random.choice(steps)))
        divisor = step if self.random.random() < 0.8 else self.quantity("number", depth)
        return applied(form, function, self.quantity("number", depth), divisor)

    def _leaf(self, kind: str) -> Formula:
        own = [*self.names.numbers.get(kind, []), *(self.names.places if kind == "number" else ())]
        if own and self.random.random() < 0.7:
            found: Formula = self.random.choice(own)
            return found
        fields = [field(f"design.{name}") for name, of in FIELDS.items() if of == kind and name != OPTIONAL]
        fields += [claim(name) for name, of in CLAIMS.items() if of == kind]
        fields += [field(f"{one}.{name}") for one in self.names.records for name, of in RECORD.items() if of == kind]
        if is_point(kind):
            return self.random.choice(fields)
        return self.random.choice([*fields, number(self.constant(), kind), number(self.constant(), kind)])

    def compared(self, left: Formula, kind: str, depth: int, relations: str = "<= >= < > <= >= == !=") -> Formula:
        """A comparison of a formula with another of its kind."""
        return compared(left, self.random.choice(relations.split()), self.quantity(kind, depth))

    def condition(self, kind: str = "") -> Formula:
        """A condition, mostly on a number of some kind that is in reach."""
        if self.names.spots and self.random.random() < 0.4:
            return self._window() if self.random.random() < 0.5 else self.edge()
        kind = kind if kind and self.random.random() < 0.8 else self.random.choice([*self.names.numbers] or ["number"])
        own = self.names.numbers.get(kind, [])
        if not own or self.random.random() < 0.35:
            return self.truth(1)
        return self.compared(self.random.choice(own), kind, self.random.choice((0, 1)), "<= >= < > !=")

    def truth(self, depth: int) -> Formula:
        """A truth, of comparisons above all."""
        return self._truth(depth)._replace(kind="truth")

    def _truth(self, depth: int) -> Formula:
        if depth <= 0 or self.random.random() < 0.55:
            return self._plain_truth(depth)
        word = self.random.choice("and or not choice any all".split())
        if word in ("any", "all"):
            return loops.of_any(self, depth - 1, everyone=word == "all")
        left, right = self.truth(depth - 1), self.truth(depth - 1)
        match word:
            case "not":
                return negated(left)
            case "choice":
                return choice(self.truth(depth - 1), left, right)
            case _:
                return both(left, right) if word == "and" else either(left, right)

    def _plain_truth(self, depth: int) -> Formula:
        random = self.random
        word = random.choice("has mode record near chain member".split() + 8 * ["compare"])
        if word == "record" and self.names.records:
            return loops.of_record(random, random.choice(self.names.records))
        match word:
            case "has":
                return Formula(f"has(design.{OPTIONAL})", lambda scope: OPTIONAL in scope["design"])
            case "mode":
                mode = random.choice(MODES)
                return Formula(f'design.mode == "{mode}"', lambda scope: scope["design"]["mode"] == mode)
            case "member":
                return one_of(self._leaf("number"), [self.constant() for _ in range(random.choice((1, 2, 3)))])
            case "near":
                parts = (self.quantity("number", depth - 1), self.quantity("number", depth - 1))
                tolerance = number(Fraction(1, random.choice((2, 10, 100))))
                return close(*parts, tolerance)
            case "chain":
                kind = random.choice(("number", "length"))
                left, middle, right = (self.quantity(kind, depth - 1) for _ in range(3))
                return chained((left, middle, right), (random.choice(("<=", "<")), random.choice(("<=", "<"))))
            case _:
                kind = random.choice(_MOSTLY)
                return self.compared(self.quantity(kind, depth - 1), kind, depth - 1)


def _steps(a: Fraction, b: Fraction) -> Fraction:
    return whole(quotient(a, b))
