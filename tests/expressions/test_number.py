"""The exact reading: arithmetic, ties, what is undefined, margins."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from conformance.expressions.outcomes import Truth
from tests.expressions.readings import at, holds, program, value, why

TIE = Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", 1),
        ("-2 ** 2", -4),
        ("2 ** -2", Fraction(1, 4)),
        ("0 ** 0", 1),
        ("(-2) ** 3", -8),
        ("7 // 2", 3),
        ("-7 // 2", -4),
        ("7 % 2", 1),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("2.5 % 0.75", Fraction(1, 4)),
        ("floor(-0.5)", -1),
        ("ceil(-0.5)", 0),
        ("round(2.5)", 3),
        ("round(-2.5)", -2),
        ("round(2.4)", 2),
        ("abs(-3)", 3),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("clip(5, 0, 3)", 3),
        ("clip(-5, 0, 3)", 0),
        ("clip(2, 0, 3)", 2),
        ("sqrt(2.25)", Fraction(3, 2)),
        ("sqrt(0)", 0),
        ("exp(0)", 1),
        ("log(1)", 0),
        ("log2(1024)", 10),
        ("log2(0.125)", -3),
        ("log10(0.001)", -3),
        ("comb(5, 2)", 10),
        ("comb(2, 5)", 0),
        ("1 if 2 > 1 else 1 / 0", 1),
        ("sum(list(1, 2, 3))", 6),
    ],
)
def test_values(text, wanted):
    assert value(text) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1 / 0", "division-by-zero"),
        ("1 // 0", "division-by-zero"),
        ("1 % 0", "division-by-zero"),
        ("0 ** -1", "division-by-zero"),
        ("0 ** -0.5", "division-by-zero"),
        ("(-1) ** 0.5", "root-of-negative"),
        ("sqrt(-1)", "root-of-negative"),
        ("log(0)", "log-of-non-positive"),
        ("log2(-1)", "log-of-non-positive"),
        ("log10(0)", "log-of-non-positive"),
        ("log1p(-1)", "log-of-non-positive"),
        ("logmean(0, 1)", "log-of-non-positive"),
        ("exp(10001)", "too-large"),
        ("9 ** 9 ** 9 ** 9", "too-large"),
        ("2.5 ** 99999.5", "too-large"),
        ("comb(2.5, 1)", "not-a-count"),
        ("comb(-1, 1)", "not-a-count"),
        ("comb(10001, 1)", "not-a-count"),
        ("binomial_tail(5, 1, 1.1)", "not-a-probability"),
        ("binomial_tail(-1, 1, 0.5)", "not-a-probability"),
        ("poisson_tail(1, -1)", "not-a-mean"),
        ("poisson_tail(1, 1001)", "not-a-mean"),
        ("min(1, 1 / 0)", "division-by-zero"),
        ("1 / 0 < 1", "division-by-zero"),
        ("not 1 / 0 < 1", "division-by-zero"),
        ("1 if 1 / 0 < 1 else 2", "division-by-zero"),
        ("near(1, 1 / 0, 0.1)", "division-by-zero"),
    ],
)
def test_undefined_values_say_why(text, reason):
    assert why(text) == reason


def test_undefined_values_name_the_part_of_the_formula():
    found = at(program("2 * (x / (x - 1)) > 3", "x"), x=1)
    assert getattr(found, "part", None) is not None
    assert found.part.at == 5  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("relation", "below", "just_below", "tie_below", "same", "tie_above", "just_above"),
    [
        ("<", True, True, False, False, False, False),
        ("<=", True, True, True, True, True, False),
        (">", False, False, False, False, False, True),
        (">=", False, False, True, True, True, True),
        ("==", False, False, True, True, True, False),
        ("!=", True, True, False, False, False, True),
    ],
)
@pytest.mark.parametrize("scale", [Fraction(1), Fraction(10**15), Fraction(1, 10**15)])
def test_a_billionth_is_a_tie(relation, below, just_below, tie_below, same, tie_above, just_above, scale):  # noqa: PLR0917
    b = 1000 * scale
    found = [
        holds(f"a {relation} b", a=a, b=b)
        for a in (
            b / 2,
            b * (1 - TIE * Fraction(101, 100)),
            b * (1 - TIE),
            b,
            b * (1 + TIE),
            b * (1 + TIE * Fraction(101, 100)),
        )
    ]
    assert found == [below, just_below, tie_below, same, tie_above, just_above]


@pytest.mark.parametrize("relation", ["<=", ">=", "=="])
def test_the_slack_of_a_comparison_is_that_of_the_larger_side(relation):
    assert holds(f"0 {relation} 0")
    assert holds(f"-5 {relation} -5 - 4e-9")
    # Next to zero nothing is a tie.
    assert not holds("0 == 1e-60")
    assert holds("0 < 1e-60")


def test_strict_and_lax_comparisons_are_exact_opposites():
    for a in (1, 1 + TIE, 1 - TIE, 1 + 2 * TIE, 1 - 2 * TIE):
        assert holds("a < 1", a=a) is not holds("a >= 1", a=a)
        assert holds("a > 1", a=a) is not holds("a <= 1", a=a)
        assert holds("a == 1", a=a) is not holds("a != 1", a=a)


@pytest.mark.parametrize(
    ("x", "floor", "ceil"),
    [
        ("3", 3, 3),
        ("2.999999998", 3, 3),
        ("2.999999996", 2, 3),
        ("3.000000002", 3, 3),
        ("3.000000004", 3, 4),
        ("-2.999999998", -3, -3),
        ("-3.000000002", -3, -3),
        ("-2.999999996", -3, -2),
        ("-3.000000004", -4, -3),
        ("0", 0, 0),
        ("1e-60", 0, 1),
        ("-1e-60", -1, 0),
    ],
)
def test_floor_and_ceil_take_a_tie_for_the_integer(x, floor, ceil):
    assert (value(f"floor({x})"), value(f"ceil({x})")) == (floor, ceil)


@pytest.mark.parametrize("x", [10**9, 2 * 10**9, 10**12 + 1, 10**30 + 7, -2 * 10**9, -(10**15)])
def test_an_integer_is_its_own_floor_however_large(x):
    assert (value("floor(x)", x=x), value("ceil(x)", x=x), value("round(x)", x=x)) == (x, x, x)


def test_halves_of_large_numbers_are_no_ties():
    assert value("x // 2", x=2 * 10**9 + 1) == 10**9
    assert value("x % 2", x=2 * 10**12 + 1) == 1
    assert value("ceil(x / 4)", x=4 * 10**15 + 1) == 10**15 + 1


def test_special_functions_agree_with_60_digit_arithmetic():
    from mpmath import mp, mpf

    with mp.workdps(60):
        for x in ("1e-30", "1e-9", "1.1e-9", "0.3", "1", "7.5", "300"):
            exact = mpf(x)
            references = {
                "exp(x)": mp.exp(exact),
                "exp(-x)": mp.exp(-exact),
                "expm1(x)": mp.expm1(exact),
                "expm1(-x)": mp.expm1(-exact),
                "log(x)": mp.log(exact),
                "log2(3 * x)": mp.log(3 * exact, 2),
                "log10(x)": mp.log10(exact),
                "log1p(x)": mp.log1p(exact),
                "sqrt(x)": mp.sqrt(exact),
                "x ** 0.3": mp.power(exact, mpf("0.3")),
                "relax(x)": -mp.expm1(-exact) / exact,
                "relax(-x)": mp.expm1(exact) / exact,
                "logmean(2, 2 + x)": exact / mp.log1p(exact / 2),
            }
            for text, wanted in references.items():
                found = value(text, x=Fraction(x))
                assert isinstance(found, int | Fraction)
                close = abs(mpf(found.numerator) / found.denominator - wanted)
                assert close <= abs(wanted) * mpf("1e-35"), (text, x)


@pytest.mark.parametrize(
    ("a", "b"), [(1, 1), (3, 7), (Fraction("1e-30"), 10**30), (Fraction(1), Fraction(1) + TIE * TIE)]
)
def test_the_logarithmic_mean_is_symmetric_and_between(a, b):
    mean = value("logmean(a, b)", a=a, b=b)
    assert a <= mean <= b
    assert abs(mean - value("logmean(b, a)", a=a, b=b)) <= mean * Fraction("1e-30")


def test_probability_tails_agree_with_plain_sums():
    for n, t in ((1, 0), (5, 2), (30, 17), (30, 30)):
        for p in (Fraction(0), Fraction("1e-12"), Fraction(1, 3), Fraction(9, 10), Fraction(1)):
            plain = sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(t + 1, n + 1))
            found = value("binomial_tail(n, t, p)", n=n, t=t, p=p)
            assert abs(found - plain) <= plain * Fraction("1e-40")


def test_probability_tails_hold_where_the_first_term_is_too_small_for_a_double():
    assert value("binomial_tail(2000, 100, 0.5)") > 1 - Fraction("1e-30")
    assert value("poisson_tail(10, 1000)") > 1 - Fraction("1e-30")
    assert 0 < value("binomial_tail(10000, 9999, 1e-6)") < Fraction("1e-9000")


@pytest.mark.parametrize(
    "mean", ["0.001", "2.5", "1.1602743793774728158573093492188490927219390869140625", "40", "1000"]
)
def test_the_poisson_tail_agrees_with_the_incomplete_gamma_function(mean):
    from mpmath import mp, mpf

    with mp.workdps(60):
        for t in (0, 3, 60, 1100):
            wanted = mp.gammainc(t + 1, 0, mpf(mean), regularized=True)
            found = value("poisson_tail(t, mean)", t=t, mean=Fraction(mean))
            assert abs(mpf(found.numerator) / found.denominator - wanted) <= wanted * mpf("1e-35")


def test_counts_of_a_tail_are_whole_up_to_a_tie():
    assert value("binomial_tail(4.9999999999, 1, 0.5)") == value("binomial_tail(5, 1, 0.5)")
    assert value("binomial_tail(5, -1, 0.5)") == 1
    assert value("binomial_tail(5, 5, 0.5)") == 0
    assert value("poisson_tail(-1, 3)") == 1
    assert value("poisson_tail(3, 0)") == 0


def test_a_huge_threshold_does_not_take_for_ever():
    assert 0 < value("poisson_tail(10 ** 18, 1000)") < Fraction("1e-9000")


def test_long_powers_are_taken_in_50_digits_instead_of_being_undefined():
    from mpmath import mp, mpf

    found = value("(1 - 1e-12) ** 32768")
    with mp.workdps(60):
        wanted = (1 - mpf("1e-12")) ** 32768
        assert abs(mpf(found.numerator) / found.denominator - wanted) < mpf("1e-40")
    assert value("(-1.0000001) ** 100001") < 0 < value("(-1.0000001) ** 100002")
    assert value("(-0.5) ** 300001") < 0 < value("0.5 ** 300001")
    assert value("1 ** 10 ** 30") == 1


@pytest.mark.parametrize(("function", "base"), [("log", "e"), ("log2", 2), ("log10", 10)])
@pytest.mark.parametrize("small", ["1e-12", "-1e-30", "1e-55"])
def test_logarithms_next_to_1_keep_their_digits(function, base, small):
    from mpmath import mp, mpf

    with mp.workdps(130):
        wanted = mp.log1p(mpf(small)) / mp.log(mp.e if base == "e" else base)
        found = value(f"{function}(1 + s)", s=Fraction(small))
        assert abs(mpf(found.numerator) / found.denominator - wanted) <= abs(wanted) * mpf("1e-35")


def test_logarithms_of_powers_are_exact():
    for power in range(-120, 121):
        assert value("log2(x)", x=Fraction(2) ** power) == power
        assert value("log10(x)", x=Fraction(10) ** power) == power


def test_powers_of_what_is_next_to_1_keep_their_digits():
    e = value("exp(1)")
    assert abs(value("(1 + 1e-55) ** 1e55") - e) < Fraction("1e-40")
    assert abs(value("(-1 - 1e-55) ** (1e55 + 1)") + e) < Fraction("1e-40")


def test_exponentials_fall_on_below_the_largest_power():
    assert 0 < value("exp(-20000)") < value("exp(-10001)") < value("exp(-10000)")


def test_what_is_too_small_to_matter_keeps_its_sign():
    assert 0 < value("0.5 ** 10 ** 18") < Fraction("1e-9000")
    assert 0 > value("(-0.5) ** (10 ** 9 + 1)") > -Fraction("1e-9000")
    assert 0 < value("exp(-10 ** 9)") < Fraction("1e-4000")


def margin(text: str, **names: object) -> tuple[bool, object, object]:
    found = value(text, **names)
    assert isinstance(found, Truth)
    return found.holds, found.amount, found.relative


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 <= 4", (True, 1, Fraction(1, 4))),
        ("5 <= 4", (False, -1, Fraction(-1, 4))),
        ("5 >= 4", (True, 1, Fraction(1, 4))),
        ("3 < 4", (True, 1, Fraction(1, 4))),
        ("5 > -4", (True, 9, Fraction(9, 4))),
        ("3 == 4", (False, None, None)),
        ("3 >= 0", (True, 3, None)),
        ("near(103, 100, 0.05)", (True, 2, Fraction(2, 100))),
        ("near(-103, -100, 0.05)", (True, 2, Fraction(2, 100))),
        ("near(106, 100, 0.05)", (False, -1, Fraction(-1, 100))),
        ("not 3 <= 4", (False, -1, Fraction(-1, 4))),
        ("1 <= 2 <= 10", (True, 1, Fraction(1, 2))),
        ("3 <= 4 and 1 <= 100", (True, 1, Fraction(1, 4))),
        ("5 <= 4 and 1 <= 100", (False, -1, Fraction(-1, 4))),
        ("5 <= 4 or 1 <= 100", (True, 99, Fraction(99, 100))),
        ("5 <= 4 or 300 <= 100", (False, -1, Fraction(-1, 4))),
        ("3 == 3 and 3 <= 4", (True, 1, Fraction(1, 4))),
        ("3 == 4 and 3 <= 4", (False, None, None)),
        ("3 == 3 or 3 <= 4", (True, None, None)),
        ("3 == 4 or 5 <= 4", (False, -1, Fraction(-1, 4))),
        ("all(x <= 4 for x in list(1, 2, 3))", (True, 1, Fraction(1, 4))),
        ("any(x >= 4 for x in list(1, 2, 3))", (False, -1, Fraction(-1, 4))),
    ],
)
def test_margins(text, wanted):
    assert margin(text) == wanted
