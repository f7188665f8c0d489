"""A run as events, one JSON object a line, as it goes (https://github.com/ndjson/ndjson-spec).

``run-started``, then for each file ``file-started``, ``rule-started`` and ``rule-decided`` as they happen in whatever process,
``file-decided`` in the order of the inputs with the file's part of the report, and ``run-ended``. Nothing else stands on
standard output. Whoever keeps the ``file-decided`` lines has the whole report.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from conformance import __version__
from conformance.reports import model

SCHEMA = "openarch-events/1"


def run_started(command: str, files: int) -> str:
    """The first line."""
    tool = {"name": "openarch", "version": __version__}
    return line("run-started", schema=SCHEMA, command=command, tool=tool, files=files)


def file_decided(entry: model.FileEntry) -> str:
    """A file's part of the report."""
    return line("file-decided", **_plain(entry))


def run_ended(report: model.Report) -> str:
    """The last line."""
    return line("run-ended", exit_code=report.exit_code, conforming=report.conforming, totals=_plain(report.totals))


def line(event: str, **fields: Any) -> str:
    """One event: its name first, its fields in a fixed order."""
    return json.dumps({"event": event, **fields}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(mode="json", by_alias=True)
