"""``openarch import redfish``: a Redfish mock-up or live service as drafts of descriptors."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.importing import deliver
from conformance.cli.page import Command
from conformance.cli.settings import settings


def build(lang: str) -> click.Command:
    """The command."""

    def run(place: str, output: str | None, **given: object) -> int:
        from conformance.importers.redfish import import_redfish

        return deliver(import_redfish(place), output, settings(given, lang))

    params = [
        click.Argument(["place"], metavar="PATH|URL"),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("import-redfish", lang, run, params)
