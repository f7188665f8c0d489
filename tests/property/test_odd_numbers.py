"""Numbers as people write them where no such spelling is accepted: read as what is meant, or refused with it; never as another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from conformance.documents.quantities import QuantityError, parse
from conformance.spec.load import open_specs

TABLE = open_specs().units
SUPERSCRIPT = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
FULL_WIDTH = str.maketrans("0123456789.,-+WK％", "０１２３４５６７８９．，－＋ＷＫ%")
VULGAR = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4), "⅛": Fraction(1, 8), "⅕": Fraction(1, 5)}
UNITS = {
    "W": ("power", 1),
    "kW": ("power", 1000),
    "K": ("temperature-difference", 1),
    "m": ("length", 1),
    "": ("ratio", 1),
}

Written = tuple[str, Fraction]
"""A number as it is written, and what it means."""


@st.composite
def numbers(draw: st.DrawFn) -> Written:
    """A decimal, or one of the forms that stand in data sheets and mails."""
    digits, places = draw(st.integers(0, 10**7)), draw(st.integers(0, 4))
    value = Fraction(digits, 10**places)
    text = f"{Decimal(digits).scaleb(-places):f}"
    whole, _, decimals = text.partition(".")
    match draw(st.sampled_from(("plain", "comma", "groups", "power", "vulgar", "mixed", "dots", "exponent"))):
        case "comma" if decimals and (len(decimals) != 3 or len(whole) > 3 or whole == "0"):
            text = f"{whole},{decimals}"
        case "groups" if len(whole) > 3:
            mark = draw(st.sampled_from(" _'’\u00a0\u202f"))
            text = f"{int(whole):,}".replace(",", mark) + (f".{decimals}" if decimals else "")
        case "power":
            power, sign = draw(st.integers(-9, 9)), draw(st.sampled_from(("×", "x", "*", " × ", "·", " x ")))
            ten = draw(st.sampled_from((f"10^{power}", f"10**{power}", f"10{str(power).translate(SUPERSCRIPT)}")))
            return f"{text}{sign}{ten}", value * Fraction(10) ** power
        case "vulgar":
            letter = draw(st.sampled_from(sorted(VULGAR)))
            return f"{whole}{letter}", int(whole) + VULGAR[letter]
        case "mixed":
            below = draw(st.sampled_from((2, 4, 5, 8)))
            above = draw(st.integers(1, below - 1))
            return f"{whole} {above}/{below}", int(whole) + Fraction(above, below)
        case "dots":
            text = draw(st.sampled_from((f"{whole}.", f"0{text}", text)))
            return text, Fraction(text.rstrip("."))
        case "exponent":
            power = draw(st.integers(-20, 20))
            return f"{text}{draw(st.sampled_from('eE'))}{power}", value * Fraction(10) ** power
    return text, value


@given(
    numbers(),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(("", "-", "+", "−")),
    st.sampled_from(("", " ", "\u00a0", "\u3000", "\u2009")),
    st.sampled_from(("", FULL_WIDTH)),
)
@example(("10³", Fraction(1000)), "W", "", " ", "")
@example(("1½", Fraction(3, 2)), "W", "", " ", "")
@example(("1.5×10³", Fraction(1500)), "W", "", " ", "")
@example(("1 1/2", Fraction(3, 2)), "W", "-", " ", "")
def test_a_number_is_read_as_meant_or_refused_with_what_is_meant(
    number: Written, unit: str, sign: str, blank: str, letters: dict[int, str] | str
) -> None:
    text, meant = number
    text = f"{sign}{text.translate(letters) if letters else text}{blank}{unit}"
    meant *= (-1 if sign in ("-", "−") else 1) * UNITS[unit][1]
    expected = TABLE.dimension(UNITS[unit][0])
    try:
        assert parse(text, TABLE, expected).value == meant
    except QuantityError as refused:
        use = refused.arguments.get("use", "…")
        if "…" not in use and "{" not in use:
            assert abs(parse(use, TABLE, expected).value - meant) <= abs(meant) / 10**5, (text, use)
