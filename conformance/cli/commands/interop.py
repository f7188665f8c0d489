"""``openarch interop``: whether two parts work together, degraded to what, or by which clause they fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.cli import options
from conformance.cli.output import hand_over, say
from conformance.cli.page import Command
from conformance.cli.settings import Settings, settings
from conformance.cli.sources import reader
from conformance.reports.text import finding_blocks

if TYPE_CHECKING:
    from conformance.cli.pairing import Met
    from conformance.reports.model import Report
    from conformance.spec.load import SpecSet


def build(lang: str) -> click.Command:
    """The command."""

    def run(first: str, second: str, via: str | None, **given: object) -> int:
        from conformance.cli.pairing import meet

        chosen = settings(given, lang)
        specs = chosen.open()
        met = meet((first, second), via, specs)
        if chosen.form == "json" or chosen.reports or chosen.redact:
            _report(met, chosen, specs)
        if chosen.form == "text" and not chosen.redact:
            say("\n".join(_lines(met, chosen, specs)))
        return met.exit

    params = [
        click.Argument(["first"], metavar="A"),
        click.Argument(["second"], metavar="B"),
        options.via(lang),
        options.text_or_json(lang),
        options.reports(lang),
        options.redact(lang),
        options.quiet(lang),
        options.edition(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("interop", lang, run, params)


def _lines(met: Met, chosen: Settings, specs: SpecSet) -> list[str]:
    from conformance.reports.pair_text import pair_lines

    found = [finding for part in met.parts for finding in part.findings] + met.findings
    lines = finding_blocks(found, reader(), chosen.style)
    if met.result is None:
        return [*lines, chosen.style.paint("bad", chosen.style.word("interop-unreadable"))]
    subjects = [subject for examined in met.examined() for subject in examined.subjects] if met.pairings else []
    told = pair_lines(subjects, met.result, specs, chosen.style, quiet=chosen.quiet)
    return [*lines, *told, *chosen.edition_note()]


def _report(met: Met, chosen: Settings, specs: SpecSet) -> None:
    from conformance.cli.reporting import write_reports
    from conformance.reports.json_report import dumps

    report = _built(met, specs, chosen)
    write_reports(report, chosen)
    if chosen.form == "json":
        hand_over(dumps(report))
    elif chosen.redact:
        from conformance.reports.plain import render

        say(render(report, chosen.style.lang).rstrip())


def _built(met: Met, specs: SpecSet, chosen: Settings) -> Report:
    from pathlib import Path

    from conformance.cli.reporting import report_over
    from conformance.reports.entries import file_entry
    from conformance.reports.naming import naming

    named = naming([part.file for part in met.parts], str(Path.cwd()))
    entries = [file_entry(each, specs, named) for each in met.examined()]
    return report_over("interop", entries, met.exit, specs, chosen)
