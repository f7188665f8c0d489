"""Rules that only a run of the part decides: ``observe`` in place of ``require``."""

from __future__ import annotations

import pytest

from conformance.engine.decide import decide
from conformance.engine.examples import run_examples
from conformance.engine.mutation_score import score, subjects
from conformance.engine.verdicts import NEEDS_RUN, Status
from conformance.reports.explanation import rule_page
from conformance.reports.style import Style
from conformance.spec.lint import lint
from tests.spec.conftest import RULE

OBSERVED = (
    RULE[: RULE.index("constants:")].replace("DEMO-001", "DEMO-002").replace("power-suffices", "runs-quietly")
    + """\
observe:
  hums: {en: "nothing but a hum is heard", zh: "只听到嗡鸣"}
  holds: {en: "the head is held for an hour", zh: "扬程保持一小时"}
examples:
  - base: good
    not_tested: {}
  - base: good
    does_not_apply: {envelope.coolant: null}
"""
)


@pytest.fixture
def quiet(area):
    area.write("rules/DEMO-002-runs-quietly.yaml", OBSERVED)
    return area


def rule_of(area):
    specs = area.specs()
    return specs.rule("DEMO-002"), specs


def test_it_is_not_tested_and_says_that_a_run_decides(quiet, read):
    rule, specs = rule_of(quiet)
    descriptor, _ = read((quiet.folder / "examples/good.yaml").read_text(encoding="utf-8"))
    verdict = decide(rule, descriptor, specs)
    assert verdict.status is Status.NOT_TESTED
    assert verdict.decided_elsewhere
    assert (verdict.reason.code, verdict.reason.arguments) == (NEEDS_RUN, {"count": "2"})


def test_its_condition_is_decided(quiet, read):
    rule, specs = rule_of(quiet)
    text = (quiet.folder / "examples/good.yaml").read_text(encoding="utf-8")
    descriptor, findings = read(text.replace("  coolant: {min: 20 degC, max: 45 degC}", "  count: {min: 1, max: 2}"))
    assert descriptor is not None, findings
    assert decide(rule, descriptor, specs).status is Status.NOT_APPLICABLE


def test_it_is_no_static_rule_and_its_examples_are_executed(quiet):
    rule, specs = rule_of(quiet)
    assert not rule.is_static
    assert [result.agrees for result in run_examples(rule, specs)] == [True, True]
    assert all(one.caught == one.total for one in (score(subject, specs) for subject in subjects([rule], specs)))


def test_its_page_names_what_is_observed(quiet):
    rule, specs = rule_of(quiet)
    page = "\n".join(rule_page(rule, specs, Style("en")))
    assert "Observed on the running part" in page
    assert "nothing but a hum is heard" in page
    assert "is not tested" in page
    assert "对运行中的部件观测" in "\n".join(rule_page(rule, specs, Style("zh")))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("examples:", "require: {x: design.power > 0}\nexamples:", "SPEC-one-decision"),
        (OBSERVED[OBSERVED.index("observe:") : OBSERVED.index("examples:")], "", "SPEC-one-decision"),
        ("  - base: good\n    not_tested: {}\n", "", "SPEC-no-example-open"),
        ("    not_tested: {}", "    not_tested: {}\n    passes: {}", "SPEC-one-verdict"),
    ],
)
def test_what_does_not_fit_is_told(quiet, old, new, code):
    quiet.change("rules/DEMO-002-runs-quietly.yaml", old, new)
    assert code in {finding.code for finding in lint([quiet.folder])}


def test_an_example_that_expects_no_test_fails_where_there_is_a_verdict(area):
    area.change(f"rules/{area.rule.name}", "  - base: good\n    passes: {}", "  - base: good\n    not_tested: {}")
    specs = area.specs()
    result = run_examples(specs.rule("DEMO-001"), specs)[0]
    assert (result.agrees, result.expected) == (False, "not-tested")
