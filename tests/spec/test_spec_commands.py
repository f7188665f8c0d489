"""``openarch spec test`` and ``explain``, as the author of a rule meets them while it is not yet right."""

import pytest

from conformance.cli.main import run

FILE = "rules/DEMO-001-power-suffices.yaml"


@pytest.fixture
def openarch(area, capsys, monkeypatch):
    monkeypatch.setenv("OPENARCH_LANG", "en")

    def running(*arguments):
        code = run([*arguments, "--specs", str(area.root)])
        return code, "".join(capsys.readouterr())

    return running


@pytest.mark.parametrize("command", [("spec", "test"), ("spec", "mutate"), ("explain",)])
def test_a_rule_that_does_not_load_is_no_unknown_rule(command, area, openarch):
    """ "No rule is called so" alone would send its author looking for a slip in the id."""
    area.change(FILE, "design.power >= needed", "design.power >= neded")
    code, said = openarch(*command, "DEMO-001")
    assert code == 2
    assert said.index("error[SPEC-misspelt-name]") < said.index("error[CLI-not-read]")
    assert "is called" not in said


def test_a_run_over_all_rules_is_not_right_while_one_does_not_load(area, openarch):
    area.change(FILE, "design.power >= needed", "design.power >= neded")
    code, said = openarch("spec", "test")
    assert code == 1
    assert "error[SPEC-misspelt-name]" in said


def test_an_example_that_is_no_descriptor_says_why_in_words(area, openarch):
    area.change(FILE, "passes: {}", "passes: {design.power: 4 K}")
    code, said = openarch("spec", "test", "DEMO-001")
    assert code == 1
    assert " ".join(said.split()).count("found: not a descriptor: `4 K` is temperature difference, not power") == 1


def test_a_stated_point_has_the_dimension_of_its_variable(area, openarch):
    """20 degC and 293.15 m are one number in base units."""
    area.change(FILE, "at: {warmth: 20 degC}", "at: {warmth: 293.15 m}")
    assert openarch("spec", "test", "DEMO-001")[0] == 1


@pytest.mark.parametrize("path", ["design.ports.3", "design.ports.inlet.size", "design.stages.of", "design.gain"])
def test_an_example_that_changes_what_is_not_there_names_it(path, area, openarch):
    area.change("examples/good.yaml", "drive: fixed", "drive: fixed\n  ports: []")
    area.change(FILE, "passes: {}", f"passes: {{{path}: null}}")
    code, said = openarch("spec", "test", "DEMO-001")
    assert code == 1
    assert f"found: not a descriptor: good has no place for {path}" in " ".join(said.split())


def test_an_example_may_make_a_list_longer(area, openarch):
    area.change("examples/good.yaml", "drive: fixed", "drive: fixed\n  ports: []")
    area.change(
        FILE,
        "passes: {}",
        "passes: {design.ports.0: {id: inlet, size: 4 mm}, design.ports.1: {id: outlet, size: 4 mm}}",
    )
    assert openarch("spec", "test", "DEMO-001")[0] == 0
