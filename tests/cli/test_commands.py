"""The commands as a user runs them, on the shipped kinds."""

import json
import shutil
from pathlib import Path

import pytest

from conformance.cli.main import run
from conformance.reports.model import Report

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "specs/chip-interconnect/examples"
GOOD = EXAMPLES / "xl-112.yaml"
KINDS = ["AcceleratorEndpoint", "LinkPort", "LinkProtocol", "ScaleUpSwitch"]


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENARCH_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def openarch(capsys, *arguments):
    code = run([str(argument) for argument in arguments])
    out, error = capsys.readouterr()
    return code, out, error


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_init_writes_validates(kind, lang, capsys):
    assert openarch(capsys, "init", kind, "-o", "new.yaml", "--lang", lang)[0] == 0
    code, out, error = openarch(capsys, "validate", "new.yaml")
    assert (code, error) == (0, ""), out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_template_names_is_written_beside_it(here, lang, capsys):
    for name in ("lab/one.yaml", "lab/two.yaml"):  # the second finds the part of the first
        code, out, _ = openarch(capsys, "init", "Stack", "-o", name, "--lang", lang)
        assert code == 0
        assert "lab/device-runtime.yaml\n" in out or name == "lab/two.yaml"
        code, out, error = openarch(capsys, "validate", name)
        assert (code, error) == (0, ""), out
        code, out, error = openarch(capsys, "test", name)
        assert (code, error) == (0, ""), out


def test_init_overwrites_no_part_either(here, capsys):
    (here / "device-runtime.yaml").write_text("precious")
    code, _, error = openarch(capsys, "init", "Stack", "-o", "stack.yaml")
    assert (code, "device-runtime.yaml" in error) == (2, True)
    assert sorted(file.name for file in here.iterdir()) == ["device-runtime.yaml"]
    assert openarch(capsys, "init", "Stack", "-o", "device-runtime.yaml")[0] == 2
    (here / "device-runtime.yaml").unlink()
    assert openarch(capsys, "init", "Stack", "-o", "device-runtime.yaml")[0] == 2


def test_a_template_that_names_files_says_so_where_it_is_only_printed(capsys):
    code, out, error = openarch(capsys, "init", "Stack")
    assert (code, "file: device-runtime.yaml" in out) == (0, True)
    assert (
        error
        == "it names device-runtime.yaml: with -o FILE, init writes that beside it, without which it does not validate\n"
    )


def test_init_never_overwrites(here, capsys):
    (here / "mine.yaml").write_text("precious")
    code, _, error = openarch(capsys, "init", "LinkPort", "-o", "mine.yaml")
    assert code == 2
    assert "CLI-exists" in error
    assert (here / "mine.yaml").read_text() == "precious"


def test_init_takes_the_area_too(capsys):
    assert openarch(capsys, "init", "chip-interconnect/LinkPort")[0] == 0
    assert openarch(capsys, "init", "chip-interconnect/v1/LinkPort")[0] == 0


@pytest.mark.parametrize("command", ["validate", "test"])
def test_json_is_one_document_of_the_published_form(command, capsys):
    code, out, _ = openarch(capsys, command, GOOD, "--format", "json")
    report = Report.model_validate_json(out)
    assert (code, report.exit_code, report.command, report.conforming) == (0, 0, command, True)
    assert report.files[0].descriptors[0].level == {"validate": "described", "test": "verified"}[command]


def test_json_of_an_unreadable_input(capsys):
    code, out, _ = openarch(capsys, "validate", "gone.yaml", "--format", "json")
    report = Report.model_validate_json(out)
    assert (code, report.exit_code, report.conforming) == (2, 2, False)
    assert report.files[0].findings[0].code == "DOC-missing"


def test_the_worst_of_several_files_wins(here, capsys):
    shutil.copy(GOOD, here / "a.yaml")
    (here / "b.yaml").write_text("a: 1\na: 2\n")
    code, out, _ = openarch(capsys, "validate", ".", "gone.yaml")
    assert code == 2
    assert "DOC-duplicate-key" in out
    assert "DOC-missing" in out
    assert "1 conforms" in out


def test_quiet_says_only_the_last_line_where_all_is_well(capsys):
    _, out, _ = openarch(capsys, "validate", "-q", GOOD)
    assert len(out.splitlines()) == 1


def test_many_files_in_several_processes_say_the_same(here, capsys):
    for number in range(120):
        shutil.copy(GOOD, here / f"{number:03}.yaml")
    (here / "050.yaml").write_text(GOOD.read_text().replace("kind: LinkPort", "kind: LinkProt"))
    one = openarch(capsys, "validate", ".", "--jobs", "1")
    assert openarch(capsys, "validate", ".", "--jobs", "3") == one
    assert openarch(capsys, "validate", ".") == one
    assert one[0] == 1
    assert "did you mean" in one[1]


def test_certify_writes_both_files_and_ends_with_the_page(here, capsys):
    code, out, _ = openarch(capsys, "certify", "--out", "deep/out", GOOD)
    assert code == 0
    assert out.splitlines()[-1] == "deep/out/report.html"
    report = Report.model_validate_json((here / "deep/out/report.json").read_text())
    assert report.command == "certify"
    assert (here / "deep/out/report.html").read_text().startswith("<!doctype html>")
    assert sorted(path.name for path in (here / "deep/out").iterdir()) == ["report.html", "report.json"]


def test_certify_twice_gives_equal_bytes_from_any_folder(here, capsys, monkeypatch):
    (here / "x").mkdir()
    (here / "y").mkdir()
    for name in ("x", "y"):
        shutil.copy(EXAMPLES / "xl-112-link.yaml", here / name / "a.yaml")
        monkeypatch.chdir(here / name)
        openarch(capsys, "certify", "--out", "out", "a.yaml")
    for name in ("report.json", "report.html"):
        assert (here / "x/out" / name).read_bytes() == (here / "y/out" / name).read_bytes()
    assert str(here) not in (here / "x/out/report.json").read_text()


def test_a_folder_that_cannot_be_written(here, capsys):
    (here / "file").write_text("")
    code, _, error = openarch(capsys, "certify", "--out", "file/out", GOOD)
    assert code == 2
    assert "CLI-cannot-write" in error


def test_replay_says_fixed_once_it_is(here, capsys):
    flawed = (ROOT / "examples/delta-credits-153.yaml").read_text()
    (here / "port.yaml").write_text(flawed)
    assert openarch(capsys, "certify", "--out", "out", "port.yaml")[0] == 1
    code, out, _ = openarch(capsys, "replay", "out/report.json")
    assert code == 1
    assert "still fails: CI-101/keeps-the-wire-busy\n --> port.yaml" in out
    (here / "port.yaml").write_text(flawed.replace("credits: 256", "credits: 384"))
    code, out, _ = openarch(capsys, "replay", "out/report.json")
    assert code == 0
    assert "fixed: CI-101/keeps-the-wire-busy\n --> port.yaml" in out


def test_replay_of_a_single_counterexample_from_elsewhere(here, capsys, monkeypatch):
    (here / "in").mkdir()
    shutil.copy(ROOT / "examples/delta-credits-153.yaml", here / "in/port.yaml")
    monkeypatch.chdir(here / "in")
    openarch(capsys, "certify", "--out", "../out", "port.yaml")
    monkeypatch.chdir(here)
    one = json.loads((here / "out/report.json").read_text())["counterexamples"][0]
    (here / "one.json").write_text(json.dumps(one))
    code, out, _ = openarch(capsys, "replay", "one.json")
    assert code == 2
    assert "CLI-missing-for-replay" in out
    assert "name the folder: --base DIR" in " ".join(out.split())
    assert openarch(capsys, "replay", "one.json", "--base", "in")[0] == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "openarch-report/1"}', "[" * 100_000, '{"schema": 5}'])
def test_what_is_no_report_is_said(text, here, capsys):
    (here / "r.json").write_text(text)
    code, _, error = openarch(capsys, "replay", "r.json")
    assert code == 2
    assert error.startswith("error[CLI-not-a-report]")


def test_a_report_without_failures(here, capsys):
    openarch(capsys, "certify", "--out", "out", GOOD)
    code, out, _ = openarch(capsys, "replay", "out/report.json")
    assert (code, out) == (0, "the report holds no counterexample\n")


@pytest.mark.parametrize("what", ["areas", "kinds", "rules"])
def test_list_as_json(what, capsys):
    code, out, _ = openarch(capsys, "list", what, "--format", "json")
    assert code == 0
    assert json.loads(out)[what]


def test_list_names_every_kind(capsys):
    _, out, _ = openarch(capsys, "list", "kinds")
    assert all(kind in out for kind in KINDS)


def rule_ids():
    return sorted(path.name[:6] for path in (ROOT / "specs/chip-interconnect/rules").glob("*.yaml"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_rule_is_explained(lang, capsys):
    from conformance.reports.width import width

    for name in rule_ids():
        code, out, _ = openarch(capsys, "explain", name, "--lang", lang)
        assert code == 0
        assert "REPORT-" not in out
        assert all(width(line) <= 80 for line in out.splitlines())


def test_a_clause_and_a_name_lead_to_their_rule(capsys):
    whole = openarch(capsys, "explain", "CI-101")
    assert openarch(capsys, "explain", "CI-101/keeps-the-wire-busy") == whole
    assert openarch(capsys, "explain", "ci-101") == whole


def test_every_code_of_a_finding_is_explained(capsys):
    from conformance.findings.catalogue import entries

    for code in (code for code in entries() if code.startswith(("DOC-", "QTY-", "KIND-", "SPEC-", "ENGINE-"))):
        assert openarch(capsys, "explain", code)[0] == 0


def test_the_schema_is_json(capsys):
    code, out, _ = openarch(capsys, "spec", "schema", "LinkPort")
    assert code == 0
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_lint_of_the_shipped_specification(capsys):
    code, out, _ = openarch(capsys, "spec", "lint", "-q")
    assert code == 0, out


def test_lint_prints_what_must_be_mended_last(capsys, tmp_path):
    """The early rule gives notes, the broken one stands before it in the order of files."""
    area = tmp_path / "specs" / "cooling"
    shutil.copytree(ROOT / "specs" / "cooling", area)
    shutil.copy(ROOT / "specs" / "units.yaml", area.parent)
    shutil.copy(ROOT / "specs" / "common.schema.yaml", area.parent)
    first = area / "rules" / "CL-101-energy-balance.yaml"
    first.write_text(first.read_text().replace("level: must", "level: mus"))
    code, out, _ = openarch(capsys, "spec", "lint", str(area.parent))
    assert code == 1
    assert "note[" in out
    assert out.rindex("note[") < out.index("error[SPEC-not-one-of]")


def test_spec_test_of_one_rule(capsys):
    code, out, _ = openarch(capsys, "spec", "test", "CI-116")
    assert code == 0, out
    assert "examples as their rules say" in out


def test_colours_only_where_asked(capsys):
    assert "\x1b" not in openarch(capsys, "validate", GOOD)[1]
    assert "\x1b[32m" in openarch(capsys, "validate", GOOD, "--color", "always")[1]
    assert "\x1b" not in openarch(capsys, "validate", GOOD, "--color", "never")[1]


@pytest.mark.parametrize(
    ("when", "terminal", "environment", "answer"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_when_colours_are_used(when, terminal, environment, answer):
    from types import SimpleNamespace

    from conformance.cli.settings import use_color

    assert use_color(when, SimpleNamespace(isatty=lambda: terminal), environment) is answer
