"""Repairs: over many decades, at ends of ranges, of what has no least value; and what the open field says against data changed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from conformance.engine import survey
from conformance.engine.approach import Approach
from conformance.engine.context import Context
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.fields import Field, fields, replaced
from conformance.engine.judge import Finding
from conformance.engine.number_fields import native, rounding
from conformance.engine.opened import Opened
from conformance.engine.problem import Problem
from conformance.engine.repair import mending
from conformance.engine.shown import Repair
from conformance.engine.strides import between, section, strides
from conformance.engine.survey import Survey
from conformance.engine.trial import Trial
from conformance.engine.verdicts import Status
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.values import Record
from tests.engine.shipped import part, rule, specs


def repairs(name: str, clause: str, file: str, changes: dict[str, object]) -> dict[str, Repair]:
    verdict = decide(rule(name), part(file, changes), specs())
    assert verdict.status is Status.FAIL
    return {repair.path: repair for one in verdict.clauses if one.clause == clause for repair in one.repairs}


LUMEN = "examples/lumen-no-check.yaml"
RATIO = "envelope.pre_fec_error_ratio.max"


@pytest.mark.parametrize("written", ["1e-6", "3e-4", "0.1"])
def test_an_error_ratio_finds_its_way_over_many_decades(written: str) -> None:
    found = repairs("CI-103", "undetected-errors-stay-inside", LUMEN, {RATIO: float(written)})[RATIO]
    assert (found.direction, found.values) == ("at-most", ("4.415e-7",))
    kept = decide(rule("CI-103"), part(LUMEN, {RATIO: 4.415e-7}), specs())
    assert kept.status is Status.PASS
    assert decide(rule("CI-103"), part(LUMEN, {RATIO: 4.416e-7}), specs()).status is Status.FAIL


def test_a_failure_rate_finds_its_way_up_over_many_decades() -> None:
    claim = "claims.undetected_errors.value"
    found = repairs("CI-103", "undetected-errors-stay-inside", LUMEN, {claim: "1e-9 FIT"})[claim]
    assert (found.direction, found.values) == ("at-least", ("59.58 FIT",))


def test_more_lanes_mend_a_rate_that_too_few_carry() -> None:
    """Ten lanes of 11.72 GB/s carry 106.25 GB/s, nine fall short of it by more than rounding."""
    found = repairs("CI-102", "within-line-rate", "examples/cygnus-raw-as-payload.yaml", {})["design.lanes"]
    assert (found.direction, found.values) == ("at-least", ("10",))


def test_what_need_only_be_more_than_nothing_is_told_so_with_a_value_that_was_tried() -> None:
    found = repairs("CL-140", "spill-is-a-number", "examples/pavo-one-coupling.yaml", {})["claims.spill.value"]
    assert (found.direction, found.limit, found.values) == ("above", "0 mL", ("1 mL",))


def test_what_must_stay_below_a_limit_is_told_the_limit_and_a_value_with_room() -> None:
    filtration = rule("CL-136")
    example = next(one for one in filtration.examples if one.clause == "side-stream-is-small")
    descriptor, _ = example_descriptor(filtration, example, specs())
    assert descriptor is not None
    (found,) = [repair for one in decide(filtration, descriptor, specs()).clauses for repair in one.repairs]
    assert (found.direction, found.limit, found.values) == ("below", "10 %", ("9.9 %",))


def test_a_repair_passes_without_the_slack_of_comparisons() -> None:
    """What stands at its limit within 1e-9 is a pass; to be told to go there would be one for the lucky."""
    found = repairs(
        "CL-145",
        "bulk-above-freezing",
        "examples/sable-protects-to-minus-20.yaml",
        {"design.freezing": "-19.9999999 degC"},
    )
    assert found["envelope.bulk.min"].values == ("-16.99 degC",)


def test_no_value_is_offered_that_is_small_enough_for_the_slack() -> None:
    """Without any fouling the heat is just carried: a part in 1e12 of it is no advice."""
    exchanger = rule("CL-103")
    example = exchanger.examples[3]
    descriptor, _ = example_descriptor(exchanger, example, specs())
    assert descriptor is not None
    paths = [repair.path for one in decide(exchanger, descriptor, specs()).clauses for repair in one.repairs]
    assert "envelope.fouling.max" not in paths


def test_a_count_that_must_be_more_than_nothing_has_a_least_value() -> None:
    part_of = "examples/harrier-hundred-and-one.yaml"
    found = repairs("HW-157", "some-are-needed", part_of, {})["claims.readings.groups.supplies.needed"]
    assert (found.direction, found.values) == ("at-least", ("1",))


def plain(value: object) -> Field:
    return Field(("x",), "x", value, {}, None, None, (None, None))


@pytest.mark.parametrize("launched", ["4.2 dBm", "-0.5 dBm"])
def test_what_has_no_zero_to_stop_at_is_mended_below_it(launched: str) -> None:
    """A transmitter that sends -0.5 dBm can send -1 dBm; zero is no end of this scale."""
    file = "specs/networking/examples/xo-dr4.yaml"
    sends, bears = "design.transmitter.oma_max", "design.receiver.oma_max"
    offered = repairs("NW-112", "not-too-much-light", file, {sends: launched, bears: "-1 dBm"})
    assert (offered[sends].direction, offered[sends].values) == ("at-most", ("-1 dBm",))


def test_a_negative_number_goes_on_below_and_never_back_to_zero_on_the_way_down() -> None:
    assert list(strides(plain(-2), Fraction(-2), 3, up=False)) == [-3, -4, -6]
    assert list(strides(plain(2), Fraction(2), 3, up=False))[-1] == 0


def test_strides_go_down_by_factors_and_up_by_doublings() -> None:
    ratio = plain(Fraction(1, 100))
    down = list(strides(ratio, Fraction(1, 100), 24, up=False))
    assert down == sorted(down, reverse=True)
    assert 0 < down[-1] < Fraction(1, 10**20)
    up = list(strides(ratio, Fraction(1, 100), 24, up=True))
    assert up == sorted(up)
    assert up[-1] > 40
    assert list(strides(plain(7), Fraction(7), 4, up=True)) == [8, 9, 11, 15]
    assert list(strides(plain(7), Fraction(7), 24, up=False))[-1] == 0


def test_a_section_of_decades_is_even_on_a_logarithmic_scale() -> None:
    inner = section(plain(Fraction(1)), Fraction(1), Fraction(1, 10**8), up=False)
    assert inner == sorted(inner, reverse=True)
    assert len([value for value in inner if value < Fraction(1, 10**4)]) == pytest.approx(len(inner) / 2, abs=1)
    assert between(Fraction(1), Fraction(1, 10**8)) == pytest.approx(1e-4)
    assert between(Fraction(1), Fraction(3)) == 2
    assert rounding(plain(Fraction(1)), inner[-1]) < inner[-1] / 100


def failing(name: str, *, most: int | None = None) -> list[tuple[Context, Finding]]:
    """The failing cases of a rule's own examples, of all or of the first."""
    found = []
    for example in [example for example in rule(name).examples if example.fails][:most]:
        descriptor, _ = example_descriptor(rule(name), example, specs())
        assert descriptor is not None
        context = Context.of(rule(name), descriptor, specs())
        groups = Survey(context).groups().values()
        found += [(context, item) for group in groups for item in group.items if item.outcome.holds is False]
    return found


@pytest.mark.parametrize(
    "name", ["CI-101", "CI-107", "CI-109", "CL-101", "CL-103", "CL-112", "NW-102", "NW-105", "NW-134"]
)
def test_an_open_field_says_what_changed_data_say(name: str) -> None:
    compared = 0
    for context, item in failing(name)[:6]:
        clause = next(one for one in context.rule.clauses if one.blame)
        for field in [field for path in clause.blame for field in fields(context, path)][:4]:
            compared += _compared(context, clause.id, item, field)
    assert compared >= 6


def test_an_open_field_looks_once_at_cases_that_come_to_the_same_and_never_twice_at_a_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = failing("HW-102", most=1)
    context = found[0][0]
    cases = [other.case for one, other in found if one is context]
    assert len({case.labels for case in cases}) > 1
    field = next(iter(fields(context, "claims.load.value")))
    opened = Opened(context, context.rule.clauses[0], field)
    looked: list[int] = []
    scores = Problem.scores
    monkeypatch.setattr(Problem, "scores", lambda *given: looked.append(1) or scores(*given))  # type: ignore[func-returns-value]
    assert isinstance(field.value, Fraction)
    points = [point for _, one in found if (point := one.outcome.counterexample)]
    first = opened.scores([field.value, field.value / 2, field.value], cases, points[:1])
    assert (first[0] < 0, first[0] == first[2], len(looked)) == (True, True, 1)
    assert opened.scores([field.value / 2], cases, points[:1]) == [first[1]]
    assert len(looked) == 1
    opened.scores([field.value / 2], cases, points[:2])
    assert len(looked) == 2


def _compared(context: Context, clause: str, item: Finding, field: Field) -> int:
    """How many values of a field give the same answer at the known points both ways."""
    point = item.outcome.counterexample
    if not point or not isinstance(field.value, int | Fraction):
        return 0
    opened = Opened(context, next(one for one in context.rule.clauses if one.id == clause), field)
    values = [Fraction(field.value) * share / 8 for share in (2, 7, 8, 9, 12, 40)]
    try:
        scores = opened.scores(values, [item.case], [point])
    except NotDiscrete:
        return 0
    for value, score in zip(values, scores, strict=True):
        changed = replaced(context.data, field.path, native(field, value))
        assert isinstance(changed, Record)
        fitting = native(field, value) == value
        if fitting and not _tied(context, field):
            assert (score < 0) == _fails(context.beside(changed), clause, item, point), (field.name, value)
    return len(values)


def _tied(context: Context, field: Field) -> bool:
    """Whether the field is an end of a range: then the open field moves points that the changed data leave."""
    return field.path[-1] in ("min", "max") and field.ends != (None, None)


def _fails(context: Context, clause: str, item: Finding, point: dict[str, Fraction]) -> bool:
    groups = Survey(context).groups()
    for (name, _), group in groups.items():
        for other in group.items if name == clause else ():
            problem = other.problem
            inside = all(axis.low <= point.get(axis.name, axis.low - 1) <= axis.high for axis in problem.axes)
            if other.case.labels == item.case.labels and inside:
                return problem.fails({axis.name: point[axis.name] for axis in problem.axes})
    return False


def test_an_end_of_a_range_that_is_offered_passes_when_the_rule_is_decided_whole():
    """A longest period of 2.741 ms was once offered: a window of 102 ms, which no search had met, fails with it."""
    period, file = "claims.pulses.training.period.max", "specs/hardware/examples/psu-5500.yaml"
    offered = repairs("HW-114", "rms-within-the-overload-of-the-window", file, {period: "10 ms"})[period]
    assert (offered.values, offered.direction) == (("2.687 ms",), "at-most")
    assert decide(rule("HW-114"), part(file, {period: "2.687 ms"}), specs()).status is Status.PASS
    assert decide(rule("HW-114"), part(file, {period: "2.688 ms"}), specs(), repaired=False).status is Status.FAIL


UCIE = "specs/chip-interconnect/examples/ucie-1-advanced-x64.yaml"


def test_both_ends_of_an_offered_stretch_leave_the_rest_of_the_rule_alone() -> None:
    """Between 250.4 fs and 2.202 ms, it was said: size over time goes together there, but below, no link carries that."""
    file, time = "examples/moor-raw-integers.yaml", "claims.bandwidths.1.time"
    offered = repairs("SW-122", "size-over-time", file, {time: "2.266 ms"})["claims.bandwidths.allgather-8.time"]
    assert (offered.direction, offered.values) == ("one-of", ("2.202 ms",))
    assert decide(rule("SW-122"), part(file, {time: "2.202 ms"}), specs()).status is Status.PASS


def test_a_repair_that_only_large_sets_refute_is_not_offered() -> None:
    """Three spare lanes in a group leave four failures, which come after 5,489 smaller sets: a trial must get as far."""
    offered = repairs("CI-105", "spares-repair-every-group", UCIE, {"claims.lane_loss.tolerates": 4})
    assert offered["design.spares.per_group"].values == ("4",)
    assert offered["claims.lane_loss.tolerates"].values == ("2",)


def test_a_repair_whose_trial_ended_early_says_so_and_comes_last() -> None:
    """With four spare lanes there are 41,449 sets, of which a trial looks at some; with two failures there are 529."""
    offered = repairs("CI-105", "spares-repair-every-group", UCIE, {"claims.lane_loss.tolerates": 4})
    assert [(path, repair.whole) for path, repair in offered.items()] == [
        ("claims.lane_loss.tolerates", True),
        ("design.spares.per_group", False),
    ]


def test_what_was_not_found_to_harm_the_rule_before_the_budget_ended_is_not_called_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, spares = "specs/chip-interconnect/examples/xl-112.yaml", {"per_group": 1, "group": 4}
    changes = {"design.spares": spares, "claims.lane_loss.tolerates": 2, "claims.lane_loss.kept": "12.5 %"}
    before = repairs("CI-105", "spares-repair-every-group", file, changes)
    assert all(repair.whole for repair in before.values())
    harmed = Trial.harmed

    def early(trial: Trial, data: Record, known: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        with monkeypatch.context() as patch:
            patch.setattr(survey, "TRIAL", 10)
            return harmed(trial, data, known)

    monkeypatch.setattr(Trial, "harmed", early)
    after = repairs("CI-105", "spares-repair-every-group", file, changes)
    assert after == {path: repair._replace(whole=False) for path, repair in before.items()}


def test_a_trial_that_did_not_get_to_the_end_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every choice was looked at to find the failure: what looks at fewer of them cannot say that it is mended."""
    file, spares = "specs/chip-interconnect/examples/xl-112.yaml", {"per_group": 1, "group": 4}
    changes = {"design.spares": spares, "claims.lane_loss.tolerates": 2, "claims.lane_loss.kept": "12.5 %"}
    assert repairs("CI-105", "spares-repair-every-group", file, changes)
    monkeypatch.setattr(survey, "TRIAL", 10)
    assert not repairs("CI-105", "spares-repair-every-group", file, changes)


class _From:
    """What passes from some value on, counting the looks that it takes to find that."""

    def __init__(self, least: Fraction, *, itself: bool) -> None:
        self.least, self.itself, self.looks = least, itself, 0

    def begin(self) -> None:
        pass

    def scores(self, field: Field, values: Sequence[Fraction]) -> list[float]:
        self.looks += 1
        return [0.0 if value > self.least or (self.itself and value == self.least) else -1.0 for value in values]

    def opened(self, field: Field) -> bool:
        return True

    def helps(self, data: Record, *, glance: bool = False) -> bool:
        raise NotImplementedError

    def harmed(self, data: Record, before: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("least", "itself", "wanted"), [("0", True, 0), ("0", False, 0), ("-0.5", True, Fraction(-1, 2))]
)
def test_from_below_zero_to_above_a_value_is_found_in_a_few_looks(
    least: str, wanted: Fraction, *, itself: bool
) -> None:
    """Steps of four digits get ever smaller toward zero: 2.471e-324 was offered, which no reader accepts."""
    trial = _From(Fraction(least), itself=itself)
    found = Approach(plain(Fraction(-91, 10)), trial).cut(Fraction(-91, 10), Fraction(3, 1000), up=True)
    assert found - wanted < Fraction(1, 1000)
    assert found == wanted or found > Fraction(1, 10**13)
    assert trial.looks < 20


def test_on_a_scale_without_a_zero_steps_do_not_get_smaller_toward_it() -> None:
    degrees = specs().units.unit("degC")
    field = Field(("x",), "x", 300 * Fraction(1), {}, degrees, None, (None, None))
    ice = degrees.offset
    trial = _From(ice, itself=False)
    found = Approach(field, trial).cut(ice - Fraction(31, 10), ice + 5, up=True)
    assert 0 < found - ice <= Fraction(1, 1000)
    assert trial.looks < 20


class _Creeping:
    """What fails at every value, each time a step further than is known: the trial of a saw with endless teeth."""

    def __init__(self, fails_from: Fraction) -> None:
        self.fails_from, self.decisions, self.ended = fails_from, 0, False

    def begin(self) -> None:
        pass

    def scores(self, field: Field, values: Sequence[Fraction]) -> list[float]:
        return [0.0 if value < self.fails_from else -1.0 for value in values]

    def opened(self, field: Field) -> bool:
        return True

    def helps(self, data: Record, *, glance: bool = False) -> bool:
        self.decisions += 1
        load = data["claims"]["load"]["value"]
        assert isinstance(load, int | Fraction)
        self.fails_from = Fraction(load)
        return False

    def harmed(self, data: Record, before: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return ()


def test_who_creeps_on_by_the_least_steps_gives_up() -> None:
    context = failing("HW-102", most=1)[0][0]
    field = next(iter(fields(context, "claims.load.value")))
    assert isinstance(field.value, Fraction)
    trial = _Creeping(field.value)
    assert mending(context, field, trial, set()).repair() is None
    assert trial.decisions == 4  # the first step, and three that lead no further than to the next


def test_where_the_nearest_value_harms_the_rule_a_farther_one_is_looked_for() -> None:
    """A tray one unit too low: at 6 it only lies below another one, and from 10 on below the next; at 16 it stands free."""
    rack = {"design.items.tray-2.first_unit": 5}
    field = "design.items.tray-1.first_unit"
    file = "specs/hardware/examples/xr-44.yaml"
    found = repairs("HW-116", "stands-free", file, rack)[field]
    assert (found.direction, found.values, found.breaks) == ("one-of", ("16",), ())
    statuses = [decide(rule("HW-116"), part(file, {**rack, field: unit}), specs()).status for unit in (15, 16)]
    assert statuses == [Status.FAIL, Status.PASS]
