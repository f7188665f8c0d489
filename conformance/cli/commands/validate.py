"""``openarch validate``: structure, units and static rules; imports nothing that takes time."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.deciding import run_of
from conformance.cli.page import Command
from conformance.cli.presenting import present
from conformance.cli.settings import settings


def build(lang: str) -> click.Command:
    """The command."""

    def run(files: tuple[str, ...], **given: object) -> int:
        chosen = settings(given, lang)
        return present("validate", run_of(chosen, files, static_only=True))

    params = [options.inputs(), options.form(lang), *options.deciding(lang)]
    return Command("validate", lang, run, params)
