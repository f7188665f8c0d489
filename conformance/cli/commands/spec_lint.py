"""``openarch spec lint``: whether kinds, rules, tables and functions are in order."""

from __future__ import annotations

from collections.abc import Sequence

import click

from conformance.cli import options
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import Settings, settings
from conformance.cli.sources import reader
from conformance.findings.model import Finding, Severity
from conformance.reports.finding_text import finding_lines
from conformance.reports.outcome import Exit, has_error, is_unusable
from conformance.reports.table import weights
from conformance.spec.roots import packaged


def build(lang: str) -> click.Command:
    """The command."""

    def run(files: tuple[str, ...], **given: object) -> int:
        from conformance.spec.lint import lint

        return tell(lint(files or [packaged()]), settings(given, lang))

    params = [options.inputs(), options.quiet(lang), *options.shared(lang)]
    return Command("spec-lint", lang, run, params)


def tell(findings: Sequence[Finding], chosen: Settings) -> Exit:
    """Print the findings, notes first: what must be mended stands where a terminal's reader looks. With ``-q`` no notes."""
    notes = [] if chosen.quiet else [f for f in findings if f.severity is Severity.NOTE]
    shown = notes + [f for f in findings if f.severity is not Severity.NOTE]
    sources = reader()
    for finding in shown:
        say("\n".join([*finding_lines(finding, sources, chosen.style), ""]))
    say(weights(findings, chosen.style))
    if any(is_unusable(finding) for finding in findings):
        return Exit.UNUSABLE
    return Exit.NOT_CONFORMING if has_error(findings) else Exit.CONFORMING
