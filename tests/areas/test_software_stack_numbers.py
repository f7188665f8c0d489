"""The worked numbers of the domain file that no rule example carries, from the lab's tables and formulas themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.checks.software.rounding import FORMATS
from conformance.spec.load import open_specs

SPECS = open_specs()
LAB = SPECS.tables("software-stack")


def numbering(library):
    return {row["name"]: row["code"] for key, row in LAB["numberings"].items() if key.startswith(f"{library}-")}


def test_an_integer_of_one_library_read_by_the_other():
    """R19: of twelve values only i8 and i32 mean the same; the others move too few bytes or too many."""
    nccl, hccl = numbering("nccl"), {code: name for name, code in numbering("hccl").items()}
    read = {name: hccl[code] for name, code in nccl.items()}
    assert [name for name, found in read.items() if name == found] == ["i8", "i32"]
    assert {name: read[name] for name in ("f32", "f16", "bf16", "f8e4m3fn", "f8e5m2")} == {
        "f32": "u8",
        "f16": "u64",
        "bf16": "u32",
        "f8e4m3fn": "f64",
        "f8e5m2": "bf16",
    }
    sizes = {name: LAB["dtypes"][name]["size"] for name in nccl} | {n: LAB["dtypes"][n]["size"] for n in read.values()}
    factors = {name: Fraction(sizes[found], sizes[name]) for name, found in read.items()}
    assert (factors["f32"], factors["f16"], factors["bf16"], factors["f8e4m3fn"]) == (Fraction(1, 4), 4, 2, 8)


def test_the_precisions_of_the_table_are_those_of_the_arithmetic():
    floats = {name: row for name, row in LAB["dtypes"].items() if row["kind"] in ("float", "complex")}
    assert {name: row["precision"] for name, row in floats.items()} == {
        name: FORMATS[name].precision for name in floats
    }
    assert set(floats) == set(FORMATS)
    for name, row in floats.items():
        smaller = row["smaller"]
        assert smaller == "none" or FORMATS[smaller].precision < FORMATS[name].precision


def test_every_name_of_the_lab_is_in_its_table():
    """The table of types and the enumeration of the kinds are one list, in two places."""
    kind = SPECS.kind("software-stack/v1", "OperatorLibrary")
    columns = kind.schema["properties"]["design"]["properties"]["operators"]["table"]["columns"]
    assert sorted(columns["dtypes"]["items"]["enum"]) == sorted(LAB["dtypes"])
    statuses = kind.schema["properties"]["design"]["properties"]["statuses"]["items"]["properties"]["status"]["enum"]
    assert sorted(statuses) == sorted(LAB["status_codes"])


@pytest.mark.parametrize(("ranks", "factor"), [(8, "1.75"), (640, "1.9969"), (10_240, "1.9998")])
def test_the_factor_of_the_bus(ranks, factor):
    """R22, by the formula as data."""
    from conformance.expressions.fold import Folder
    from conformance.expressions.parse import parse

    folder = Folder({"n": ranks}, {}, SPECS.functions("software-stack"))
    found = folder.value(parse('bus_factor("allreduce", n)'))
    assert f"{float(found):.{len(factor) - 2}f}" == factor


def test_a_counter_of_millijoules_wraps_after_1_70_hours():
    assert 2**32 * LAB["telemetry_units"]["mJ"]["energy"] / 700 == Fraction(2**32, 700_000)
    assert f"{2**32 / 700_000 / 3600:.2f}" == "1.70"


def test_the_floors_of_the_references():
    """R23: 0.99 * 81.3582 and 0.99 * 83.13."""
    assert Fraction("81.3582") * Fraction("0.99") == Fraction("80.544618")
    assert f"{83.13 * 0.99:.3f}" == "82.299"
