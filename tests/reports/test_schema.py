"""The published schema of the report: current, and kept by what the commands write."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conformance.cli.main import run
from conformance.reports.schema import schema
from conformance.reports.stored import read_report

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "docs" / "report.schema.json"
FILES = {
    "passes": "specs/chip-interconnect/examples/xl-112-link.yaml",
    "fails": "examples/delta-credits-153.yaml",
    "unreadable": "pyproject.toml",
    "gone": "no-such-file.yaml",
    "attached": "specs/networking/examples/xf-subnet.yaml",
}


@pytest.fixture(scope="module")
def validator():
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def test_the_published_schema_is_that_of_the_model():
    made = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert PUBLISHED.read_text(encoding="utf-8") == made, "openarch spec schema --report -o docs/report.schema.json"


def test_the_command_prints_it(capfdbinary):
    assert run(["spec", "schema", "--report"]) == 0
    assert capfdbinary.readouterr().out == PUBLISHED.read_bytes()


@pytest.mark.parametrize("redact", [[], ["--redact"]], ids=["whole", "redacted"])
@pytest.mark.parametrize("name", FILES)
def test_reports_keep_it(name, redact, validator, capfdbinary, monkeypatch):
    monkeypatch.chdir(ROOT)
    run(["test", "--format", "json", *redact, FILES[name]])
    data = json.loads(capfdbinary.readouterr().out)
    assert [error.message for error in validator.iter_errors(data)] == []
    assert data["redacted"] is bool(redact)


def test_all_files_at_once_keep_it(validator, capfdbinary, monkeypatch):
    monkeypatch.chdir(ROOT)
    run(["validate", "--format", "json", *FILES.values()])
    data = json.loads(capfdbinary.readouterr().out)
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "openarch-report/2"}, "schema"),
        ({"surprise": 1}, "surprise"),
        ({"exit_code": "one"}, "exit_code"),
    ],
)
def test_what_the_schema_refuses_is_refused_when_read(change, said, validator, capfdbinary, monkeypatch):
    monkeypatch.chdir(ROOT)
    run(["validate", "--format", "json", FILES["fails"]])
    data = json.loads(capfdbinary.readouterr().out) | change
    assert list(validator.iter_errors(data))
    with pytest.raises(ValueError, match=said):
        read_report(json.dumps(data))


def test_it_says_what_the_verdicts_rest_on(capfdbinary, monkeypatch):
    monkeypatch.chdir(ROOT)
    run(["test", "--format", "json", FILES["attached"]])
    data = json.loads(capfdbinary.readouterr().out)
    assert data["spec"]["edition"] == "2026.12"
    assert [area["area"] for area in data["spec"]["areas"]] == ["networking"]
    attachments = data["files"][0]["descriptors"][0]["attachments"]
    assert {entry["read"] for entry in attachments} == {True}
    import hashlib

    folder = (ROOT / FILES["attached"]).parent
    for entry in attachments:
        assert entry["sha256"] == hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()
