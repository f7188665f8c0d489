"""`make hunt`: looks for wrong verdicts for so many minutes, or so many cases; exit code 1 where it finds any."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hunt.cases import HUNTS, Hunt
from hunt.findings import Finding, kept, line

DEFAULT_CASES = 200


def main(arguments: list[str] | None = None) -> int:
    """Run the hunts that are asked for; the exit code."""
    asked = _parser().parse_args(arguments)
    names = asked.hunts or list(HUNTS)
    with _own_cache():
        found = sum(_hunted(HUNTS[name](), asked, asked.minutes * 60 / len(names)) for name in names)
    return 1 if found else 0


@contextmanager
def _own_cache() -> Iterator[None]:
    """A cache for this run: every made-up lab is a folder of its own, whose compiled form nobody will read again."""
    with TemporaryDirectory(prefix="openarch-hunt-") as folder, patch.dict(os.environ, {"OPENARCH_CACHE": folder}):
        yield


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hunt", description=__doc__)
    parser.add_argument(
        "hunts",
        nargs="*",
        choices=[[], *HUNTS],
        metavar="HUNT",
        help=f"one of {', '.join(HUNTS)}; all if none is named",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other cases")
    parser.add_argument("--minutes", type=float, default=0, help="how long, all hunts together")
    parser.add_argument(
        "--cases", type=int, default=DEFAULT_CASES, help="how many cases of each hunt, where no minutes are given"
    )
    parser.add_argument("--only", type=int, help="the number of one case, to see it again")
    parser.add_argument(
        "--whole",
        dest="shrink",
        action="store_false",
        help="show findings as they are, not made smaller",
    )
    parser.add_argument("--out", type=Path, default=Path("build/hunt"), help="where findings are kept")
    return parser


def _hunted(hunt: Hunt, asked: argparse.Namespace, seconds: float) -> int:
    """Run one hunt; how many findings there were."""
    count = findings = 0
    for number in _numbers(asked, seconds):
        count += 1
        for whole in _case(hunt, Random(f"{hunt.name} {asked.seed}/{number}")):
            findings += 1
            finding = hunt.smaller(Random(f"{hunt.name} {asked.seed}/{number}"), whole) if asked.shrink else whole
            told = line(hunt.name, asked.seed, number, finding)
            again = f"python -m hunt {hunt.name} --seed {asked.seed} --only {number}"
            where = kept(asked.out / f"{hunt.name}-{asked.seed}-{number}", told, again, finding)
            print(f"{told} [{where}]", flush=True)
    told = ", ".join(f"{amount} {what}" for what, amount in sorted(hunt.tally.items()))
    print(f"{hunt.name}: seed {asked.seed}, {count} cases ({told}): {findings} findings", flush=True)
    return findings


def _case(hunt: Hunt, random: Random) -> Iterator[Finding]:
    """The findings of a case; what breaks, breaks this case alone, and is one."""
    try:
        yield from hunt.case(random)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the next case may tell more
        where = traceback.extract_tb(fault.__traceback__)[-1]
        yield Finding("broke", f"{type(fault).__name__}: {fault} ({Path(where.filename).name}:{where.lineno})")


def _numbers(asked: argparse.Namespace, seconds: float) -> Iterator[int]:
    """The numbers of the cases."""
    if asked.only is not None:
        yield asked.only
        return
    end = time.monotonic() + seconds
    within: Callable[[int], bool] = (
        (lambda _: time.monotonic() < end) if seconds else (lambda number: number <= asked.cases)
    )
    number = 1
    while within(number):
        yield number
        number += 1


if __name__ == "__main__":
    sys.exit(main())
