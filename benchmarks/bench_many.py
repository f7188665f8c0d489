"""300 descriptors of all kinds in one call against check-jsonschema on the same files and schemas.

Throughput is files by time of the whole call. What is left of it without the start of the process is shown too: it is
what a call with thousands of files comes near to. The peer gets one schema that chooses by kind; it checks the structure
only, where `openarch validate` checks positions, units and static rules as well.

Where our time goes, measured on a busy machine in November 2026 (Python 3.11; `python -c pass` 17 ms CPU at best, the peer
4.4 s for the 300 files): one file 145 ms, 300 files in one process 490 ms. Of a file's 0.6 ms, at best and with all read
before: opening and decoding 0.06, libyaml's events 0.13 (libyaml itself 0.05, the rest PyYAML making event objects),
values from the events 0.11, structure and quantities 0.14, static rules 0.12, the report 0.05; reading the specs of a
further kind costs as much as dozens of files. A 25th of the peer's 4.4 s is 176 ms: the start and the events alone
(145 + 40 ms) are more than that in one process. The target needs a quicker start and the second processor.
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
Pairs = list[tuple[Cost, Cost]]


def run(rounds: int = 7) -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    samples = conforming()
    with tempfile.TemporaryDirectory() as name:
        schema = _schema(samples, Path(name))
        folder = Path(name) / "parts"
        folder.mkdir()
        files = [str(file) for file in corpus(samples, COUNT, folder)]
        size = sum(Path(file).stat().st_size for file in files) / COUNT / 1024
        ours, theirs = [openarch(), "validate", "-q"], [check_jsonschema(), "--schemafile", str(schema)]
        many = in_turn([*ours, *files], [*theirs, *files], rounds)
        one = in_turn([*ours, files[0]], [*theirs, files[0]], rounds)
    kinds = len({sample.kind for sample in samples})
    title = f"{COUNT} descriptors of {kinds} kinds in one call, {size:.1f} KB each ({rounds} pairs)"
    return title, _rows(many, one)


def _rows(many: Pairs, one: Pairs) -> list[Row]:
    wall, cpu = median(many, lambda a, b: b.wall / a.wall), median(many, lambda a, b: b.cpu / a.cpu)
    return [
        Row("openarch validate", _wall_and_cpu(many, lambda a, _: a)),
        Row("check-jsonschema", _wall_and_cpu(many, lambda _, b: b)),
        Row("throughput, wall", f"{wall:.1f} x", f">= {TARGET} x", wall >= TARGET),
        Row("throughput, CPU", f"{cpu:.1f} x"),
        Row("throughput without start, wall", f"{_marginal(many, one, lambda cost: cost.wall):.1f} x"),
        Row("throughput without start, CPU", f"{_marginal(many, one, lambda cost: cost.cpu):.1f} x"),
    ]


def _schema(samples: list[Sample], folder: Path) -> Path:
    """One schema for the peer that chooses by ``kind``, as we do."""
    kinds = sorted({sample.kind for sample in samples})
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
