"""Rules between parts: roles, optional roles, absent claims, blame in the right file, both orders, a part alone."""

from __future__ import annotations

import shutil

import pytest

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide, decide_all
from conformance.engine.examples import run_examples
from conformance.engine.roll import needs_partner
from conformance.engine.verdicts import Status
from conformance.reports.places import place
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from conformance.spec.roots import packaged
from tests.engine.shipped import rule as shipped_rule
from tests.spec.conftest import AREA, DESCRIPTOR, KIND

RULE = """\
id: DEMO-002
name: heads-add-up
since: "2026.12"
level: must
between:
  low: Pump
  high: Pump
  spare: Pump?
title: {en: Heads, zh: 扬程}
statement: {en: The heads differ., zh: 扬程不同。}
why: {en: Pumps in series., zh: 水泵串联。}
sources:
  - {document: The pump book, clause: "2", status: read}
constants:
  few: 1 kW
forall:
  share:
    range: [0, 1]
require:
  more-power-above:
    that: low.design.power * (1 + share) <= high.design.power
    blame: [low.design.power, high.design.power]
    message:
      en: "{low.design.power} below, {high.design.power} above"
      zh: "下方 {low.design.power}，上方 {high.design.power}"
  more-head-above:
    that: low.claims.head <= high.claims.head
    blame: [high.claims.head]
    message: {en: less head above, zh: 上方扬程较小}
  a-small-spare:
    when: has(spare.design)
    that: spare.design.power <= few
    blame: [spare.design.power]
    message: {en: "{spare.design.power}", zh: "{spare.design.power}"}
examples:
  - base: {low: good, high: good}
    passes: {high.design.power: 800 W}
  - base: {low: good, high: good, spare: good}
    passes: {high.design.power: 800 W, spare.design.power: 1 kW}
  - base: {low: good, high: good}
    fails: {high.design.power: 799 W}
    clause: more-power-above
    at: {share: 1}
"""


@pytest.fixture
def specs(tmp_path):
    area = tmp_path / "demo-area"
    for name, text in {
        "area.yaml": AREA,
        "kinds/Pump.schema.yaml": KIND.replace("[peak, mean]", "[mean]"),  # claims of one basis may be compared
        "rules/DEMO-002-heads-add-up.yaml": RULE,
        "examples/good.yaml": DESCRIPTOR,
    }.items():
        (area / name).parent.mkdir(parents=True, exist_ok=True)
        (area / name).write_text(text, encoding="utf-8")
    for shared in ("units.yaml", "common.schema.yaml"):
        shutil.copy(f"{packaged()}/{shared}", tmp_path)
    return open_specs([tmp_path])


def part(specs, name="low.yaml", change=lambda text: text):
    documents, _ = load(Source(name, change(DESCRIPTOR)))
    found, findings = read_descriptor(documents[0], specs)
    assert found is not None, findings
    return found


def parts(specs, rule, **changes):
    made = {role: part(specs, f"{role}.yaml", change) for role, change in changes.items()}
    return Assembly.of(rule, made, specs)


def same(text):
    return text


def strong(text):
    return text.replace("power: 400 W", "power: 800 W")


def test_the_rule_loads_without_a_finding_and_its_examples_come_out(specs):
    rule = specs.rule("DEMO-002")
    assert specs.problems() == []
    assert [result.agrees for result in run_examples(rule, specs)] == [True] * 3


def test_a_part_alone_is_not_tested_and_says_which_parts_are_asked_for(specs):
    (verdict,) = decide_all(part(specs), specs)
    assert (verdict.status, verdict.decided_elsewhere) == (Status.NOT_TESTED, True)
    assert verdict.reason.arguments == {"roles": "Pump + Pump"}


def test_blame_and_repairs_name_the_file_of_each_part(specs):
    rule = specs.rule("DEMO-002")
    assembly = parts(specs, rule, low=same, high=same)
    (clause, _, _) = decide(rule, assembly, specs).clauses
    assert clause.status is Status.FAIL
    assert clause.blamed == ("low.design.power", "high.design.power")
    assert [place(assembly, path).file for path in clause.blamed] == ["low.yaml", "high.yaml"]
    assert {(repair.path, repair.values) for repair in clause.repairs} == {
        ("low.design.power", ("200 W",)),
        ("high.design.power", ("800 W",)),
    }
    assert clause.messages["en"] == "400 W below, 400 W above"
    assert clause.formula.numbers.startswith("400 W * (1 + ")


def test_an_absent_claim_of_either_part_is_not_tested(specs):
    rule = specs.rule("DEMO-002")
    bare = DESCRIPTOR[: DESCRIPTOR.index("claims:")]
    for role in ("low", "high"):
        changes = {"low": same, "high": strong, role: lambda text, role=role: strong(bare) if role == "high" else bare}
        verdict = decide(rule, parts(specs, rule, **changes), specs)
        states = {clause.clause: clause.status for clause in verdict.clauses}
        assert verdict.status is states["more-head-above"] is Status.NOT_TESTED
        assert states["more-power-above"] is Status.PASS


def test_an_optional_part_is_judged_where_it_is_there(specs):
    rule = specs.rule("DEMO-002")
    without = decide(rule, parts(specs, rule, low=same, high=strong), specs)
    assert [clause.status for clause in without.clauses] == [Status.PASS, Status.PASS, Status.NOT_APPLICABLE]
    big = decide(
        rule, parts(specs, rule, low=same, high=strong, spare=lambda text: text.replace("400 W", "2 kW")), specs
    )
    assert [clause.status for clause in big.clauses] == [Status.PASS, Status.PASS, Status.FAIL]


def test_exchanging_the_parts_of_a_rule_that_calls_itself_symmetric_and_is_not_fails_its_examples(tmp_path, specs):
    file = tmp_path / "demo-area" / "rules" / "DEMO-002-heads-add-up.yaml"
    file.write_text(RULE.replace("title: {en: Heads", "symmetric: true\ntitle: {en: Heads"), encoding="utf-8")
    again = open_specs([tmp_path])
    results = run_examples(again.rule("DEMO-002"), again)
    assert [result.agrees for result in results] == [False, False, True]
    assert "exchanged: fail" in results[0].found


def test_of_a_role_with_many_kinds_two_are_named() -> None:
    """Seven kinds on either side took seven lines of the terminal, broken inside words."""
    roles = ("SW-101", "KernelDriver/DeviceRuntime/… + KernelDriver/DeviceRuntime/…"), ("CI-150", "LinkPort + LinkPort")
    for name, said in roles:
        reason = needs_partner(shipped_rule(name)).reason
        assert reason is not None
        assert reason.arguments["roles"] == said
