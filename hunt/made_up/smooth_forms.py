"""Random formulas of roots, exponentials, logarithms, powers, means and tails, of levels in dB and of absolute temperatures.

Mostly of what they have values of, and seldom of anything: then their ends are poles, and lie anywhere.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from hunt import smooth
from hunt.exact import quotient, whole
from hunt.made_up.formulas import Formula, applied, number
from hunt.made_up.quantities import SCALES

if TYPE_CHECKING:
    from hunt.made_up.writer import Writer

OF_ALL = "hypotenuse product mean".split()
OF_KELVIN = [*OF_ALL, "absolute"]
OF_DECIBELS = [*OF_ALL, "level", "level"]
OF_NUMBERS = "root root exp exp log log log10 power power raised relax mean chances events ways".split()
OF_NUMBERS += "chances chances events events events events factor heat arrhenius hypotenuse spot spot spot".split()
_EXPONENTS = [Fraction(text) for text in "0.5 1.5 -0.5 0.25 0.8 -1.75 2.5 0.333 3 -2".split()]
_ANYTHING = 0.1
"""The share of arguments that may be anything."""
_LOGARITHMS = {"log": smooth.logarithm, "log2": smooth.logarithm_to(2), "log10": smooth.logarithm_to(10)}


def formula(writer: Writer, kind: str, depth: int) -> Formula:
    """One of them, of some kind of quantity that may be multiplied."""
    words = {"number": OF_NUMBERS, "kelvin": OF_KELVIN, "decibel": OF_DECIBELS}.get(kind, OF_ALL)
    word = writer.random.choice(words)
    match word:
        case "hypotenuse":
            parts = writer.quantity(kind, depth - 1), writer.quantity(kind, depth - 1)
            return applied("sqrt({} ** 2 + {} ** 2)", lambda a, b: smooth.root(a * a + b * b), *parts)
        case "product":
            form = writer.random.choice(("sqrt({} * {})", "(({} * {}) ** 0.5)"))
            return applied(form, lambda a, b: smooth.root(a * b), *_positives(writer, kind, depth))
        case "mean":
            return applied("logmean({}, {})", smooth.logarithmic_mean, *_positives(writer, kind, depth))
        case "absolute":
            parts = writer.quantity("number", depth - 1), writer.quantity("temperature", depth - 1)
            return applied("({} * {})", lambda a, b: a * b, *parts)
        case "level":
            value = _positive(writer, "number", depth)
            return applied("(10 * log10({}) * decibel)", lambda x: 10 * _LOGARITHMS["log10"](x), value)
        case _:
            return _of_number(writer, word, depth)


def _of_number(writer: Writer, word: str, depth: int) -> Formula:
    random = writer.random
    match word:
        case "root":
            return applied("sqrt({})", smooth.root, _positive(writer, "number", depth))
        case "exp":
            name, function = random.choice((("exp", smooth.exponential), ("expm1", smooth.exponential_less_one)))
            return applied(name + "({})", function, _modest(writer, depth))
        case "log" | "log10":
            return _logarithm(random, _positive(writer, "number", depth))
        case "power":
            exponent = number(random.choice(_EXPONENTS))
            return applied("({} ** {})", smooth.raised, _positive(writer, "number", depth), exponent)
        case "raised":
            base = number(Fraction(random.choice((2, 10, Fraction(1, 2), Fraction(9, 10), Fraction(5, 2)))))
            return applied("({} ** {})", smooth.raised, base, _modest(writer, depth))
        case "relax":
            return applied("relax({})", smooth.relaxed, _modest(writer, depth))
        case "spot":
            return _from_a_spot(writer, depth)
        case "factor":
            level = applied("({} / decibel / 10)", lambda x: x / 10, writer.quantity("decibel", depth - 1))
            return applied("(10 ** {})", lambda x: smooth.raised(Fraction(10), x), _clipped(writer, level))
        case "heat" | "arrhenius":
            return _of_heat(writer, word, depth)
        case _:
            return _chance(writer, word, depth)


def _logarithm(random: Random, value: Formula) -> Formula:
    if random.random() < 0.25:
        return applied("log1p({})", lambda x: smooth.logarithm(1 + x), value)
    name = random.choice(list(_LOGARITHMS))
    return applied(name + "({})", _LOGARITHMS[name], value)


def _of_heat(writer: Writer, word: str, depth: int) -> Formula:
    """Ratios of absolute temperatures, and what falls with one as reactions do."""
    heat = writer.quantity("temperature", depth - 1)
    if word == "heat":
        ratio = applied("({} / {})", quotient, heat, writer.quantity("temperature", 0))
        return applied("({} ** {})", smooth.raised, ratio, number(writer.random.choice(_EXPONENTS)))
    slope = number(Fraction(writer.random.choice((-3000, -300, 40))))
    return applied("exp({} * kelvin / {})", lambda a, b: smooth.exponential(quotient(a, b)), slope, heat)


def _chance(writer: Writer, word: str, depth: int) -> Formula:
    """Tails of trials and events, and in how many ways some of many can be chosen."""
    random = writer.random
    many, most = (
        number(Fraction(random.choice((1, 4, 12, 60, 300)))),
        number(Fraction(random.choice((0, 1, 2, 3, 5, 20)))),
    )
    if word == "events":
        value = writer.quantity("number", depth - 1)
        limit = Fraction(random.choice((3, 30, 300)))
        mean = applied(f"clip(abs({{}}), 0, {limit})", lambda x: min(abs(x), limit), value)
        return applied("poisson_tail({}, {})", smooth.tail_of_events, most, mean)
    if word == "ways":
        chosen = applied("floor(clip({}, 0, 4))", _whole_up_to_four, writer.quantity("number", depth - 1))
        return applied("comb({}, {})", smooth.ways, many, chosen)
    share = applied("(1 / (1 + {} ** 2))", lambda x: 1 / (1 + x * x), writer.quantity("number", depth - 1))
    return applied("binomial_tail({}, {}, {})", smooth.tail_of_trials, many, most, share)


def _whole_up_to_four(x: Fraction) -> Fraction:
    return whole(min(max(x, Fraction(0)), Fraction(4)))


def _from_a_spot(writer: Writer, depth: int) -> Formula:
    """What begins, or has a pole, at a value of a variable that is known, anywhere in its range."""
    if not writer.names.spots:
        return _logarithm(writer.random, writer.quantity("number", depth - 1))
    spot = writer.random.choice(writer.names.spots)
    off, span = spot.off(), spot.width(Fraction(1))
    if writer.random.random() < 0.35:
        off = applied("abs({})", abs, off)
    share = applied("({} / {})", quotient, off, span)
    word = writer.random.choice(("root", "root", "log", "power"))
    if word == "root":
        return applied("sqrt({})", smooth.root, share)
    if word == "log":
        return _logarithm(writer.random, share)
    return applied("({} ** {})", smooth.raised, share, number(writer.random.choice(_EXPONENTS)))


def _positives(writer: Writer, kind: str, depth: int) -> tuple[Formula, Formula]:
    return _positive(writer, kind, depth), _positive(writer, kind, depth)


def _positive(writer: Writer, kind: str, depth: int) -> Formula:
    """Mostly what is positive."""
    value = writer.quantity(kind, depth - 1)
    if writer.random.random() < _ANYTHING:
        return value
    least = number(Fraction(writer.random.choice((1, 2, Fraction(1, 10), Fraction(1, 1000)))), kind)
    return applied("(abs({}) + {})", lambda a, b: abs(a) + b, value, least)


def _modest(writer: Writer, depth: int) -> Formula:
    """Mostly what is neither large nor far below zero."""
    value = writer.quantity("number", depth - 1)
    return value if writer.random.random() < _ANYTHING else _clipped(writer, value)


def _clipped(writer: Writer, value: Formula) -> Formula:
    most = Fraction(writer.random.choice((1, 4, 20)))
    if writer.random.random() < 0.3:
        return applied("({} / (1 + abs({})))", lambda a, b: a / (1 + abs(b)), value, value)
    limits = number(-most), number(most)
    return applied("clip({}, {}, {})", lambda x, low, high: min(max(x, low), high), value, *limits)


SCALABLE = ("number", "length", "information", *SCALES)
"""Kinds of quantity that may be multiplied."""
