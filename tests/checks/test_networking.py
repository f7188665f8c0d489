"""Rules over fabrics end to end: how sure a pass is, what is left open, and attached files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.checks.fabric.reading import fabric_of, routes_of
from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide
from conformance.engine.verdicts import Assurance, RuleVerdict, Status
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import open_specs

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "specs" / "networking" / "examples"
SPECS = open_specs()


def descriptor(text: str, name: str) -> Descriptor:
    documents, findings = load(Source(name, text))
    assert not findings
    found, findings = read_descriptor(documents[0], SPECS)
    assert found is not None, findings
    return found


def example(name: str, *changes: tuple[str, str]) -> Descriptor:
    source = read(str(EXAMPLES / f"{name}.yaml"))
    assert isinstance(source, Source)
    text = source.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return descriptor(text, source.name)


def decided(rule: str, part: Descriptor) -> RuleVerdict:
    found = SPECS.rule(rule)
    assert found is not None
    return decide(found, part, SPECS)


@pytest.mark.parametrize(
    ("rule", "name", "assurance"),
    [
        ("NW-101", "xf-4x2", Assurance.EXACT),
        # No lower bound is known for an explicit graph, and one is for a tree.
        ("NW-140", "xf-4x2", Assurance.TESTED),
        ("NW-140", "xf-torus-8x8x8", Assurance.PROVED),
        # Every cable of the explicit graph is tried; of the tree one of each class.
        ("NW-103", "xf-4x2", Assurance.EXACT),
        ("NW-103", "xf-dual-plane", Assurance.PROVED),
    ],
)
def test_a_pass_is_as_sure_as_what_it_rests_on(rule, name, assurance):
    verdict = decided(rule, example(name))
    assert (verdict.status, verdict.assurance) == (Status.PASS, assurance)


@pytest.mark.parametrize(
    ("rule", "changes", "code"),
    [
        ("NW-103", [("  diameter: 3", "  survives: [{id: l, of: link, at_once: 1}]")], "CHECK-no-tables-after-failure"),
        ("NW-120", [("algorithm: tables", "algorithm: dimension_order")], "CHECK-unroutable-no-grid"),
        ("NW-120", [("    table: {file: files/leaf-spine.lfts}\n", "")], "CHECK-unroutable-no-tables"),
    ],
)
def test_what_cannot_be_decided_is_not_tested(rule, changes, code):
    verdict = decided(rule, example("xf-subnet", *changes))
    assert verdict.status is Status.NOT_TESTED
    open_ = [clause.reason.code for clause in verdict.clauses if clause.status is Status.NOT_TESTED and clause.reason]
    assert set(open_) == {code}


@pytest.mark.parametrize(
    ("name", "change", "reason", "field"),
    [
        ("xf-subnet", ("algorithm: tables", "algorithm: dimension_order"), "no-grid", "design.routing.algorithm"),
        ("xf-subnet", ("    table: {file: files/leaf-spine.lfts}\n", ""), "no-tables", "design.routing.algorithm"),
        ("xf-4x2", ("shortest,", "shortest, lane_rule: dateline,"), "no-grid", "design.routing.lane_rule"),
        ("xf-4x2", ("shortest,", "shortest, lane_rule: per_group,"), "no-groups", "design.routing.lane_rule"),
    ],
)
def test_a_routing_that_does_not_fit_fails_at_the_field_with_a_hint_in_both_languages(name, change, reason, field):
    verdict = decided("NW-101", example(name, change))
    (clause,) = [clause for clause in verdict.clauses if clause.status is Status.FAIL]
    assert (clause.clause, clause.repairs[0].path if clause.repairs else field) == ("routing-fits-the-topology", field)
    assert reason in dict(clause.messages)["en"]
    assert [sorted(dict(hint)) for hint in clause.hints] == [["en", "zh"]]


def test_tables_that_send_a_packet_astray_are_found(tmp_path):
    for name in ("leaf-spine.ibnetdiscover", "leaf-spine.lfts"):
        shutil.copy(EXAMPLES / "files" / name, tmp_path / name)
    text = (EXAMPLES / "xf-subnet.yaml").read_text().replace("files/", "")
    part = descriptor(text, str(tmp_path / "part.yaml"))
    assert decided("NW-101", part).status is Status.PASS
    tables = (tmp_path / "leaf-spine.lfts").read_text()
    # Spine 0 sends what is for node 0, on leaf 0, to leaf 1; leaf 1 sends it back up to spine 0.
    before, spine = tables.split("MF0;spine0:MQM8700/U1):", 1)
    astray = spine.replace("0x0007 001 :", "0x0007 002 :", 1)
    (tmp_path / "leaf-spine.lfts").write_text(before + "MF0;spine0:MQM8700/U1):" + astray)
    verdict = decided("NW-101", descriptor(text, str(tmp_path / "part.yaml")))
    assert {clause.clause: clause.status for clause in verdict.clauses} == {
        "routing-fits-the-topology": Status.PASS,
        "no-circle": Status.FAIL,
        "all-pairs-routed": Status.FAIL,
    }


def test_a_broken_file_is_a_finding_at_its_line(tmp_path):
    (tmp_path / "bad.net").write_text('Switch 4 "a"\n[9] "a"[1]\n')
    text = (EXAMPLES / "xf-ibsim-ring.yaml").read_text().replace("files/ring-8.net", "bad.net")
    documents, _ = load(Source(str(tmp_path / "part.yaml"), text))
    found, findings = read_descriptor(documents[0], SPECS)
    assert found is None
    assert [(finding.code, str(finding.location)) for finding in findings] == [
        ("FILE-port-number", f"{tmp_path}/bad.net:2:1")
    ]


def test_equal_designs_share_fabric_and_routes():
    one, other = example("xf-4x2").data["design"], example("xf-4x2").data["design"]
    assert one is not other
    assert fabric_of(one) is fabric_of(other)
    assert routes_of(one) is routes_of(other)
