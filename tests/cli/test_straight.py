"""A plain ``validate`` goes past click, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli import main
from conformance.cli.straight import straight

ROOT = Path(__file__).resolve().parents[2]
GOOD = str(ROOT / "specs/chip-interconnect/examples/xl-112.yaml")
FLAWED = str(ROOT / "examples/cygnus-raw-as-payload.yaml")

PLAIN = [
    ["validate", GOOD],
    ["validate", GOOD, FLAWED],
    ["validate", "-q", GOOD, FLAWED],
    ["validate", GOOD, "--quiet"],
    ["validate", "nowhere.yaml", GOOD],
    ["validate", str(ROOT / "examples")],
    ["validate", ""],
]
OTHER = [
    [],
    ["validate"],
    ["validate", "-q"],
    ["validate", "-"],
    ["validate", "--format", "json", GOOD],
    ["validate", "--", GOOD],
    ["validate", "-j2", GOOD],
    ["test", GOOD],
    ["--lang", "zh", "validate", GOOD],
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_both_ways_say_the_same(arguments, lang, capsys, monkeypatch):
    monkeypatch.setenv("OPENARCH_LANG", lang)
    code = straight(arguments, lang)
    said = capsys.readouterr()
    monkeypatch.setattr(main, "straight", lambda *_: None)
    assert main.run(arguments) == code
    assert capsys.readouterr() == said
    assert said.out


@pytest.mark.parametrize("arguments", OTHER, ids=" ".join)
def test_all_else_is_left_to_click(arguments, capsys):
    assert straight(arguments, "en") is None
    assert capsys.readouterr() == ("", "")
