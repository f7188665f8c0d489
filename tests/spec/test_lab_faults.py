"""A specification that does not load: what it leaves undecided is not said to fail, nor to work."""

import json
import shutil

import pytest

from conformance.cli.main import run
from conformance.reports.entry_text import state
from conformance.reports.model import Report
from conformance.spec.roots import packaged

FILE = "rules/DEMO-001-power-suffices.yaml"
EXAMPLE = f"{packaged()}/chip-interconnect/examples/xl-112.yaml"
BROKEN = "require:\n  broken:\n    that: nonesuch\n    message: {en: x, zh: y}\n"


@pytest.fixture
def openarch(capsys, monkeypatch):
    monkeypatch.setenv("OPENARCH_LANG", "en")

    def running(*arguments):
        code = run([*map(str, arguments)])
        return code, capsys.readouterr().out

    return running


@pytest.fixture
def broken(area):
    area.change(FILE, "design.power >= needed", "design.power >= neded")
    return area


@pytest.mark.parametrize(
    ("lang", "last"),
    [
        ("en", "1 descriptor: 1 not wholly decided, since rules cannot be read; 1 error"),
        ("zh", "1 份描述文件：1 份因规则无法读取而未全部判定；1 个错误"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "test"])
def test_a_part_is_not_said_to_fail_by_rules_that_cannot_be_read(command, lang, last, broken, openarch):
    """The last line said that it does not conform."""
    good = broken.folder / "examples/good.yaml"
    code, said = openarch(command, "-q", "--lang", lang, "--specs", broken.root, good)
    assert (code, said.splitlines()[-1]) == (2, last)


def test_what_is_wrong_with_the_part_itself_still_stands(broken, openarch):
    bad = broken.write("examples/bad.yaml", "apiVersion: demo-area/v1\nkind: Pump\nmetadata: {vendor: a, model: b}\n")
    code, said = openarch("test", "-q", "--specs", broken.root, bad)
    assert code == 2
    assert said.splitlines()[-1].startswith("1 descriptor: 1 does not conform")


def test_an_error_of_the_specification_is_counted_as_often_as_it_is_told(broken, openarch):
    """Every descriptor of the area counted it again."""
    good = broken.folder / "examples/good.yaml"
    other = shutil.copy(good, broken.folder / "examples/other.yaml")
    said = openarch("test", "-q", "--specs", broken.root, good, other)[1]
    assert said.count("error[") == 1
    assert said.splitlines()[-1] == "2 descriptors: 2 not wholly decided, since rules cannot be read; 1 error"
    report = Report.model_validate(
        json.loads(openarch("test", "--format", "json", "--specs", broken.root, good, other)[1])
    )
    assert report.totals.errors == 1
    assert [state(part) for file in report.files for part in file.descriptors] == ["lab-fault", "lab-fault"]


def test_another_area_is_none_the_worse(broken, openarch):
    """Which descriptors were concerned depended on what had been read before them."""
    good = broken.folder / "examples/good.yaml"
    code, said = openarch("validate", "-q", "--specs", broken.root, good, EXAMPLE)
    assert code == 2
    assert "2 descriptors: 1 conforms, 1 not wholly decided" in said


@pytest.mark.parametrize("rules", [("CI-150",), ("CI-150", "CI-151")])
def test_parts_are_not_said_to_work_while_a_rule_between_them_cannot_be_read(rules, tmp_path, openarch):
    """It said "works", and "no rule between" where none was left."""
    for name in ("common.schema.yaml", "units.yaml"):
        shutil.copy(f"{packaged()}/{name}", tmp_path)
    area = shutil.copytree(f"{packaged()}/chip-interconnect", tmp_path / "chip-interconnect")
    for rule in rules:
        (file,) = area.glob(f"rules/{rule}-*.yaml")
        file.write_text(file.read_text().replace("\nrequire:\n", f"\n{BROKEN}", 1))
    code, said = openarch("interop", "--specs", tmp_path, EXAMPLE, EXAMPLE)
    assert code == 2
    assert said.count("error[SPEC-unknown-name]") == len(rules)
    assert said.splitlines()[-1] == "not decided: rules cannot be read, and may say otherwise"


TABLE = """table: heads
title: {en: Heads, zh: 扬程}
description: {en: Heads of pumps., zh: 泵的扬程。}
key: name
columns:
  head: {quantity: pressure}
rows:
  small:
    head: 20 kPa
    source: {document: The pump book, clause: "3", status: read}
"""
FUNCTIONS = """functions:
  - name: head
    title: {en: Head, zh: 扬程}
    arguments: {share: ratio}
    returns: pressure
    expression: share * lab.heads["small"].head
    source: {document: The pump book, clause: "3", status: read}
  - name: twice
    title: {en: Twice the head, zh: 两倍扬程}
    arguments: {share: ratio}
    returns: pressure
    expression: 2 * head(share)
    source: {document: The pump book, clause: "3", status: read}
"""


@pytest.fixture
def tabled(area):
    area.write("tables/heads.yaml", TABLE)
    area.write("functions.yaml", FUNCTIONS)
    area.change(FILE, "claims.head * flow", "(claims.head + twice(0)) * flow")
    return area


def test_the_tabled_area_is_in_order(tabled, openarch):
    assert openarch("test", "--specs", tabled.root, tabled.folder / "examples/good.yaml")[0] == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tables/heads.yaml", "20 kPa", "20 W", "error[SPEC-value]: `20 W` is power, not pressure"),
        ("tables/heads.yaml", "20 kPa", "20", "error[SPEC-value]: `20` has no unit"),
        ("tables/heads.yaml", "    head: 20 kPa\n", "", "error[SPEC-value]: head is missing"),
        (
            "functions.yaml",
            "2 * head(share)",
            "2 * twice(share)",
            "error[SPEC-function-not-before]: twice does not stand",
        ),
        (
            "functions.yaml",
            "share * lab",
            "twice(share) * lab",
            "error[SPEC-function-not-before]: twice does not stand",
        ),
    ],
)
def test_a_fault_of_a_table_or_a_function_is_the_labs_and_told_once(file, old, new, said, tabled, openarch):
    """A row with a wrong unit made every part "not conform"; a function that calls itself broke the toolkit (exit code 3)."""
    tabled.change(file, old, new)
    code, out = openarch("test", "-q", "--specs", tabled.root, tabled.folder / "examples/good.yaml")
    assert (code, out.count("error["), said in out) == (2, 1, True), out
    assert out.splitlines()[-1] == "1 descriptor: 1 not wholly decided, since rules cannot be read; 1 error"
    assert openarch("spec", "lint", "-q", tabled.root)[1].count("error[") == 1


def test_a_link_to_nowhere_and_a_folder_are_no_files_of_a_specification(area, openarch):
    """Both broke the toolkit (exit code 3)."""
    good = area.folder / "examples/good.yaml"
    link = area.folder / "rules/DEMO-077-link.yaml"
    link.symlink_to(area.root / "nowhere.yaml")
    code, out = openarch("test", "-q", "--specs", area.root, good)
    assert (code, "error[SPEC-value]: there is no file or directory" in out) == (2, True)
    assert "since rules cannot be read" in out
    link.unlink()
    link.mkdir()
    code, out = openarch("test", "-q", "--specs", area.root, good)
    assert (code, "is a directory, and a file is due here" in " ".join(out.split())) == (2, True)


def test_units_that_cannot_be_read_are_told(area, openarch):
    """They broke the toolkit (exit code 3)."""
    (area.root / "units.yaml").write_text("units: {W: {factor: 3}}\n", encoding="utf-8")
    code, out = openarch("test", "-q", "--specs", area.root, area.folder / "examples/good.yaml")
    assert (code, "error[SPEC-missing-key]: dimensions is missing" in out) == (2, True)
    assert openarch("spec", "lint", area.root)[0] == 1


def test_an_edition_that_lists_a_rule_twice_decides_nothing(area, openarch):
    """Of two levels the second counted, so that a failing must could be a warning."""
    (area.root / "editions").mkdir()
    lines = "".join(f"  - {{id: DEMO-001, level: {level}}}\n" for level in ("must", "should"))
    text = f'edition: "2026.12"\ntitle: {{en: An edition, zh: 版次}}\nrules:\n{lines}'
    (area.root / "editions/2026.12.yaml").write_text(text, encoding="utf-8")
    code, out = openarch("test", "-q", "--specs", area.root, area.folder / "examples/good.yaml")
    assert (code, "error[SPEC-edition-repeated]" in out) == (2, True)


@pytest.fixture
def unitless(area):
    (area.root / "units.yaml").write_text("units: {W: {factor: 3}}\n", encoding="utf-8")
    return area


@pytest.mark.parametrize(
    "command",
    ["spec test DEMO-001", "spec mutate DEMO-001", "explain DEMO-001", "init Pump", "spec schema Pump"],
)
def test_a_name_is_not_said_to_be_nobodys_while_the_specification_cannot_be_read(command, unitless, capsys, openarch):
    """Each said that no rule, or no kind, is called so."""
    code = run([*command.split(), "--specs", str(unitless.root)])
    out, err = capsys.readouterr()
    assert (code, out.count("error[SPEC-missing-key]")) == (2, 4), out
    assert f"{command.split()[-1]} is not among what could be read" in " ".join(err.split())


@pytest.mark.parametrize("command", ["list", "list rules", "spec docs --out pages"])
def test_a_list_that_is_not_whole_says_so(command, unitless, capsys, openarch, tmp_path, monkeypatch):
    """The rules that could not be read were missing from lists and pages without a word."""
    monkeypatch.chdir(tmp_path)
    code = run([*command.split(), "--specs", str(unitless.root)])
    assert (code, "error[SPEC-missing-key]" in "".join(capsys.readouterr())) == (2, True)
    assert not (tmp_path / "pages").exists()


def test_keys_of_units_are_named_as_they_are_written(unitless, openarch):
    """It named the model's field ``is_``."""
    assert "known are is, prefixes" in openarch("spec", "test", "--specs", unitless.root)[1]
