"""What every deciding command prints: text or events as the inputs are decided, or one JSON document at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from conformance.cli.deciding import Run, Told, tell_all
from conformance.cli.output import hand_over, say
from conformance.cli.sources import reader
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.reports.outcome import Exit
from conformance.reports.rows import Row
from conformance.reports.text import closing, finding_blocks

if TYPE_CHECKING:
    from conformance.reports.model import Report
    from conformance.reports.vocabulary import Command


def present(command: Command, run: Run) -> int:
    """Decide the inputs of a run and print what is found, in the format asked for."""
    if not run.report:
        return worst(list(spoken(run)))
    report = accounted(command, run)
    if run.settings.reports:
        from conformance.cli.reporting import write_reports

        write_reports(report, run.settings)
    if run.settings.form == "json":
        from conformance.reports.json_report import dumps

        # Bytes: JSON is UTF-8 whatever the terminal speaks.
        hand_over(dumps(report))
    return report.exit_code


def accounted(command: Command, run: Run) -> Report:
    """Print what a run finds, and hand on its report; a redacted report is all that is said of a redacted run."""
    from conformance.cli.reporting import report_of

    form, redact = run.settings.form, run.settings.redact
    if form == "ndjson" and not redact:
        report = report_of(command, run, list(_events(command, run)))
        _hand_over_end(report)
        return report
    if form != "json" and not redact:
        return report_of(command, run, list(spoken(run)))
    report = report_of(command, run, list(_silent(run)))
    if redact:
        _say_redacted(command, report, run)
    return report


def _say_redacted(command: Command, report: Report, run: Run) -> None:
    """What the terminal may show of a redacted run: nothing that the report does not hold."""
    form, lang = run.settings.form, run.settings.style.lang
    if form == "ndjson":
        from conformance.reports.ndjson import file_decided, run_started

        hand_over(run_started(command, len(report.files)))
        for file in report.files:
            hand_over(file_decided(file))
        _hand_over_end(report)
    elif form == "concise":
        from conformance.reports.concise import lines

        say("\n".join(line for file in report.files for line in lines(file, lang)))
    elif form == "text":
        from conformance.reports.plain import render

        say(render(report, lang).rstrip())


def _hand_over_end(report: Report) -> None:
    from conformance.reports.ndjson import run_ended

    hand_over(run_ended(report))


def spoken(run: Run) -> Iterator[Told]:
    """Print the text of each input as soon as it is known, and the tables after the last; hands each input on."""
    rows: list[Row] = []
    lab: list[Finding] = []
    for told in _silent(run):
        rows += told.rows
        new = [finding for finding in told.lab if finding not in lab]
        lab += new
        said = finding_blocks(new, reader(), run.settings.style)
        shown = [*said, *told.lines, *([] if run.settings.quiet else [*told.table, *([""] if told.table else [])])]
        if shown:
            say("\n".join(shown))
        yield told
    chosen = run.settings
    quiet = chosen.quiet or chosen.form == "concise"
    say(
        "\n".join(
            closing(rows, chosen.style, quiet=quiet, verbose=chosen.verbose, lab=len(lab), also=chosen.edition_note())
        )
    )


def _silent(run: Run) -> Iterator[Told]:
    """What is told of each input; whoever waits at a terminal sees how far it has come."""
    if run.static_only or sys.stderr is None or not sys.stderr.isatty():
        yield from tell_all(run)
        return
    from conformance.cli.progress import Progress

    line = Progress(len(run.inputs), run.settings.style, sys.stderr)
    try:
        for told in tell_all(run, line.hear):
            line.file_done()
            line.clear()
            yield told
    finally:
        line.end()


def _events(command: Command, run: Run) -> Iterator[Told]:
    """Hand over each event as it happens."""
    from conformance.cli.news import News
    from conformance.reports import ndjson

    def hear(news: News) -> None:
        hand_over(ndjson.line(**{name: value for name, value in news._asdict().items() if value != ""}))

    hand_over(ndjson.run_started(command, len(run.inputs)))
    for told in tell_all(run, hear):
        hand_over(ndjson.file_decided(told.entry))
        yield told


def worst(told: Sequence[Told]) -> Exit:
    """The worst exit code of all inputs."""
    return max((part.exit for part in told), default=Exit.CONFORMING)
