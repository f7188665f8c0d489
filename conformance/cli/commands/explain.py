"""``openarch explain``: what a rule or a code of a diagnostic means."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.choosing import rule_called, rules_of
from conformance.cli.misuse import choose
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.findings.catalogue import TEXTS
from conformance.findings.wording.cli import ERRORS


def build(lang: str) -> click.Command:
    """The command."""

    def run(id: str, **given: object) -> None:  # noqa: A002 - the argument is called ID
        from conformance.reports.explanation import code_page, rule_page

        chosen = settings(given, lang)
        if id in _codes():
            say("\n".join(code_page(id, chosen.style)))
            return
        specs = chosen.open()
        rule = rule_called(id.partition("/")[0], specs)
        if rule is None:
            raise choose("CLI-no-such-topic", id, [*(rule.id for rule in rules_of(specs)), *_codes()], lang, name=id)
        say("\n".join(rule_page(rule, chosen.style)))

    params = [click.Argument(["id"], metavar="ID"), options.specs(lang), *options.shared(lang)]
    return Command("explain", lang, run, params)


def _codes() -> list[str]:
    """The codes that findings carry; the catalogue holds the words of pages and tables as well."""
    return [code for code in TEXTS if not code.startswith(("REPORT-", "CLI-"))] + list(ERRORS)
