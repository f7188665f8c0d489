"""Random formulas over up to three quantified numbers, their boxes and points: what the readings are compared on.

Trees are built node by node, so that the text reading can be checked against the parser as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from conformance.expressions import tree
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder, QuantifiedNumber
from conformance.expressions.program import Program
from conformance.expressions.values import Curve

VARIABLES = ("x", "y", "z")
CURVES: Mapping[str, Curve] = {
    "steep": Curve((Fraction(1), Fraction(2), Fraction(10)), (Fraction(3), Fraction(1), Fraction(1, 7))),
    "stairs": Curve((Fraction(-1), Fraction(0), Fraction(5)), (Fraction(1), Fraction(4), Fraction(2)), "step", "hold"),
    "profile": Curve(
        (Fraction(1, 8), Fraction(2), Fraction(7)), (Fraction(3), Fraction(1), Fraction(2)), "step-up-to", "hold"
    ),
    "decades": Curve((Fraction(1, 10), Fraction(3), Fraction(100)), (Fraction(5), Fraction(1), Fraction(9)), "log-log"),
}
# Where limits of rules lie, and where functions begin, end or turn.
LANDMARKS = (0, 1, -1, 2, 3, Fraction(1, 2), Fraction(1, 10), Fraction(-3, 8), 10, 100, Fraction("1e-9"), 10**6)
# Exactly there, and off by a tenth of the slack, about the slack, and ten times the slack.
OFFSETS = (0.0, 1e-10, -1e-10, 9.9e-10, -9.9e-10, 1.01e-9, -1.01e-9, 1e-8, -1e-8)

_ARITHMETIC = ("+", "-", "*", "/", "//", "%")
_OF_ONE = ("abs", "sqrt", "exp", "log", "log2", "log10", "log1p", "expm1", "floor", "ceil", "round", "relax")
_RELATIONS = ("<", "<=", ">", ">=", "==", "!=")
_EXPONENTS = (-2, -1, 0, 1, 2, 3, Fraction(1, 2), Fraction(3, 10), Fraction(-3, 8))


class Case(NamedTuple):
    """A formula, a box of doubles for its numbers, and points of the box."""

    formula: tree.Node
    box: Mapping[str, tuple[float, float]]
    points: Sequence[Mapping[str, Fraction]]


def program(formula: tree.Node) -> Program:
    """The formula over the quantified numbers."""
    names: dict[str, object] = {name: QuantifiedNumber(name) for name in VARIABLES}
    return Folder({**names, **CURVES}).program(Expression("", formula))


def constant(value: int | Fraction) -> tree.Node:
    """A number as the parser would build it: a negative one has a sign before it."""
    return tree.Constant(0, value) if value >= 0 else tree.Unary(0, "-", tree.Constant(0, -value))


def call(function: str, *arguments: tree.Node) -> tree.Call:
    """A call."""
    return tree.Call(0, function, arguments)


@cache
def constants() -> st.SearchStrategy[tree.Node]:
    """Landmarks, and any short decimal."""
    short = st.builds(lambda digits, scale: Fraction(digits, 10**scale), st.integers(-999, 999), st.integers(0, 4))
    return st.one_of(st.sampled_from(LANDMARKS), short.map(_plain)).map(constant)


def _plain(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


@cache
def _variables() -> st.SearchStrategy[tree.Node]:
    return st.sampled_from(VARIABLES).map(lambda name: tree.Name(0, name))


@cache
@st.composite
def _discrete(draw: st.DrawFn) -> tree.Node:
    """Numbers that lists are reduced to before any quantified number is looked at, and sums with one inside."""
    low, high = constant(draw(st.integers(-2, 2))), constant(draw(st.integers(1, 4)))
    span = call("integers", low, high)
    loop = tree.Loop(
        "k", span, (tree.Compare(0, (tree.Name(0, "k"), constant(0)), (draw(st.sampled_from(_RELATIONS)),)),)
    )
    element = tree.Binary(0, draw(st.sampled_from("+-*")), tree.Name(0, "k"), draw(_variables()))
    shared = call("common", call("list", call("set", low, high), call("set", high, constant(1))))
    return draw(
        st.sampled_from(
            (
                call("len", span),
                call("len", shared),
                call("only", call("set", high, high)),
                call(draw(st.sampled_from(("sum", "min", "max"))), tree.Generator(0, element, (loop,))),
            )
        )
    )


@cache
def numbers(depth: int) -> st.SearchStrategy[tree.Node]:
    """Formulas that yield a number, with something to compute at their root."""
    return _compound(depth - 1)


@cache
def _parts(depth: int) -> st.SearchStrategy[tree.Node]:
    """The operands of a formula: often plain ones."""
    if depth <= 0:
        return st.one_of(_variables(), _variables(), constants())
    return st.one_of(_variables(), constants(), _discrete(), *(_compound(depth - 1) for _ in range(3)))


@cache
@st.composite
def _compound(draw: st.DrawFn, depth: int) -> tree.Node:
    kind = draw(
        st.sampled_from(("binary", "binary", "power", "one", "one", "several", "tail", "curve", "choice", "minus"))
    )
    match kind:
        case "binary":
            return tree.Binary(0, draw(st.sampled_from(_ARITHMETIC)), draw(_parts(depth)), draw(_parts(depth)))
        case "power":
            exponent = draw(st.one_of(st.sampled_from(_EXPONENTS).map(constant), _variables()))
            return tree.Binary(0, "**", draw(_parts(depth)), exponent)
        case "one":
            return call(draw(st.sampled_from(_OF_ONE)), draw(_parts(depth)))
        case "several":
            function, count = draw(st.sampled_from((("min", 2), ("max", 3), ("clip", 3), ("sum", 2), ("logmean", 2))))
            return call(function, *(draw(_parts(depth)) for _ in range(count)))
        case "tail":
            return draw(_tails(depth))
        case "curve":
            return call("curve", tree.Name(0, draw(st.sampled_from(sorted(CURVES)))), draw(_parts(depth)))
        case "choice":
            return tree.Choice(0, draw(truths(depth)), draw(_parts(depth)), draw(_parts(depth)))
        case _:
            return tree.Unary(0, "-", draw(_parts(depth)))


@cache
@st.composite
def _tails(draw: st.DrawFn, depth: int) -> tree.Node:
    inner, count, threshold = draw(_parts(depth)), draw(st.integers(0, 40)), draw(st.integers(-1, 12))
    few = call("clip", inner, constant(-1), constant(30))
    match draw(st.sampled_from(("comb", "binomial", "binomial", "poisson", "poisson"))):
        case "comb":
            return call(
                "comb", draw(st.sampled_from((inner, call("floor", few), constant(count)))), constant(max(threshold, 0))
            )
        case "binomial":
            trials = draw(st.sampled_from((constant(count), few)))
            share = draw(st.sampled_from((inner, call("clip", draw(_parts(depth)), constant(0), constant(1)))))
            return call("binomial_tail", trials, constant(threshold), share)
        case _:
            return call("poisson_tail", draw(st.sampled_from((few, constant(threshold)))), draw(_parts(depth)))


@cache
def truths(depth: int) -> st.SearchStrategy[tree.Node]:
    """Formulas that yield a truth value."""
    return _compare(depth) if depth <= 0 else st.one_of(_compare(depth), _truth(depth - 1), _truth(depth - 1))


@cache
@st.composite
def _compare(draw: st.DrawFn, depth: int) -> tree.Node:
    if draw(st.integers(0, 7)) == 0:
        tolerance = draw(st.sampled_from((Fraction(1, 10), Fraction(1, 1000), 0)))
        return call("near", draw(_parts(depth - 1)), draw(_parts(depth - 1)), constant(tolerance))
    links = draw(st.sampled_from((1, 1, 1, 2)))
    operands = tuple(draw(_parts(depth - 1)) for _ in range(links + 1))
    return tree.Compare(0, operands, tuple(draw(st.sampled_from(_RELATIONS)) for _ in range(links)))


@cache
@st.composite
def _truth(draw: st.DrawFn, depth: int) -> tree.Node:
    match draw(st.sampled_from(("and", "or", "not", "choice", "agree", "any", "all", "ascending"))):
        case "and" | "or" as operator:
            return tree.Logic(0, operator, tuple(draw(truths(depth)) for _ in range(draw(st.integers(2, 3)))))
        case "not":
            return tree.Unary(0, "not", draw(truths(depth)))
        case "choice":
            return tree.Choice(0, draw(truths(depth)), draw(truths(depth)), draw(truths(depth)))
        case "agree":
            return tree.Compare(0, (draw(truths(depth)), draw(truths(depth))), (draw(st.sampled_from(("==", "!="))),))
        case "any" | "all" as function:
            return call(function, draw(truths(depth)), draw(truths(depth)))
        case _:
            return call("ascending", call("list", *(constant(draw(st.integers(-3, 3))) for _ in range(2))))


@cache
def _doubles() -> st.SearchStrategy[float]:
    """Values in the range of base units; landmarks and what lies next to them most of all."""
    near = st.builds(lambda mark, off: float(mark) * (1 + off), st.sampled_from(LANDMARKS), st.sampled_from(OFFSETS))
    return st.one_of(near, near, st.floats(-100, 100), st.floats(1e-6, 1e6))


_RANGES = st.tuples(_doubles(), _doubles(), st.sampled_from((None, None, 0.0, 1e-10, 1e-9, 1e-8, 1e-3)))
_BOXES = st.tuples(*(_RANGES for _ in VARIABLES))
# Where in a range: as a share of it, or at a landmark, if that lies inside.
_PLACES = st.sampled_from(
    (
        *(("share", Fraction(*part)) for part in ((0, 1), (1, 1), (1, 2), (1, 3), (1, 10**9))),
        *(("at", mark) for mark in LANDMARKS),
    )
)
_POINTS = st.lists(st.tuples(*(_PLACES for _ in VARIABLES)), min_size=3, max_size=3)


def _range(one: float, other: float, width: float | None) -> tuple[float, float]:
    """Any range; with a ``width``, one that is about a tie, or a single value."""
    low, high = min(one, other), max(one, other)
    return (low, high) if width is None else (low, low + abs(low) * width)


def _inside(span: tuple[float, float], place: tuple[str, Fraction | int]) -> Fraction:
    low, high = map(Fraction, span)
    word, value = place
    return low + (high - low) * value if word == "share" else min(max(Fraction(value), low), high)


@st.composite
def cases(draw: st.DrawFn, formulas: st.SearchStrategy[tree.Node]) -> Case:
    """A formula of at least one number with a box and three points of it."""
    formula = draw(formulas.filter(lambda found: tree.free_names(found) & set(VARIABLES)))
    box = {name: _range(*parts) for name, parts in zip(VARIABLES, draw(_BOXES), strict=True)}
    spans = tuple(box.values())
    points = [dict(zip(VARIABLES, map(_inside, spans, places), strict=True)) for places in draw(_POINTS)]
    return Case(formula, box, points)


@cache
@st.composite
def clauses(draw: st.DrawFn) -> tree.Node:
    """Conditions all of whose comparisons have a margin."""
    operator = draw(st.sampled_from(("and", "or")))
    parts = tuple(draw(_bounded()) for _ in range(draw(st.integers(1, 3))))
    whole: tree.Node = parts[0] if len(parts) == 1 else tree.Logic(0, operator, parts)
    if draw(st.booleans()):
        whole = tree.Choice(0, draw(truths(1)), whole, draw(_bounded()))
    return tree.Unary(0, "not", whole) if draw(st.booleans()) else whole


@cache
@st.composite
def _bounded(draw: st.DrawFn) -> tree.Node:
    left, right = draw(_parts(2)), draw(_parts(1))
    if draw(st.integers(0, 4)) == 0:
        return call("near", left, right, constant(Fraction(1, 10)))
    return tree.Compare(0, (left, right), (draw(st.sampled_from(("<", "<=", ">", ">="))),))


@cache
@st.composite
def exact_in_doubles(draw: st.DrawFn, depth: int = 3) -> tree.Node:
    """Formulas whose every step is exact in doubles for small whole numbers; slack aside, the readings cannot differ."""
    small = st.one_of(_variables(), st.integers(-4, 4).map(constant))
    if depth == 0:
        return draw(small)
    inner = exact_in_doubles(depth - 1)
    match draw(st.sampled_from(("add", "sub", "mul", "divide", "whole", "one", "several", "choice", "undefined"))):
        case "add" | "sub" | "mul" as word:
            return tree.Binary(0, {"add": "+", "sub": "-", "mul": "*"}[word], draw(inner), draw(small))
        case "divide":
            return tree.Binary(0, "/", draw(inner), constant(draw(st.sampled_from((-2, 1, 2, 4)))))
        case "whole":
            return tree.Binary(
                0, draw(st.sampled_from(("//", "%"))), draw(inner), constant(draw(st.sampled_from((-2, 1, 2))))
            )
        case "one":
            return call(draw(st.sampled_from(("abs", "floor", "ceil", "round"))), draw(inner))
        case "several":
            return call(draw(st.sampled_from(("min", "max"))), draw(inner), draw(small))
        case "choice":
            condition = tree.Compare(0, (draw(inner), draw(small)), (draw(st.sampled_from(_RELATIONS)),))
            return tree.Choice(0, condition, draw(inner), draw(inner))
        case _:
            # Nothing but 0, or not defined at all.
            part = draw(inner)
            nought = tree.Binary(0, "-", part, part)
            return draw(
                st.sampled_from(
                    (
                        tree.Binary(0, "/", nought, part),
                        tree.Binary(0, "//", nought, part),
                        tree.Binary(0, "*", nought, call("sqrt", part)),
                        tree.Binary(0, "*", nought, call("log", part)),
                        tree.Binary(0, "*", nought, tree.Binary(0, "**", part, constant(-1))),
                        tree.Binary(0, "*", nought, call("logmean", part, constant(1))),
                    )
                )
            )


def small_points() -> st.SearchStrategy[Mapping[str, Fraction]]:
    """Points of small whole numbers."""
    return st.fixed_dictionaries({name: st.integers(-4, 4).map(Fraction) for name in VARIABLES})


def doubles(point: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """The point, moved to doubles."""
    return {name: Fraction(float(value)) for name, value in point.items()}


def about(point: Mapping[str, Fraction]) -> Mapping[str, tuple[float, float]]:
    """The smallest box of doubles around a point."""
    found: dict[str, tuple[float, float]] = {}
    for name, value in point.items():
        nearest = float(value)
        low = nearest if nearest <= value else math.nextafter(nearest, -math.inf)
        found[name] = (low, nearest if nearest >= value else math.nextafter(nearest, math.inf))
    return found
