"""Properties of quantities: exact, readable again, never misread, never a traceback."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conformance.documents.dimensions import Dimension
from conformance.documents.errors import QuantityError
from conformance.documents.inputs import read
from conformance.documents.quantities import ABSOLUTE_ZERO, Quantity, parse
from conformance.documents.showing import in_unit, show
from conformance.documents.source import Source
from conformance.documents.strict_yaml import SPEC, load
from conformance.documents.units import UnitTable
from conformance.findings.catalogue import entries, help_text, label, sentence


@cache
def the_table() -> UnitTable:
    source = read(str(Path(__file__).parents[2] / "specs" / "units.yaml"))
    assert isinstance(source, Source)
    return UnitTable.from_data(load(source, SPEC)[0][0].value)


TABLE = the_table()
NAMES = st.sampled_from(TABLE.names())
SYMBOLS = st.sampled_from(TABLE.symbols())
DECIMALS = st.builds(
    lambda digits, scale: Decimal(digits).scaleb(scale), st.integers(-(10**12), 10**12), st.integers(-15, 15)
)
SPELLED = st.one_of(DECIMALS.map(str), DECIMALS.map(lambda number: f"{number:f}"))


@st.composite
def dimensions_with_units(draw) -> tuple[Dimension, str]:
    """A named dimension and one of its usual units."""
    name = draw(NAMES)
    return TABLE.dimension(name), draw(st.sampled_from([*TABLE.accepted(name)] or [""]))


@given(SPELLED, SYMBOLS, st.sampled_from(["", " ", "  ", "\u00a0"]))
def test_the_value_is_the_decimal_times_the_factor(number, symbol, blank):
    unit = TABLE.unit(symbol)
    text = f"{number}{blank}{symbol}"
    value = Fraction(number) * unit.factor + unit.offset
    if value < 0 and unit.dimension.point in ABSOLUTE_ZERO:
        with pytest.raises(QuantityError, match="QTY-below-zero"):
            parse(text, TABLE, unit.dimension)
    else:
        assert parse(text, TABLE, unit.dimension).value == value


@given(SPELLED)
def test_a_plain_number_is_the_decimal(number):
    assert parse(number, TABLE, TABLE.dimension("ratio")).value == Fraction(number)


@given(SYMBOLS, SYMBOLS, st.sampled_from("*/"), st.sampled_from(["", "2", "3"]))
def test_compounds_are_products_and_quotients(left, right, sign, power):
    one, two = TABLE.unit(left), TABLE.unit(right)
    assume(not one.dimension.point and not two.dimension.point and right != "%")
    exponent = int(power or 1) * (1 if sign == "*" else -1)
    expected = {base: Fraction(value) for base, value in one.dimension.exponents}
    for base, value in two.dimension.exponents:
        expected[base] = expected.get(base, Fraction(0)) + value * exponent
    assume(all(abs(value) <= 9 for value in expected.values()))  # the table refuses more
    unit = TABLE.unit(f"{left}{sign}{right}{power}")
    assert unit.factor == one.factor * two.factor**exponent
    assert dict(unit.dimension.exponents) == {base: value for base, value in expected.items() if value}


@given(dimensions_with_units(), DECIMALS, st.integers(1, 12))
def test_what_is_shown_reads_back_within_its_digits(case, number, digits):
    dimension, symbol = case
    unit = TABLE.unit_for(symbol, dimension)
    value = Fraction(number) * unit.factor + unit.offset
    text = show(value, dimension, TABLE, unit, digits)
    again = parse(text, TABLE, dimension)
    wanted = in_unit(value, again.unit)
    assert abs(in_unit(again.value, again.unit) - wanted) <= abs(wanted) * Fraction(1, 2) / 10 ** (digits - 1)
    assert show(again.value, dimension, TABLE, again.unit, digits) == text


@given(dimensions_with_units(), st.integers(-999_999, 999_999), st.integers(-3, 3))
def test_six_digits_are_shown_as_they_were_written(case, digits, scale):
    dimension, symbol = case
    unit = TABLE.unit_for(symbol, dimension)
    number = Fraction(digits) * Fraction(10) ** scale
    assume(number == 0 or Fraction(1, 1000) <= abs(number) < 100_000)
    assert parse(show(number * unit.factor + unit.offset, dimension, TABLE, unit), TABLE, dimension).unit == unit
    shown = show(number * unit.factor + unit.offset, dimension, TABLE, unit)
    assert parse(shown, TABLE, dimension).value == number * unit.factor + unit.offset


@given(NAMES, st.builds(Fraction, st.integers(-(10**30), 10**30), st.integers(1, 10**30)))
def test_any_value_of_any_dimension_can_be_shown(name, value):
    dimension = TABLE.dimension(name)
    found = parse(show(value, dimension, TABLE), TABLE, dimension)
    assert found.unit.dimension == dimension


FRAGMENTS = st.sampled_from([
    "5", "12", "0", "1", ",", ".", "e", "E", "-", "+", " ", "/", "*", "(", ")", "^", "_", "'", "%", "x", "×", "±", "~",
    "<", ">=", "nan", "inf", "0x", "per", "bidir", "lane", "max", "W", "k", "K", "C", "°", "℃", "µ", "Ω", "Gb", "bps",
    "Gbit/s", "GB", "b", "B", "s", "m", "m2", "²", "degC", "kPa", "kPag", "dB", "dBm", "psi", "U", "１", "Ｗ", "，",
    "：", "米", "约", "双向", "\u00a0", "\u3000", "\t", "…", "–", "−", "½", "∞", "{", "}", "1e400", "9" * 30,
])  # fmt: skip
TEXTS_OF_ALL_SORTS = st.one_of(st.lists(FRAGMENTS, max_size=9).map("".join), st.text(max_size=30))


def tried(text: str, expected: Dimension | None) -> Quantity | QuantityError:
    try:
        return parse(text, TABLE, expected)
    except QuantityError as error:
        return error


@given(TEXTS_OF_ALL_SORTS, st.one_of(st.none(), NAMES))
def test_any_text_is_read_or_refused_in_words(text, name):
    expected = TABLE.dimension(name) if name else None
    found = tried(text, expected)
    if isinstance(found, Quantity):
        assert expected is None or found.unit.dimension == expected
        return
    fields = {field for template in entries()[found.code] for _, field, _, _ in Formatter().parse(template) if field}
    assert fields <= set(found.arguments)
    for language in ("en", "zh"):
        for words in (sentence, label, help_text):
            assert isinstance(words(found.code, language, found.arguments), str)


@given(TEXTS_OF_ALL_SORTS, st.one_of(st.none(), NAMES))
def test_a_spelling_to_use_can_be_used(text, name):
    expected = TABLE.dimension(name) if name else None
    found = tried(text, expected)
    use = found.arguments.get("use", "…") if isinstance(found, QuantityError) else "…"
    if "…" not in use and "{" not in use:
        of_another = found.code.startswith("QTY-word-") or found.code == "QTY-no-number"
        assert isinstance(tried(use, None if of_another else expected), Quantity)


@given(TEXTS_OF_ALL_SORTS)
def test_what_is_read_is_a_number_and_a_known_unit_and_nothing_else(text):
    """The independent reading: take the unit away from the end, and what is left is a decimal."""
    try:
        found = parse(text, TABLE, None)
    except QuantityError:
        return
    plain = text.strip()
    symbols = [plain[at:] for at in range(len(plain) + 1)]
    values = set()
    for symbol in symbols:
        try:
            unit = TABLE.unit(symbol)
            number = Decimal(plain[: len(plain) - len(symbol)].strip())
        except (QuantityError, ArithmeticError):
            continue
        if number.is_finite():
            values.add(Fraction(number) * unit.factor + unit.offset)
    assert values == {found.value}


@pytest.mark.parametrize("symbol", TABLE.symbols())
def test_every_unit_is_refused_where_another_is_due(symbol):
    """With a unit of its own, every dimension that has another dimension refuses it in words."""
    unit = TABLE.unit(symbol)
    for name in TABLE.names():
        expected = TABLE.dimension(name)
        if TABLE.unit_for(symbol, expected) is None:
            with pytest.raises(QuantityError) as error:
                parse(f"5 {symbol}", TABLE, expected)
            assert error.value.code in {
                "QTY-wrong-dimension", "QTY-degrees-for-difference", "QTY-pressure-scale",
                "QTY-pressure-for-difference", "QTY-level-scale",
            }  # fmt: skip
        else:
            assert parse(f"5 {symbol}", TABLE, expected).value == 5 * unit.factor + unit.offset


@given(SYMBOLS, st.data())
def test_a_unit_in_another_case_is_never_read_as_itself(symbol, data):
    """``mw`` may not become ``mW``: either it is another unit, or it is refused."""
    letters = [data.draw(st.sampled_from([letter.lower(), letter.upper()])) for letter in symbol]
    other = "".join(letters)
    assume(other != symbol)
    found = tried(f"5 {other}", None)
    if isinstance(found, QuantityError):
        refusals = {"QTY-spelling", "QTY-ambiguous-unit", "QTY-mega-or-milli", "QTY-advice", "QTY-unknown-unit"}
        assert found.code in refusals
    else:
        assert found.unit.symbol == other
        assert found.unit != TABLE.unit(symbol)
