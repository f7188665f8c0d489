"""The rule language's own test: the drafts of the dry run, written in its final form (``specs/link-drafts``).

===== ========================= ===========================================================================
draft name                      where
===== ========================= ===========================================================================
links of the dry run
1     ber-fec-fit-budget        LD-001
2     lane-loss-width           CI-105 of the lab's own specs
3     payload-efficiency-curve  CI-108
4     bandwidth-basis-and-sum   CI-104
5     link-pair-compat          a pair rule: not in this language yet (rule-language.md, section 7)
6     latency-budget            LD-006, its parts inside one descriptor instead of references
7     pfc-headroom-loop         LD-007
8     headroom-table-monotone   LD-008
9     optical-budget            LD-009, its parts inside one descriptor
10    cdg-survives-failure      LD-010, over the Python functions of ``link_drafts_checks.py``
11    vl-sufficiency            LD-011
12    counter-wrap              LD-012 and LD-013
physics and software, as a smoke test
C1    cdu-approach-envelope     LD-021 and LD-023
H1    psu-redundancy-subsets    LD-022
5     accumulator-at-scale      LD-031
4     tolerance-can-fail        LD-032, the mutant "drop one term" of uniform values in closed form
===== ========================= ===========================================================================
"""

from __future__ import annotations

import importlib.metadata
import itertools
import sys
from pathlib import Path

import pytest

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor, run_example
from conformance.engine.verdicts import Assurance, Status
from conformance.findings.model import Severity
from conformance.spec.lint import lint
from conformance.spec.load import open_specs
from conformance.spec.python_functions import python_functions
from conformance.spec.rule_parts import Example

HERE = Path(__file__).parent
ROOT = HERE / "specs"
RULES = sorted(path.name[:6] for path in (ROOT / "link-drafts/rules").glob("*.yaml"))
ENTRY = importlib.metadata.EntryPoint("link-drafts", "link_drafts_checks", "conformance.checks")


@pytest.fixture(scope="module", autouse=True)
def checks():
    """The area's Python functions, as an installed pack would bring them: by an entry point of its name."""
    real = importlib.metadata.entry_points

    def found(**wanted):
        return importlib.metadata.EntryPoints([ENTRY]) if wanted.get("name") == "link-drafts" else real(**wanted)

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        patch.setattr(importlib.metadata, "entry_points", found)
        python_functions.cache_clear()
        yield
    sys.modules.pop("link_drafts_checks", None)
    python_functions.cache_clear()


@pytest.fixture(scope="module")
def specs(checks):
    return open_specs([ROOT])


@pytest.fixture(scope="module")
def decided(specs):
    """Decide a rule for one of its base descriptors with some overrides: (rule verdict, clause verdicts by clause and record)."""

    def deciding(name, base, **overrides):
        rule = specs.rule(name)
        paths = {path.replace("__", "."): value for path, value in overrides.items()}
        descriptor, findings = example_descriptor(rule, Example(base, passes=True, overrides=paths), specs)
        assert descriptor is not None, findings
        verdict = decide(rule, descriptor, specs)
        return verdict, {(clause.clause, clause.record): clause for clause in verdict.clauses}

    return deciding


def test_lint_finds_nothing(checks):
    assert [finding for finding in lint([ROOT]) if finding.severity is not Severity.NOTE] == []


def test_every_draft_loads(specs):
    assert [rule.id for rule in specs.rules() if rule.area == "link-drafts"] == RULES


@pytest.mark.parametrize("name", RULES)
def test_examples(specs, name):
    rule = specs.rule(name)
    results = [run_example(rule, number, example, specs) for number, example in enumerate(rule.examples, 1)]
    assert [(result.number, result.expected, result.found) for result in results if not result.agrees] == []


# --- 1: error ratio, correction, check ------------------------------------------------------------------------


def test_undetected_errors_per_mode(decided):
    off = [{"id": "crc30", "bits": 30}, {"id": "off", "bits": 0}]
    _, found = decided("LD-001", "fabric-link", design__crc_modes=off)
    failing = found["undetected", "fec t4"]
    assert {name: shown.text for name, shown in failing.counterexample.values.items()} == {"crc": "off", "ber": "1e-6"}
    assert [repair.values for repair in failing.repairs] == [
        ("59.58 FIT",),
        ("4.415e-7",),
    ]  # where the budget is crossed
    assert failing.margin.amount.text == "x 0.0168"  # 1 / 59.58
    passing = found["undetected", "fec t2"]
    assert passing.status is Status.PASS
    assert passing.margin.amount.text == "x 6.27e+13"  # 1 / 1.6e-14


def test_undetected_errors_with_check(decided):
    verdict, found = decided("LD-001", "fabric-link")
    assert verdict.assurance is Assurance.PROVED
    assert found["undetected", "fec t4"].margin.amount.text == "x 1.8e+07"  # 1 / 5.55e-8


def test_replays(decided):
    _, found = decided("LD-001", "fabric-link", claims__replays__value="0.1 1/s")
    assert found["replays", "fec t2"].repairs[0].values == ("0.1365 1/s",)  # 0.13645, rounded toward passing
    assert found["replays", "fec t4"].status is Status.PASS


# --- 6: latency -----------------------------------------------------------------------------------------------


def test_latency_of_one_hop(decided):
    verdict, found = decided("LD-006", "switched-path")
    assert verdict.assurance is Assurance.PROVED
    assert found["ceiling", ""].formula.numbers == "2 * 446.4 ns + 0 ns = 0.8928 us <= 1 us"
    assert {name: shown.text for name, shown in found["ceiling", ""].worst.values.items()} == {
        "length": "3 m",
        "load": "90 %",
    }


def test_latency_of_three_hops(decided):
    _, found = decided("LD-006", "switched-path", design__path__switches=3, design__path__links=4)
    ceiling = found["ceiling", ""]
    assert ceiling.repairs[0].values == ("1.933 us",)  # twice 966.4 ns
    # The cable may not become shorter than the shortest one of the envelope: such a range would be empty.
    assert [repair.path for repair in ceiling.repairs] == ["claims.round_trip.value"]


def test_latency_beyond_the_table(decided):
    _, found = decided("LD-006", "switched-path", envelope__load__max="95 %")
    ceiling = found["ceiling", ""]
    assert ceiling.reason.code == "ENGINE-off-the-curve"
    assert ceiling.counterexample.values["load"].text == "95 %"
    assert [shown.text for shown in ceiling.begins["load"]] == ["90.01 %", "95 %"]
    assert [(repair.path, repair.values) for repair in ceiling.repairs] == [("envelope.load.max", ("90 %",))]


# --- 7: headroom ----------------------------------------------------------------------------------------------


def test_headroom_reports_the_assumed_peer(decided):
    verdict, found = decided("LD-007", "lossless-port", **{"design.profiles.400g-100m.xoff": "240000 B"})
    assert verdict.defaults_used == ("design.peer_response",)
    clause = found["holds-what-arrives", "profile 400g-100m"]
    assert clause.messages["en"].startswith(
        "400g-100m: 122.779 kB may still arrive and take 280.6 kB with frames of 64 B"
    )
    assert [shown.text for shown in clause.begins["frame"]] == ["64 B", "78 B"]
    repairs = {repair.path: repair.values for repair in clause.repairs}
    assert repairs["design.profiles.400g-100m.frame_lossless.min"] == ("79 B",)
    assert repairs["design.profiles.400g-100m.xoff"] == ("280.7 kB",)


def test_headroom_of_declared_peer_assumes_nothing(decided):
    verdict, _ = decided("LD-007", "lossless-port", design__peer_response="57920 B")
    assert verdict.status is Status.PASS
    assert verdict.defaults_used == ()


def test_headroom_of_one_frame(decided):
    only_79 = {"design.profiles.400g-100m.frame_lossless.min": "79 B", "design.profiles.400g-100m.xoff": "238117 B"}
    assert decided("LD-007", "lossless-port", **only_79)[0].status is Status.PASS
    only_79["design.profiles.400g-100m.xoff"] = "238116 B"
    assert decided("LD-007", "lossless-port", **only_79)[0].status is Status.FAIL


def test_no_ceiling_for_800g(decided):
    verdict, found = decided("LD-007", "lossless-port", **{"design.profiles.400g-100m.rate": "800 Gbit/s"})
    assert verdict.status is Status.FAIL
    clause = found["ceiling-is-known", "profile 400g-100m"]
    assert "no pause ceiling for 800 Gbit/s" in clause.messages["en"]
    assert found["holds-what-arrives", "profile 400g-100m"].status is Status.NOT_APPLICABLE


# --- 9: light -------------------------------------------------------------------------------------------------


def test_exact_closure_passes_at_every_tdecq(decided):
    for tenths in (9, 14, 15, 20, 27, 34):  # floats fail from 1.5 dB on
        verdict, found = decided("LD-009", "optical-link", design__tx__tdecq_max=f"{tenths / 10} dB")
        assert verdict.status is Status.PASS, tenths
        assert found["sensitivity", ""].margin.amount.text == "0 dB"
        assert found["sensitivity", ""].margin.per_cent is None
        assert found["sensitivity", ""].at_limit


def test_six_connectors(decided):
    _, found = decided("LD-009", "optical-link", envelope__connectors__max=6)
    repairs = {repair.path: repair.values for repair in found["sensitivity", ""].repairs}
    assert repairs["envelope.connectors.max"] == ("5",)
    assert "envelope.length.max" not in repairs  # 1.999 m would be below the shortest length


# --- 10: failures of a fabric ---------------------------------------------------------------------------------


def test_twelve_double_failures_make_a_cycle(checks, specs):
    functions = specs.functions("link-drafts")
    descriptor, _ = example_descriptor(specs.rule("LD-010"), Example("fabric", passes=True), specs)
    design = descriptor.data["design"]
    call = {name: functions[name].number for name in ("elements", "routes", "dependency_cycle")}

    def cyclic(size, design):
        failures = itertools.combinations(call["elements"](design, "link"), size)
        return [failed for failed in failures if call["dependency_cycle"](call["routes"](design, failed))]

    assert cyclic(1, design) == []
    assert len(cyclic(2, design)) == 12
    assert cyclic(2, design)[0] == ("leaf0-spine0", "leaf1-spine1")
    without = {"leaf3", "leaf3-spine0", "leaf3-spine1"}
    smaller = {
        part: {key: item for key, item in design[part].items() if key not in without} for part in ("nodes", "links")
    }
    assert cyclic(2, smaller) == []


def test_cycle_is_shown_and_repair_is_one_failure(decided):
    _, found = decided("LD-010", "fabric", **{"claims.survives.any-link.at_once": 2})
    cycle = found["acyclic", "claim any-link"]
    assert cycle.assurance is Assurance.EXACT
    assert "{leaf2>spine0, spine0>leaf3, leaf3>spine1, spine1>leaf2}" in cycle.messages["en"]
    assert found["reachable", "claim any-link"].repairs[0].values == ("1",)
    assert found["acyclic", "claim any-switch"].status is Status.PASS


# --- 11, 12: many equal records, tables -----------------------------------------------------------------------


def test_equal_links_are_one_finding(decided):
    _, found = decided("LD-011", "fabric", design__routing__layers=5)
    lanes = [clause for (name, _), clause in found.items() if name == "lanes"]
    assert len(lanes) == 1
    assert len(lanes[0].same) == 7
    assert lanes[0].repairs[0].values == ("4",)


def test_counter_width_is_repaired_within_its_enumeration(decided):
    _, found = decided("LD-012", "telemetry-agent", design__counters__port_xmit_data__width=32)
    repairs = {
        repair.path: (repair.direction, repair.values)
        for repair in found["lasts-two-polls", "counter port_xmit_data"].repairs
    }
    assert repairs["design.counters.port_xmit_data.width"] == ("one-of", ("64",))
    assert repairs["design.poll"] == ("at-most", ("0.1717 s",))


# --- physics and software -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overrides", "kelvin"),
    [
        ({"envelope__fws_flow__min": "1200 L/min"}, "6.77 K"),
        ({"envelope__fws_flow__min": "750 L/min"}, "12.72 K"),
        ({"envelope__fouling__max": "10 %"}, "5.575 K"),
    ],
)
def test_approach(decided, overrides, kelvin):
    _, found = decided("LD-021", "coolant-unit", **overrides)
    assert found["keeps-its-approach", ""].messages["en"].startswith(f"{kelvin} at ")


def test_rated_point_is_at_its_limit_and_proved(decided):
    verdict, found = decided("LD-021", "coolant-unit")
    assert verdict.assurance is Assurance.PROVED
    assert found["keeps-its-approach", ""].at_limit
    assert found["keeps-its-supply", ""].margin.per_cent is None  # of degC there is no share


def test_power_shelves(decided):
    _, found = decided("LD-022", "power-shelves", claims__load__value="125 kW")
    covered = found["covered", ""]
    assert covered.repairs[0].values == ("120.4 kW",)  # 120.476, rounded toward passing
    assert {name: shown.text for name, shown in covered.counterexample.values.items()}["dead"] == "{shelf5}"
    _, found = decided("LD-022", "power-shelves", design__redundancy__failed_supplies=0)
    assert found["covered", ""].margin.amount.text == "5.714 kW"  # 125.7 kW


def test_accumulator_begins_at_129(decided):
    _, found = decided("LD-031", "collective-library", **{"claims.matrix.allreduce-bf16.accumulates": "same"})
    clause = found["below-half", "row allreduce-bf16"]
    assert [shown.text for shown in clause.begins["ranks"]] == ["129", "640"]
    repairs = {repair.path: repair.values for repair in clause.repairs}
    assert repairs == {"claims.matrix.allreduce-bf16.accumulates": ("f16", "f32"), "design.max_ranks": ("128",)}
