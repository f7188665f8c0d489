"""Repairs in words: what passes, and what would then fail."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.documents.dimensions import NUMBER
from conformance.engine.shown import Margin, Repair, Shown
from conformance.reports.phrases import margin_text, per_cent_text, repair_label, repair_text
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
            "design.credits：不少于 317 即可通过，现为 256；但届时不再通过：CI-126/fits-the-buffer、CI-101/x（vl1）",
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


@pytest.mark.parametrize(
    ("repair", "english", "chinese"),
    [
        (
            Repair("claims.spill.value", "0 mL", ("1 mL",), "above", limit="0 mL"),
            "claims.spill.value: more than 0 mL passes, for example 1 mL, now 0 mL",
            "claims.spill.value：大于 0 mL 即可通过，例如 1 mL，现为 0 mL",
        ),
        (
            Repair("design.share", "10 %", ("9.9 %",), "below", limit="10 %"),
            "design.share: less than 10 % passes, for example 9.9 %, now 10 %",
            "design.share：小于 10 % 即可通过，例如 9.9 %，现为 10 %",
        ),
        (
            Repair("design.routing.spreading", "", ("adaptive", "planned"), "one-of"),
            "state design.routing.spreading: adaptive or planned passes",
            "写明 design.routing.spreading：adaptive 或 planned 即可通过",
        ),
        (
            Repair("design.power.window", "", ("1 s",), "any"),
            "state design.power.window: 1 s passes, for example",
            "写明 design.power.window：例如 1 s 即可通过",
        ),
        (Repair("design.engines", "", (), "any"), "state design.engines", "写明 design.engines"),
        (
            Repair("design.spares", "2", ("4",), "at-least", whole=False),
            "design.spares: at least 4 passes, now 2 (not every choice was tried)",
            "design.spares：不少于 4 即可通过，现为 2（未试遍所有组合）",
        ),
    ],
)
def test_limits_that_are_not_to_be_reached_what_is_left_out_and_what_was_not_tried_whole(
    repair: Repair, english: str, chinese: str
) -> None:
    assert repair_text(repair, Style("en")) == english
    assert repair_text(repair, Style("zh")) == chinese


def test_that_other_rules_were_left_out_is_said_and_not_where_nobody_asked() -> None:
    mended = Repair("design.spares", "2", ("4",), "at-least")
    assert repair_text(mended, Style("en")) == "design.spares: at least 4 passes, now 2"
    alone = mended._replace(others_tried=False)
    assert repair_text(alone, Style("en")) == "design.spares: at least 4 passes, now 2 (not tried with the other rules)"
    assert repair_text(alone, Style("zh")) == "design.spares：不少于 4 即可通过，现为 2（未与其他规则一并验证）"


def test_equal_fields_of_many_entries_are_one_word_beside_a_caret() -> None:
    """Eight supplies without a feed said "state feed, feed, feed, feed, feed, feed, feed, feed"."""
    several = Repair("design.supplies.s1.feed", "", (), "any", also=("design.supplies.s2.feed",))
    assert repair_label(several, Style("en")) == "state feed"
    assert repair_label(several._replace(values=("a", "a")), Style("en")) == "state feed: a, for example"


def test_beside_a_caret_what_is_left_out_is_named_by_its_last_word() -> None:
    stated = Repair("design.planes", "", ("2",), "at-least")
    assert repair_label(stated, Style("en")) == "state planes: at least 2 passes"
    assert (
        repair_label(Repair("claims.x", "0 mL", ("1 mL",), "above", limit="0 mL"), Style("zh")) == "大于 0 mL 即可通过"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.00002381, "+2.38e-5 %"),
        (-0.00002381, "-2.38e-5 %"),
        (0.5, "+0.5 %"),
        (1250.4, "+1,250 %"),
        (1844674307.0, "+1.84e9 %"),
        (-1844674307.0, "-1.84e9 %"),
        (1e-8, "0 %"),
    ],
)
def test_a_share_takes_no_more_digits_than_can_be_read(value: float, said: str) -> None:
    assert per_cent_text(value) == said


def test_a_factor_has_no_sign() -> None:
    """`+x 17.1`"""
    factor = Margin(Shown("x 17.1", Fraction(171, 10)), None, NUMBER, ratio=True)
    assert margin_text(factor) == "x 17.1"
