"""Every code that this room uses has its words, and no words are left that nothing says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance.findings.catalogue import entries
from conformance.findings.wording.entry import Entry

ROOT = Path(__file__).parents[2] / "conformance"
ROOMS = ["spec", "expressions", "engine", "cli", "reports"]
_CODE = re.compile(r'"((?:KIND|SPEC)-[a-z-]+[a-z])"')
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
TEXTS = {code: entry for code, entry in entries().items() if code.startswith(("KIND-", "SPEC-"))}
# Made from another code, where there is a suggestion (formulas.worded).
MADE = {"SPEC-misspelt-name", "SPEC-misspelt-field", "SPEC-misspelt-function"}


def used():
    texts = [path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {code for text in texts for code in _CODE.findall(text)} | MADE


def test_every_code_has_words():
    assert used() - set(TEXTS) == set()


def test_no_words_are_left_over():
    assert set(TEXTS) - used() == set()


@pytest.mark.parametrize(("code", "entry"), sorted(TEXTS.items()))
def test_both_languages_say_the_same(code, entry):
    for english, chinese in zip(Entry._fields[::2], Entry._fields[1::2], strict=True):
        left, right = getattr(entry, english), getattr(entry, chinese)
        assert bool(left) == bool(right), (code, english)
        names = [set(_PLACEHOLDER.findall(text.replace("{{", "").replace("}}", ""))) for text in (left, right)]
        assert names[0] == names[1], (code, english)
