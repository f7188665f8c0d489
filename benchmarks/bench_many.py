"""300 descriptors in one call against check-jsonschema on the same files and schema.

Throughput is files by time of the whole call. What is left of it without the start of the process is shown too: it is
what a call with thousands of files comes near to. check-jsonschema pays for each YAML node, so size matters to it:
the median and the largest shipped descriptor are measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, Row, check_jsonschema, exported_schema, in_turn, median, openarch
from benchmarks.samples import Sample, copies, examples, median_example

TARGET = 25
COUNT = 300
Pairs = list[tuple[Cost, Cost]]


def run(rounds: int = 5) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    rows = [row for sample in (median_example(), examples()[-1]) for row in _rows(sample, rounds)]
    return f"{COUNT} descriptors in one call ({rounds} pairs)", rows


def _rows(sample: Sample, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        schema = exported_schema(sample.kind, Path(name))
        folder = Path(name) / "parts"
        folder.mkdir()
        files = [str(file) for file in sorted(copies(sample, COUNT, folder).iterdir())]
        ours, theirs = [openarch(), "validate"], [check_jsonschema(), "--schemafile", str(schema)]
        many = in_turn([*ours, *files], [*theirs, *files], rounds)
        one = in_turn([*ours, files[0]], [*theirs, files[0]], rounds)
    wall, cpu = median(many, lambda a, b: b.wall / a.wall), median(many, lambda a, b: b.cpu / a.cpu)
    return [
        Row(f"{sample.file.name}, {sample.file.stat().st_size} bytes", ""),
        Row("    openarch validate", _wall_and_cpu(many, lambda a, _: a)),
        Row("    check-jsonschema", _wall_and_cpu(many, lambda _, b: b)),
        Row("    throughput, wall", f"{wall:.1f} x", f">= {TARGET} x", wall >= TARGET),
        Row("    throughput, CPU", f"{cpu:.1f} x", f">= {TARGET} x", cpu >= TARGET),
        Row("    throughput without start, wall", f"{_marginal(many, one, lambda cost: cost.wall):.1f} x"),
        Row("    throughput without start, CPU", f"{_marginal(many, one, lambda cost: cost.cpu):.1f} x"),
    ]


def _wall_and_cpu(pairs: Pairs, side: Callable[[Cost, Cost], Cost]) -> str:
    wall, cpu = median(pairs, lambda a, b: side(a, b).wall), median(pairs, lambda a, b: side(a, b).cpu)
    return f"{wall:.2f} s, CPU {cpu:.2f} s"


def _marginal(many: Pairs, one: Pairs, of: Callable[[Cost], float]) -> float:
    ours = median(many, lambda a, _: of(a)) - median(one, lambda a, _: of(a))
    theirs = median(many, lambda _, b: of(b)) - median(one, lambda _, b: of(b))
    return theirs / ours
