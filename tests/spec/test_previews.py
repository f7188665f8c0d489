"""A rule that the newest edition does not list is a preview: decided and shown, and counted for nothing."""

from __future__ import annotations

import json
import re

import pytest

from conformance.cli.main import run
from conformance.engine.decide import decide_all
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.reports.chart import bars
from conformance.reports.formats import renderer
from conformance.reports.junit import render as junit
from conformance.reports.model import Report
from conformance.reports.outcome import Exit, exit_code
from conformance.reports.page import tone
from conformance.reports.pdf_data import data_of
from conformance.reports.rows import rows_of
from conformance.spec.descriptor import read_descriptor
from conformance.systems.interop import Result, result_of
from tests.reports.samples import RULES, Specs, examined, subject
from tests.spec.conftest import DESCRIPTOR, document

RULE = "rules/DEMO-001-power-suffices.yaml"
LISTED = "{id: DEMO-001, level: must}"


@pytest.fixture
def edition(area):
    area.change("examples/good.yaml", "power: 400 W", "power: 1 W")
    area.root.joinpath("editions").mkdir()

    def written(name, *rules):
        text = f'edition: "{name}"\ntitle: {{en: An edition, zh: 版次}}\nrules: [{", ".join(rules)}]\n'
        area.root.joinpath(f"editions/{name}.yaml").write_text(text, encoding="utf-8")

    written("2026.12", "{id: CI-101, level: must}")
    return written


@pytest.fixture
def openarch(area, capsys, monkeypatch, edition):
    monkeypatch.setenv("OPENARCH_LANG", "en")

    def running(command, *arguments):
        about = [str(area.folder / "examples/good.yaml")] if command in {"test", "validate", "certify"} else []
        code = run([command, *about, *map(str, arguments), "--specs", str(area.root)])
        return code, " ".join(capsys.readouterr().out.split())

    return running


def test_its_failure_is_shown_and_costs_neither_exit_code_nor_level(openarch):
    code, said = openarch("test")
    assert code == 0
    assert said.startswith("preview[DEMO-001/carries-the-head]: ")
    assert "= preview: the edition of this run does not list this rule; it counts for nothing" in said
    assert "fail (preview) DEMO-001" in said
    assert (
        "1 descriptor: 1 conforms; 1 failing preview; level described; nothing is verified, since no must rule" in said
    )


def test_in_chinese(openarch):
    said = openarch("test", "--lang", "zh")[1]
    assert said.startswith("预览[DEMO-001/carries-the-head]：")
    assert "1 份描述文件：1 份符合；1 项预览规则不满足；级别：已描述；未作任何验证" in said
    assert "不通过（预览） DEMO-001" in said


def test_the_report_says_so_too(openarch, tmp_path):
    assert openarch("certify", "--out", tmp_path / "out", "--report", f"sarif={tmp_path / 'o.sarif'}")[0] == 0
    report = Report.model_validate(json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8")))
    (entry,) = report.files[0].descriptors
    (rule,) = entry.rules
    assert (rule.level, rule.status) == ("preview", "fail")
    assert (report.conforming, report.exit_code, entry.conforming, entry.level) == (True, 0, True, "described")
    assert (report.totals.errors, report.totals.warnings, report.totals.previews) == (0, 0, 1)
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert '<details class="rule preview"' in page
    assert "the edition of this run does not list this rule" in page
    assert re.findall('class="stack".*?<rect class="([^"]*)"', page) == ["preview"], "no part of the bar is red"
    assert [tone(bar.said) for bar in bars(entry)] == ["preview"]
    assert "1 fail (preview)" in renderer("markdown")(report, "en")
    assert data_of(report, "en")["tallies"] == [["preview", "1", "fail (preview)"]]
    assert "nothing is verified" in str(data_of(report, "en")["sections"][0]["facts"][0])
    (result,) = json.loads((tmp_path / "o.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["level"] == "note"
    assert "<failure" not in junit(report, "en")
    assert renderer("github")(report, "en").startswith("::notice ")


def test_a_stored_failure_of_it_that_still_fails_costs_no_exit_code(area, openarch, edition, tmp_path):
    openarch("certify", "--out", tmp_path)
    again = ("replay", tmp_path / "report.json", "--base", area.folder / "examples")
    code, said = openarch(*again)
    assert code == 0
    assert said.startswith("still fails (preview): DEMO-001/carries-the-head")
    assert said.endswith("1 still failing (1 preview)")
    edition("2027.06", LISTED)
    code, said = openarch(*again)
    assert code == 1
    assert said.startswith("still fails: DEMO-001/carries-the-head")
    assert said.endswith("1 still failing")


def test_the_edition_that_lists_it_makes_it_count(openarch, edition):
    """The compiled form of before does not stand in the way."""
    assert openarch("test")[0] == 0
    edition("2027.06", LISTED)
    code, said = openarch("test")
    assert code == 1
    assert said.startswith("error[DEMO-001/carries-the-head]: ")


def test_a_later_edition_that_no_longer_lists_it_takes_it_back(openarch, edition):
    edition("2026.12", LISTED)
    edition("2027.06", "{id: CI-101, level: must}")
    assert openarch("test")[0] == 0


def test_an_edition_that_cannot_be_read_leaves_nothing_out_silently(area, openarch):
    area.root.joinpath("editions/2027.06.yaml").write_text("edition: 2027\n")
    code, said = openarch("test")
    assert code == 2
    assert "not wholly decided, since rules cannot be read" in said


def test_an_edition_that_is_asked_for_decides(openarch, edition, area):
    """Whoever was certified under an older one is asked what that asked: its rules, at its levels."""
    edition("2026.12", "{id: DEMO-001, level: should}")
    edition("2027.06", LISTED)
    edition("2027.12", "{id: CI-101, level: must}")
    assert [openarch("test", "--edition", name)[0] for name in ("2026.12", "2027.06", "2027.12")] == [0, 1, 0]
    assert openarch("test", "--edition", "2026.12")[1].startswith("warning[DEMO-001/carries-the-head]: ")
    assert openarch("test", "--edition", "2027.06")[1].endswith("1 error; level described; by edition 2027.06")
    assert openarch("test", "--edition", "2027.12")[1].startswith("preview[DEMO-001/carries-the-head]: ")
    assert openarch("test")[1].startswith("preview[DEMO-001/carries-the-head]: "), "the newest, where none is asked for"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_names_the_edition_that_was_asked_for(openarch, edition, tmp_path, lang):
    edition("2027.06", LISTED)
    out = tmp_path / "out"
    assert openarch("certify", "--edition", "2026.12", "--lang", lang, "--out", out)[0] == 0
    report = Report.model_validate(json.loads((out / "report.json").read_text(encoding="utf-8")))
    assert (report.spec.edition, report.files[0].descriptors[0].rules[0].level) == ("2026.12", "preview")
    assert (out / "report.html").read_text(encoding="utf-8").count("2026.12") == 2, "beside the level, and at the foot"
    assert "2026.12" in renderer("markdown")(report, lang)


def test_every_command_that_decides_takes_it(openarch, edition, tmp_path, area):
    edition("2027.06", LISTED)
    good = area.folder / "examples/good.yaml"
    older = ("--edition", "2026.12")
    assert "by edition 2026.12" in openarch("validate", *older)[1]
    assert "verified; by edition 2026.12" in openarch("explain", good, "--why-not", "verified", *older)[1]
    assert "DEMO-001 preview Pump" in openarch("list", "rules", *older)[1]
    assert "DEMO-001 must Pump" in openarch("list", "rules")[1]
    assert "preview, must in edition 2027.06 · by edition 2026.12 · since" in openarch("explain", "DEMO-001", *older)[1]
    assert openarch("certify", "--out", tmp_path)[0] == 1
    again = ("replay", tmp_path / "report.json", "--base", good.parent)
    assert (openarch(*again)[0], openarch(*again, *older)[0]) == (1, 0)


def test_an_edition_that_there_is_not_is_wrong_use(openarch, capsys, edition):
    assert run(["test", "no.yaml", "--edition", "2026.21"]) == 2
    said = capsys.readouterr().err
    assert "no edition is called 2026.21" in said
    assert "did you mean 2026.12?" in said


def test_an_area_without_editions_has_none_to_keep_to(area, capsys):
    area.change("examples/good.yaml", "power: 400 W", "power: 1 W")
    about = ["test", str(area.folder / "examples/good.yaml"), "--specs", str(area.root)]
    assert run([*about, "--edition", "2026.12"]) == run(about) == 1


def test_explain_and_list_say_which_edition_lists_a_rule(openarch, edition):
    assert "preview, must once an edition lists it · since 2026.12" in openarch("explain", "DEMO-001")[1]
    said = openarch("list", "rules")[1]
    assert "DEMO-001 preview Pump" in said
    assert "previews: 1" in said
    edition("2027.06", LISTED)
    assert "must in edition 2027.06 · since 2026.12" in openarch("explain", "DEMO-001")[1]
    said = openarch("list", "rules")[1]
    assert "DEMO-001 must Pump" in said
    assert "edition 2027.06 lists 1" in said
    assert '"editions": [ "2027.06" ]' in openarch("list", "rules", "--format", "json")[1]


def test_lint_notes_it(area, openarch, capsys):
    run(["spec", "lint", str(area.root)])
    said = " ".join(capsys.readouterr().out.split())
    assert "edition 2026.12 does not list DEMO-001: a preview, decided and shown, and counted for nothing" in said


@pytest.mark.parametrize("listed", [True, False])
def test_no_fix_is_held_against_by_a_preview(area, edition, listed):
    other = area.rule.read_text(encoding="utf-8").replace("DEMO-001", "DEMO-009").replace("power-suffices", "small")
    other = other.replace("design.power >= needed", "design.power <= needed / 2").replace("reserve: 5 %", "")
    area.write("rules/DEMO-009-small.yaml", other)
    edition("2026.12", LISTED, *(["{id: DEMO-009, level: must}"] if listed else []))
    specs = area.specs()
    descriptor, _ = read_descriptor(document(DESCRIPTOR.replace("400 W", "1 W")), specs)
    failed, _ = decide_all(descriptor, specs)
    breaks = [bool(repair.breaks) for clause in failed.clauses for repair in clause.repairs]
    assert breaks
    assert any(breaks) is listed


@pytest.mark.parametrize("status", [Status.FAIL, Status.ERROR, Status.NOT_TESTED])
def test_whatever_its_verdict_it_counts_for_nothing(status):
    found = examined(subject([RuleVerdict("CI-101", status, "preview")]))
    assert exit_code(found) is Exit.CONFORMING
    assert rows_of(found, Specs(*RULES))[0].state == "conforms"


def test_two_parts_lose_nothing_by_it():
    verdicts = [RuleVerdict("X-1", Status.PASS, "must"), RuleVerdict("X-2", Status.FAIL, "preview")]
    assert result_of(verdicts) is Result.WORKS


def test_a_misspelt_id_makes_no_preview_of_a_must(openarch, edition, capsys):
    edition("2026.12", "{id: DEMO-011, level: must}")  # 001 is meant
    code, said = openarch("test")
    assert (code, "conforms" in said) == (2, False)
    assert "the edition lists DEMO-011, which no area has" in said


def test_an_id_of_a_series_that_no_area_has_may_mean_any_rule(openarch, edition):
    """`spec lint` alone told: here the rule that was meant became a preview, and a part that breaks it conformed."""
    edition("2026.12", "{id: DEOM-001, level: must}")  # DEMO is meant
    code, said = openarch("test")
    assert (code, "conforms" in said) == (2, False)
    assert "the edition lists DEOM-001, which no area has" in said
