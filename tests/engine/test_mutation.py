"""What counts as caught: a toy rule whose score can be worked out by hand, and shipped rules made worse."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from conformance.engine.examples import run_examples
from conformance.engine.mutation import Bench
from conformance.engine.mutation_score import Score, score, share, spread, subjects
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.mutants import Mutant, mutants_of

TOYS = Path(__file__).parents[1] / "golden/spec-mutate/specs"


LONGEST = "envelope.cable_length.max if has(envelope.cable_length) else no_length"


@pytest.fixture(scope="module")
def toys() -> SpecSet:
    return open_specs([TOYS])


@pytest.fixture(scope="module")
def lab() -> SpecSet:
    return open_specs()


def scores(specs: SpecSet, rule: str, most: int = 0) -> dict[str, Score]:
    wanted = specs.rule(rule)
    assert wanted is not None
    return {subject.name: score(subject, specs, most) for subject in subjects([wanted], specs)}


def test_the_score_of_the_toy(toys: SpecSet) -> None:
    found = scores(toys, "TOY-001")
    # half-is-enough: true, >=, <, both names exchanged; has-stages: true, <=, >, 6, 4
    rule = found["TOY-001"]
    assert (rule.caught, rule.total) == (7, 9)
    assert [survivor.mutant for survivor in rule.survivors] == [
        "require has-stages: design.stages >= 5 → design.stages > 5",
        "require has-stages: 5 → 6",
    ]
    assert [bool(survivor.why) for survivor in rule.survivors] == [True, False]
    assert [survivor.mutant for survivor in rule.equivalents] == ["require has-stages: 5 → 4"]
    assert rule.stale == ("require half-is-enough: design.load <= half(design.power) → true",)
    assert not rule.is_explained
    # half: whole * 2, whole, whole / 3, whole / 1; 1 / 2 and 2 are no power
    assert (found["half"].caught, found["half"].total) == (4, 4)
    assert share(list(found.values())) == Fraction(11, 13)


def bench(specs: SpecSet, rule: str) -> Bench:
    found = specs.rule(rule)
    assert found is not None
    return Bench.of(found, specs)


def mutant(specs: SpecSet, rule: str, name: str) -> Mutant:
    found = specs.rule(rule)
    assert found is not None
    return next(item for item in mutants_of(found, specs) if item.id == name)


def caught_by(trial: Bench, slip: Mutant) -> int | None:
    """The number of the first example that turns when it is asked alone."""
    alone = (Bench(trial.rule, trial.specs, [probe]) for probe in sorted(trial.probes, key=lambda probe: probe.number))
    return next((one.probes[0].number for one in alone if not one.uncaught([slip])), None)


def test_the_rule_itself_turns_no_example(lab: SpecSet) -> None:
    for name in ("CI-107", "CI-116", "CI-126"):
        trial = bench(lab, name)
        assert trial.wrong() == []
        assert caught_by(trial, Mutant("", "", "", 1, trial.rule)) is None


@pytest.mark.parametrize(
    ("rule", "name", "example"),
    [
        # a passing example fails; a failing one passes
        ("CI-120", "let round_trip: 2 → 3", 6),
        ("CI-116", "require identifiers-name-every-endpoint: 2 ** design.id_bits >= … → true", 8),
        # still failing, but at another point than the example names
        ("CI-107", f"forall length: [envelope.cable_length.min… → [{LONGEST}, {LONGEST}]", 4),
    ],
)
def test_the_example_that_turns_is_named(lab: SpecSet, rule: str, name: str, example: int) -> None:
    found = lab.rule(rule)
    assert found is not None
    start, _, end = name.partition("…")
    matching = [item for item in mutants_of(found, lab) if item.id.startswith(start) and item.id.endswith(end)]
    assert caught_by(bench(lab, rule), matching[0]) == example


def test_what_an_undefined_formula_breaks_is_caught(toys: SpecSet) -> None:
    rule = toys.rule("TOY-001")
    assert rule is not None
    broken = rule.changed(("clauses", "half-is-enough", "that"), "design.load <= design.power / (design.stages - 7)")
    assert caught_by(Bench.of(rule, toys), Mutant("", "", "", 1, broken)) == 1


def test_a_rule_that_says_nothing_any_more_is_caught(toys: SpecSet) -> None:
    rule = toys.rule("TOY-001")
    assert rule is not None
    assert caught_by(Bench.of(rule, toys), Mutant("", "", "", 1, rule.changed(("when",), "design.stages > 8"))) == 1


def test_a_sample_is_spread_evenly_and_always_the_same(lab: SpecSet) -> None:
    rule = lab.rule("CI-107")
    assert rule is not None
    every = mutants_of(rule, lab)
    assert [item.id for item in spread(every, 6)] == [every[index * len(every) // 6].id for index in range(6)]
    assert spread(every, 0) == every
    assert spread(every, len(every)) == every


def test_examples_that_are_wrong_by_themselves_are_told(toys: SpecSet, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(TOYS, tmp_path / "specs")
    file = tmp_path / "specs/toys/rules/TOY-001-power-suffices.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("design.load: 201 W", "design.load: 199 W"), "utf-8")
    assert scores(open_specs([tmp_path / "specs"]), "TOY-001")["TOY-001"].wrong == (("TOY-001", 2),)


SILENT = """\
  - base: good
    does_not_apply: {design.stages: 7}
    clause: has-stages
"""


def silent_toys(folder: Path, condition: str, example: str = SILENT) -> SpecSet:
    """The toys with a condition on a clause, and an example in which that clause is not asked."""
    specs = folder / "specs"
    shutil.copytree(TOYS, specs)
    file = specs / "toys/rules/TOY-001-power-suffices.yaml"
    text = file.read_text("utf-8").replace("  has-stages:\n", f"  has-stages:\n    when: {condition}\n")
    file.write_text(text.replace("equivalents:", f"{example}equivalents:"), "utf-8")
    return open_specs([specs])


def test_an_example_says_where_a_clause_is_not_asked(tmp_path: Path) -> None:
    specs = silent_toys(tmp_path, "design.stages < 7")
    assert [result.agrees for result in run_examples(specs.rule("TOY-001"), specs)] == [True] * 4
    assert bench(specs, "TOY-001").wrong() == []
    # without the condition seven stages pass: only the new example sees that
    slip = mutant(specs, "TOY-001", "require has-stages when: design.stages < 7 → true")
    assert caught_by(bench(specs, "TOY-001"), slip) == 4


def test_an_example_that_should_not_apply_but_does(tmp_path: Path) -> None:
    specs = silent_toys(tmp_path, "design.stages < 8")
    result = run_examples(specs.rule("TOY-001"), specs)[3]
    assert (result.agrees, result.expected) == (False, "not-applicable has-stages")


def test_an_example_says_where_a_whole_rule_is_not_asked(tmp_path: Path) -> None:
    whole = SILENT.replace("    clause: has-stages\n", "")
    specs = silent_toys(tmp_path, "design.stages < 7", whole)
    result = run_examples(specs.rule("TOY-001"), specs)[3]
    # the other clause is asked, and so the rule applies
    assert (result.agrees, result.expected, result.found) == (
        False,
        "not-applicable",
        "pass [has-stages  not-applicable at ]",
    )


BOTH = """\
  - base: good
    fails: {design.stages: 2, design.load: 201 W}
    clause: half-is-enough
"""


@pytest.mark.parametrize(("condition", "once"), [("design.stages > 2", True), ("design.stages > 1", False)])
def test_an_example_says_that_one_cause_is_told_once(tmp_path: Path, condition: str, *, once: bool) -> None:
    specs = silent_toys(tmp_path, condition, f"{BOTH}    alone: true\n")
    result = run_examples(specs.rule("TOY-001"), specs)[3]
    assert (result.agrees, result.expected) == (once, "fail half-is-enough alone")
    assert (4 not in bench(specs, "TOY-001").wrong()) is once


def test_a_cause_that_is_told_twice_is_caught(tmp_path: Path) -> None:
    name = "require has-stages when: design.stages > 2 → true"
    specs = silent_toys(tmp_path / "alone", "design.stages > 2", f"{BOTH}    alone: true\n")
    assert caught_by(bench(specs, "TOY-001"), mutant(specs, "TOY-001", name)) == 4
    beside = silent_toys(tmp_path / "beside", "design.stages > 2", BOTH)
    assert caught_by(bench(beside, "TOY-001"), mutant(beside, "TOY-001", name)) is None
