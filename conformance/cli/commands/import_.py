"""``openarch import``: descriptors from what other tools know already."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.page import Group


def build(lang: str) -> click.Command:
    """The group."""
    modules = {name: f"conformance.cli.commands.import_{name}" for name in ("redfish", "netbox")}
    return Group("import", lang, modules, [options.lang(lang), options.debug(lang), options.help_option(lang)])
