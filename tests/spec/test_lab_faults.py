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
