"""What a rule quantifies over may be left out: what reads it fails and says so, and the rule does not break."""

from __future__ import annotations

import pytest

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide
from conformance.engine.examples import overridden
from conformance.engine.replay import Again, replay
from conformance.engine.verdicts import Detail, RuleVerdict, Status
from conformance.spec.descriptor import read_descriptor
from tests.engine import shipped
from tests.engine.shipped import ROOT, rule, specs

PLATE = "specs/cooling/examples/oam-plate.yaml"


def clauses(verdict: RuleVerdict) -> dict[str, Status]:
    return {clause.clause: clause.status for clause in verdict.clauses}


def test_a_promise_over_an_envelope_that_is_left_out_fails() -> None:
    part = shipped.part(PLATE, {"envelope": None})
    verdict = decide(rule("CL-101"), part, specs())
    assert clauses(verdict) == {"carries-the-heat": Status.FAIL, "heat-says-which-power": Status.PASS}
    failed = verdict.clauses[0]
    assert failed.reason is not None
    assert failed.reason.arguments["part"] in ("envelope.inlet", "envelope.flow")
    assert failed.counterexample is None or not failed.counterexample.values


def test_where_nothing_is_promised_there_is_nothing_to_test() -> None:
    verdict = decide(rule("CL-101"), shipped.part(PLATE, {"envelope": None, "claims": None}), specs())
    assert verdict.status is Status.NOT_TESTED


def test_such_a_failure_is_replayed() -> None:
    without, found = shipped.part(PLATE, {"envelope": None}), rule("CL-101")
    again = replay(found, without, specs(), clause="carries-the-heat", record="", point={})
    assert again.answer is Again.STILL_FAILS
    stored = replay(found, without, specs(), clause="carries-the-heat", record="", point={"flow": "1 L/min"})
    assert stored.answer is Again.STILL_FAILS
    again = replay(found, shipped.part(PLATE), specs(), clause="carries-the-heat", record="", point={})
    assert again.answer is Again.FIXED


@pytest.mark.parametrize("area", sorted(path.parent.name for path in ROOT.glob("specs/*/examples")))
def test_no_rule_breaks_without_an_envelope(area: str) -> None:
    tried = 0
    for path in sorted(ROOT.glob(f"specs/{area}/examples/*.yaml")):
        (document,), _ = load(Source(str(path), path.read_text()))
        fields = document.value.get("envelope") or ()
        for gone in ["envelope", *(f"envelope.{field}" for field in fields)] if fields else ():
            part, _ = read_descriptor(overridden(document, {gone: None}), specs())
            if part is None:
                continue
            tried += 1
            rules = specs().rules_for(part.kind)
            verdicts = [decide(one, part, specs(), detail=Detail.STATUS, repaired=False) for one in rules]
            broken = [verdict for verdict in verdicts if verdict.status is Status.ERROR]
            assert not broken, (path.name, gone, [(one.rule, one.reason) for one in broken])
    assert tried
