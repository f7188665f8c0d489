"""``openarch import netbox``: NetBox device types as drafts of descriptors."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.importing import deliver
from conformance.cli.page import Command
from conformance.cli.settings import settings


def build(lang: str) -> click.Command:
    """The command."""

    def run(place: str, output: str | None, kind: str | None, **given: object) -> int:
        from conformance.importers.netbox import import_netbox

        return deliver(import_netbox(place, kind), output, settings(given, lang))

    params = [
        click.Argument(["place"], metavar="FILE"),
        options.netbox_kind(lang),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("import-netbox", lang, run, params)
