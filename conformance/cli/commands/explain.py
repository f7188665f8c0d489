"""``openarch explain``: what a rule or a code of a diagnostic means."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.choosing import rule_called, rules_of
from conformance.cli.lab_faults import none_called, tell_lab_faults
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import Settings, settings
from conformance.findings.catalogue import entries
from conformance.findings.wording.cli import ERRORS
from conformance.reports.outcome import Exit, exit_code


def build(lang: str) -> click.Command:
    """The command."""

    def run(id: str, why_not: str | None, **given: object) -> int:  # noqa: A002 - the argument is called ID
        from conformance.reports.explanation import code_page, rule_page

        chosen = settings(given, lang)
        if why_not is not None:
            return _way(id, why_not, chosen)
        if id in _codes():
            say("\n".join(code_page(id, chosen.style)))
            return Exit.CONFORMING
        specs = chosen.open()
        rule = rule_called(id.partition("/")[0], specs)
        if rule is None:
            names = [*(rule.id for rule in rules_of(specs)), *_codes()]
            tell_lab_faults(specs, chosen)
            raise none_called("CLI-no-such-topic", id, names, specs, lang)
        say("\n".join(rule_page(rule, specs, chosen.style, chosen.edition_note())))
        return Exit.CONFORMING

    params = [
        click.Argument(["id"], metavar="ID"),
        options.why_not(lang),
        options.edition(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("explain", lang, run, params)


def _way(file: str, level: str, chosen: Settings) -> int:
    """What the descriptors of a file lack for a level; the exit code says whether they have reached it."""
    from conformance.cli.deciding import examine
    from conformance.cli.sources import reader
    from conformance.reports.text import finding_blocks
    from conformance.reports.way import steps, way_lines

    specs = chosen.open()
    examined = examine(file, specs, static_only=False)
    lines = finding_blocks(examined.findings, reader(examined.source), chosen.style)
    for subject in examined.subjects:
        lines += [*way_lines(subject, specs, level, chosen.style, chosen.edition_note()), ""]
    say("\n".join(lines).rstrip())
    if examined.findings:
        return exit_code(examined)
    lacking = any(steps(subject, specs, level, chosen.style) for subject in examined.subjects)
    return Exit.NOT_CONFORMING if lacking else Exit.CONFORMING


def _codes() -> list[str]:
    """The codes that findings carry; the catalogue holds the words of pages and tables as well."""
    return [code for code in entries() if not code.startswith(("REPORT-", "CLI-"))] + list(ERRORS)
