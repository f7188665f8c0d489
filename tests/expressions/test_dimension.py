"""The dimension reading: what goes with what, and where a formula that mixes things up goes wrong."""

from __future__ import annotations

import pytest

from conformance.documents.dimensions import NUMBER, Dimension, of
from conformance.expressions.dimension import infer
from conformance.expressions.expression import ExpressionError
from conformance.expressions.functions import Function, PythonFunction
from conformance.expressions.guards import guards_of
from conformance.expressions.parse import parse
from conformance.expressions.types import (
    CurveType,
    Field,
    ListType,
    MapType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)

WATT = of((("kg", 1), ("m", 2), ("s", -3)))
KELVIN = of((("K", 1),))
WARMTH = of((("K", 1),), "temperature")
LEVEL = of((("dB", 1),))
SIGNAL = of((("dB", 1),), "dBm", true_zero=False)
PASCAL = of((("kg", 1), ("m", -1), ("s", -2)))
GAUGE = of(PASCAL.exponents, "gauge", true_zero=False)
ABSOLUTE = of(PASCAL.exponents, "absolute")
METRE = of((("m", 1),))
BIT = of((("bit", 1),))


def claim(dimension: Dimension, **basis: str) -> RecordType:
    words = {name: Field(TextType(frozenset(choices.split()))) for name, choices in basis.items()}
    return RecordType(
        {"value": Field(NumberType(dimension)), "basis": Field(RecordType(words, "basis"))}, "claim", claim=True
    )


PORT = RecordType(
    {
        "rate": Field(claim(BIT, direction="one both", layer="raw")),
        "lanes": Field(NumberType()),
        "reach": Field(NumberType(METRE), required=False),
    },
    "port",
)
DESIGN = RecordType(
    {
        "power": Field(NumberType(WATT)),
        "spare": Field(NumberType(WATT), required=False),
        "retry": Field(
            RecordType({"limit": Field(NumberType()), "time": Field(NumberType(), required=False)}, "retry"),
            required=False,
        ),
        "medium": Field(TextType(frozenset({"copper", "fibre"}))),
        "name": Field(TextType()),
        "on": Field(TruthType()),
        "ports": Field(ListType(PORT)),
        "by_name": Field(MapType(PORT)),
        "widths": Field(ListType(NumberType())),
        "span": Field(RecordType({"min": Field(NumberType()), "max": Field(NumberType())}, "range")),
        "reach": Field(RecordType({"min": Field(NumberType(METRE)), "max": Field(NumberType(METRE))}, "range")),
        "pump": Field(CurveType(METRE, PASCAL)),
    },
    "design",
)
CLAIMS = RecordType(
    {
        "one": Field(claim(BIT, direction="per-direction", layer="raw"), required=False),
        "same": Field(claim(BIT, direction="per-direction", layer="raw"), required=False),
        "other": Field(claim(BIT, direction="bidirectional", layer="raw"), required=False),
        "open": Field(claim(BIT, direction="per-direction bidirectional", layer="raw"), required=False),
        "power": Field(claim(WATT), required=False),
    },
    "claims",
)
NUMBERS = {
    "n": NUMBER,
    "m": NUMBER,
    "power": WATT,
    "difference": KELVIN,
    "hot": WARMTH,
    "cold": WARMTH,
    "gain": LEVEL,
    "signal": SIGNAL,
    "drop": PASCAL,
    "gauge": GAUGE,
    "absolute": ABSOLUTE,
    "length": METRE,
    "size": BIT,
}
ENVIRONMENT: dict[str, Type] = {
    **{name: NumberType(dimension) for name, dimension in NUMBERS.items()},
    "design": DESIGN,
    "claims": CLAIMS,
    "truth": TruthType(),
    "word": TextType(),
}


def dimension(text: str, **more: Type) -> Dimension:
    found = infer(parse(text), {**ENVIRONMENT, **more})
    assert isinstance(found, NumberType), found
    return found.dimension


def refusal(text: str) -> tuple[str, int]:
    with pytest.raises(ExpressionError) as caught:
        infer(parse(text), ENVIRONMENT)
    return caught.value.code.removeprefix("SPEC-"), caught.value.offset


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("n + 1", NUMBER),
        ("power + power", WATT),
        ("power - 0", WATT),
        ("power * length / length", WATT),
        ("power / power", NUMBER),
        ("length ** 2 / length", METRE),
        ("sqrt(length * length)", METRE),
        ("(length ** 4) ** 0.25", METRE),
        ("length ** -1 * length", NUMBER),
        ("length // length", NUMBER),
        ("length % length", METRE),
        ("-length", METRE),
        ("abs(length)", METRE),
        ("max(0, length)", METRE),
        ("clip(length, 0, 2 * length)", METRE),
        ("logmean(difference, difference)", KELVIN),
        ("exp(length / length)", NUMBER),
        ("hot - cold", KELVIN),
        ("hot + difference", WARMTH),
        ("difference + hot", WARMTH),
        ("hot - difference", WARMTH),
        ("hot - cold + difference", KELVIN),
        ("max(hot, cold)", WARMTH),
        ("hot / cold", NUMBER),
        ("signal - signal", LEVEL),
        ("signal + gain", SIGNAL),
        ("signal - gain - gain", SIGNAL),
        ("gain + gain", LEVEL),
        ("2 * gain", LEVEL),
        ("gauge - gauge", PASCAL),
        ("gauge + drop", GAUGE),
        ("absolute + drop", ABSOLUTE),
        ("absolute / absolute", NUMBER),
        ("sum(p.lanes for p in design.ports)", NUMBER),
        ("sum(design.widths)", NUMBER),
        ("len(design.ports) + len(design.span)", NUMBER),
        ("sum(p.lanes for p in design.by_name)", NUMBER),
        ("design.by_name['a'].lanes", NUMBER),
        ("design.ports[0].lanes", NUMBER),
        ("curve(design.pump, length)", PASCAL),
        ("curve(design.pump, 0)", PASCAL),
        ("design.power if truth else 0", WATT),
        ("claims.one * 2", BIT),
        ("claims.one + size", BIT),
        ("only(p.lanes for p in design.ports if p.lanes > 3)", NUMBER),
        ("record(a=length, b=2).a", METRE),
        ("binomial_tail(n, m, 0.5) + poisson_tail(n, m) + comb(n, m) + relax(n)", NUMBER),
    ],
)
def test_what_goes_together(text, wanted):
    assert dimension(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "power < design.power",
        "length > 0",
        "0 <= length < 2 * length",
        "hot < cold",
        "signal > signal + gain",
        "gauge < gauge",
        "near(length, 2 * length, 0.1)",
        "design.medium == 'copper'",
        "design.medium == word",
        "design.medium in set('copper', 'dust')",
        "4 in design.widths",
        "'a' in design.by_name",
        "design.widths <= set(1, 2)",
        "set(1) == design.widths",
        "truth == (n > 3)",
        "all(p.lanes > 1 for p in design.ports if p.rate > 0)",
        "ascending(design.widths)",
        "has(design.spare) and truth",
        "claims.one < claims.same",
        "claims.open < claims.open",
        "claims.open < size",
        "claims.one.basis == claims.same.basis",
        "n in integers(design.span)",
    ],
)
def test_conditions(text):
    assert infer(parse(text), ENVIRONMENT) == TruthType()


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("1 + (power + difference)", "dimensions-differ", 5),
        ("length < power", "dimensions-differ", 0),
        ("n < length", "dimensions-differ", 0),
        ("max(length, 1)", "dimensions-differ", 0),
        ("size == n", "dimensions-differ", 0),
        ("length // n", "dimensions-differ", 0),
        ("power if truth else length", "dimensions-differ", 0),
        ("default(design.spare, length)", "dimensions-differ", 0),
        ("curve(design.pump, power)", "dimensions-differ", 0),
        ("near(length, power, 0.1)", "dimensions-differ", 0),
        ("hot + cold", "points-added", 0),
        ("difference - hot", "points-added", 0),
        ("signal + signal", "points-added", 0),
        ("gauge - absolute", "points-added", 0),
        ("gauge < absolute", "dimensions-differ", 0),
        ("gauge < drop", "dimensions-differ", 0),
        ("hot < difference", "dimensions-differ", 0),
        ("hot > 0", "dimensions-differ", 0),
        ("signal > gain", "dimensions-differ", 0),
        ("sum(list(hot, cold))", "points-added", 0),
        ("2 * signal", "point-scaled", 0),
        ("-signal", "point-scaled", 0),
        ("abs(gauge)", "point-scaled", 0),
        ("signal / signal", "point-scaled", 0),
        ("gauge ** 2", "point-scaled", 0),
        ("sqrt(signal)", "point-scaled", 0),
        ("near(signal, signal, 0.1)", "point-scaled", 0),
        ("length ** n", "power-open", 0),
        ("n ** length", "not-plain", 0),
        ("exp(length)", "not-plain", 0),
        ("floor(length)", "not-plain", 0),
        ("near(n, m, length)", "not-plain", 0),
        ("design.by_name[length]", "not-plain", 0),
        ("integers(1, length)", "not-plain", 0),
        ("integers(design.reach)", "not-plain", 0),
        ("truth + 1", "not-a-number", 0),
        ("design + 1", "not-a-number", 0),
        ("word * 2", "not-a-number", 0),
        ("sum(truth for p in design.ports)", "not-a-number", 0),
        ("design.widths[truth]", "not-a-number", 0),
        ("n and truth", "not-a-truth", 0),
        ("not n", "not-a-truth", 4),
        ("1 if n else 2", "not-a-truth", 5),
        ("all(p.lanes for p in design.ports)", "not-a-truth", 0),
        ("sum(p.lanes for p in design.ports if p.lanes)", "not-a-truth", 37),
        ("sum(p for p in n)", "not-a-list", 0),
        ("3 in n", "not-a-list", 0),
        ("word in design.name", "not-a-list", 0),
        ("design.widths & n", "not-a-list", 0),
        ("len(n)", "not-a-list", 0),
        ("len(design.name)", "not-a-list", 0),
        ("len(claims.one)", "not-a-list", 0),
        ("common(design.widths)", "not-a-list", 0),
        ("curve(n, n)", "not-a-curve", 0),
        ("word < word", "not-comparable", 0),
        ("design.widths < set(1)", "not-comparable", 0),
        ("truth <= truth", "not-comparable", 0),
        ("n.x", "no-fields", 0),
        ("n[0]", "no-items", 0),
        ("speed + 1", "unknown-name", 0),
        ("1 + design.pwer", "unknown-field", 4),
        ("1 + claims.one.worth", "unknown-field", 4),
        ("1 + flor(n)", "unknown-function", 4),
        ("abs(n, m)", "argument-count", 0),
        ("clip(n, m)", "argument-count", 0),
        ("integers(1, 10, 2)", "argument-count", 0),
        ("ascending(design.widths, design.widths)", "argument-count", 0),
        ("common(design.widths, design.widths)", "argument-count", 0),
        ("len(n, m)", "argument-count", 0),
        ("list()", "argument-count", 0),
        ("has(design.spare, 1)", "argument-count", 0),
        ("default(design.spare)", "argument-count", 0),
        ("abs(x for x in design.widths)", "generator-outside", 3),
        ("integers(x for x in design.widths)", "generator-outside", 8),
        ("max(0, (x for x in design.widths))", "generator-outside", 7),
        ("has(n > 3)", "expression-construct", 4),
        ("default(n + 1, 2)", "expression-construct", 8),
    ],
)
def test_what_does_not_is_refused_where_it_stands(text, code, offset):
    assert refusal(text) == (code, offset)


def test_watts_and_kelvin_do_not_load():
    with pytest.raises(ExpressionError) as caught:
        infer(parse("n + 2 > 1 and power\n + difference > 0"), ENVIRONMENT)
    error = caught.value
    assert (error.code, error.offset) == ("SPEC-dimensions-differ", 14)
    assert error.arguments == {"left": "kg*m^2/s^3", "right": "K", "part": "power + difference"}


@pytest.mark.parametrize(
    ("text", "close"), [("design.pwer", "power"), ("lenght + 1", "length"), ("flor(n)", "floor"), ("zzz", "")]
)
def test_misspelt_names_are_told_the_nearest(text, close):
    with pytest.raises(ExpressionError) as caught:
        infer(parse(text), ENVIRONMENT)
    assert caught.value.arguments["close"] == close


@pytest.mark.parametrize(
    "text",
    [
        "design.medium == 'fiber'",
        "'fiber' != design.medium",
        "design.medium in list('fiber', 'dac')",
        "'x' in list('y')",
    ],
)
def test_a_word_that_an_enumeration_does_not_have_is_no_silent_false(text):
    assert refusal(text)[0] == "not-one-of"


@pytest.mark.parametrize(
    "text",
    [
        "claims.one + claims.other",
        "claims.one < claims.other",
        "claims.open - claims.one",
        "claims.open == claims.one",
        "max(claims.one, claims.other)",
        "near(claims.one, claims.open, 0.1)",
        "sum(list(claims.one)) > 0 and sum(claims.one, claims.other) > 0",
        "clip(claims.one, 0, claims.other)",
        "(claims.one if truth else claims.one) < claims.other",
    ],
)
def test_claims_of_different_basis_are_not_mixed(text):
    assert refusal(text)[0] == "basis-mixed"


def test_optional_fields_are_guarded():
    for text in (
        "design.spare > 0",
        "has(design.spare) or design.spare > 0",
        "design.spare if truth else 0",
        "design.retry.limit",
    ):
        assert refusal(text)[0] == "optional-unguarded"


@pytest.mark.parametrize(
    "text",
    [
        "has(design.spare) and design.spare > 0",
        "not has(design.spare) or design.spare > 0",
        "truth and has(design.spare) and (truth or design.spare > 0)",
        "(design.spare if has(design.spare) else 0) > 0",
        "(0 if not has(design.spare) else design.spare) > 0",
        "(0 if not has(design.spare) or truth else design.spare) > 0",
        "default(design.spare, 0) > 0",
        "default(design.retry.time, 3) > 0",
        "has(design.retry.time) and design.retry.limit > design.retry.time",
        "all(p.reach > 0 for p in design.ports if has(p.reach))",
        "all(p.reach > 0 for p in design.ports if p.lanes > 1 if has(p.reach) and p.reach > 0)",
        "claims.power > 0",
    ],
)
def test_guards_reach_through_and_or_if_and_generators(text):
    assert infer(parse(text), ENVIRONMENT) == TruthType()


def test_guards_do_not_reach_the_wrong_side():
    for text in (
        "(0 if has(design.spare) else design.spare) > 0",
        "not has(design.spare) and design.spare > 0",
        "(has(design.spare) or truth) and design.spare > 0",
        "not (has(design.spare) and truth) or not truth or design.spare > 0",
        "any(has(p.reach) for p in design.ports) and any(p.reach > 0 for p in design.ports)",
    )[:3]:
        assert refusal(text)[0] == "optional-unguarded"


def test_the_condition_of_a_rule_guards_its_formulas():
    guards = guards_of(parse("has(design.retry.time) and truth and not (truth or not has(design.spare))"))
    assert guards == {"design.retry.time", "design.retry", "design.spare"}
    assert infer(parse("design.spare + 0"), ENVIRONMENT, guards=guards) == NumberType(WATT)


def test_lets_have_types_and_faults_inside_them_are_shown_at_their_name():
    lets = {"twice": parse("2 * length"), "wrong": parse("length + power")}
    assert infer(parse("twice + length"), ENVIRONMENT, lets=lets) == NumberType(METRE)
    with pytest.raises(ExpressionError) as caught:
        infer(parse("n + wrong"), ENVIRONMENT, lets=lets)
    assert (caught.value.offset, caught.value.arguments["let"]) == (4, "wrong")


def test_lets_in_a_circle_are_refused():
    with pytest.raises(ExpressionError, match="SPEC-let-cycle"):
        infer(parse("a"), ENVIRONMENT, lets={"a": parse("b"), "b": parse("a")})


def test_lets_see_no_loop_variables():
    with pytest.raises(ExpressionError, match="SPEC-unknown-name"):
        infer(parse("sum(a for p in design.ports)"), ENVIRONMENT, lets={"a": parse("p.lanes")})


def test_a_guard_counts_inside_a_let_where_it_is_used():
    lets = {"left": parse("design.spare + 0")}
    assert infer(parse("has(design.spare) and left > 0"), ENVIRONMENT, lets=lets) == TruthType()
    with pytest.raises(ExpressionError, match="SPEC-optional-unguarded"):
        infer(parse("left > 0 and has(design.spare)"), ENVIRONMENT, lets=lets)


def test_functions_have_signatures():
    double = Function("double", {"x": NumberType(METRE)}, NumberType(METRE), parse("2 * x"))
    count = PythonFunction("count", {"of": DESIGN, "n": NumberType()}, NumberType(), lambda _of, n: n, structural=True)
    functions = {"double": double, "count": count}
    assert infer(parse("double(length)"), ENVIRONMENT, functions) == NumberType(METRE)
    assert infer(parse("double(0)"), ENVIRONMENT, functions) == NumberType(METRE)
    assert infer(parse("count(design, n)"), ENVIRONMENT, functions) == NumberType()
    for text, code in (
        ("double(power)", "dimensions-differ"),
        ("double(1)", "dimensions-differ"),
        ("double()", "argument-count"),
    ):
        with pytest.raises(ExpressionError, match=code):
            infer(parse(text), ENVIRONMENT, functions)
