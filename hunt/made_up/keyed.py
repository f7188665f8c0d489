"""Random formulas that look up what stands under a key: items of lists by whole numbers, rows of a table by all columns of its key.

A key is known before any number of the rule is chosen, or it is a whole number that the rule counts with.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from hunt.exact import Missing, gathered, item, only, whole
from hunt.made_up.formulas import Formula, Scope, applied, at, field, number
from hunt.made_up.loops import LISTS
from hunt.made_up.thing import LANE, LANES, MODES, RECORD
from hunt.made_up.world import row_id

if TYPE_CHECKING:
    from hunt.made_up.writer import Names, Writer

_GRID = "design.grid"
_BOTH = 0.6
"""The share of look-ups by columns that ask for the whole key."""
_INSTEAD = 0.7
"""The share of look-ups that say what stands in where nothing is found."""


def looked_up(writer: Writer, kind: str, depth: int) -> Formula:
    """A figure of a record that is found by its place, by its name, or by what its row says; or one of all, place by place."""
    figure = next(name for name, of in RECORD.items() if of == kind)
    match writer.random.choice("place place name columns along".split()):
        case "columns":
            return _row_of(writer, figure)
        case "along":
            return _along(writer, kind, depth)
        case "place":
            found = _at_place(writer.random.choice(LISTS), figure, _key(writer.random, writer.names))
        case _:
            found = _named(writer.random, figure)
    return _or_else(found, writer.quantity(kind, depth)) if writer.random.random() < _INSTEAD else found


def _key(random: Random, names: Names) -> Formula:
    """A whole number, mostly: one that is written, that the rule goes through, or that figures of the descriptor come to."""
    own = [*names.places, *(() if names.between else names.counts)]
    word = random.choice(("written", "last", "figure", *4 * ["own"]))
    if word == "own" and own:
        names.counted = True
        key = random.choice(own)
        return applied("({} + {})", lambda a, b: a + b, key, number(Fraction(1))) if random.random() < 0.3 else key
    if word == "last":
        return _last(random.choice(LISTS))
    if word == "figure":
        return applied("floor(abs({}))", lambda x: whole(abs(x)), field(f"design.{random.choice('ab')}"))
    return number(Fraction(random.choice((-2, -1, 0, 0, 1, 1, 2, 3, Fraction(1, 2)))))


def _last(path: str) -> Formula:
    """The last place of a list."""
    return Formula(f"(len({path}) - 1)", lambda scope: Fraction(len(at(scope, path)) - 1))


def last_place(random: Random) -> Formula:
    """The last place of one of the lists."""
    return _last(random.choice(LISTS))


def _at_place(path: str, figure: str, key: Formula) -> Formula:
    def value(scope: Scope) -> Fraction:
        return Fraction(item(at(scope, path), key.value(scope))[figure])

    return Formula(f"{path}[{key.text}].{figure}", value, parts=(key,), again=partial(_at_place, path, figure))


def _named(random: Random, figure: str) -> Formula:
    name = row_id(random.choice(MODES), random.choice((*range(LANES), None)))
    return Formula(f'{_GRID}["{name}"].{figure}', lambda scope: Fraction(_row(scope, name)[figure]))


def _row(scope: Scope, name: str) -> Mapping[str, Any]:
    return only([row for row in at(scope, _GRID) if row["id"] == name])


def _or_else(found: Formula, instead: Formula) -> Formula:
    """What stands under a name, or something else where there is no such row."""

    def value(scope: Scope) -> Fraction:
        try:
            return Fraction(found.value(scope))
        except Missing:
            return Fraction(instead.value(scope))

    return Formula(f"default({found.text}, {instead.text})", value, parts=(instead,), again=partial(_or_else, found))


def _row_of(writer: Writer, figure: str) -> Formula:
    """The one row of a mode and a lane, or of a mode alone: there may be none, or several."""
    random, names = writer.random, writer.names
    mode = random.choice(["design.mode", *(f"{one}.mode" for one in names.records)])
    lane = _key(random, names) if random.random() < _BOTH else None
    with names.record() as record:
        return _of_columns(record, figure, mode, *(() if lane is None else (lane,)))


def _of_columns(record: str, figure: str, mode: str, *lane: Formula) -> Formula:
    def fits(row: Mapping[str, Any], scope: Scope) -> bool:
        return row["mode"] == at(scope, mode) and all(LANE in row and row[LANE] == one.value(scope) for one in lane)

    def value(scope: Scope) -> Fraction:
        return Fraction(only([row for row in at(scope, _GRID) if fits(row, scope)])[figure])

    keeps = " and ".join((f"{record}.mode == {mode}", *_of_lane(record, *lane)))
    text = f"only({record}.{figure} for {record} in {_GRID} if {keeps})"
    return Formula(text, value, parts=lane, again=partial(_of_columns, record, figure, mode))


def _of_lane(record: str, *lane: Formula) -> list[str]:
    return [f"has({record}.{LANE}) and {record}.{LANE} == {one.text}" for one in lane]


def _along(writer: Writer, kind: str, depth: int) -> Formula:
    """The sum, the lowest or the highest over all places of a list, or over all but the last."""
    random, path = writer.random, writer.random.choice(LISTS)
    with writer.names.place() as place:
        element = writer.quantity(kind, depth)
    return _over(random.choice(("sum", "min", "max")), path, place, random.choice((1, 1, 2)), element)


def _over(word: str, path: str, place: str, short: int, element: Formula) -> Formula:
    def value(scope: Scope) -> Fraction:
        places = range(len(at(scope, path)) - short + 1)
        return gathered(word, [element.value({**scope, place: Fraction(one)}) for one in places])

    text = f"{word}({element.text} for {place} in integers(0, len({path}) - {short}))"
    return Formula(text, value, parts=(element,), again=partial(_over, word, path, place, short))
