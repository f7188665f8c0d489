"""``openarch report``: a stored report in other formats, without deciding anything again."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.misuse import Misuse
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import settings


def build(lang: str) -> click.Command:
    """The command."""

    def run(file: str, **given: object) -> None:
        from conformance.cli.replaying import text_of
        from conformance.cli.reporting import write_reports
        from conformance.reports.plain import render
        from conformance.reports.redact import redacted
        from conformance.reports.stored import read_report

        chosen = settings(given, lang)
        try:
            report = read_report(text_of(file))
        except ValueError as error:
            raise Misuse("CLI-not-a-report", file=file, reason=str(error)) from error
        report = redacted(report) if chosen.redact else report
        if chosen.reports:
            write_reports(report, chosen)
        else:
            say(render(report, lang).rstrip())

    params = [
        click.Argument(["file"], metavar="FILE"),
        options.reports(lang),
        options.redact(lang),
        *options.shared(lang),
    ]
    return Command("report", lang, run, params)
