"""Deciding, in process: median CPU time of realistic envelope problems, by how they end, and of whole decisions.

A problem is answered with verdict, worst point and counterexample; a whole decision reads the rule's formulas before, shows its
workings and looks for repairs. A typical one stands beside the dearest of all rules on their examples (``bench_rules`` lists all).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from benchmarks.measure import Row, milliseconds, show
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.outcome import Outcome, solve
from conformance.engine.problem import Problem
from conformance.spec.load import open_specs
from tests.engine import problems

TYPICAL, WORST = 0.005, 0.5
T = TypeVar("T")


WHOLE = {
    ("CI-101", 1): TYPICAL,
    ("HW-114", 5): WORST,
    ("HW-114", 2): WORST,
    ("CI-105", 11): WORST,
    ("CL-103", 15): WORST,
    ("CL-103", 23): WORST,
    ("NW-102", 13): WORST,
    ("HW-103", 33): WORST,
}
"""Decisions of a rule on one of its examples, each with its target: a typical one, then the dearest that are known."""


def cases() -> dict[str, tuple[Problem, float]]:
    """The problems by name, each with its target in seconds."""
    typical = {
        "credits, 128 to 4096 B x length": problems.credits(384),
        "credits, too few": problems.credits(256),
        "credits, up to 10 MB": problems.credits(60_000, 10_000_000),
        "junction temperature": problems.junction("101.5"),
        "junction temperature, at the limit": problems.junction(101),
        "junction temperature, too hot": problems.junction(98),
        "link budget": problems.link_budget(-2),
        "link budget, too little power": problems.link_budget(-3),
        "power supply curve": problems.psu(145),
        "power supply curve, too much": problems.psu(130),
        "ring all-reduce": problems.all_reduce("2.5"),
        "ring all-reduce, too slow": problems.all_reduce(20),
        "goodput over 1 KiB to 1 GiB": problems.goodput("0.85"),
        "goodput, too low": problems.goodput("0.9"),
        "code word tail": problems.frame_loss("0.0000001"),
        "code word tail, too many": problems.frame_loss("0.0000000000000001"),
        "reads in flight": problems.outstanding(720),
        "reads in flight, too few": problems.outstanding(640),
    }
    hard = {
        "opaque Python function": problems.opaque("hump(x, y) <= 0.51"),
        "8 coupled variables": problems.coupled("3.5"),
    }
    return {name: (one, TYPICAL) for name, one in typical.items()} | {name: (one, WORST) for name, one in hard.items()}


def run(rounds: int = 11) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    rows = []
    for name, (problem, target) in cases().items():
        seconds, outcome = measured(partial(solve, problem), rounds)
        rows.append(
            Row(f"{name}: {_told(outcome)}", milliseconds(seconds), f"<= {target * 1000:.0f} ms", seconds <= target)
        )
    return "One problem, and whole decisions with their repairs, in process (median CPU)", [*rows, *_whole(rounds)]


def _whole(rounds: int) -> Iterator[Row]:
    specs = open_specs()
    rules = {rule.id: rule for rule in specs.rules()}
    for (name, number), target in WHOLE.items():
        rule = rules[name]
        descriptor, _ = example_descriptor(rule, rule.examples[number - 1], specs)
        assert descriptor is not None
        seconds, verdict = measured(partial(decide, rule, descriptor, specs), rounds)
        what = f"{name} as a whole, example {number}: {verdict.status.value}"
        yield Row(what, milliseconds(seconds), f"<= {target * 1000:.0f} ms", seconds <= target)


def measured(decided: Callable[[], T], rounds: int) -> tuple[float, T]:
    """Median CPU seconds of deciding, and what came of it; the first decision warms up."""
    outcome = decided()
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        decided()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), outcome


def _told(outcome: Outcome) -> str:
    return (
        f"{'nothing to check' if outcome.holds is None else 'pass' if outcome.holds else 'fail'}, {outcome.assurance}"
    )


if __name__ == "__main__":
    show(*run())
