"""Offered stretches: every value between their ends passes, also where a formula has teeth, and where it looks something up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.choices import classes
from conformance.engine.context import Context
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.fields import fields
from conformance.engine.number_fields import limit
from conformance.engine.shown import Repair
from conformance.engine.stretches import Stretches
from conformance.engine.verdicts import ClauseVerdict, Status
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.outcomes import Ref
from conformance.expressions.values import Record
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import SpecSet
from tests.engine.shipped import part, rule, specs
from tests.spec.conftest import AREA, DESCRIPTOR, KIND, RULE, Area, document

FULL_SCALE = "examples/granite-full-scale.yaml"
FACTOR = "design.sensors.0.encoding.m"


def offered(verdict: ClauseVerdict, path: str) -> Repair:
    return next(repair for repair in verdict.repairs if repair.path == path)


def of_example(name: str, number: int, path: str) -> Repair:
    descriptor, _ = example_descriptor(rule(name), rule(name).examples[number - 1], specs())
    assert descriptor is not None
    verdicts = decide(rule(name), descriptor, specs()).clauses
    return next(repair for one in verdicts for repair in one.repairs if repair.path == path)


def test_a_saw_tooth_between_two_values_that_pass_ends_the_stretch() -> None:
    """ "12 to 26" was offered for the factor of an encoding; with 24 a threshold is off by more than the resolution."""
    changes = {"design.sensors.0.highest": 2241}
    clauses = decide(rule("HW-120"), part(FULL_SCALE, changes), specs()).clauses
    wire = next(one for one in clauses if one.clause == "wire-carries-it" and one.status is Status.FAIL)
    low, high = (int(value) for value in wire.repairs[0].values)
    fails = [
        factor
        for factor in range(low - 1, 27)
        if any(
            one.clause == "wire-carries-it" and one.status is Status.FAIL
            for one in decide(
                rule("HW-120"), part(FULL_SCALE, {**changes, FACTOR: factor}), specs(), repaired=False
            ).clauses
        )
    ]
    assert fails[:2] == [low - 1, high + 1]
    assert wire.repairs[0].direction == "between"


def test_whole_numbers_by_which_something_is_looked_up_are_decided_one_by_one() -> None:
    """From unit 17 the switch stands free as far as unit 45; there the rack ends."""
    free = of_example("HW-116", 15, "design.items.switch.first_unit")
    assert (free.direction, free.values) == ("between", ("17", "45"))


def test_of_a_stretch_that_is_too_long_to_be_decided_whole_the_nearest_value_is_offered_alone() -> None:
    addresses = of_example("NW-141", 2, "design.addressing.unicast")
    assert (addresses.direction, addresses.values) == ("one-of", ("70656",))


def test_what_no_proof_can_follow_is_offered_alone() -> None:
    """An algorithm divides the flow among the branches: what lies below the nearest drop that passes is not promised."""
    drop = of_example("CL-132", 2, "design.header_drop")
    assert (drop.direction, drop.values) == ("one-of", ("7.884 kPa",))


SAW = (
    RULE[: RULE.index("constants:")]
    + """\
constants: {watt: 1 W, kelvin: 1 K, cold: 0 degC}
forall:
  warmth: {range: envelope.coolant}
let:
  x: design.power / watt
  t: (warmth - cold) / kelvin
require:
  saw:
    that: THAT
    blame: [design.power]
    message: {en: a tooth, zh: 齿}
examples:
  - base: good
    passes: {design.power: 505 W}
  - base: good
    fails: {}
    clause: saw
"""
)


@pytest.mark.parametrize(
    ("that", "direction", "values"),
    [
        # Up to 1 kW in equal teeth of 100 W; what lies on the first is proved.
        ("t <= 100 and x % 100 >= 5 and x % 100 <= 90", "between", ("405 W", "490 W")),
        # One narrow tooth, which no stride meets.
        ("x >= 405 + 0 * t and abs(x - 777.7) * 1000 >= t", "between", ("405 W", "777.6 W")),
        ("x >= 405 + 0 * t", "at-least", ("405 W",)),
        # A strict limit: all that is more than 402 W.
        ("x + 0 * t > 402", "above", ("410 W",)),
        ("x + 0 * t > 402 and not (x > 402.03 and x < 402.04)", "at-least", ("402.1 W",)),
    ],
)
def test_every_value_of_a_stretch_is_proved_to_pass(
    tmp_path_factory: pytest.TempPathFactory, that: str, direction: str, values: tuple[str, ...]
) -> None:
    lab = saw(tmp_path_factory, that)
    repair = offered(decided(lab), "design.power")
    assert (repair.direction, repair.values) == (direction, values)


def saw(tmp_path_factory: pytest.TempPathFactory, that: str) -> SpecSet:
    files = {"area.yaml": AREA, "kinds/Pump.schema.yaml": KIND, "rules/DEMO-001-saw.yaml": SAW.replace("THAT", that)}
    lab = Area(tmp_path_factory.mktemp("saw") / "specs", {**files, "examples/good.yaml": DESCRIPTOR}).specs()
    assert not lab.problems()
    return lab


def decided(lab: SpecSet) -> ClauseVerdict:
    descriptor, _ = read_descriptor(document(DESCRIPTOR), lab)
    found = lab.rule("DEMO-001")
    assert descriptor is not None
    assert found is not None
    return decide(found, descriptor, lab).clauses[0]


def test_an_open_field_of_a_record_makes_it_like_no_other_and_a_count_cannot_stand_open() -> None:
    """Two equal records of which one holds the field are two: with other values of it they differ."""
    equal, open_one = Record({"rate": Fraction(1)}, ("a",)), Record({"rate": Ref(0)}, ("b",))
    assert classes([equal, equal, open_one])[1] == [2, 1]
    with pytest.raises(NotDiscrete):
        classes([Record({"count": Ref(0)}, ("a",))])


def test_a_field_that_decides_which_choices_there_are_is_not_proved_along() -> None:
    descriptor, _ = example_descriptor(rule("HW-116"), rule("HW-116").examples[14], specs())
    assert descriptor is not None
    context = Context.of(rule("HW-116"), descriptor, specs())
    (field,) = fields(context, "design.items.switch.first_unit")
    clause = next(one for one in context.rule.clauses if one.id == "stands-free")
    with pytest.raises(NotDiscrete):
        Stretches(context, clause, "item switch", field).covered([Fraction(17), Fraction(45)])


def test_nothing_is_offered_below_absolute_zero() -> None:
    """-520.4 degC was, as the far end of a stretch."""
    descriptor = part("specs/cooling/examples/oam-plate.yaml")
    (_, coldest) = fields(Context.of(rule("CL-101"), descriptor, specs()), "envelope.inlet")
    assert coldest.path[-1] == "min"
    assert limit(coldest._replace(ends=(None, None)), up=False) == 0


def test_the_margin_of_a_failure_among_sampled_choices_is_not_called_the_least() -> None:
    """Of four failed lanes of 64 some 1,200 sets are looked at: another may have less."""
    descriptor, _ = example_descriptor(rule("CI-105"), rule("CI-105").examples[10], specs())
    assert descriptor is not None
    clauses = decide(rule("CI-105"), descriptor, specs(), repaired=False).clauses
    told = [one.margin for one in clauses if one.status is Status.FAIL]
    assert [margin.least for margin in told if margin is not None] == [False]


@pytest.mark.parametrize(
    ("that", "proved"),
    [
        ("x >= 405 + 0 * t", True),
        # Passes as far as the first value of the way beyond the one that was decided, and not on.
        ("x >= 405 and x <= 777", False),
        # Passes everywhere, which no proof can follow before 500 W: what is proved of the last piece does not speak for it.
        ("x + t - x - t >= -0.000000001 or x >= 500", False),
        # Does not read the field.
        ("t <= 100", False),
    ],
)
def test_a_way_is_covered_where_each_of_its_pieces_is(
    tmp_path_factory: pytest.TempPathFactory, that: str, *, proved: bool
) -> None:
    lab = saw(tmp_path_factory, that)
    descriptor, _ = read_descriptor(document(DESCRIPTOR), lab)
    found = lab.rule("DEMO-001")
    assert descriptor is not None
    assert found is not None
    context = Context.of(found, descriptor, lab)
    (field,) = fields(context, "design.power")
    covered = Stretches(context, found.clauses[0], "", field).covered([Fraction(405), Fraction(500), Fraction(1000)])
    assert covered.proved is proved
