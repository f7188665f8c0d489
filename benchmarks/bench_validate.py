"""`openarch validate ONE_FILE` against check-jsonschema on the same file and schema, each a cold process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import Row, check_jsonschema, exported_schema, in_turn, measured, median, milliseconds, openarch
from benchmarks.samples import median_example

TARGET = 0.4


def run(rounds: int = 15) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    sample = median_example()
    with tempfile.TemporaryDirectory() as folder:
        schema = exported_schema(sample.kind, Path(folder))
        ours = [openarch(), "validate", str(sample.file)]
        theirs = [check_jsonschema(), "--schemafile", str(schema), str(sample.file)]
        pairs = in_turn(ours, theirs, rounds)
        first = _without_cache(ours, folder)
    ratio = median(pairs, lambda a, b: a.cpu / b.cpu)
    title = f"One file, cold process ({sample.file.name}, {sample.file.stat().st_size} bytes, {rounds} pairs)"
    return title, [
        Row("openarch validate, CPU", milliseconds(median(pairs, lambda a, _: a.cpu))),
        Row("check-jsonschema, CPU", milliseconds(median(pairs, lambda _, b: b.cpu))),
        Row("ratio of CPU", f"{ratio:.3f}", f"<= {TARGET}", ratio <= TARGET),
        Row("ratio of wall time", f"{median(pairs, lambda a, b: a.wall / b.wall):.3f}"),
        Row("openarch validate, CPU, where the specs are not compiled yet", milliseconds(first)),
    ]


def _without_cache(command: list[str], folder: str) -> float:
    # The compiled specs are made once for each change of specs/: the first user pays, and should be able to look it up.
    return measured(["env", f"OPENARCH_CACHE={folder}/empty", *command]).cpu
