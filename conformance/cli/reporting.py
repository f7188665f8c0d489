"""The report of a run, and writing it in the formats that ``--report`` names, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from conformance.cli.deciding import Run, Told
from conformance.cli.misuse import Misuse
from conformance.cli.output import hand_over
from conformance.cli.settings import Settings
from conformance.cli.writing import write_whole
from conformance.reports import basis
from conformance.reports.formats import FormatUnavailableError, renderer
from conformance.reports.json_report import build
from conformance.reports.model import FileEntry, Report
from conformance.reports.redact import redacted
from conformance.reports.vocabulary import Command
from conformance.spec.load import SpecSet


def report_of(command: Command, run: Run, told: Sequence[Told]) -> Report:
    """What was told of the inputs as one report, without names and values where that was asked for."""
    files: list[FileEntry] = [part.entry for part in told]
    worst = max((part.exit for part in told), default=0)
    return report_over(command, files, worst, run.specs, run.settings)


def report_over(
    command: Command, files: Sequence[FileEntry], exit_code: int, specs: SpecSet, chosen: Settings
) -> Report:
    """The entries of the inputs as one report."""
    areas = {entry.api_version.partition("/")[0] for file in files for entry in file.descriptors}
    report = build(command, files, exit_code, basis.spec(specs, areas - {""}))
    return redacted(report) if chosen.redact else report


def write_reports(report: Report, chosen: Settings) -> None:
    """Write every format that was asked for; ``-`` is standard output.

    Raises:
        Misuse: where a format cannot be had on this machine or a file cannot be written.
    """
    # All are made before the first is written: a format that cannot be had costs no half of a run.
    made = [(file, _made(name, report, chosen.style.lang)) for name, file in chosen.reports]
    for file, content in made:
        if file == "-":
            hand_over(content)
        else:
            write_whole(Path(file), content)


def _made(name: str, report: Report, lang: str) -> str | bytes:
    try:
        return renderer(name)(report, lang)
    except FormatUnavailableError as error:
        raise Misuse(error.code) from error
