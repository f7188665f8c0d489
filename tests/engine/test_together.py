"""Repairs of clauses that ask for several fields at once, of which none alone mends anything."""

from __future__ import annotations

import pytest

from conformance.engine.beside import Others
from conformance.engine.decide import decide, decide_all
from conformance.engine.shown import Repair
from conformance.engine.verdicts import Status
from conformance.reports.phrases import repair_label, repair_text
from conformance.reports.style import Style
from conformance.spec.descriptor import Descriptor
from tests.engine.shipped import part, rule, specs

SHELF = "specs/hardware/examples/shelf-18.yaml"
ULTRA = "specs/chip-interconnect/examples/broadcom-tomahawk-ultra.yaml"
UALINK = "specs/chip-interconnect/examples/ualink-200g-link.yaml"


def offered(name: str, clause: str, descriptor: Descriptor) -> Repair:
    failed = [one for one in decide(rule(name), descriptor, specs()).clauses if one.status is Status.FAIL]
    (found,) = (one for one in failed if one.clause == clause)
    (repair,) = found.repairs
    return repair


@pytest.mark.parametrize(
    ("file", "without", "clause", "fields", "values"),
    [
        (
            SHELF,
            ["design.sharing", "design.share_error"],
            "HW-140/sharing-is-declared",
            None,
            ("proportional", "5 %"),
        ),
        (
            SHELF,
            ["envelope"],
            "HW-140/envelope-is-declared",
            ["envelope.inlet", "envelope.altitude", "envelope.input"],
            ("{min: 18 degC, max: 35 degC}", "{min: 0 m, max: 900 m}", "{min: 200 V, max: 277 V}"),
        ),
        (SHELF, ["design.derating"], "HW-140/derating-is-declared", None, ()),
        (
            UALINK,
            [],
            "CI-134/atomics-are-declared",
            [f"design.atomics.{name}" for name in ("operations", "operands", "natural_alignment", "retry_safe")],
            (),  # four are too many for a line
        ),
        (
            ULTRA,
            [],
            "CI-130/says-what-it-counts",
            ["claims.latency.basis.percentile", "claims.latency.basis.correction"],
            # The rule asks for load and message too, so that no words of these two alone mend it.
            (),
        ),
    ],
)
def test_all_that_is_missing_is_named_together_with_an_example_of_each(
    file: str, without: list[str], clause: str, fields: list[str] | None, values: tuple[str, ...]
) -> None:
    name, _, clause = clause.partition("/")
    repair = offered(name, clause, part(file, dict.fromkeys(without)))
    assert [repair.path, *repair.also] == (fields or without)
    assert (repair.current, repair.values, repair.breaks) == ("", values, ())


def test_the_examples_of_what_is_stated_together_mend_the_clause_and_break_no_other_rule() -> None:
    without = part(SHELF, {"design.sharing": None, "design.share_error": None})
    found = {verdict.rule: verdict for verdict in decide_all(without, specs())}
    (repair,) = (repair for one in found["HW-140"].clauses for repair in one.repairs)
    assert repair.others_tried
    told = dict(zip((repair.path, *repair.also), repair.values, strict=True))
    mended = {verdict.rule: verdict for verdict in decide_all(part(SHELF, told), specs())}
    assert mended["HW-140"].status is Status.PASS
    assert not {name for name, one in mended.items() if one.status is Status.FAIL and found[name].status is Status.PASS}


def test_examples_that_break_another_rule_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    without = part(SHELF, {"design.sharing": None, "design.share_error": None})
    monkeypatch.setattr(Others, "_decided", lambda *_: ("HW-102/load-is-carried",))
    (repair,) = (
        repair
        for verdict in decide_all(without, specs())
        if verdict.rule == "HW-140"
        for one in verdict.clauses
        for repair in one.repairs
    )
    assert ((repair.path, *repair.also), repair.values, repair.others_tried) == (
        ("design.sharing", "design.share_error"),
        (),
        True,
    )


@pytest.mark.parametrize(
    ("rule_and_clause", "fields", "values"),
    [
        # At the flows of the schema's example 115 kW warm the coolant far too much: what mends it only the vendor knows.
        ("CL-101/carries-the-heat", ["envelope.inlet", "envelope.flow"], ()),
        (
            "CL-128/drop-within-the-claim",
            ["envelope.flow", "envelope.inlet"],
            ("{min: 1.2 L/min, max: 2 L/min}", "{min: 25 degC, max: 40 degC}"),
        ),
    ],
)
def test_a_range_that_is_left_out_is_to_be_stated_even_where_the_example_does_not_pass(
    rule_and_clause: str, fields: list[str], values: tuple[str, ...]
) -> None:
    name, _, clause = rule_and_clause.partition("/")
    repair = offered(name, clause, part("specs/cooling/examples/rack-loop.yaml", {"envelope": None}))
    assert ([repair.path, *repair.also], repair.values) == (fields, values)


@pytest.mark.parametrize(
    ("file", "rule_and_clause", "path"),
    [
        ("specs/hardware/examples/psu-5500.yaml", "HW-141/curve-is-there", "design.efficiency"),
        ("specs/hardware/examples/xe-bmc.yaml", "HW-155/has-parts", "claims.readings.sums.shelf-0.parts"),
    ],
)
def test_a_list_without_entries_is_to_be_stated(file: str, rule_and_clause: str, path: str) -> None:
    name, _, clause = rule_and_clause.partition("/")
    repair = offered(name, clause, part(file, {path: []}))
    assert (repair.path, repair.current, repair.direction) == (path, "", "any")


def test_where_a_whole_record_is_missing_that_needs_more_no_example_stands_for_it() -> None:
    module = part("specs/hardware/examples/amd-mi355x.yaml", {"design.memory": None})
    repair = offered("HW-150", "capacity-has-its-stacks", module)
    assert ([repair.path, *repair.also], repair.values) == (["design.memory.stacks", "design.memory.stack"], ())


def test_only_what_is_missing_is_named() -> None:
    declared: dict[str, object] = {"design.atomics.operations": ["add"], "design.atomics.retry_safe": True}
    repair = offered("CI-134", "atomics-are-declared", part(UALINK, declared))
    assert [repair.path, *repair.also] == ["design.atomics.operands", "design.atomics.natural_alignment"]


def test_an_entry_of_a_list_is_named_by_its_id() -> None:
    repair = offered("HW-140", "feeds-are-named", part(SHELF, {"design.supplies.phase-2.feed": None}))
    assert (repair.path, repair.also) == ("design.supplies.phase-2.feed", ())


def test_a_field_whose_name_a_table_holds_is_named() -> None:
    nic = part("specs/networking/examples/xn-400.yaml", {"design.counters.rx_bytes": None})
    assert offered("NW-137", "is-there", nic).path == "design.counters.rx_bytes"


def test_the_condition_of_a_claim_is_named() -> None:
    repair = offered("HW-105", "claimed-time-names-its-load", part(SHELF, {"claims.holdup.stated_at": None}))
    assert repair.path == "claims.holdup.stated_at.load"


def test_what_no_statement_mends_gets_none() -> None:
    """Blocks of 30 K above the limit stay that hot, whatever else is said."""
    hot = part("specs/cooling/examples/oam-plate.yaml", {"claims.heat.value": "400 kW"})
    verdict = decide(rule("CL-102"), hot, specs())
    assert verdict.status is Status.FAIL
    assert not any(repair.also or not repair.current for one in verdict.clauses for repair in one.repairs)


def test_an_enumeration_is_offered_with_all_its_words_that_pass() -> None:
    told = {"claims.latency.stated_at": {"load": "100 %", "message": "64 B"}, "design.fec": "rs_544_514"}
    repair = offered("CI-130", "says-what-it-counts", part(ULTRA, told))
    assert repair.choices == (("min", "typical", "p99", "max"), ("included", "excluded"))


def test_the_text_names_them_all() -> None:
    several = Repair("design.sharing", "", (), "any", also=("design.share_error",))
    assert repair_text(several, Style("en")) == "state design.sharing, design.share_error"
    assert repair_label(several, Style("en")) == "state sharing, share_error"
    assert repair_text(several, Style("zh")) == "写明 design.sharing、design.share_error"
    shown = several._replace(values=("active", "5 %"))
    assert repair_text(shown, Style("en")) == "state design.sharing: active; design.share_error: 5 %, for example"
    assert repair_text(shown, Style("zh")) == "写明（示例）design.sharing：active；design.share_error：5 %"
    words = shown._replace(choices=(("active", "droop"), ()))
    assert repair_text(words, Style("en")).startswith("state design.sharing: active or droop; design.share_error: 5 %,")
