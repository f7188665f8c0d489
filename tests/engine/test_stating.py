"""Repairs that state what a descriptor leaves out, and those of truth values."""

from __future__ import annotations

import pytest

from conformance.engine import offers
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.shown import Repair
from conformance.engine.verdicts import Status
from conformance.spec.descriptor import Descriptor
from tests.engine.shipped import part, rule, specs, submission


def repairs(name: str, clause: str, descriptor: Descriptor) -> dict[str, Repair]:
    verdict = decide(rule(name), descriptor, specs())
    assert verdict.status is Status.FAIL
    return {repair.path: repair for one in verdict.clauses if one.clause == clause for repair in one.repairs}


@pytest.mark.parametrize(
    ("file", "name", "clause", "path", "direction", "values"),
    [
        (
            "vireo-three-to-one",
            "NW-142",
            "says-how",
            "design.routing.spreading",
            "one-of",
            "per_packet adaptive planned",
        ),
        (
            "nimbus-short-counter",
            "CI-132",
            "says-whether-encrypted",
            "claims.efficiency.write.encryption",
            "one-of",
            "off",
        ),
        (
            "quill-rope-in-dielectric",
            "CL-135",
            "threshold-is-unambiguous",
            "design.threshold_inclusive",
            "one-of",
            "false true",
        ),
    ],
)
def test_a_word_or_a_truth_value_that_is_left_out_is_to_be_stated(
    file: str, name: str, clause: str, path: str, direction: str, values: str
) -> None:
    repair = repairs(name, clause, submission(file))[path]
    assert (repair.current, repair.direction, " ".join(repair.values)) == ("", direction, values)
    for value in repair.exact:
        mended = decide(rule(name), submission(file, {path: value}), specs())
        assert clause not in {one.clause for one in mended.clauses if one.status is Status.FAIL and path in one.blamed}


def test_a_quantity_that_only_has_to_be_there_is_shown_as_the_schema_has_it() -> None:
    window = repairs("HW-163", "window-is-stated", submission("iris-six-contacts"))["design.power.window"]
    assert (window.current, window.direction, window.values) == ("", "any", ("1 s",))


def test_a_curve_is_asked_for_without_the_many_figures_of_its_example() -> None:
    curve = repairs("HW-163", "excursion-is-declared", submission("iris-six-contacts"))["design.power.excursion"]
    assert (curve.direction, curve.values) == ("any", ())
    assert len(curve.exact) == 1


def test_a_range_is_shown_as_an_example() -> None:
    sizes = repairs("CI-108", "states-its-sizes", submission("halo-efficiency-everywhere"))[
        "claims.efficiency.peak.message"
    ]
    assert (sizes.direction, sizes.values) == ("any", ("{min: 66 B, max: 4096 B}",))


def test_a_number_that_is_left_out_gets_its_least_value_where_it_has_one() -> None:
    planes = repairs("CI-114", "claimed-share-is-kept", submission("kestrel-torus-one-lane"))["design.planes"]
    assert (planes.current, planes.direction, planes.values) == ("", "at-least", ("2",))


def test_a_number_that_is_left_out_gets_both_ends_where_it_must_meet_a_figure() -> None:
    changes: dict[str, object] = {"design.memory.usable": None, "claims.memory.basis.counted": "usable"}
    usable = repairs("HW-108", "claim-equals-what-is-usable", submission("helix-gib-as-gb", changes))[
        "design.memory.usable"
    ]
    assert (usable.current, usable.direction) == ("", "between")
    assert len(usable.values) == 2


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("design.operators.1.determinism", "design.operators.exp/f32.determinism"),
        ("design.operators.3.accumulation", "design.operators.matmul/bf16+f32.accumulation"),
    ],
)
def test_of_a_row_that_is_blamed_as_a_whole_the_column_is_named_that_it_lacks(column: str, path: str) -> None:
    library = part("specs/software-stack/examples/xo-operators.yaml", {column: None})
    repair = repairs("SW-107", "rows-complete", library)[path]
    assert (repair.current, repair.direction) == ("", "one-of")
    for value in repair.exact:
        assert isinstance(value, str)
        whole = part("specs/software-stack/examples/xo-operators.yaml", {column: value})
        assert decide(rule("SW-107"), whole, specs(), repaired=False).status is Status.PASS


def test_of_a_record_that_is_blamed_as_a_whole_the_part_that_is_asked_for_is_named() -> None:
    atomics = rule("CI-134")
    found = [
        repair.path
        for example in atomics.examples
        if example.fails and (descriptor := example_descriptor(atomics, example, specs())[0]) is not None
        for one in decide(atomics, descriptor, specs()).clauses
        if one.clause == "atomics-are-declared"
        for repair in one.repairs
        if not repair.also
    ]
    single = ["operations", "operands", "natural_alignment", "retry_safe"]
    assert found == [f"design.atomics.{name}" for name in single]


def test_an_example_of_the_schema_is_no_repair_where_nothing_asks_whether_the_field_is_there() -> None:
    """An overload curve would mend HW-103, and the kind's example happens to; but nobody may pick a curve by that."""
    assert not repairs("HW-103", "excursions-are-covered", submission("garnet-spent-redundancy"))


def test_an_example_that_would_break_something_else_is_not_shown() -> None:
    parameters = rule("CI-111")
    found = [
        repair
        for example in parameters.examples
        if example.fails and (descriptor := example_descriptor(parameters, example, specs())[0]) is not None
        for one in decide(parameters, descriptor, specs()).clauses
        for repair in one.repairs
        if repair.path == "design.negotiation.parameters.cell.default"
    ]
    stated, among_others = found
    assert (stated.direction, stated.values, stated.breaks) == ("any", (), ())
    # Where one stands there that is not supported, the number that is.
    assert (among_others.direction, among_others.values, among_others.breaks) == ("one-of", ("64",), ())


def test_a_message_may_name_a_figure_that_only_a_condition_guards() -> None:
    found = decide(rule("CL-135"), submission("quill-rope-in-dielectric"), specs())
    said = next(one.messages["en"] for one in found.clauses if one.clause == "threshold-is-unambiguous")
    assert said == "2 trays, or more than 2?"


def test_that_a_figure_is_unstated_is_never_offered() -> None:
    found = repairs(
        "CI-104", "layers-agree", submission("northwind-bidirectional", {"claims.scaleup.basis.layer": "payload"})
    )
    assert found
    assert all("unstated" not in repair.values for repair in found.values())


def test_a_truth_value_that_stands_there_can_be_the_repair() -> None:
    found = repairs("SW-119", "integers-stay-inside", submission("moor-raw-integers"))
    repair = found["design.enumerations.dtype.raw_codes_cross"]
    assert (repair.current, repair.values) == ("true", ("false",))


def test_what_breaks_in_looking_for_a_repair_changes_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(offers, "repairs", broken)
    found = decide(rule("NW-142"), submission("vireo-three-to-one"), specs())
    assert found.status is Status.FAIL
    assert all(not one.repairs for one in found.clauses)
