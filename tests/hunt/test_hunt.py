"""The hunt itself: it finds nothing here, the same every time, and says what it finds so that it can be seen again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import yaml

from conformance.spec.load import open_specs
from hunt.__main__ import main
from hunt.cases import HUNTS
from hunt.exact import Missing, Unsure, quotient
from hunt.faults import FAULTS
from hunt.made_up.hunt import Rules
from hunt.made_up.task import FOLDER, area_files, written
from hunt.planting import Fault
from hunt.smooth import root, settled

# A run of each hunt that costs some seconds; `make hunt` is the long one.
SHORT = {"rules": 30, "crowds": 4, "parts": 4, "offers": 3, "pairs": 6, "spellings": 2}


# What a few cases find, of several sorts (arithmetic, places without a value, ends, conditions, steps). `python -m hunt.faults 200 1` tries all.
QUICKLY_FOUND = (
    "outward rounding is dropped",
    "a divisor that may be zero is not marked",
    "the far end of a range is left out",
    "a condition is ignored",
    "a declared step is ignored",
)


def fault(what: str) -> Fault:
    return next(one for one in FAULTS if one.what == what)


@pytest.mark.parametrize("name", HUNTS)
def test_a_short_run_finds_nothing(name, tmp_path, capsys):
    code = main([name, "--cases", str(SHORT[name]), "--out", str(tmp_path)])
    assert code == 0, capsys.readouterr().out


def test_seed_and_number_make_a_case(tmp_path, capsys):
    said = []
    for seed in (3, 3, 4):
        main(["rules", "--cases", "3", "--seed", str(seed), "--out", str(tmp_path)])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    texts = [str(Rules().task(Random(f"rules 3/{number}")).made.data()) for number in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_a_finding_is_one_line_with_what_shows_it_again(tmp_path, capsys):
    planted = fault("the far end of a range is left out")
    with planted.planted():
        number, what = next(found for case in range(1, 100) if (found := planted.found_in(case)))
        assert main(["rules", "--only", str(number), "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"rules 1/{number}: {what}: ")
    folder = tmp_path / f"rules-1-{number}"
    assert str(folder) in told[0]
    assert f"python -m hunt rules --seed 1 --only {number}" in (folder / "finding.txt").read_text(encoding="utf-8")
    specs = open_specs([folder / "lab"])
    assert not specs.problems()
    assert specs.rule("MADE-001") is not None
    # Without the fault there is nothing to see.
    assert main(["rules", "--only", str(number), "--out", str(tmp_path)]) == 0


def test_a_finding_of_a_made_up_rule_is_made_smaller(tmp_path):
    """The same complaint about a rule that is still one, and that says no more than it needs."""
    planted = fault("a declared step is ignored")
    with planted.planted():
        number, what = next(found for case in range(1, 100) if (found := planted.found_in(case)))
        main(["rules", "--only", str(number), "--whole", "--out", str(tmp_path / "whole")])
        main(["rules", "--only", str(number), "--out", str(tmp_path / "small")])
    whole, small = (tmp_path / name / f"rules-1-{number}" for name in ("whole", "small"))
    rule = "lab/made-up/rules/MADE-001-made.yaml"
    assert (small / "as-found" / rule).read_text(encoding="utf-8") == (whole / rule).read_text(encoding="utf-8")
    for folder in (whole, small):
        assert f": {what}: " in (folder / "finding.txt").read_text(encoding="utf-8")
    assert not open_specs([small / "lab"]).problems()
    data = yaml.safe_load((small / rule).read_text(encoding="utf-8"))
    assert len(data["require"]) == len(data["forall"]) == 1
    assert not data["let"]
    assert len(str(data)) < 0.7 * len(str(yaml.safe_load((whole / rule).read_text(encoding="utf-8"))))


def test_what_hangs_on_the_last_digits_is_not_known():
    """Fifty digits make of it what sixty do not: a verdict is no fault then."""
    two = Fraction(2)

    def gone() -> Fraction:
        return quotient(Fraction(1), root(two) ** 2 - two)

    with pytest.raises(Unsure):
        settled(gone)
    assert settled(lambda: root(two) ** 2 < 3) is True
    with pytest.raises(Missing):
        settled(lambda: root(-two))


def test_made_up_rules_are_rules(tmp_path):
    """They load as a working group's rules do: names, dimensions, both languages."""
    hunt, files = Rules(), area_files()
    for number in range(1, 31):
        task = hunt.task(Random(f"rules 1/{number}"))
        name = f"MADE-{number:03d}"
        files[f"{FOLDER}/rules/{name}-made.yaml"] = written({**task.made.data(), "id": name})
        files[f"{FOLDER}/examples/thing.yaml"] = task.world.text
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    specs = open_specs([tmp_path / "lab"])
    assert [(one.code, dict(one.arguments)) for one in specs.problems()] == []
    assert all(specs.rule(f"MADE-{number:03d}") for number in range(1, 31))


@pytest.mark.parametrize("planted", FAULTS, ids=lambda one: one.what)
def test_every_fault_can_be_planted(planted):
    with planted.planted():
        pass


@pytest.mark.parametrize("what", QUICKLY_FOUND)
def test_a_planted_fault_is_found(what):
    assert fault(what).found_after(60, seed=2) is not None


def test_the_users_cache_keeps_nothing_of_a_hunt(cache_folder: Path, tmp_path: Path) -> None:
    before = set(cache_folder.iterdir())
    assert main(["rules", "--cases", "1", "--out", str(tmp_path)]) == 0
    assert set(cache_folder.iterdir()) == before
