"""The README lists every command, and the words of make that it names exist; its sessions are tests/docs/test_pages.py's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")]


def openarch(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from conformance.cli.main import main; main()", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("readme", READMES, ids=["en", "zh"])
def test_every_command_is_listed(readme):
    listed = set(re.findall(r"^\| `openarch (\w+)", readme, re.MULTILINE))
    commands = re.search(r"^Commands:\n((?:  .*\n)+)", openarch("--help").stdout, re.MULTILINE)
    assert listed == {line.split()[0] for line in commands[1].splitlines() if line[2] != " "}


@pytest.mark.parametrize("readme", READMES, ids=["en", "zh"])
def test_words_of_make_exist(readme):
    words = set(re.findall(r"`?make ([a-z-]+)", readme))
    assert words <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
