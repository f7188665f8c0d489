"""``openarch init``: a commented descriptor of a kind."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.choosing import kind_called
from conformance.cli.misuse import Misuse
from conformance.cli.output import hand_over, say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.cli.writing import write_whole


def build(lang: str) -> click.Command:
    """The command."""

    def run(kind: str, output: str | None, **given: object) -> None:
        from conformance.spec.template import init

        chosen = settings(given, lang)
        text = init(kind_called(kind, chosen.open(), lang), lang)
        if output is None or output == "-":
            hand_over(text)
            return
        if Path(output).exists():
            raise Misuse("CLI-exists", file=output)
        write_whole(Path(output), text)
        say(chosen.style.word("written", file=output))

    params = [
        click.Argument(["kind"], metavar="KIND"),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("init", lang, run, params)
