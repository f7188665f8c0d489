"""300 descriptors in one call against check-jsonschema on the same files and schema: of one kind, and of all kinds at once.

Throughput is files by time of the whole call. What is left of it without the start of the process is shown too: it is
what a call with thousands of files comes near to. For all kinds at once the peer gets one schema that chooses by kind. It
checks the structure only, where `openarch validate` checks positions, units and static rules as well.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, Row, check_jsonschema, exported_schema, in_turn, median, openarch
from benchmarks.samples import Sample, conforming, corpus

TARGET = 25
COUNT = 300
KIND = "LinkPort"
"""The kind of which most shipped descriptors are."""

Pairs = list[tuple[Cost, Cost]]


def run(rounds: int = 7) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    samples = conforming()
    kinds = len({sample.kind for sample in samples})
    alike = [sample for sample in samples if sample.kind == KIND]
    rows = [*_compared(f"{kinds} kinds", samples, rounds), *_compared(KIND, alike, rounds)]
    return f"{COUNT} descriptors in one call ({rounds} pairs)", rows


def _compared(name: str, samples: list[Sample], rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as place:
        schema = _schema(samples, Path(place))
        folder = Path(place) / "parts"
        folder.mkdir()
        files = [str(file) for file in corpus(samples, COUNT, folder)]
        size = sum(Path(file).stat().st_size for file in files) / COUNT / 1024
        ours, theirs = [openarch(), "validate", "-q"], [check_jsonschema(), "--schemafile", str(schema)]
        many = in_turn([*ours, *files], [*theirs, *files], rounds)
        one = in_turn([*ours, files[0]], [*theirs, files[0]], rounds)
    return [Row(f"{name}, {size:.1f} KB each", ""), *_rows(many, one)]


def _rows(many: Pairs, one: Pairs) -> list[Row]:
    wall, cpu = median(many, lambda a, b: b.wall / a.wall), median(many, lambda a, b: b.cpu / a.cpu)
    return [
        Row("  openarch validate", _wall_and_cpu(many, lambda a, _: a)),
        Row("  check-jsonschema", _wall_and_cpu(many, lambda _, b: b)),
        Row("  throughput, wall", f"{wall:.1f} x", f">= {TARGET} x", wall >= TARGET),
        Row("  throughput, CPU", f"{cpu:.1f} x"),
        Row("  throughput without start, wall", f"{_marginal(many, one, lambda cost: cost.wall):.1f} x"),
        Row("  throughput without start, CPU", f"{_marginal(many, one, lambda cost: cost.cpu):.1f} x"),
    ]


def _schema(samples: list[Sample], folder: Path) -> Path:
    """One schema for the peer; for several kinds one that chooses by ``kind``, as we do."""
    kinds = sorted({sample.kind for sample in samples})
    if len(kinds) == 1:
        return exported_schema(kinds[0], folder)
    inner = {kind: json.loads(exported_schema(kind, folder).read_text(encoding="utf-8")) for kind in kinds}
    for schema in inner.values():
        del schema["$schema"], schema["$id"]
    chosen = [{"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": f"#/$defs/{kind}"}} for kind in kinds]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "required": ["kind"],
        "properties": {"kind": {"enum": kinds}},
        "allOf": chosen,
        "$defs": inner,
    }
    file = folder / "all.schema.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def _wall_and_cpu(pairs: Pairs, side: Callable[[Cost, Cost], Cost]) -> str:
    wall, cpu = median(pairs, lambda a, b: side(a, b).wall), median(pairs, lambda a, b: side(a, b).cpu)
    return f"{wall:.2f} s, CPU {cpu:.2f} s"


def _marginal(many: Pairs, one: Pairs, of: Callable[[Cost], float]) -> float:
    ours = median(many, lambda a, _: of(a)) - median(one, lambda a, _: of(a))
    theirs = median(many, lambda _, b: of(b)) - median(one, lambda _, b: of(b))
    return theirs / ours
