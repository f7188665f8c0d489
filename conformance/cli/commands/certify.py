"""``openarch certify``: all rules, and the report as JSON and HTML in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.deciding import run_of
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.presenting import accounted
from conformance.cli.settings import settings


def build(lang: str) -> click.Command:
    """The command."""

    def run(files: tuple[str, ...], out: str, **given: object) -> int:
        from conformance.cli.reporting import write_reports

        chosen = settings(given, lang)
        report = accounted("certify", run_of(chosen, files, report=True))
        page = str(Path(out) / "report.html")
        own = (("json", str(Path(out) / "report.json")), ("html", page))
        write_reports(report, chosen._replace(reports=(*own, *chosen.reports)))
        say(page)
        return report.exit_code

    params = [options.inputs(), options.out(lang), *options.deciding(lang)]
    return Command("certify", lang, run, params)
