"""Pictures of clauses: what is drawn is what the exact reading says, and the picture shows what the verdict names."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from conformance.cli.deciding import examine
from conformance.engine.decide import decide
from conformance.engine.thinning import MOST, kept
from conformance.engine.verdicts import Detail, Status
from conformance.spec.load import open_specs
from tests.engine.shipped import part, rule

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def specs():
    return open_specs()


def clauses(specs, file, rule):
    examined = examine(str(ROOT / file), specs, static_only=False, detail=Detail.PICTURES)
    verdict = next(verdict for verdict in examined.subjects[0].verdicts if verdict.rule == rule)
    return {clause.clause: clause for clause in verdict.clauses}


@pytest.fixture(scope="module")
def starved(specs):
    return clauses(specs, "examples/delta-credits-153.yaml", "CI-101")["keeps-the-wire-busy"]


def test_it_is_drawn_along_the_variable_that_left_nominal(starved):
    picture = starved.picture
    assert starved.counterexample.moved == ("message",)
    assert (picture.variable, picture.x_unit, picture.y_unit) == ("message", "B", "GB/s")
    assert (picture.value_name, picture.limit_name) == ("carried", "wanted")


def test_the_failing_stretch_is_where_the_verdict_says_failing_begins(starved):
    low, high = starved.begins["message"]
    first = starved.picture.fails[0]
    assert first[0] == pytest.approx(float(low.value / 8), rel=1e-5)
    # Between two of the samples.
    assert first[1] == pytest.approx(float(high.value / 8), abs=8)


def test_where_failing_begins_the_repair_ends(specs):
    """The variable is declared in steps of 1 K: "fails from 36 degC" beside "at most 35.44 degC passes" were two answers."""
    warm = part("specs/cooling/examples/tank-860.yaml", {"envelope.water.max": "38 degC"})
    (failed,) = (clause for clause in decide(rule("CL-114"), warm, specs).clauses if clause.status is Status.FAIL)
    assert [end.text for end in failed.begins["water"]] == ["35.45 degC", "38 degC"]
    assert failed.repairs[0].values == ("35.44 degC",)


def test_the_counterexample_lies_on_the_curves_and_below_the_limit(starved):
    picture = starved.picture
    mark = next(mark for mark in picture.marks if mark.kind == "counterexample")
    assert mark.x == pytest.approx(float(starved.counterexample.values["message"].value / 8), rel=1e-5)
    assert not mark.aside
    assert mark.value < mark.floor
    at = picture.xs.index(mark.x)
    assert (picture.value[at], picture.floor[at]) == (mark.value, mark.floor)


def test_the_worst_point_shows_the_margin_of_the_verdict(starved):
    mark = next(mark for mark in starved.picture.marks if mark.kind == "worst")
    assert mark.value - mark.floor == pytest.approx(float(starved.margin.amount.value) / 8e9, rel=1e-4)
    assert mark.aside  # at another cable length than the counterexample


def test_a_pass_is_drawn_with_its_worst_point(specs):
    clause = clauses(specs, "specs/cooling/examples/cdu-1000.yaml", "CL-106")["return-within-the-limit"]
    picture = clause.picture
    assert picture.fails == ()
    (mark,) = picture.marks
    assert mark.kind == "worst"
    assert picture.y_unit == "degC"
    assert mark.ceiling - mark.value == pytest.approx(float(clause.margin.amount.value), rel=1e-3)


def test_nothing_is_drawn_where_nothing_was_asked_for(specs):
    examined = examine(str(ROOT / "examples/delta-credits-153.yaml"), specs, static_only=False)
    assert all(clause.picture is None for verdict in examined.subjects[0].verdicts for clause in verdict.clauses)


def test_nothing_is_drawn_where_nothing_varies(specs):
    found = clauses(specs, "examples/boreal-baud-for-bits.yaml", "CI-121")
    assert all(clause.picture is None for clause in found.values())


@pytest.mark.parametrize(
    "line", [np.sin, np.sqrt, np.ceil, lambda x: np.where(x < 3, 1.0, 7.0), lambda x: np.mod(x, 0.3)]
)
def test_thinning_keeps_the_drawing(line):
    xs = np.linspace(1, 9, 1025)
    ys = line(xs)
    keep = kept(xs, [ys], log=(False, False))
    assert len(keep) <= MOST
    assert (keep[0], keep[-1]) == (0, 1024)
    assert np.abs(np.interp(xs, xs[keep], ys[keep]) - ys).max() <= 0.01 * np.ptp(ys)


def test_thinning_keeps_the_edges_of_gaps():
    xs = np.linspace(0, 1, 101)
    ys = np.where((xs > 0.4) & (xs < 0.6), np.nan, 1.0)
    keep = kept(xs, [ys], log=(False, False))
    assert list(keep) == [0, 40, 41, 59, 60, 100]


def test_samples_hold_whole_steps_only(specs):
    clause = clauses(specs, "specs/networking/examples/xo-dr4.yaml", "NW-112")["enough-light"]
    assert clause.picture.variable == "connectors"
    assert all(Fraction(x).denominator == 1 for x in clause.picture.xs)


DRAWN = [
    "examples/delta-credits-153.yaml",
    "examples/halo-efficiency-everywhere.yaml",
    "examples/jasper-starved-reads.yaml",
    "examples/nimbus-second-plate.yaml",
    "specs/chip-interconnect/examples/xl-112-link.yaml",
    "specs/networking/examples/xo-dr4.yaml",
]


def breaks(mark):
    """Whether the drawn value is beyond one of its limits, by more than rounding."""
    slack = 1e-5 * max(abs(side) for side in (mark.value, mark.floor or 0, mark.ceiling or 0))
    below = mark.floor is not None and mark.value < mark.floor - slack
    return below or (mark.ceiling is not None and mark.value > mark.ceiling + slack)


@pytest.mark.parametrize("file", DRAWN)
def test_pictures_say_what_the_verdicts_say(specs, file):
    examined = examine(str(ROOT / file), specs, static_only=False, detail=Detail.PICTURES)
    found = [clause for verdict in examined.subjects[0].verdicts for clause in verdict.clauses if clause.picture]
    assert found
    for clause in found:
        picture = clause.picture
        lengths = {len(line) for line in (picture.value, picture.floor, picture.ceiling) if line}
        assert lengths == {len(picture.xs)}
        assert list(picture.xs) == sorted(picture.xs)
        assert all(breaks(mark) for mark in picture.marks if mark.kind == "counterexample" and mark.value is not None)
        if clause.status == "pass":
            assert picture.fails == ()
            assert not any(breaks(mark) for mark in picture.marks if mark.value is not None)
        else:
            (mark,) = [mark for mark in picture.marks if mark.kind == "counterexample"]
            assert any(low <= mark.x <= high for low, high in picture.fails)


def bare(verdicts):
    """The verdicts without their pictures."""
    return [verdict._replace(clauses=tuple(c._replace(picture=None) for c in verdict.clauses)) for verdict in verdicts]


@pytest.mark.parametrize("file", DRAWN[:2])
def test_drawing_changes_no_verdict(specs, file):
    plain, drawn = (
        examine(str(ROOT / file), specs, static_only=False, detail=detail).subjects[0].verdicts
        for detail in (Detail.FORMULAS, Detail.PICTURES)
    )
    assert list(plain) == bare(drawn)


def test_a_fault_in_drawing_changes_no_verdict(specs, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    plain = examine(str(ROOT / DRAWN[0]), specs, static_only=False).subjects[0].verdicts
    monkeypatch.setattr("conformance.engine.picture.drawn", broken)
    assert examine(str(ROOT / DRAWN[0]), specs, static_only=False, detail=Detail.PICTURES).subjects[0].verdicts == plain
