"""The power primitives against closed forms, searches and numeric integration."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.physics.busbar import cut_power
from conformance.checks.physics.conversion import loss_steps, losses
from conformance.checks.physics.profiles import window_ends
from conformance.checks.physics.redundancy import largest_supplies
from conformance.expressions.functions import Unanswerable
from conformance.expressions.special import curve
from conformance.expressions.values import Curve
from conformance.spec.load import open_specs
from tests.areas import formulas

SPECS = open_specs()
positive = st.integers(1, 1000).map(lambda n: Fraction(n, 10))
area = partial(formulas.value, "hardware")


# --- conversion -------------------------------------------------------------------------------------------------------

quadratic = st.tuples(*[st.integers(1, 60).map(lambda n: Fraction(n, 1000))] * 3)
loads = st.lists(st.integers(1, 40), min_size=2, max_size=6, unique=True).map(
    lambda shares: sorted(Fraction(share, 40) for share in shares)
)


def _declared(quadratic: tuple[Fraction, ...], shares: list[Fraction]) -> Curve:
    a, b, c = quadratic
    return Curve(tuple(shares), tuple(x / (x + a + b * x + c * x * x) for x in shares))


@given(quadratic, loads, st.integers(0, 100))
def test_losses_read_straight_between_points_never_flatter_a_converter(
    quadratic: tuple[Fraction, ...], shares: list[Fraction], along: int
) -> None:
    a, b, c = quadratic
    load = shares[0] + (shares[-1] - shares[0]) * Fraction(along, 100)
    true = a + b * load + c * load * load
    read = curve(losses(_declared(quadratic, shares)), load)
    assert isinstance(read, int | Fraction)
    assert read >= true
    widest = max(after - before for before, after in pairwise(shares))
    assert read - true <= c * widest * widest / 4


@given(quadratic, loads)
def test_losses_are_exact_at_the_points_and_rise(quadratic: tuple[Fraction, ...], shares: list[Fraction]) -> None:
    a, b, c = quadratic
    steps = loss_steps(_declared(quadratic, shares))
    assert [step["lost"] for step in steps] == [a + b * x + c * x * x for x in shares]
    assert [step["lost_before"] for step in steps] == [0, *(step["lost"] for step in steps[:-1])]
    assert [step["load_before"] for step in steps] == [0, *shares[:-1]]


def test_an_efficiency_of_nothing_has_no_loss() -> None:
    with pytest.raises(Unanswerable):
        losses(Curve((Fraction(1, 10), Fraction(1)), (Fraction(0), Fraction(1, 2))))


def test_straight_efficiencies_would_fail_a_sound_supply() -> None:
    """The reason for the law: between 10 and 20 % a straight efficiency makes the loss of the worked supply fall."""
    shares, etas = (0.10, 0.20, 0.50, 1.00), (0.92, 0.955, 0.975, 0.965)
    fine = np.linspace(0.1, 1, 1000)
    straight = fine * (1 / np.interp(fine, shares, etas) - 1)
    assert np.diff(straight).min() < 0
    ours = losses(Curve(tuple(Fraction(str(x)) for x in shares), tuple(Fraction(str(y)) for y in etas)))
    assert np.diff([float(curve(ours, Fraction(x))) for x in fine]).min() > 0  # type: ignore[arg-type]


# --- bus bars ---------------------------------------------------------------------------------------------------------

places = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["source", "load"]), st.integers(1, 9)), min_size=2, max_size=7
).filter(lambda items: any(role == "source" for _, role, _ in items))


def _positions(items: list[tuple[int, str, int]]) -> list[dict[str, object]]:
    return [
        {"id": f"p{index}", "at": at} | ({"feed": "a"} if role == "source" else {"power": Fraction(size)})
        for index, (at, role, size) in enumerate(items)
    ]


@given(places, st.integers(0, 6))
def test_the_power_through_a_cut_is_the_worst_of_all_load_patterns(items: list[tuple[int, str, int]], at: int) -> None:
    sources = [height for height, role, _ in items if role == "source"]
    loads = [(height, size) for height, role, size in items if role == "load"]
    share = Fraction(sum(height <= at for height in sources), len(sources))
    flows = [
        share * sum(size for (_, size), on in zip(loads, pattern, strict=True) if on)
        - sum(size for (height, size), on in zip(loads, pattern, strict=True) if on and height <= at)
        for pattern in product([False, True], repeat=len(loads))
    ]
    assert cut_power(_positions(items), at, [], [], 0) == max(abs(flow) for flow in flows)


@given(places, st.integers(0, 6), st.lists(st.integers(-100, 100), min_size=7, max_size=7))
def test_uneven_sharing_stays_within_the_bound(items: list[tuple[int, str, int]], at: int, drawn: list[int]) -> None:
    """However the sources share, none more than a tenth off its even share: all loads above the cut on, the others off."""
    sources = [height for height, role, _ in items if role == "source"]
    above = sum(size for height, role, size in items if role == "load" and height > at)
    mean = Fraction(sum(drawn[: len(sources)]), len(sources))
    off = [draw - mean for draw in drawn[: len(sources)]]
    widest = max([*map(abs, off), Fraction(1)])
    shares = [(1 + deviation / widest / 10) / len(sources) for deviation in off]
    assert sum(shares) == 1
    upward = sum(share for height, share in zip(sources, shares, strict=True) if height <= at)
    assert upward * above <= cut_power(_positions(items), at, [], [], Fraction(1, 10))


def test_a_bar_without_a_source_answers_nothing() -> None:
    positions = [{"id": "s", "at": 0, "feed": "a"}, {"id": "l", "at": 1, "power": 5}]
    assert cut_power(positions, 0, [], [], 0) == 5
    for dead_feeds, dead_sources in ((["a"], []), ([], ["s"])):
        with pytest.raises(Unanswerable):
            cut_power(positions, 0, dead_feeds, dead_sources, 0)


@given(st.integers(40, 800), st.integers(1, 20_000), st.integers(1, 200))
def test_the_terminal_voltage_solves_the_circuit(volts: int, watts: int, tenths: int) -> None:
    ohms = tenths * 1e-4
    if 4 * watts * ohms > 0.9 * volts**2:
        return
    found, guess = area("terminal_voltage(v, p, r)", v=volts, p=watts, r=Fraction(tenths, 10_000)), float(volts)
    for _ in range(400):
        guess = volts - watts / guess * ohms
    assert found == pytest.approx(guess, rel=1e-9)


# --- redundancy -------------------------------------------------------------------------------------------------------

groups = st.lists(
    st.fixed_dictionaries(
        {
            "feed": st.sampled_from("ab"),
            "shelf": st.sampled_from("xy"),
            "count": st.integers(1, 3),
            "rated_output": st.integers(1, 5),
        }
    ),
    min_size=1,
    max_size=4,
).map(lambda items: [{"id": f"s{index}", **item} for index, item in enumerate(items)])


def _capacity(alive: list[int], sharing: str) -> int:
    return len(alive) * min(alive, default=0) if sharing == "equal" else sum(alive)


@given(
    groups,
    st.integers(0, 4),
    st.sampled_from([[], ["a"]]),
    st.sampled_from([[], ["x"]]),
    st.sampled_from(["equal", "proportional"]),
)
def test_losing_the_largest_hurts_most(
    supplies: list[dict[str, Any]],
    most: int,
    feeds: list[str],
    shelves: list[str],
    sharing: str,
) -> None:
    running = [
        (group["id"], group["rated_output"])
        for group in supplies
        if group["feed"] not in feeds and group["shelf"] not in shelves
        for _ in range(group["count"])
    ]
    worst = min(
        _capacity([rated for index, (_, rated) in enumerate(running) if index not in lost], sharing)
        for size in range(min(most, len(running)) + 1)
        for lost in combinations(range(len(running)), size)
    )
    named = [
        group["id"]
        for group in largest_supplies(supplies, most, feeds, shelves)
        for _ in range(int(str(group["count"])))
    ]
    assert len(named) == min(most, len(running))
    ours = []
    for size in range(len(named) + 1):
        left = list(running)
        for name in named[:size]:
            left.remove(next(item for item in left if item[0] == name))
        ours.append(_capacity([rated for _, rated in left], sharing))
    assert min(ours) == worst


# --- windows ----------------------------------------------------------------------------------------------------------

profiles = st.lists(st.integers(1, 30), min_size=2, max_size=5, unique=True).flatmap(
    lambda ends: st.lists(st.integers(1, 40), min_size=len(ends), max_size=len(ends)).map(
        lambda ys: Curve(
            tuple(map(Fraction, [0, *sorted(ends), 31])), tuple(map(Fraction, [*ys[:1], *ys, 1])), "step-up-to"
        )
    )
)


@given(profiles, profiles, st.integers(0, 40))
def test_the_ends_of_steps_decide_for_every_window(asked: Curve, given_: Curve, energy: int) -> None:
    def short(window: Fraction) -> bool:
        load, supply = curve(asked, window), curve(given_, window)
        return load > supply + energy / window  # type: ignore[operator]

    ends = {window for window in (*window_ends(asked), *window_ends(given_)) if window > 0}
    assert any(map(short, ends)) == any(short(Fraction(tenth, 10)) for tenth in range(1, 311))


@given(positive, st.integers(1, 9), positive, positive)
@settings(max_examples=60)
def test_no_window_holds_more_of_a_pulse_train(period: Fraction, duty: int, window: Fraction, start: Fraction) -> None:
    high = period * duty / 10
    most = area("share_high(w / t, d)", w=window, t=period, d=Fraction(duty, 10)) * window

    def held(begin: float) -> float:
        first, last = int(begin // float(period)) - 1, int((begin + float(window)) // float(period)) + 1
        ends = ((k * float(period), k * float(period) + float(high)) for k in range(first, last + 1))
        return sum(max(0.0, min(b, begin + float(window)) - max(a, begin)) for a, b in ends)

    assert held(float(start)) <= most * (1 + 1e-9)
    assert max(held(0.0), held(float(high) - float(window) % float(period))) == pytest.approx(most, rel=1e-9)


def test_the_root_mean_square_is_that_of_the_wave() -> None:
    time = (np.arange(1_000_000) + 0.5) / 1_000_000
    wave = np.where(time < 0.2, 1.55, 0.8)
    found = area("pulse_rms(a, b, d)", a=Fraction("1.55"), b=Fraction("0.8"), d=Fraction("0.2"))
    assert found == pytest.approx(float(np.sqrt(np.mean(wave**2))), rel=1e-9)
