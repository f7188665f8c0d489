"""Low-precision rounding and sums: against ml_dtypes, against each other, and the worked numbers of the domain file."""

from __future__ import annotations

from fractions import Fraction

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.checks.software.rounding import FORMATS, Format, rounded
from conformance.checks.software.sums import _equal, chain, group_sizes, ones, total

ORACLES = {
    "f16": np.float16,
    "bf16": ml_dtypes.bfloat16,
    "f32": np.float32,
    "f8e4m3fn": ml_dtypes.float8_e4m3fn,
    "f8e5m2": ml_dtypes.float8_e5m2,
    "f4e2m1": ml_dtypes.float4_e2m1fn,
}
RING, TREE = [{"order": "ring"}], [{"order": "tree"}]
LEVELS = st.sampled_from(
    [
        RING,
        TREE,
        [{"order": "ring", "size": 4}, {"order": "tree"}],
        [{"order": "tree", "size": 3}, {"order": "ring"}],
        [{"order": "ring", "size": 2}, {"order": "double_tree", "size": 5}, {"order": "ring"}],
    ]
)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False, width=32)


def as_double(value: float, format_: Format) -> float:
    """What a double becomes in the format, as a double again: infinity or NaN where it lies beyond the largest number."""
    exact = rounded(Fraction(value), format_)
    beyond = {"infinity": np.copysign(np.inf, value), "nan": np.nan}
    return beyond[format_.beyond] if exact is None else float(exact)


def every_pattern(name: str) -> np.ndarray:
    """All finite numbers of a format, and the middles between neighbours, where ties are decided."""
    kind = np.dtype(ORACLES[name])
    unsigned = np.uint8 if kind.itemsize == 1 else np.uint16
    bits = 4 if name == "f4e2m1" else 8 * kind.itemsize
    with np.errstate(invalid="ignore"):  # NaNs that signal
        numbers = np.arange(2**bits, dtype=unsigned).view(kind).astype(np.float64)
    numbers = np.unique(numbers[np.isfinite(numbers)])
    return np.concatenate([numbers, (numbers[1:] + numbers[:-1]) / 2])


@pytest.mark.parametrize("name", ["f16", "bf16", "f8e4m3fn", "f8e5m2", "f4e2m1"])
def test_every_number_and_every_tie_rounds_as_in_ml_dtypes(name):
    values = every_pattern(name)
    ours = [as_double(value, FORMATS[name]) for value in values]
    with np.errstate(over="ignore"):
        theirs = values.astype(ORACLES[name]).astype(np.float64)
    assert np.array_equal(ours, theirs, equal_nan=True)


@pytest.mark.parametrize("name", ORACLES)
@given(value=st.one_of(DOUBLES, st.floats(-1000, 1000, width=32)))
def test_any_number_of_32_bits_rounds_as_in_ml_dtypes(name, value):
    # Of 32 bits: from a double the oracle may round twice.
    with np.errstate(over="ignore"):
        theirs = float(np.float32(value).astype(ORACLES[name]).astype(np.float64))
    assert np.array_equal(as_double(value, FORMATS[name]), theirs, equal_nan=True)


@pytest.mark.parametrize("name", FORMATS)
@given(value=st.floats(-100, 100))
def test_rounding_is_idempotent_and_within_half_a_step(name, value):
    format_ = FORMATS[name]
    once = rounded(Fraction(value), format_)
    if once is None:
        assert abs(Fraction(value)) > format_.highest
        return
    assert rounded(once, format_) == once
    smallest = Fraction(2) ** (format_.lowest - format_.precision)
    if abs(Fraction(value)) <= format_.highest:
        assert abs(once - Fraction(value)) <= max(abs(Fraction(value)) * format_.unit, smallest)


def test_tf32_is_f32_with_ten_bits_of_fraction():
    values = np.array([1 + 2**-10, 1 + 2**-11, 1 + 3 * 2**-11, 1e38, 3.4e38])
    words = values.astype(np.float32).view(np.uint32).astype(np.uint64)
    # Ties to even on the thirteen bits that fall away.
    kept = ((words + 0xFFF + ((words >> 13) & 1)) >> 13 << 13).astype(np.uint32).view(np.float32)
    assert [as_double(value, FORMATS["tf32"]) for value in values] == kept.astype(np.float64).tolist()


def test_the_worked_numbers_of_the_domain_file():
    assert ones(RING, 640, "bf16") == 256
    assert ones(TREE, 640, "bf16") == 640
    assert ones(RING, 4096, "f16") == 2048
    assert ones(RING, 640, "f32") == 640
    three = [Fraction(value) for value in (21, 43.40625, 1.4375)]
    assert total(three, RING, FORMATS["f16"]) == Fraction("65.8125")
    assert total(three[::-1], RING, FORMATS["f16"]) == Fraction("65.875")
    assert total(three, RING, FORMATS["bf16"]) == 66


@given(LEVELS, st.integers(1, 70), st.sampled_from(["f4e2m1", "f8e5m2", "f8e4m3fn", "bf16"]))
def test_ones_are_added_as_any_numbers_are(levels, ranks, name):
    """The short way over equal groups against the addition of every single rank."""
    assert ones(levels, ranks, name) == total([Fraction(1)] * ranks, levels, FORMATS[name])


@given(st.integers(1, 3000), st.sampled_from(["f4e2m1", "f8e5m2", "f8e4m3fn", "bf16", "f16"]), st.integers(1, 300))
def test_long_chains_of_one_value_are_added_as_any_numbers_are(significand, name, ranks):
    """Chains of chains, whose second one adds what the first came to: any value of the format, with and without ties."""
    format_ = FORMATS[name]
    value = rounded(Fraction(significand, 64), format_)
    if value is not None:
        expected = chain([value] * ranks, format_)
        assert _equal(value, value, ranks, format_, chained=True) == expected


@given(LEVELS, st.lists(st.integers(-40, 40), min_size=1, max_size=40))
def test_what_fits_is_exact_in_every_order(levels, values):
    """Domain file R5: with a sum of magnitudes below 2 ** p no order rounds."""
    numbers = [Fraction(value) for value in values]
    if sum(map(abs, numbers)) < 2**11:
        assert total(numbers, levels, FORMATS["f16"]) == sum(numbers)


@given(LEVELS, st.lists(DOUBLES.filter(lambda x: abs(x) < 1e30), min_size=1, max_size=30))
def test_the_error_stays_within_its_bound(levels, values):
    """Higham 3.1 with the additions that SW-110 counts on the longest path."""
    format_ = FORMATS["f32"]
    numbers = [rounded(Fraction(value), format_) for value in values]
    sizes = group_sizes(levels, len(numbers))
    path = sum(
        size - 1 if level["order"] == "ring" else (size - 1).bit_length()
        for level, size in zip(levels, sizes, strict=True)
    )
    bound = path * format_.unit / (1 - path * format_.unit) * sum(map(abs, numbers))
    assert abs(total(numbers, levels, format_) - sum(numbers)) <= bound
