"""Deciding one problem, in process: median CPU time of realistic envelope rules, by how they end."""

from __future__ import annotations

import statistics
import time

from benchmarks.measure import Row, milliseconds, show
from conformance.engine.outcome import Outcome, solve
from conformance.engine.problem import Problem
from tests.engine import problems

TYPICAL, WORST = 0.005, 0.5


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
        seconds, outcome = measured(problem, rounds)
        rows.append(
            Row(f"{name}: {_told(outcome)}", milliseconds(seconds), f"<= {target * 1000:.0f} ms", seconds <= target)
        )
    return "One problem, in process (median CPU)", rows


def measured(problem: Problem, rounds: int) -> tuple[float, Outcome]:
    """Median CPU seconds of deciding the problem, and the outcome; the first decision warms up."""
    outcome = solve(problem)
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        solve(problem)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), outcome


def _told(outcome: Outcome) -> str:
    return (
        f"{'nothing to check' if outcome.holds is None else 'pass' if outcome.holds else 'fail'}, {outcome.assurance}"
    )


if __name__ == "__main__":
    show(*run())
