"""The report as data and as JSON."""

import json

import pytest
from pydantic import ValidationError

from conformance.findings.model import Finding, Location, Span
from conformance.reports.entries import file_entry
from conformance.reports.json_report import build, dumps
from conformance.reports.model import Report
from conformance.reports.naming import naming
from tests.reports.samples import RULES, VERDICTS, Specs, examined, subject

SPECS = Specs(*RULES)


def report(*found, code=1):
    return build("test", [file_entry(one, SPECS, lambda name: name) for one in found], code)


def test_it_reads_itself_again():
    first = report(examined(subject()))
    assert Report.model_validate_json(dumps(first)) == first


def test_nothing_unknown_is_let_in():
    data = json.loads(dumps(report(examined(subject()))))
    data["extra"] = 1
    with pytest.raises(ValidationError):
        Report.model_validate(data)


def test_equal_runs_give_equal_bytes():
    assert dumps(report(examined(subject()))) == dumps(report(examined(subject())))


def test_keys_are_sorted_and_text_is_utf_8():
    text = dumps(report(examined(subject())))
    assert "信用量覆盖往返时间" in text
    data = json.loads(text)
    assert list(data) == sorted(data)
    assert data["schema"] == "openarch-report/1"


def test_counts_and_totals():
    data = report(examined(subject()), examined(subject(VERDICTS[1:2])))
    assert data.totals.verdicts == {
        "pass": 2,
        "fail": 1,
        "not-applicable": 1,
        "not-tested": 1,
        "waived": 0,
        "error": 0,
    }
    assert (data.totals.descriptors, data.totals.conforming, data.totals.errors) == (
        2,
        1,
        2,
    )  # a failing rule counts each of its failing clauses
    assert not data.conforming


def test_not_tested_is_never_conforming():
    data = report(examined(subject(VERDICTS[2:3])), code=0)
    assert not data.conforming
    assert not data.files[0].descriptors[0].conforming


def test_a_run_without_descriptors_is_not_conforming():
    assert not report(
        examined(findings=[Finding("DOC-missing", Location("gone.yaml"), {"name": "x"})]), code=0
    ).conforming


def test_a_failure_carries_everything_exactly():
    clause = report(examined(subject())).files[0].descriptors[0].rules[0].clauses[0]
    assert clause.counterexample.values["length"].exact == "1/2"
    assert clause.counterexample.order == ("message", "length")
    assert clause.counterexample.moved == ("message",)
    assert clause.margin.per_cent == -32.2
    assert clause.blamed[0].place.line == 6
    assert clause.blamed[0].place.text == "  credits: 256"
    assert clause.formula.steps[0].name == "flits"
    assert clause.begins["message"].low.text == "153 B"


def test_each_failure_is_a_counterexample_of_its_own():
    first, second = report(examined(subject())).counterexamples
    assert (first.rule, first.clause) == ("CI-101", "keeps-the-wire-busy")
    assert first.at == {"message": "153 B", "length": "0.5 m"}
    assert second.clause == "largest-message-fits"


def test_findings_are_in_both_languages():
    found = Finding("DOC-duplicate-key", Location("port.yaml", Span(6, 3, 6, 10)), {"key": "credits"})
    entry = report(examined(subject((), [found]))).files[0].descriptors[0].findings[0]
    assert set(entry.message) == {"en", "zh"}
    assert entry.message["en"] != entry.message["zh"]
    assert entry.place.text == "  credits: 256"


@pytest.mark.parametrize(
    ("files", "file", "name"),
    [
        (["a.yaml"], "a.yaml", "a.yaml"),
        (["./x/a.yaml"], "./x/a.yaml", "x/a.yaml"),
        (["/home/me/lab/x/a.yaml"], "/home/me/lab/x/a.yaml", "x/a.yaml"),
        (["/data/in/a.yaml"], "/data/in/a.yaml", "a.yaml"),
        (["/data/in/a.yaml", "/data/in/sub/b.yaml"], "/data/in/sub/b.yaml", "sub/b.yaml"),
        (["/data/x/a.yaml", "/data/y/a.yaml"], "/data/y/a.yaml", "y/a.yaml"),
        (["-"], "-", "-"),
        (["a.yaml"], "/elsewhere/units.yaml", "units.yaml"),
    ],
)
def test_names_never_are_absolute(files, file, name):
    assert naming(files, "/home/me/lab")(file) == name
