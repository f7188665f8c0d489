"""Which claims lack a measurement: those that a `must` rule reads, entry by entry."""

import pytest

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.spec.evidence import claims_read, unmeasured
from conformance.spec.load import open_specs

SPECS = open_specs()
RULE = SPECS.rule("CI-108")


def document(evidence):
    text = "claims:\n  efficiency: [{id: small}, {id: large}]\n  other: {value: 1}\n" + evidence
    (found,), _ = load(Source("part.yaml", text))
    return found


def test_what_a_rule_reads():
    assert "efficiency" in claims_read(RULE)
    assert "other" not in claims_read(RULE)


@pytest.mark.parametrize(
    ("evidence", "bare"),
    [
        ("", {"claims.efficiency[small]": "", "claims.efficiency[large]": ""}),
        ("evidence: [{claim: claims.efficiency, grade: measured}]", {}),
        ("evidence: [{claim: claims.efficiency, grade: simulated}]",
         {"claims.efficiency[small]": "simulated", "claims.efficiency[large]": "simulated"}),
        ("evidence: [{claim: 'claims.efficiency[small]', grade: witnessed}]", {"claims.efficiency[large]": ""}),
    ],
)  # fmt: skip
def test_evidence_speaks_for_what_it_names(evidence, bare):
    assert unmeasured(document(evidence), [RULE]) == bare


def test_rules_that_should_hold_ask_for_no_measurement():
    should = [rule for rule in SPECS.rules() if rule.level == "should"]
    assert unmeasured(document(""), should) == {}
