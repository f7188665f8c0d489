"""Repairs in words: what passes, and what would then fail."""

from __future__ import annotations

import pytest

from conformance.engine.verdicts import Repair
from conformance.reports.phrases import repair_label, repair_text
from conformance.reports.style import Style

BREAKS = ("CI-126/fits-the-buffer", "CI-101/x (vl1)")
CREDITS = Repair("design.credits", "256", ("317",), "at-least", breaks=BREAKS)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "design.credits: at least 317 passes, now 256; but CI-126/fits-the-buffer, CI-101/x (vl1) would then fail",
        ),
        (
            "zh",
            "design.credits：不少于 317 即可通过，现为 256；但届时 CI-126/fits-the-buffer，CI-101/x (vl1) 不通过",
        ),
    ],
)
def test_what_a_repair_breaks_is_said_with_it(lang: str, said: str) -> None:
    assert repair_text(CREDITS, Style(lang)) == said


def test_beside_a_caret_other_rules_are_named_by_their_ids_and_the_own_one_by_its_clauses() -> None:
    assert repair_label(CREDITS, Style("en"), "CI-101") == ("at least 317 passes, but CI-126, x would then fail")


def test_of_many_broken_clauses_the_first_are_named_and_the_others_counted() -> None:
    many = CREDITS._replace(breaks=tuple(f"CI-{number}/x" for number in range(200, 205)))
    assert repair_text(many, Style("en")).endswith("but CI-200/x, CI-201/x, CI-202/x and 2 more would then fail")
