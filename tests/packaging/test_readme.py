"""The README shows what the tool prints: the lines of each `$ openarch …` block, in their order, `…` for a gap."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n\$ openarch (.*)\n((?:.*\n)*?)```$", README, re.MULTILINE)


def openarch(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from conformance.cli.main import main; main()", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_failure_is_shown():
    assert BLOCKS


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_output_is_what_is_shown(command, shown):
    printed = openarch(*shlex.split(command)).stdout
    for stretch in shown.split("…\n"):
        assert stretch in printed


def test_every_command_is_listed():
    listed = set(re.findall(r"^\| `openarch (\w+)", README, re.MULTILINE))
    commands = re.search(r"^Commands:\n((?:  .*\n)+)", openarch("--help").stdout, re.MULTILINE)
    assert listed == {line.split()[0] for line in commands[1].splitlines() if line[2] != " "}


def test_words_of_make_exist():
    words = set(re.findall(r"`?make ([a-z-]+)", README))
    assert words <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
