"""The form of a word that goes with a number, in sentences of the toolkit."""

from __future__ import annotations

import pytest

from conformance.findings.catalogue import label, sentence
from conformance.findings.counted import form


@pytest.mark.parametrize(
    ("number", "word"),
    [("1", "lane"), ("0", "lanes"), ("2", "lanes"), ("11", "lanes"), ("1.5", "lanes"), ("1 %", "lanes")],
)
def test_only_one_takes_the_singular(number: str, word: str) -> None:
    assert form(number, "lane|lanes") == word


@pytest.mark.parametrize(("found", "said"), [("1", "1 cell, the"), ("3", "3 cells, the")])
def test_a_sentence_of_the_toolkit_counts_too(found: str, said: str) -> None:
    assert said in sentence("FILE-cells", "en", {"found": found, "expected": "2"})


def test_the_label_of_a_list_that_is_too_short_asks_for_one_entry() -> None:
    assert label("KIND-too-few-items", "en", {"limit": "1"}) == "at least 1 entry"
    assert label("KIND-too-few-items", "zh", {"limit": "1"}) == "至少 1 项"
