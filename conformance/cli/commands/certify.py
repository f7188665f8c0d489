"""``openarch certify``: all rules, and the report as JSON and HTML in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.deciding import run_of
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.presenting import spoken, worst
from conformance.cli.settings import settings
from conformance.cli.writing import write_whole


def build(lang: str) -> click.Command:
    """The command."""

    def run(files: tuple[str, ...], out: str, **given: object) -> int:
        from conformance.reports.html import page
        from conformance.reports.json_report import build as report_of
        from conformance.reports.json_report import dumps

        told = list(spoken(run_of(settings(given, lang), files, report=True)))
        report = report_of("certify", [part.entry for part in told], worst(told))
        folder = Path(out)
        write_whole(folder / "report.json", dumps(report))
        write_whole(folder / "report.html", page(report, lang))
        say(str(folder / "report.html"))
        return worst(told)

    params = [
        options.inputs(),
        options.out(lang),
        options.quiet(lang),
        options.jobs(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("certify", lang, run, params)
