"""Measures whole processes and prints them beside the numbers to beat.

Machines are noisy: two programs are run in turn, and the ratio of each pair is taken before the median, so that a slow
minute hits both. CPU time is user and system time of a process and of the children it waited for, in seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT / "specs"
BIN = Path(sys.executable).parent
# Without PYTHONDONTWRITEBYTECODE and the like: an installed program has its bytecode, which pip wrote.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took, in seconds."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the number with its unit, and the target, if there is one."""

    what: str
    number: str
    target: str = ""
    met: bool | None = None


def measured(command: Sequence[str], *, may_fail: bool = False) -> Cost:
    """Runs a command to its end, without its output.

    Raises:
        RuntimeError: it failed; a program that stops at its first error is no peer.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    process.stderr.close()
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def in_turn(first: Sequence[str], second: Sequence[str], rounds: int) -> list[tuple[Cost, Cost]]:
    """The costs of both commands, run alternately, after one run of each that fills the caches."""
    measured(first)
    measured(second)
    return [(measured(first), measured(second)) for _ in range(rounds)]


def median(pairs: Sequence[tuple[Cost, Cost]], ratio: Callable[[Cost, Cost], float]) -> float:
    """The median over the rounds of a ratio taken within each round."""
    return statistics.median(ratio(first, second) for first, second in pairs)


def show(title: str, rows: Sequence[Row]) -> None:
    """Prints a table to stdout."""
    print(f"\n{title}")
    width = max(len(row.what) for row in rows)
    for row in rows:
        verdict = {None: "", True: "  met", False: "  NOT MET"}[row.met]
        print(f"  {row.what:<{width}}  {row.number:>20}  {row.target:<10}{verdict}".rstrip())


def milliseconds(seconds: float) -> str:
    """A time as the tables show it."""
    return f"{seconds * 1000:.1f} ms"


def openarch() -> str:
    """The installed command beside the running Python, which is what users start."""
    return str(BIN / "openarch")


def check_jsonschema() -> str:
    """The peer."""
    return str(BIN / "check-jsonschema")


def exported_schema(kind: str, folder: Path) -> Path:
    """The pure JSON Schema of a kind, as the tool exports it for foreign validators."""
    file = folder / f"{kind}.schema.json"
    done = subprocess.run([openarch(), "spec", "schema", kind], check=True, capture_output=True, text=True)
    file.write_text(done.stdout, encoding="utf-8")
    return file
