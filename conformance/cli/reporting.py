"""Writes a report in the formats that ``--report`` names, each file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from conformance.cli.output import hand_over
from conformance.cli.settings import Settings
from conformance.cli.writing import write_whole
from conformance.reports.formats import renderer
from conformance.reports.model import Report


def write_reports(report: Report, chosen: Settings) -> None:
    """Write every format that was asked for; ``-`` is standard output.

    Raises:
        Misuse: where a file cannot be written.
    """
    for name, file in chosen.reports:
        text = renderer(name)(report, chosen.style.lang)
        if file == "-":
            hand_over(text)
        else:
            write_whole(Path(file), text)
