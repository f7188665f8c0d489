"""``openarch spec docs``: the pages of all rules as Markdown, in both languages."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.choosing import rules_of
from conformance.cli.lab_faults import tell_lab_faults
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.pool import Died, each
from conformance.cli.settings import settings
from conformance.cli.writing import write_whole
from conformance.reports.outcome import Exit


def build(lang: str) -> click.Command:
    """The command."""

    def run(out: str, **given: object) -> int:
        from conformance.reports.rule_pages import index_pages, pages

        chosen = settings(given, lang)
        specs = chosen.open()
        rules = rules_of(specs)
        if tell_lab_faults(specs, chosen):
            return Exit.UNUSABLE
        made = dict(index_pages(rules))
        for found in each(lambda rule, _: pages(rule, specs), rules, chosen.jobs):
            if isinstance(found, Died):
                return Exit.BROKEN
            made |= found
        for name, text in made.items():
            write_whole(Path(out) / name, text)
        say(chosen.style.word("docs-written", count=str(len(rules)), folder=out))
        return Exit.CONFORMING

    params = [options.docs_out(lang), options.jobs(lang), options.specs(lang), *options.shared(lang)]
    return Command("spec-docs", lang, run, params)
