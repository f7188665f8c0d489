"""Repairs beside what they would break: other clauses of the rule, and the other rules of the descriptor."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from conformance.engine import beside, survey
from conformance.engine.decide import decide, decide_all
from conformance.engine.examples import overridden
from conformance.engine.quick import static_verdicts
from conformance.engine.shown import Repair
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status, coded
from conformance.spec.descriptor import read_descriptor
from conformance.spec.reading import paths_read, reads
from tests.engine.shipped import rule, specs, submission

CREDITS = "design.virtual_channels.vl0.credits"


@cache
def verdicts(name: str) -> dict[str, RuleVerdict]:
    return {verdict.rule: verdict for verdict in decide_all(submission(name), specs())}


def clause(found: RuleVerdict, name: str) -> ClauseVerdict:
    return next(one for one in found.clauses if one.clause == name)


def offered(found: RuleVerdict, name: str) -> dict[str, Repair]:
    return {repair.path: repair for repair in clause(found, name).repairs}


def test_a_repair_names_the_other_rule_that_it_breaks_and_stands_after_those_that_break_none() -> None:
    repairs = clause(verdicts("delta-credits-153")["CI-101"], "keeps-the-wire-busy").repairs
    assert [bool(repair.breaks) for repair in repairs] == [False, False, True]
    assert repairs[-1].path == CREDITS
    assert repairs[-1].breaks == ("CI-126/buffer-is-not-over-advertised",)
    assert all(repair.others_tried for repair in repairs)


def test_a_rule_that_is_asked_alone_says_that_no_other_was() -> None:
    repair = offered(decide(rule("CI-101"), submission("delta-credits-153"), specs()), "keeps-the-wire-busy")[CREDITS]
    assert (repair.breaks, repair.others_tried) == ((), None)


def test_an_alternative_that_breaks_another_rule_is_left_out_where_others_do_not() -> None:
    name = "design.matrix.allreduce/sum/bf16.accumulation"
    alone = offered(decide(rule("SW-110"), submission("basalt-bf16-ring"), specs()), "kept")[name]
    assert "not_applicable" in alone.values
    repair = offered(verdicts("basalt-bf16-ring")["SW-110"], "kept")[name]
    assert (repair.values, repair.breaks) == (("f32", "f64", "exact"), ())
    assert repair.exact == repair.values


def test_of_two_ends_the_one_that_breaks_nothing_is_offered() -> None:
    repair = offered(verdicts("heron-half-load")["HW-134"], "input-power-is-enough")["claims.load.value"]
    assert (repair.direction, repair.values, repair.breaks) == ("one-of", ("119.8 kW",), ())


def test_what_already_fails_is_not_broken_by_a_repair() -> None:
    """SW-110 mends basalt's accumulation while SW-111, which reads the same field, goes on to fail with f16."""
    repair = next(iter(offered(verdicts("basalt-bf16-ring")["SW-111"], "bounded").values()))
    assert not repair.breaks
    assert "SW-110" in {name for name, found in verdicts("basalt-bf16-ring").items() if found.status is Status.FAIL}


def test_a_value_that_makes_another_clause_of_the_rule_fail_is_offered_where_there_is_no_better_one() -> None:
    found = decide(rule("CL-145"), submission("sable-protects-to-minus-20"), specs())
    repair = offered(found, "highest-needs-no-new-qualification")["design.max_bulk"]
    assert (repair.direction, repair.values) == ("at-most", ("66 degC",))
    assert repair.breaks == ("CL-145/bulk-within-its-highest",)
    assert not any(repair.breaks for repair in clause(found, "bulk-above-freezing").repairs)


def test_of_alternatives_that_all_harm_those_are_offered_that_harm_least() -> None:
    """Each names what fails with it: the parts that a local repair needs, or the time that a central one takes."""
    found = offered(
        decide(rule("NW-113"), submission("quarry-hundred-thousand-lids"), specs()), "no-scale-needs-local-repair"
    )
    assert found["claims.recovery.basis.scale"].breaks == ("NW-113/central-repair-in-time",)
    assert found["design.reroute"].values == ("local_alternate", "local_plus_notification")


def failing(found: Iterable[RuleVerdict]) -> set[str]:
    """What fails, as repairs name it."""
    return {
        coded(verdict.rule, one.clause, record)
        for verdict in found
        for one in verdict.clauses
        if one.status is Status.FAIL
        for record in (one.record, *one.same)
    }


@pytest.mark.parametrize(
    "name",
    [
        "delta-credits-153",
        "ravel-all-liquid",
        "sable-protects-to-minus-20",
        "vireo-three-to-one",
    ],
)
def test_a_descriptor_changed_as_offered_fails_by_nothing_new_but_what_was_said(name: str) -> None:
    before = failing(verdicts(name).values())
    document = submission(name).document
    offers = [
        (coded(verdict.rule, one.clause, one.record), repair)
        for verdict in verdicts(name).values()
        for one in verdict.clauses
        for repair in one.repairs
    ]
    assert offers
    for mended, repair in offers:
        for value in repair.values:
            written = int(value) if value.isdecimal() else value
            changed, findings = read_descriptor(overridden(document, {repair.path: written}), specs())
            assert changed is not None, findings
            after = failing(decide(one, changed, specs(), repaired=False) for one in specs().rules_for(changed.kind))
            assert mended not in after
            assert after - before <= set(repair.breaks), (mended, repair.path, value)
            assert bool(after - before) == bool(repair.breaks)


def test_where_no_decision_is_left_nothing_is_said_of_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "DECISIONS", 1)
    found = {verdict.rule: verdict for verdict in decide_all(submission("delta-credits-153"), specs())}
    repairs = clause(found["CI-101"], "keeps-the-wire-busy").repairs
    assert not all(repair.others_tried for repair in repairs)
    assert not any(repair.breaks for repair in repairs if not repair.others_tried)


def test_a_rule_of_which_not_every_choice_was_looked_at_is_not_said_to_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    part = submission("delta-credits-153")
    alone, rules = decide(rule("CI-101"), part, specs()), specs().rules_for(part.kind)
    others = list(verdicts("delta-credits-153").values())
    tried = beside.Others(rules, others, part, specs()).tried(alone)
    assert all(repair.others_tried for repair in clause(tried, "keeps-the-wire-busy").repairs)
    # The budget ends behind the first choice of discrete values, whatever that comes to.
    monkeypatch.setattr(survey, "TRIAL", 0)
    tried = beside.Others(rules, others, part, specs()).tried(alone)
    assert not all(repair.others_tried for repair in clause(tried, "keeps-the-wire-busy").repairs)


def test_static_rules_alone_are_tried_against_each_other() -> None:
    found = {verdict.rule: verdict for verdict in static_verdicts(submission("nimbus-112g-as-rate"), specs())}
    repairs = [repair for verdict in found.values() for one in verdict.clauses for repair in one.repairs]
    assert repairs
    assert all(repair.others_tried for repair in repairs)


def test_the_paths_of_a_rule_lead_to_what_it_reads() -> None:
    paths = paths_read(rule("CI-101"))
    assert reads(paths, ("design", "virtual_channels", 0, "credits"))
    assert reads(paths, ("claims", "occupancy", "value"))
    assert not reads(paths, ("claims", "bandwidth", "value"))
    assert ("design",) not in paths
