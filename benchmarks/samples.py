"""The descriptors that the benchmarks run on: shipped ones, and copies of one under other names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.measure import EXAMPLES


@dataclass(frozen=True, slots=True)
class Sample:
    """A shipped descriptor and its kind."""

    file: Path
    kind: str


def examples() -> list[Sample]:
    """All shipped descriptors of one document, by size."""
    found = []
    for file in sorted(EXAMPLES.glob("*.yaml"), key=lambda file: file.stat().st_size):
        documents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        if len(documents) == 1:
            found.append(Sample(file, str(documents[0]["kind"])))
    return found


def median_example() -> Sample:
    """The shipped descriptor of median size: what a vendor's file looks like, and nobody's favourite."""
    found = examples()
    return found[len(found) // 2]


def copies(sample: Sample, count: int, folder: Path) -> Path:
    """Writes a descriptor ``count`` times, each under a model name of its own, so that nothing can be decided once."""
    text = sample.file.read_text(encoding="utf-8")
    model = str(yaml.safe_load(text)["metadata"]["model"])
    for number in range(count):
        (folder / f"part-{number:04}.yaml").write_text(text.replace(model, f"{model}-{number}"), encoding="utf-8")
    return folder
