"""Coverage, tolerances and dates: the worked numbers of the domain file, simulations, and what renaming must not change."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.software.calendar import seconds_between
from conformance.checks.software.coverage import contradicted, coverage, incomplete
from conformance.checks.software.library import loose_rows
from conformance.checks.software.tolerances import accepted
from conformance.expressions.scalars import Undecided

TYPES = ["f16", "bf16", "f32", "f64"]
NAMES = [f"op{number}" for number in range(8)]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "operator": st.sampled_from(NAMES),
            "dtypes": st.lists(st.sampled_from(TYPES), min_size=1, max_size=4, unique=True),
            "implementation": st.sampled_from(["native", "composite", "host_fallback", "unsupported"]),
        },
        optional={
            "family": st.sampled_from(["elementwise", "reduction"]),
            "tolerance": st.sampled_from(["exact", "ulp"]),
            "determinism": st.just("none"),
        },
    ),
    max_size=12,
)
CATALOGUES = st.lists(st.sampled_from(NAMES), min_size=1, unique=True).map(
    lambda names: [{"operator": name, "dtypes": TYPES[: 1 + len(name) % 4]} for name in names]
)


@pytest.mark.parametrize(
    ("rtol", "atol", "normal", "uniform"),
    [
        (0.25, 1, "98.3", "100.0"),
        (1.6e-2, 1e-5, "46.8", "100.0"),
        (2e-2, 5e-2, "55.9", "100.0"),
        (1e-1, 2.5e-1, "89.5", "100.0"),
        (1e-3, 1e-5, "7.3", "60.5"),
        (1.3e-6, 1e-5, "0.0", "0.3"),
    ],
)
def test_the_shares_of_the_domain_file(rtol, atol, normal, uniform):
    found = [accepted(product=True, data=data, count=1024, rtol=rtol, atol=atol) for data in ("normal", "uniform")]
    assert [f"{share * 100:.1f}" for share in found] == [normal, uniform]


@pytest.mark.parametrize("product", [True, False])
@pytest.mark.parametrize("data", ["normal", "uniform"])
def test_a_simulation_agrees(product, data):
    stream = random.Random(1)
    draw = (lambda: stream.gauss(0, 1)) if data == "normal" else stream.random
    runs, taken = 4000, 0
    for _ in range(runs):
        terms = [draw() * (draw() if product else 1) for _ in range(32)]
        taken += abs(terms[-1]) <= 1e-3 + 2e-2 * abs(sum(terms))
    share = accepted(product=product, data=data, count=32, rtol=2e-2, atol=1e-3)
    assert abs(taken / runs - share) < 5 * (0.25 / runs) ** 0.5


@pytest.mark.parametrize("product", [True, False])
@pytest.mark.parametrize("largest", [3, 40, 5000])
@pytest.mark.parametrize("rtol", [1e-3, 1.6e-2])
def test_a_simulation_with_whole_numbers_agrees(product, largest, rtol):
    stream = random.Random(2)
    runs, taken = 4000, 0
    for _ in range(runs):
        terms = [
            stream.randint(-largest, largest) * (stream.randint(-largest, largest) if product else 1) for _ in range(64)
        ]
        lost = stream.choice([-1, 1]) * stream.randint(1, largest) * (stream.randint(1, largest) if product else 1)
        taken += abs(lost) <= 0.5 + rtol * abs(sum(terms))
    share = accepted(product=product, data="integers", count=65, rtol=rtol, atol=0.5, largest=largest)
    assert abs(taken / runs - share) < 5 * (0.25 / runs) ** 0.5


@pytest.mark.parametrize("product", [True, False])
def test_counting_whole_numbers_goes_over_into_even_numbers(product):
    shares = [
        accepted(product=product, data="integers", count=1024, rtol=1e-3, atol=0, largest=largest)
        for largest in (1000, 1001)
    ]
    assert shares[0] == pytest.approx(shares[1], rel=0.04)
    assert shares[0] < shares[1]


@settings(max_examples=8)
@given(st.floats(1e-6, 0.5), st.floats(0, 0.5), st.sampled_from(["normal", "uniform"]), st.booleans())
def test_a_wider_tolerance_never_rejects_more(rtol, atol, data, product):
    shares = [accepted(product=product, data=data, count=64, rtol=rtol * factor, atol=atol) for factor in (1, 1.5, 2)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_too_many_different_tests_are_not_decided():
    rows = [
        {"id": str(n), "family": "reduction", "tolerance": "relative", "test_data": "uniform", "terms": 9, "rtol": Fraction(1, n), "atol": Fraction(0)}
        for n in range(2, 300)
    ]  # fmt: skip
    with pytest.raises(Undecided):
        loose_rows(rows)


@given(CATALOGUES, ROWS, st.permutations(NAMES))
def test_renaming_operators_consistently_changes_nothing(catalogue, rows, others):
    renamed = dict(zip(NAMES, others, strict=True))

    def named(records):
        return [{**record, "operator": renamed[record["operator"]]} for record in records]

    before, after = coverage(catalogue, rows), coverage(named(catalogue), named(rows))
    assert before._replace(names="") == after._replace(names="")
    assert [(rows.index(row), lacking) for row, lacking in incomplete(rows)] == [
        (named(rows).index(row), lacking) for row, lacking in incomplete(named(rows))
    ]
    assert named(contradicted(rows)) == contradicted(named(rows))


WHOLE = {
    "implementation": "native",
    "family": "reduction",
    "tolerance": "relative",
    "rtol": Fraction(1, 100),
    "atol": Fraction(0),
    "determinism": "bitwise",
    "accumulation": "f32",
}


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({}, None),
        ({"determinism": None}, ["determinism"]),
        ({"rtol": None, "determinism": None}, ["rtol", "determinism"]),
        ({"tolerance": None, "rtol": None}, ["tolerance"]),
        ({"tolerance": "ulp"}, ["ulp"]),
        ({"accumulation": "not_applicable"}, ["accumulation"]),
        ({"accumulation": None, "family": "elementwise"}, None),
        ({"family": None}, ["family"]),
        ({"family": None, "implementation": "host_fallback"}, None),
    ],
)
def test_an_incomplete_row_is_told_with_what_it_lacks(change, lacking):
    row = {name: value for name, value in (WHOLE | change).items() if value is not None}
    assert incomplete([row]) == ([] if lacking is None else [(row, lacking)])


@given(CATALOGUES, ROWS)
def test_coverage_by_counting_pair_by_pair(catalogue, rows):
    good = {
        (row["operator"], dtype)
        for row in rows
        if row["implementation"] in ("native", "composite")
        for dtype in row["dtypes"]
    }
    wanted = [(entry["operator"], dtype) for entry in catalogue for dtype in entry["dtypes"]]
    found = coverage(catalogue, rows)
    assert found.pairs == Fraction(sum(pair in good for pair in wanted), len(wanted))
    covered = {operator for operator, _ in good}
    assert found.missing == sum(entry["operator"] not in covered for entry in catalogue)
    assert found.operators == 1 - Fraction(found.missing, len(catalogue))


def test_a_row_more_never_lowers_coverage_and_a_fallback_never_raises_it():
    catalogue = [{"operator": name, "dtypes": ["f32"]} for name in NAMES]
    rows = [{"operator": "op0", "dtypes": ["f32"], "implementation": "native"}]
    more = [*rows, {"operator": "op1", "dtypes": ["f32"], "implementation": "composite"}]
    host = [*rows, {"operator": "op2", "dtypes": ["f32"], "implementation": "host_fallback"}]
    assert (
        coverage(catalogue, more).operators > coverage(catalogue, rows).operators == coverage(catalogue, host).operators
    )


def test_the_ledger_of_the_domain_file():
    """2,966 of 3,214 relevant overloads are 92.28 %."""
    catalogue = [{"operator": f"aten::op{number}"} for number in range(3214)]
    rows = [{"operator": f"aten::op{number}", "dtypes": ["f32"], "implementation": "native"} for number in range(2966)]
    assert f"{float(coverage(catalogue, rows).operators) * 100:.2f}" == "92.28"


class Counted(dict):
    """A row that counts how often it is read, all rows together."""

    reads = 0

    def __getitem__(self, key):
        Counted.reads += 1
        return super().__getitem__(key)

    def get(self, key, default=None):
        Counted.reads += 1
        return super().get(key, default)


def test_a_large_matrix_is_read_once():
    """Operators by twelve types: each row is read a few times, however many there are, never once for each other row."""

    def reads(operators):
        catalogue = [Counted(operator=f"op{number}", dtypes=TYPES) for number in range(operators)]
        rows = [
            Counted(id=f"op{n}/{dtype}", operator=f"op{n}", dtypes=[dtype], implementation="native")
            for n in range(operators)
            for dtype in TYPES * 3
        ]
        Counted.reads = 0
        coverage(catalogue, rows)
        assert len(contradicted(rows)) == operators * 8
        return Counted.reads

    assert reads(200) == 2 * reads(100)
    assert reads(100) < 100 * 12 * 10


def test_days_between_dates():
    assert seconds_between("2026-06-01", "2027-06-01") == 365 * 86_400
    assert seconds_between("2024-02-28", "2024-03-01") == 2 * 86_400
    assert seconds_between("2026-06-02", "2026-06-01") == -86_400
    with pytest.raises(ValueError, match="day"):
        seconds_between("2026-02-30", "2026-06-01")
