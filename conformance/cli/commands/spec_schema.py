"""``openarch spec schema``: a kind as pure JSON Schema, for editors and foreign validators; or the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from conformance.cli import options
from conformance.cli.choosing import kind_called
from conformance.cli.misuse import Misuse
from conformance.cli.output import hand_over, say
from conformance.cli.page import Command
from conformance.cli.settings import Settings, settings
from conformance.cli.writing import write_whole


def build(lang: str) -> click.Command:
    """The command."""

    def run(kind: str | None, output: str | None, *, report: bool, **given: object) -> None:
        chosen = settings(given, lang)
        if report == (kind is not None):
            raise Misuse("CLI-kind-or-report")
        made = _report() if kind is None else _kind(kind, chosen, lang)
        text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
        if output is None or output == "-":
            hand_over(text)
            return
        write_whole(Path(output), text)
        say(chosen.style.word("written", file=output))

    params = [
        click.Argument(["kind"], metavar="KIND", required=False),
        options.of_report(lang),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("spec-schema", lang, run, params)


def _kind(name: str, chosen: Settings, lang: str) -> dict[str, Any]:
    from conformance.spec.export import export

    return export(kind_called(name, chosen.open(), chosen), lang)


def _report() -> dict[str, Any]:
    from conformance.reports.schema import schema

    return schema()
