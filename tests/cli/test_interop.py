"""What becomes of two parts: results, orders of roles, and stored counterexamples of pairs."""

from __future__ import annotations

import json
import shutil

import pytest

from conformance.cli.main import run
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.reports.model import Report
from conformance.spec.load import open_specs
from conformance.spec.roots import packaged
from conformance.systems.interop import Result, result_of

EXAMPLES = f"{packaged()}/chip-interconnect/examples"


def verdict(status, level="must"):
    return RuleVerdict("X-1", status, level)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([verdict(Status.PASS), verdict(Status.PASS, "should")], Result.WORKS),
        ([verdict(Status.PASS), verdict(Status.NOT_APPLICABLE)], Result.WORKS),
        ([verdict(Status.PASS), verdict(Status.FAIL, "should")], Result.DEGRADED),
        ([verdict(Status.PASS), verdict(Status.FAIL), verdict(Status.FAIL, "should")], Result.FAILS),
        ([verdict(Status.PASS), verdict(Status.NOT_TESTED)], Result.UNDECIDED),
        ([verdict(Status.NOT_TESTED), verdict(Status.FAIL, "should")], Result.UNDECIDED),
        ([verdict(Status.NOT_APPLICABLE)], Result.UNDECIDED),
        ([verdict(Status.PASS), verdict(Status.NOT_TESTED, "should")], Result.WORKS),
        ([verdict(Status.ERROR, "should"), verdict(Status.FAIL)], Result.BROKEN),
        ([], Result.UNDECIDED),
    ],
)
def test_the_worst_must_decides_and_a_failing_should_is_a_loss(verdicts, expected):
    assert result_of(verdicts) is expected


def test_a_stored_counterexample_of_a_pair_names_its_parts_and_is_fixed_when_one_is_mended(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for name in ("xl-112", "ub-2-x8-port"):
        shutil.copy(f"{EXAMPLES}/{name}.yaml", tmp_path)
    port = tmp_path / "ub-2-x8-port.yaml"
    good = port.read_text(encoding="utf-8")
    port.write_text(good.replace("transcoding: none", "transcoding: 64b66b"), encoding="utf-8")
    assert run(["interop", "xl-112.yaml", "ub-2-x8-port.yaml", "--report", "json=r.json"]) == 1
    report = Report.model_validate(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))
    (stored,) = [found for found in report.counterexamples if found.clause == "one-coding"]
    assert [(part.role, part.file) for part in stored.parts] == [("a", "xl-112.yaml"), ("b", "ub-2-x8-port.yaml")]
    assert run(["replay", "r.json"]) == 1
    port.write_text(good, encoding="utf-8")
    capsys.readouterr()
    run(["replay", "r.json"])
    assert "fixed: CI-150/one-coding" in capsys.readouterr().out


def test_both_orders_of_a_symmetric_rule_come_to_the_same(tmp_path, capsys):
    one, two = (f"{EXAMPLES}/{name}.yaml" for name in ("xl-112", "ualink-200g-station"))
    codes = [run(["interop", *order, "-q"]) for order in ((one, two), (two, one))]
    said = capsys.readouterr().out
    assert codes == [1, 1]
    assert said.count("fails by CI-150/a-rate-above-training, CI-150/an-error-correction") == 2


def test_a_file_of_several_documents_is_no_part(tmp_path, capsys):
    both = tmp_path / "both.yaml"
    text = open_specs().example("chip-interconnect", "xl-112").read_text(encoding="utf-8")
    both.write_text(f"{text}---\n{text}", encoding="utf-8")
    assert run(["interop", str(both), f"{EXAMPLES}/xl-112.yaml"]) == 2
    assert "CLI-several-parts" in capsys.readouterr().err


def test_parts_that_no_rule_was_decided_of_do_not_conform_in_any_format(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    parts = [f"{packaged()}/software-stack/examples/{name}.yaml" for name in ("amd-amdgpu-30-30", "huawei-hccl-9-0")]
    assert run(["interop", *parts, "--format", "json", "--report", "html=o.html"]) == 1
    report = Report.model_validate_json(capfd.readouterr().out)
    assert {rule.status for file in report.files for entry in file.descriptors for rule in entry.rules} == {
        "not-applicable"
    }
    assert [entry.conforming for file in report.files for entry in file.descriptors] == [False] * len(report.files)
    page = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert ("conforms</h1>" in page, "no level" in page) == (False, False)


def test_json_carries_the_pair_as_a_descriptor_with_its_parts(capfd):
    port = f"{EXAMPLES}/xl-112.yaml"
    assert run(["interop", port, f"{EXAMPLES}/ub-2-x8-port.yaml", "--format", "json"]) == 0
    report = Report.model_validate_json(capfd.readouterr().out)
    ((entry,),) = [file.descriptors for file in report.files]
    assert (report.command, report.exit_code, entry.conforming) == ("interop", 0, True)
    assert [part.role for part in entry.parts] == ["a", "b"]
    (loss,) = [rule for rule in entry.rules if rule.status == "fail"]
    files = {field.place.file.rpartition("/")[2] for field in loss.clauses[0].blamed}
    assert (loss.id, loss.level, files) == ("CI-151", "should", {"xl-112.yaml", "ub-2-x8-port.yaml"})
