"""Random formulas over the descriptor of ``rule_worlds``: every kind of quantity, points on scales, curves, lists, choices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from hypothesis import strategies as st

from tests.property.rule_values import (
    BINARY,
    DIFFERENCES,
    FIELDS,
    KINDS,
    RECORD,
    RELATIONS,
    UNARY,
    UNITS,
    Formula,
    Missing,
    Scope,
    applied,
    at,
    choice,
    compared,
    field,
    number,
    quotient,
    read,
)

_OF_POINTS = ("+", "+", "-", "min", "max", "choice", "leaf")
_OF_ALL = ("+", "-", "min", "max", "choice", "abs", "sum", "leaf")
_OF_NUMBERS = (
    *_OF_ALL,
    "*",
    "/",
    "//",
    "%",
    "floor",
    "ceil",
    "round",
    "square",
    "ratio",
    "curve",
    "stairs",
    "len",
    "default",
)
_OF_DIMENSIONS = (*_OF_ALL, "*", "/", "apart")


class Names:
    """What formulas may use: numbers by their kind, and records."""

    def __init__(self) -> None:
        self.numbers: dict[str, list[str]] = {}
        self.records: list[str] = []
        self.lets: dict[str, Formula] = {}

    @contextmanager
    def record(self) -> Iterator[str]:
        """A record of a loop, while its element is written."""
        self.records.append(f"port{len(self.records)}")
        yield self.records[-1]
        self.records.pop()


def constants() -> st.SearchStrategy[Fraction]:
    """Round numbers, and short decimals."""
    return st.one_of(
        st.sampled_from((0, 1, 2, 3, -1, 10, Fraction(1, 2), Fraction(1, 10))).map(Fraction),
        st.integers(-99, 999).map(lambda digits: Fraction(digits, 10)),
    )


@st.composite
def quantities(draw: st.DrawFn, kind: str, names: Names, depth: int) -> Formula:
    """A formula of some kind of quantity."""
    words = _OF_POINTS if kind in DIFFERENCES else _OF_NUMBERS if kind == "number" else _OF_DIMENSIONS
    word = draw(st.sampled_from(words)) if depth else "leaf"
    if word in BINARY:
        scaled = kind != "number" and word in ("*", "/")
        other = "number" if scaled else DIFFERENCES.get(kind, kind) if word in ("+", "-") else kind
        parts = [draw(quantities(one, names, depth - 1)) for one in (kind, other)]
        return applied(*BINARY[word], *parts)
    if word in UNARY:
        return applied(*UNARY[word], draw(quantities(kind, names, depth - 1)))
    if word == "choice":
        condition = draw(truths(names, depth - 1))
        return choice(condition, *(draw(quantities(kind, names, depth - 1)) for _ in range(2)))
    if word == "sum":
        return draw(_sums(kind, names, depth - 1))
    return draw(_leaf(kind, names) if word == "leaf" else _others(word, kind, names, depth - 1))


@st.composite
def _others(draw: st.DrawFn, word: str, kind: str, names: Names, depth: int) -> Formula:
    match word:
        case "ratio":
            other = draw(st.sampled_from(sorted(UNITS)))
            return applied("({} / {})", quotient, *(draw(quantities(other, names, depth)) for _ in range(2)))
        case "apart":
            scale = next((scale for scale, difference in DIFFERENCES.items() if difference == kind), kind)
            return applied(*BINARY["-"], *(draw(quantities(scale, names, depth)) for _ in range(2)))
        case "curve" | "stairs":
            along, path = draw(quantities("length", names, depth)), f"design.{word}"
            return Formula(f"curve({path}, {along.text})", lambda scope: read(at(scope, path), along.value(scope)))
        case "len":
            return Formula("len(design.ports)", lambda scope: Fraction(len(scope["design"]["ports"])))
        case _:
            instead = draw(quantities("number", names, depth))
            return Formula(
                f"default(design.extra, {instead.text})",
                lambda scope: scope["design"]["extra"] if "extra" in scope["design"] else instead.value(scope),
            )


@st.composite
def _leaf(draw: st.DrawFn, kind: str, names: Names) -> Formula:
    if kind in names.lets and not draw(st.integers(0, 3)):
        return Formula("w0", names.lets[kind].value)
    own = names.numbers.get(kind, ())
    if own and draw(st.integers(0, 3)):
        return field(draw(st.sampled_from(own)))
    paths = [*FIELDS.get(kind, ()), *(f"{record}.{RECORD[kind]}" for record in names.records if kind in RECORD)]
    if paths and (kind in DIFFERENCES or draw(st.booleans())):
        return field(draw(st.sampled_from(paths)))
    return number(draw(constants()), kind)


@st.composite
def _sums(draw: st.DrawFn, kind: str, names: Names, depth: int) -> Formula:
    word = draw(st.sampled_from(("sum", "min", "max")))
    with names.record() as record:
        element = draw(quantities(kind, names, depth))
    unused = draw(st.booleans())

    def value(scope: Scope) -> Fraction:
        ports = [port for port in scope["design"]["ports"] if unused or port["kind"] == "x"]
        values = [element.value({**scope, record: port}) for port in ports]
        if not values and word != "sum":
            raise Missing
        return sum(values, Fraction(0)) if word == "sum" else min(values) if word == "min" else max(values)

    condition = "" if unused else f' if {record}.kind == "x"'
    return Formula(f"{word}({element.text} for {record} in design.ports{condition})", value)


@st.composite
def truths(draw: st.DrawFn, names: Names, depth: int) -> Formula:
    """A condition."""
    word = draw(st.sampled_from(("compare", "compare", "compare", "mode", "has", "and", "or", "not", "any")))
    if depth == 0 or word == "compare":
        kind = draw(st.sampled_from(KINDS))
        parts = [draw(quantities(kind, names, min(depth, 1))) for _ in range(2)]
        return compared(parts[0], draw(st.sampled_from(sorted(RELATIONS))), parts[1])
    match word:
        case "mode":
            return Formula('design.mode == "x"', lambda scope: scope["design"]["mode"] == "x")
        case "has":
            return Formula("has(design.extra)", lambda scope: "extra" in scope["design"])
        case "not":
            return applied("(not ({}))", lambda truth: not truth, draw(truths(names, depth - 1)))
        case "any":
            with names.record() as record:
                inner = draw(truths(names, depth - 1))
            ports = "design.ports"
            return Formula(
                f"any({inner.text} for {record} in {ports})",
                lambda scope: any(inner.value({**scope, record: port}) for port in at(scope, ports)),
            )
        case _:
            left, right = draw(truths(names, depth - 1)), draw(truths(names, depth - 1))
            both = word == "and"
            return Formula(
                f"(({left.text}) {word} ({right.text}))",
                lambda s: (left.value(s) and right.value(s)) if both else (left.value(s) or right.value(s)),
            )
