"""From a descriptor to the verdicts of a rule: what applies, what is not tested, what is undefined, what breaks."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine import decide as deciding
from conformance.engine.account import is_tie
from conformance.engine.cases import Case, cases
from conformance.engine.context import Context
from conformance.engine.decide import decide, decide_all
from conformance.engine.events import RuleDecided, RuleStarted
from conformance.engine.examples import example_descriptor, overridden
from conformance.engine.judge import Finding, judged
from conformance.engine.outcome import Outcome
from conformance.engine.ranges import axis_of
from conformance.engine.replay import Again, replay
from conformance.engine.verdicts import Assurance, Detail, RuleVerdict, Status
from conformance.expressions.outcomes import Truth
from conformance.reports.rows import smallest_margin
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs
from tests.engine.problems import problem

EXAMPLES = Path(__file__).parents[2] / "specs/chip-interconnect/examples"


@pytest.fixture(scope="module")
def specs() -> SpecSet:
    return open_specs()


def descriptor(specs: SpecSet, name: str, **changes: object) -> Descriptor:
    path = EXAMPLES / f"{name}.yaml"
    (document,), _ = load(Source(str(path), path.read_text()))
    found, findings = read_descriptor(
        overridden(document, {key.replace("__", "."): v for key, v in changes.items()}), specs
    )
    assert found is not None, findings
    return found


def verdict(specs: SpecSet, rule: str, part: Descriptor) -> RuleVerdict:
    found = specs.rule(rule)
    assert found is not None
    return decide(found, part, specs)


def test_a_conforming_part_passes_with_assurance_margin_and_formula(specs: SpecSet) -> None:
    found = verdict(specs, "CI-101", descriptor(specs, "xl-112-link"))
    assert found.status is Status.PASS
    assert found.assurance is Assurance.PROVED
    clause = found.clauses[0]
    assert clause.margin is not None
    assert clause.margin.guaranteed is not None
    assert clause.margin.guaranteed.value <= clause.margin.amount.value
    assert clause.formula is not None
    assert "GB/s" in clause.formula.numbers


def test_a_failure_names_the_point_the_stretch_what_does_not_matter_and_the_repair(specs: SpecSet) -> None:
    part = descriptor(specs, "xl-112-link", design__virtual_channels__vl0__credits=256)
    clause = next(c for c in verdict(specs, "CI-101", part).clauses if c.status is Status.FAIL)
    assert clause.record == "channel vl0"
    assert clause.counterexample is not None
    assert {name: shown.text for name, shown in clause.counterexample.values.items()} == {
        "message": "153 B",
        "length": "0.5 m",
    }
    assert clause.counterexample.moved == ("message",)
    assert [shown.text for shown in clause.begins["message"]] == ["153 B", "192 B"]
    assert clause.immaterial == ("length",)
    assert ("design.virtual_channels.vl0.credits", "at-least", ("317",)) in [
        (repair.path, repair.direction, repair.values) for repair in clause.repairs
    ]


def test_the_grid_of_a_range_is_round_in_the_unit_of_the_vendor(specs: SpecSet) -> None:
    rule = specs.rule("CI-101")
    assert rule is not None
    written = {"min": "45.7 cm", "max": "299 cm"}
    context = Context.of(rule, descriptor(specs, "xl-112-link", envelope__cable_length=written), specs)
    length = next(variable for variable in rule.forall if variable.name == "length")._replace(resolution=None)
    axis, _ = axis_of(context, next(iter(cases(context, integers_discrete=False))), length, {})
    assert axis is not None
    assert (axis.low, axis.unit) == (Fraction("0.457"), Fraction(1, 100))
    assert axis.grid_step / axis.unit == Fraction(1, 2)
    assert axis.value(1) / axis.unit == 46


def test_the_repair_passes_and_the_value_before_it_does_not(specs: SpecSet) -> None:
    mended = descriptor(specs, "xl-112-link", design__virtual_channels__vl0__credits=317)
    assert verdict(specs, "CI-101", mended).status is Status.PASS
    almost = descriptor(specs, "xl-112-link", design__virtual_channels__vl0__credits=316)
    assert verdict(specs, "CI-101", almost).status is Status.FAIL


def test_an_absent_claim_is_not_tested_and_says_which(specs: SpecSet) -> None:
    found = verdict(specs, "CI-105", descriptor(specs, "xl-112", claims__lane_loss=None))
    assert found.status is Status.NOT_TESTED
    reasons = [found.reason, *(clause.reason for clause in found.clauses)]
    assert any(
        reason is not None and reason.arguments.get("path", "").startswith("claims.lane_loss") for reason in reasons
    )


def test_a_rule_that_does_not_apply_says_why(specs: SpecSet) -> None:
    found = verdict(specs, "CI-107", descriptor(specs, "xl-112-link", design__retry=None))
    assert found.status is Status.NOT_APPLICABLE
    assert found.reason is not None
    assert "has(design.retry)" in found.reason.arguments["condition"]


def test_a_fault_while_deciding_is_an_error_of_that_rule_alone(specs: SpecSet, monkeypatch: pytest.MonkeyPatch) -> None:
    original = deciding.judged

    def broken(context: object, clause: object, *arguments: object, **more: object) -> object:
        if context.rule.id == "CI-102":  # type: ignore[attr-defined]
            raise ZeroDivisionError("broken on purpose")
        return original(context, clause, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "judged", broken)
    found = {v.rule: v for v in decide_all(descriptor(specs, "xl-112"), specs)}
    assert found["CI-102"].status is Status.ERROR
    assert found["CI-102"].reason is not None
    assert "broken on purpose" in found["CI-102"].reason.arguments["fault"]
    assert found["CI-121"].status is Status.PASS


def test_the_engine_tells_what_it_does(specs: SpecSet) -> None:
    told: list[object] = []
    verdicts = decide_all(descriptor(specs, "xl-112"), specs, listener=told.append)
    assert [event.rule for event in told if isinstance(event, RuleStarted)] == [v.rule for v in verdicts]
    assert [event.verdict for event in told if isinstance(event, RuleDecided)] == verdicts


def test_a_stored_counterexample_is_decided_again(specs: SpecSet) -> None:
    rule = specs.rule("CI-101")
    assert rule is not None
    stored = {
        "clause": "keeps-the-wire-busy",
        "record": "channel vl0",
        "point": {"message": "153 B", "length": "0.5 m"},
    }
    flawed = descriptor(specs, "xl-112-link", design__virtual_channels__vl0__credits=256)
    assert replay(rule, flawed, specs, **stored).answer is Again.STILL_FAILS  # type: ignore[arg-type]
    assert replay(rule, descriptor(specs, "xl-112-link"), specs, **stored).answer is Again.FIXED  # type: ignore[arg-type]
    outside = {**stored, "point": {"message": "1 MB", "length": "0.5 m"}}
    assert replay(rule, flawed, specs, **outside).answer is Again.OUTSIDE  # type: ignore[arg-type]
    gone = {**stored, "record": "channel vl9"}
    assert replay(rule, flawed, specs, **gone).answer is Again.GONE  # type: ignore[arg-type]


def test_lanes_that_fail_are_named_and_the_empty_set_is_looked_at_first(specs: SpecSet) -> None:
    part = descriptor(specs, "xl-112", design__degrade_policy="contiguous_lane0")
    clause = next(c for c in verdict(specs, "CI-105", part).clauses if c.clause == "claimed-width-is-kept")
    assert clause.counterexample is not None
    assert clause.counterexample.values["failed"].text == "{1}"


def test_a_ratio_margin_is_below_one_where_a_lower_limit_is_missed(specs: SpecSet) -> None:
    claim = {"value": 1e-12, "relation": "at-most", "stated_at": {"first_bit_error_ratio": 1e-6}}
    found = verdict(specs, "CI-103", descriptor(specs, "xl-112", claims__flit_replay=claim))
    (clause,) = (clause for clause in found.clauses if clause.clause == "flit-replay-is-possible")
    assert clause.status is Status.FAIL
    assert clause.margin is not None
    assert clause.margin.amount.value == pytest.approx(1e-12 / 3.493e-10, rel=1e-3)


def test_a_tie_is_no_margin_at_all() -> None:
    # The condenser's curve meets its limit at the worst point but for what logarithms leave in the fiftieth digit.
    truth = Truth(holds=True, amount=Fraction(-272, 10**50), limit=Fraction(318))
    assert is_tie(truth)
    assert not is_tie(truth_of_one_part_in(10**8))


def truth_of_one_part_in(parts: int) -> Truth:
    return Truth(holds=True, amount=Fraction(1), limit=Fraction(parts))


def test_a_flag_or_arithmetic_over_whole_numbers_is_decided_either_way(specs: SpecSet) -> None:
    for cuts, wanted in ((True, Status.PASS), (False, Status.FAIL)):
        changes = {"design__splits_at_interleave": cuts, "design__payload__max": "8192 B"}
        found = verdict(specs, "CI-131", descriptor(specs, "xl-112-link", **changes))
        assert found.status is wanted, found.reason


def test_of_several_ratio_margins_the_smallest_is_shown(specs: SpecSet) -> None:
    found = verdict(specs, "CI-103", descriptor(specs, "xl-112"))
    smallest = smallest_margin(list(found.clauses))
    assert smallest is not None
    assert smallest.margin is not None
    factors = [clause.margin.amount.value for clause in found.clauses if clause.margin and clause.margin.ratio]
    assert len(factors) > 1
    assert smallest.margin.amount.value == min(factor for factor in factors if factor is not None)


def test_a_text_that_is_compared_is_told_by_its_field(specs: SpecSet) -> None:
    found = verdict(specs, "CI-130", descriptor(specs, "broadcom-tomahawk-ultra"))
    told = [clause.formula.numbers for clause in found.clauses if clause.status is Status.FAIL and clause.formula]
    assert any("claims.latency.basis.percentile = unstated" in numbers for numbers in told), told


def told(specs: SpecSet, rule: str, clause: str, part: Descriptor) -> str:
    found = next(found for found in verdict(specs, rule, part).clauses if found.clause == clause)
    assert found.status is Status.FAIL
    assert found.formula is not None
    return found.formula.numbers


def test_the_numbers_of_a_failure_are_true_and_say_which_part_failed(specs: SpecSet) -> None:
    """Of an `or` both sides fail, of an `and` what fails is named: never the condition itself, as if it held."""
    die = descriptor(specs, "ucie-standard-d2d", design__lanes=32)
    assert told(specs, "CI-124", "width-fits-the-package", die) == "32 != 16 and 32 != 8"
    link = descriptor(specs, "ualink-200g-link", design__payload__max="2560 B")
    assert told(specs, "CI-131", "ends-where-it-begins", link) == "cuts = false and 0 B + 2560 B = 2560 B > 256 B"
    assert told(specs, "CI-134", "one-address-keeps-its-order", link) == "has(design.ordering.same_address) = false"


@pytest.mark.parametrize(
    ("rule", "clause", "numbers"),
    [
        ("SW-123", "reaches-the-floor", "80.5 % < 80.54 % = 99 % * 81.3582 %"),
        ("CL-118", "none-is-barred", "'barred' in {steel, barred}"),
        ("CL-131", "no-shared-drive", "default(design.pumps.shared_drive, false) = true"),
        ("CL-134", "edition-is-known", "len({}) = 0 != 1"),
        ("CI-124", "rate-is-known", "listed = false"),
        ("CL-111", "falls-with-the-flow", "falling(design.resistance) = false"),
    ],
)
def test_names_choices_and_negations_are_looked_into(specs: SpecSet, rule: str, clause: str, numbers: str) -> None:
    found = specs.rule(rule)
    assert found is not None
    example = next(example for example in found.examples if example.fails and example.clause == clause)
    part, findings = example_descriptor(found, example, specs)
    assert not findings
    assert told(specs, rule, clause, part) == numbers


def test_what_differs_in_the_fifth_digit_is_shown_with_more(specs: SpecSet) -> None:
    found = specs.rule("CI-103")
    assert found is not None
    part, _ = example_descriptor(found, found.examples[14], specs)
    assert part is not None
    assert told(specs, "CI-103", "replays-stay-inside", part).endswith("= 0.458526 1/h > 0.4585 1/h")
    found = specs.rule("NW-135")
    assert found is not None
    part, _ = example_descriptor(found, found.examples[6], specs)
    assert part is not None
    assert told(specs, "NW-135", "drops-in-time", part).startswith("469.762048 ms >= 469.762 ms = ")


def test_claims_and_what_default_comes_to_are_shown_as_they_were_written(specs: SpecSet) -> None:
    part = descriptor(specs, "../../../examples/delta-credits-153")
    numbers = told(specs, "CI-101", "keeps-the-wire-busy", part)
    assert numbers == "126 * 9 * 20 B / 275 ns = 82.47 GB/s < 93.75 GB/s = 100 % * 93.75 GB/s"
    part = descriptor(specs, "../../../examples/delta-credits-153", claims__occupancy__value="0.95")
    assert told(specs, "CI-101", "keeps-the-wire-busy", part).endswith("= 0.95 * 93.75 GB/s")


def test_two_figures_of_different_units_are_compared_in_one(specs: SpecSet) -> None:
    part = descriptor(specs, "../../hardware/examples/xm-700", claims__memory_bandwidth__value="10 TB/s")
    assert told(specs, "HW-107", "within-its-stacks", part).startswith("10 TB/s = 80000 Gbit/s > ")


def test_a_message_that_would_speak_of_undefined_figures_gives_way_to_the_reason(specs: SpecSet) -> None:
    path = EXAMPLES.parents[1] / "cooling/examples/cdu-1000.yaml"
    (document,), _ = load(Source(str(path), path.read_text()))
    cold = overridden(document, {"claims.ratings.part-load.supply": "4.5 degC"})
    part, _ = read_descriptor(cold, specs)
    assert part is not None
    failing = next(found for found in verdict(specs, "CL-109", part).clauses if found.status is Status.FAIL)
    assert failing.messages == {}
    assert failing.reason is not None


@pytest.mark.parametrize("file", ["specs/cooling/examples/rack-loop.yaml", "examples/delta-credits-153.yaml"])
def test_each_detail_tells_more_of_what_passes_and_the_same_of_what_fails(specs, file):
    (document,), _ = load(Source(file, (EXAMPLES.parents[2] / file).read_text()))
    found, _ = read_descriptor(document, specs)
    status, margins, formulas, pictures = (decide_all(found, specs, detail=detail) for detail in Detail)
    told = [clause for verdict in formulas for clause in verdict.clauses if clause.status is Status.PASS]
    assert all(clause.formula is not None for clause in told if clause.margin is not None)
    assert any(clause.margin is not None for clause in told)
    assert [without(verdict, "formula") for verdict in formulas] == [without(verdict, "formula") for verdict in margins]
    assert not any(clause.formula for verdict in margins for clause in verdict.clauses if clause.status is Status.PASS)
    assert list(map(without_margins, formulas)) == list(map(without_margins, status))
    assert list(formulas) == [
        verdict._replace(clauses=tuple(clause._replace(picture=None) for clause in verdict.clauses))
        for verdict in pictures
    ]


def without_margins(verdict: RuleVerdict) -> RuleVerdict:
    return without(verdict, "formula", "margin", "worst", at_limit=False, low_reserve=False)


def without(verdict: RuleVerdict, *fields: str, **other: object) -> RuleVerdict:
    """The verdict without some of what its passing clauses tell."""
    bare = dict.fromkeys(fields) | other
    clauses = (clause._replace(**bare) if clause.status is Status.PASS else clause for clause in verdict.clauses)
    return verdict._replace(clauses=tuple(clauses))


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("order", list(itertools.permutations(Assurance)))
def test_a_clause_is_no_surer_than_the_least_sure_of_its_choices(
    specs: SpecSet, order: tuple[Assurance, ...], detail: Detail
) -> None:
    found, part = specs.rule("CI-101"), descriptor(specs, "xl-112")
    assert found is not None
    context, clause = Context.of(found, part, specs), found.clauses[0]
    one = problem("0 <= 1", [])
    cases = [Finding(Case({}), one, Outcome(True, assurance)) for assurance in order]
    assert judged(context, clause, "", cases, detail, whole=True).assurance is list(Assurance)[-1]
