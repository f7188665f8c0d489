"""The descriptors that the benchmarks run on: the shipped ones, and many variants of them that say the same otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import yaml

from benchmarks.measure import SPECS
from conformance.cli.deciding import examine
from conformance.reports.outcome import exit_code
from conformance.spec.load import open_specs

# A quantity with its unit after a colon, a comma or a bracket: `lane_rate: 112 Gbit/s`, `[1 m, 3 m]`.
_QUANTITY = re.compile(r"(?<=[:,\[]) (-?\d+(?:\.\d+)?)(?= [A-Za-z])")
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda number: number,
    lambda number: f"{number}e0",
    lambda number: f"{number}.0" if "." not in number else f"{number}0",
    lambda number: f"{number}.00" if "." not in number else f"{number}00",
    lambda number: f"+{number}" if number[0] != "-" else number,
)
"""Ways to write one number, so that no file of a corpus is the copy of another, and none changes its verdict."""

_USUAL = range(1_000, 3_000)


@dataclass(frozen=True, slots=True)
class Sample:
    """A shipped descriptor and its kind."""

    file: Path
    kind: str


def examples() -> list[Sample]:
    """All shipped descriptors of one document, of all areas, by size."""
    found = []
    for file in sorted(SPECS.glob("*/examples/*.yaml"), key=lambda file: (file.stat().st_size, file.name)):
        documents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        if len(documents) == 1:
            found.append(Sample(file, str(documents[0]["kind"])))
    return found


def conforming() -> list[Sample]:
    """The shipped descriptors of 1 to 3 KB with which `openarch validate` finds nothing wrong: what a repository holds."""
    specs = open_specs()
    usual = [one for one in examples() if one.file.stat().st_size in _USUAL]
    return [one for one in usual if not exit_code(examine(str(one.file), specs, static_only=True))]


def median_example() -> Sample:
    """The shipped descriptor of median size: what a vendor's file looks like, and nobody's favourite."""
    found = examples()
    return found[len(found) // 2]


def corpus(samples: list[Sample], count: int, folder: Path) -> list[Path]:
    """Writes ``count`` different descriptors made from ``samples`` in turn; returns their files."""
    variants = [_variants(sample) for sample in samples]
    files = []
    for number in range(count):
        file = folder / f"part-{number:04}.yaml"
        file.write_text(next(variants[number % len(variants)]), encoding="utf-8")
        files.append(file)
    return files


def _variants(sample: Sample) -> Iterator[str]:
    """The descriptor again and again, each time another model with its quantities spelt otherwise."""
    text = sample.file.read_text(encoding="utf-8")
    model = str(yaml.safe_load(text)["metadata"]["model"])
    for number in count():
        place = count(number)
        spelt = _QUANTITY.sub(lambda match, place=place: f" {_spelling(next(place))(match[1])}", text)  # type: ignore[misc]
        yield spelt.replace(model, f"{model}-{number}")


def _spelling(number: int) -> Callable[[str], str]:
    # Knuth's multiplicative hash: neighbours differ, and every machine writes the same files.
    return _SPELLINGS[(number * 2654435761 >> 16) % len(_SPELLINGS)]
