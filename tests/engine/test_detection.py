"""Violations that are easy to miss are found every time, and what is proved holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from conformance.engine.axes import Axis
from conformance.engine.outcome import Brief, Outcome, solve
from conformance.engine.problem import Problem
from conformance.engine.verdicts import Assurance
from tests.engine import problems
from tests.engine.problems import axis, problem

NAMES = ("a", "b", "c", "d")
SEEDS = range(6)
# Shares of the volume of the box that violate; for a corner of a sum, the share is 4-dimensional already.
SHARES = (1e-3, 1e-5, 1e-7)

Build = Callable[[random.Random, float], Problem]


def refuted(one: Problem, brief: Brief | None = None) -> Outcome:
    """The outcome of a problem that must fail."""
    outcome = solve(one, brief)
    assert outcome.holds is False, outcome
    assert outcome.counterexample is not None
    assert one.fails(outcome.counterexample)
    return outcome


def box(draw: random.Random) -> list[Axis]:
    """Four ranges of different sizes, nominal somewhere inside."""
    found = []
    for name in NAMES:
        low, span = draw.choice([0, 1, 20]), draw.choice([1, 3, 50])
        nominal = Fraction(low) + Fraction(span) * draw.randrange(20, 80) / 100
        found.append(Axis(name, Fraction(low), Fraction(low + span), None, nominal))
    return found


def number(value: float) -> str:
    return f"{value:.17f}"


def shares(axes: list[Axis]) -> dict[str, str]:
    """Each variable as its share of the range, as a text."""
    return {one.name: f"(({one.name} - {one.low}) / {one.high - one.low})" for one in axes}


def corner_of_a_sum(draw: random.Random, share: float) -> Problem:
    axes = box(draw)
    # The corner simplex of a unit cube with legs t has volume t**4 / 24.
    leg = (24 * share) ** 0.25
    parts = [text if draw.random() < 0.5 else f"(1 - {text})" for text in shares(axes).values()]
    return problem(f"{' + '.join(parts)} <= {number(4 - leg)}", axes)


def corner_of_a_product(draw: random.Random, share: float) -> Problem:
    axes = box(draw)
    leg = (24 * share) ** 0.25
    parts = [f"(1 + {text})" if draw.random() < 0.5 else f"(2 - {text})" for text in shares(axes).values()]
    return problem(f"{' * '.join(parts)} <= {number(16 * (1 - leg / 2))}", axes)


def corner_of_exponentials(draw: random.Random, share: float) -> Problem:
    axes = box(draw)
    leg = (24 * share) ** 0.25
    parts = [f"exp({text})" if draw.random() < 0.5 else f"exp(1 - {text})" for text in shares(axes).values()]
    return problem(f"log({' * '.join(parts)}) <= {number(4 - leg)}", axes)


def inside_a_bump(draw: random.Random, share: float) -> Problem:
    """A smooth bump in the interior, barely too high."""
    axes = box(draw)
    radius = (share * 2 / 9.8696) ** 0.25
    squares = " + ".join(f"({text} - {draw.uniform(0.2, 0.8):.6f}) ** 2" for text in shares(axes).values())
    return problem(f"exp(-({squares})) <= {number(1 - radius**2)}", axes)


def inside_a_ball_without_gradient(draw: random.Random, share: float) -> Problem:
    axes = box(draw)
    radius = (share * 2 / 9.8696) ** 0.25
    squares = " + ".join(f"({text} - {draw.uniform(0.2, 0.8):.6f}) ** 2" for text in shares(axes).values())
    return problem(f"(2 if {squares} < {number(radius**2)} else 1) <= 1.5", axes)


def inside_a_needle_without_gradient(draw: random.Random, share: float) -> Problem:
    axes = box(draw)
    half = share**0.25 / 2
    inside = " and ".join(
        f"abs({text} - {draw.uniform(0.2, 0.8):.6f}) < {number(half)}" for text in shares(axes).values()
    )
    return problem(f"(0 if {inside} else 1) > 0.5", axes)


def inside_a_slit(draw: random.Random, share: float) -> Problem:
    """A slab across one variable; the others only shift the level."""
    axes = box(draw)
    texts = shares(axes)
    crossed = texts.pop(draw.choice(NAMES))
    rest = " + ".join(texts.values())
    return problem(f"abs({crossed} - {draw.uniform(0.1, 0.9):.9f}) * (1 + {rest}) >= {number(share / 2)}", axes)


def along_a_ridge(draw: random.Random, share: float) -> Problem:
    """A thin diagonal sheet."""
    axes = box(draw)
    left, right, *_ = shares(axes).values()
    return problem(f"abs({left} + {right} - {draw.uniform(0.6, 1.4):.9f}) + 0 * (c + d) >= {number(share / 2)}", axes)


def on_a_face(draw: random.Random, share: float) -> Problem:
    """A bump in three variables whose top lies on an end of the fourth."""
    axes = box(draw)
    texts = list(shares(axes).values())
    draw.shuffle(texts)
    squares = " + ".join(f"({text} - {draw.uniform(0.2, 0.8):.6f}) ** 2" for text in texts[:3])
    end = texts[3] if draw.random() < 0.5 else f"(1 - {texts[3]})"
    return problem(f"{end} - ({squares}) <= {number(1 - share**0.4)}", axes)


BUILDS: tuple[Build, ...] = (
    corner_of_a_sum,
    corner_of_a_product,
    corner_of_exponentials,
    inside_a_bump,
    inside_a_ball_without_gradient,
    inside_a_needle_without_gradient,
    inside_a_slit,
    along_a_ridge,
    on_a_face,
)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_a_narrow_violation_is_found_every_time(build: Build, share: float) -> None:
    for seed in SEEDS:
        refuted(build(random.Random(f"{build.__name__} {share} {seed}"), share), None if seed == 0 else Brief())


@pytest.mark.parametrize("corner", range(16))
def test_a_violation_at_a_single_corner_is_found_at_each_of_them(corner: int) -> None:
    axes = [axis(name, 0, 1, "0.5") for name in NAMES]
    parts = [name if corner >> place & 1 else f"(1 - {name})" for place, name in enumerate(NAMES)]
    outcome = refuted(problem(f"{' + '.join(parts)} <= 3.999999", axes))
    assert outcome.counterexample == {name: Fraction(corner >> place & 1) for place, name in enumerate(NAMES)}


@pytest.mark.parametrize("largest", [4096, 10_000_000])
def test_the_one_message_size_that_starves_is_found(largest: int) -> None:
    # 384 credits: 153 B is the first size that needs nine flits, so two units of eight, and so carries least for its size.
    lets = {**problems.CREDIT_LETS, "carried": "in_flight * min(message, 2000) / round_trip"}
    axes = [axis("message", 64, largest, step=1), axis("length", "0.5", 3)]
    sizes = range(120, 400)
    at = [
        problem("carried >= 0", axes, names={"credits": 384}, lets=lets).exact(
            {"message": Fraction(n), "length": Fraction(3)}
        )
        for n in sizes
    ]
    assert all(verdict is not None for verdict in at)
    worst, size = min((verdict.amount, n) for verdict, n in zip(at, sizes, strict=True))  # type: ignore[union-attr, type-var]
    assert size == 153
    limit = float(worst) + 1e-4
    axes[0] = axis("message", 120, largest, step=1)
    clause = f"carried >= {limit:.9f} or message > 1000"
    outcome = refuted(problem(clause, axes, names={"credits": 384}, lets=lets))
    assert outcome.counterexample is not None
    assert outcome.counterexample["message"] == 153


@pytest.mark.parametrize("largest", [4096, 100_000, 10_000_000, 10**12])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_single_whole_number_is_found_among_many(largest: int, scale: str) -> None:
    for bad in (64, 65, 153, 3001, largest - 1, largest):
        one = problem(f"abs(message - {bad}) >= 1", [axis("message", 64, largest, step=1, scale=scale)])
        assert refuted(one).counterexample == {"message": Fraction(bad)}


def test_a_whole_number_is_found_beyond_what_doubles_count() -> None:
    bad = 2**60 + 1
    one = problem(f"abs(message - {bad}) >= 1", [axis("message", 1, 2**61, step=1)])
    outcome = solve(one)
    assert not (outcome.holds and outcome.assurance is Assurance.PROVED)
    assert solve(problem("message <= 2 ** 61", [axis("message", 1, 2**61, step=1)])).assurance is Assurance.PROVED


def test_the_saw_tooth_of_the_credits_fails_at_153_bytes() -> None:
    outcome = refuted(problems.credits(256))
    assert outcome.counterexample == problems.point(message=153, length="0.5")


@pytest.mark.parametrize("build", BUILDS[:4], ids=lambda build: build.__name__)
def test_what_keeps_its_limit_barely_is_proved(build: Build) -> None:
    # The same formulas with the limit on the other side of the extreme value.
    for seed in SEEDS:
        one = build(random.Random(seed), 1e-6)
        text = {
            corner_of_a_sum: "4.000001",
            corner_of_a_product: "16.00001",
            corner_of_exponentials: "4.000001",
            inside_a_bump: "1.000001",
        }
        relaxed = _with_limit(build, seed, text[build])
        outcome = solve(relaxed)
        assert (outcome.holds, outcome.assurance) == (True, Assurance.PROVED), (build, seed)
        assert one.axes == relaxed.axes


def _with_limit(build: Build, seed: int, limit: str) -> Problem:
    """The problem of a seed with another limit."""
    from unittest import mock

    real = problem
    with mock.patch(f"{__name__}.problem", lambda text, axes: real(f"{text.rpartition('<=')[0]} <= {limit}", axes)):
        return build(random.Random(seed), 1e-6)
