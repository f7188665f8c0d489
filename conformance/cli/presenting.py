"""What every deciding command prints: text as the inputs are decided, or one JSON document at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from conformance.cli.deciding import Run, Told, tell_all
from conformance.cli.output import hand_over, say
from conformance.cli.sources import reader
from conformance.findings.model import Finding
from conformance.reports.outcome import Command, Exit
from conformance.reports.rows import Row
from conformance.reports.text import closing, finding_blocks

if TYPE_CHECKING:
    from conformance.reports.model import Report


def present(command: Command, run: Run) -> int:
    """Decide the inputs of a run and print what is found, in the format asked for."""
    if run.settings.form == "json":
        return _json(command, run)
    if run.report:
        report = accounted(command, run)
        _written(report, run)
        return report.exit_code
    return worst(list(spoken(run)))


def accounted(command: Command, run: Run) -> Report:
    """Print the text of a run, and its report; a redacted report is all that is said of a redacted run."""
    from conformance.cli.reporting import report_of

    if not run.settings.redact:
        return report_of(command, run, list(spoken(run)))
    from conformance.reports.plain import render

    report = report_of(command, run, list(tell_all(run)))
    say(render(report, run.settings.style.lang).rstrip())
    return report


def spoken(run: Run) -> Iterator[Told]:
    """Print the text of each input as soon as it is known, and the tables after the last; hands each input on."""
    rows: list[Row] = []
    lab: list[Finding] = []
    for told in tell_all(run):
        rows += told.rows
        new = [finding for finding in told.lab if finding not in lab]
        lab += new
        said = finding_blocks(new, reader(), run.settings.style)
        shown = [*said, *told.lines, *([] if run.settings.quiet else [*told.table, *([""] if told.table else [])])]
        if shown:
            say("\n".join(shown))
        yield told
    say("\n".join(closing(rows, run.settings.style, quiet=run.settings.quiet)))


def _json(command: Command, run: Run) -> int:
    from conformance.cli.reporting import report_of
    from conformance.reports.json_report import dumps

    report = report_of(command, run, list(tell_all(run)))
    _written(report, run)
    # Bytes: JSON is UTF-8 whatever the terminal speaks.
    hand_over(dumps(report))
    return report.exit_code


def _written(report: Report, run: Run) -> None:
    if run.settings.reports:
        from conformance.cli.reporting import write_reports

        write_reports(report, run.settings)


def worst(told: Sequence[Told]) -> Exit:
    """The worst exit code of all inputs."""
    return max((part.exit for part in told), default=Exit.CONFORMING)
