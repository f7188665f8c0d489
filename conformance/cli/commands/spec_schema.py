"""``openarch spec schema``: a kind as pure JSON Schema, for editors and foreign validators."""

from __future__ import annotations

import json
from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.choosing import kind_called
from conformance.cli.output import hand_over, say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.cli.writing import write_whole


def build(lang: str) -> click.Command:
    """The command."""

    def run(kind: str, output: str | None, **given: object) -> None:
        from conformance.spec.export import export

        chosen = settings(given, lang)
        text = json.dumps(export(kind_called(kind, chosen.open(), lang), lang), ensure_ascii=False, indent=2) + "\n"
        if output is None or output == "-":
            hand_over(text)
            return
        write_whole(Path(output), text)
        say(chosen.style.word("written", file=output))

    params = [
        click.Argument(["kind"], metavar="KIND"),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("spec-schema", lang, run, params)
