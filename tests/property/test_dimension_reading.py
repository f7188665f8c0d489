"""The dimension reading: what it accepts does not depend on the choice of units; what mixes dimensions is refused."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conformance.documents.dimensions import NUMBER, Dimension, of, power, product
from conformance.expressions import number, tree
from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.fold import Folder, QuantifiedNumber
from conformance.expressions.outcomes import Scalar, Truth, Undefined
from conformance.expressions.types import NumberType, TruthType
from tests.property.formulas import call, constant

METRE, SECOND, KELVIN, DECIBEL = (of(((base, 1),)) for base in ("m", "s", "K", "dB"))
WARMTH = of((("K", 1),), "temperature")
SIGNAL = of((("dB", 1),), "dBm", true_zero=False)
PASCAL = of((("m", -1), ("s", -2), ("kg", 1)))
ABSOLUTE, GAUGE = of(PASCAL.exponents, "absolute"), of(PASCAL.exponents, "gauge", true_zero=False)

KINDS: Mapping[str, Dimension] = {
    "share": NUMBER,
    "length": METRE,
    "time": SECOND,
    "rise": KELVIN,
    "warmth": WARMTH,
    "loss": DECIBEL,
    "level": SIGNAL,
    "fall": PASCAL,
    "inlet": ABSOLUTE,
    "dial": GAUGE,
}
NAMES: Mapping[str, Dimension] = {f"{name}_{side}": kind for name, kind in KINDS.items() for side in "ab"}
PLAIN = [kind for kind in KINDS.values() if not kind.point and kind != DECIBEL]
COMPARING = ("<", "<=", ">", ">=", "==", "!=")
# Squares, so that roots of what was rational stay so; near 1, so that no shift makes a tie of a difference.
FACTORS: Mapping[str, tuple[Fraction, ...]] = {
    "m": (Fraction(4), Fraction(1, 100)),
    "s": (Fraction(9), Fraction(1, 36)),
    "K": (Fraction(25, 4), Fraction(1, 100)),
    "kg": (Fraction(49), Fraction(1, 25)),
    "dB": (Fraction(1), Fraction(1)),
}
SHIFTS: Mapping[str, Fraction] = {"dBm": Fraction(30), "gauge": Fraction(-30, 7)}


@cache
def quantities(kind: Dimension, depth: int) -> st.SearchStrategy[tree.Node]:
    """Formulas of one dimension."""
    names = [name for name, found in NAMES.items() if found == kind]
    leaves = st.sampled_from(names).map(lambda name: tree.Name(0, name)) if names else st.just(_powers(kind))
    if depth <= 0:
        return leaves
    inner = _points(kind, depth - 1) if kind.point else _plain(kind, depth - 1)
    return st.one_of(leaves, _alike(kind, depth - 1), inner, inner)


def _powers(kind: Dimension) -> tree.Node:
    """A product of powers of base quantities."""
    units = {"m": "length_a", "s": "time_a", "K": "rise_a", "dB": "loss_a"}
    whole: tree.Node = tree.Name(0, "share_a")
    exponents = dict(kind.exponents)
    if "kg" in exponents:
        pressure = exponents.pop("kg")
        whole = _times(whole, "fall_a", pressure)
        for base, part in PASCAL.exponents:
            if base != "kg":
                exponents[base] = exponents.get(base, Fraction(0)) - part * pressure
    for base, exponent in exponents.items():
        whole = _times(whole, units[base], exponent)
    return whole


def _times(whole: tree.Node, name: str, exponent: Fraction) -> tree.Node:
    value = int(exponent) if exponent.denominator == 1 else exponent
    return tree.Binary(0, "*", whole, tree.Binary(0, "**", tree.Name(0, name), constant(value)))


@st.composite
def _alike(draw: st.DrawFn, kind: Dimension, depth: int) -> tree.Node:
    """What takes values of one dimension and yields it."""
    inner = quantities(kind, depth)
    match draw(st.sampled_from(("min", "max", "clip", "choice"))):
        case "min" | "max" as function:
            return call(function, draw(inner), draw(inner))
        case "clip":
            return call("clip", draw(inner), draw(inner), draw(inner))
        case _:
            return tree.Choice(0, draw(conditions(depth)), draw(inner), draw(inner))


@st.composite
def _points(draw: st.DrawFn, kind: Dimension, depth: int) -> tree.Node:
    """A point, moved by a difference."""
    away = quantities(kind.difference(), depth)
    return tree.Binary(0, draw(st.sampled_from("+-")), draw(quantities(kind, depth)), draw(away))


@st.composite
def _plain(draw: st.DrawFn, kind: Dimension, depth: int) -> tree.Node:
    inner, factor = quantities(kind, depth), draw(st.sampled_from(PLAIN))
    forms = ["sum", "difference", "product", "quotient", "minus", "abs", "rest", "logmean", "root"]
    match draw(st.sampled_from(forms + ["number"] * 6 if kind == NUMBER else forms)):
        case "sum":
            return tree.Binary(0, "+", draw(inner), draw(inner))
        case "difference":
            scales = [point for point in (WARMTH, SIGNAL, ABSOLUTE, GAUGE) if point.exponents == kind.exponents]
            side = quantities(draw(st.sampled_from((kind, *scales))), depth)
            return tree.Binary(0, "-", draw(side), draw(side))
        case "product":
            return tree.Binary(
                0,
                "*",
                draw(quantities(product(kind, power(factor, Fraction(-1))), depth)),
                draw(quantities(factor, depth)),
            )
        case "quotient":
            return tree.Binary(0, "/", draw(quantities(product(kind, factor), depth)), draw(quantities(factor, depth)))
        case "minus":
            return tree.Unary(0, "-", draw(inner))
        case "abs":
            return call("abs", draw(inner))
        case "rest":
            return tree.Binary(0, "%", draw(inner), draw(inner))
        case "logmean":
            return call("logmean", draw(inner), draw(inner))
        case "root":
            return call("sqrt", draw(quantities(power(kind, Fraction(2)), 0)))
        case _:
            return draw(_numbers(depth))


@st.composite
def _numbers(draw: st.DrawFn, depth: int) -> tree.Node:
    match draw(st.sampled_from(("constant", "function", "turns", "ratio"))):
        case "constant":
            return constant(draw(st.integers(-5, 5)))
        case "function":
            function = draw(st.sampled_from(("exp", "log1p", "floor", "ceil", "round", "relax", "expm1")))
            return call(function, draw(quantities(NUMBER, depth)))
        case form:
            inner = quantities(draw(st.sampled_from(PLAIN)), depth)
            return tree.Binary(0, "//" if form == "turns" else "/", draw(inner), draw(inner))


@cache
@st.composite
def conditions(draw: st.DrawFn, depth: int) -> tree.Node:
    """Comparisons within one dimension."""
    inner = quantities(draw(st.sampled_from(sorted(KINDS.values()))), depth)
    return tree.Compare(0, (draw(inner), draw(inner)), (draw(st.sampled_from(COMPARING)),))


VALUES = st.fixed_dictionaries({name: st.integers(1, 60).map(lambda tenths: Fraction(tenths, 7)) for name in NAMES})
ENVIRONMENT = {name: NumberType(kind) for name, kind in NAMES.items()}


def evaluated(formula: tree.Node, values: Mapping[str, Fraction]) -> Scalar:
    names = {name: QuantifiedNumber(name) for name in NAMES}
    return number.run(Folder(names).program(Expression("", formula)), values)


def in_other_units(value: Fraction, kind: Dimension, system: int) -> Fraction:
    """A value of base units, in units of which one base unit makes ``FACTORS``; points without true zero move as well."""
    for base, exponent in kind.exponents:
        factor = number.OPERATIONS["pow"](FACTORS[base][system], exponent)
        assert isinstance(factor, int | Fraction)
        value *= factor
    return value + (SHIFTS[kind.point] if kind.point and not kind.true_zero else 0)


@given(st.one_of(*(quantities(kind, 3) for kind in KINDS.values()), conditions(3)), VALUES, st.integers(0, 1))
def test_what_is_accepted_does_not_depend_on_units(
    formula: tree.Node, values: Mapping[str, Fraction], system: int
) -> None:
    kind = infer(Expression("", formula), ENVIRONMENT)
    before = evaluated(formula, values)
    after = evaluated(formula, {name: in_other_units(value, NAMES[name], system) for name, value in values.items()})
    if isinstance(before, Undefined):
        assert isinstance(after, Undefined)
    elif isinstance(before, Truth):
        assert isinstance(kind, TruthType)
        assert isinstance(after, Truth)
        assert after.holds is before.holds
    else:
        assert isinstance(kind, NumberType)
        assert isinstance(after, int | Fraction)
        wanted = in_other_units(Fraction(before), kind.dimension, system)
        assert abs(after - wanted) <= Fraction("1e-30") * max(abs(after), abs(wanted), 1)


DIFFERENT = [(a, b) for a in KINDS.values() for b in KINDS.values() if a.exponents != b.exponents]
SAME_UNIT = [(WARMTH, KELVIN), (SIGNAL, DECIBEL), (ABSOLUTE, PASCAL), (GAUGE, PASCAL), (GAUGE, ABSOLUTE)]


def _mixtures(left: tree.Node, right: tree.Node) -> list[tree.Node]:
    """Everything that takes two values of one dimension."""
    functions = [call(name, left, right) for name in ("min", "max", "logmean", "list", "set")]
    comparisons = [tree.Compare(0, (left, right), (relation,)) for relation in COMPARING]
    choice = tree.Choice(0, tree.Constant(0, True), left, right)
    rest = [tree.Binary(0, "//", left, right), tree.Binary(0, "%", left, right), call("near", left, right, constant(1))]
    return [*functions, *comparisons, *rest, choice, call("clip", left, left, right)]


def refused(formula: tree.Node) -> bool:
    try:
        infer(Expression("", tree.Call(0, "len", (call("list", formula),))), ENVIRONMENT)
    except ExpressionError as error:
        return error.code.startswith("SPEC-")
    return False


@given(st.data(), st.sampled_from(DIFFERENT + SAME_UNIT + [(b, a) for a, b in SAME_UNIT]))
def test_what_mixes_dimensions_is_refused(data: st.DataObject, kinds: tuple[Dimension, Dimension]) -> None:
    left, right = (data.draw(quantities(kind, 1)) for kind in kinds)
    # A bare 0 has any dimension.
    assume(not any(isinstance(side, tree.Constant) for side in (left, right)))
    mixtures = _mixtures(left, right)
    if kinds in DIFFERENT:
        mixtures += [tree.Binary(0, sign, left, right) for sign in "+-"]
    assert [mixture for mixture in mixtures if not refused(mixture)] == []


@pytest.mark.parametrize(
    ("left", "sign", "right"),
    [
        ("warmth_a", "+", "warmth_b"),
        ("level_a", "+", "level_b"),
        ("inlet_a", "+", "inlet_b"),
        ("rise_a", "-", "warmth_a"),
        ("fall_a", "-", "dial_a"),
        ("dial_a", "-", "inlet_a"),
        ("inlet_a", "+", "dial_a"),
        ("level_a", "*", "share_a"),
        ("share_a", "/", "dial_a"),
        ("dial_a", "**", "share_a"),
        ("length_a", "**", "share_a"),
    ],
)
def test_points_are_not_added_nor_scaled(left: str, sign: tree.BinaryOperator, right: str) -> None:
    assert refused(tree.Binary(0, sign, tree.Name(0, left), tree.Name(0, right)))


@pytest.mark.parametrize(
    "function", ["exp", "log", "log1p", "expm1", "log2", "log10", "floor", "ceil", "round", "relax"]
)
@pytest.mark.parametrize("name", ["length_a", "warmth_a", "loss_a", "dial_a"])
def test_only_plain_numbers_are_raised_or_counted(function: str, name: str) -> None:
    assert refused(call(function, tree.Name(0, name)))
