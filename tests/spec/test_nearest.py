from __future__ import annotations

import pytest

from conformance.spec.nearest import distance, nearest


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("lanes", "lanse", 1),
        ("lanes", "lane", 1),
        ("abc", "xyz", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_distance_counts_edits_and_swaps(left, right, expected):
    assert distance(left, right) == expected
    assert distance(right, left) == expected


@pytest.mark.parametrize("word", ["lanerate", "laneRate", "lane-rate", "Lane_Rate", "lane_rat", "lane_raet"])
def test_finds_what_was_meant(word):
    assert nearest(word, ["lanes", "lane_rate", "lane_rates_all", "modulation"]) == "lane_rate"


@pytest.mark.parametrize("word", ["colour", "x", ""])
def test_is_silent_where_nothing_is_close(word):
    assert nearest(word, ["lanes", "lane_rate"]) is None


def test_the_first_of_equals_wins():
    assert nearest("ab", ["ac", "ad"]) is None  # a third of two letters is none
    assert nearest("abcd", ["abce", "abcf"]) == "abce"


def test_a_long_word_costs_little():
    assert nearest("a" * 100_000, ["b" * 100_000]) is None


def test_the_beginning_of_one_word_stands_for_it():
    assert nearest("bidir", ["per-direction", "bidirectional"]) == "bidirectional"
    assert nearest("bi", ["per-direction", "bidirectional"]) is None
    assert nearest("direct", ["direction-a", "direction-b-and-more"]) is None
