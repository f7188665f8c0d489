"""What every deciding command prints: text as the inputs are decided, or one JSON document at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.cli.deciding import Run, Told, tell_all
from conformance.cli.output import hand_over, say
from conformance.cli.sources import reader
from conformance.findings.model import Finding
from conformance.reports.outcome import Command, Exit
from conformance.reports.rows import Row
from conformance.reports.text import closing, finding_blocks


def present(command: Command, run: Run) -> Exit:
    """Decide the inputs of a run and print what is found, in the format asked for."""
    if run.settings.form == "json":
        return _json(command, run)
    told = list(spoken(run))
    if run.settings.reports:
        from conformance.cli.reporting import write_reports
        from conformance.reports.json_report import build

        write_reports(build(command, [part.entry for part in told], worst(told)), run.settings)
    return worst(told)


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


def _json(command: Command, run: Run) -> Exit:
    from conformance.reports.json_report import build, dumps

    told = list(tell_all(run))
    code = worst(told)
    report = build(command, [part.entry for part in told], code)
    if run.settings.reports:
        from conformance.cli.reporting import write_reports

        write_reports(report, run.settings)
    # Bytes: JSON is UTF-8 whatever the terminal speaks.
    hand_over(dumps(report))
    return code


def worst(told: Sequence[Told]) -> Exit:
    """The worst exit code of all inputs."""
    return max((part.exit for part in told), default=Exit.CONFORMING)
