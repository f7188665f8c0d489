"""``openarch spec``: what working groups need to write kinds and rules."""

from __future__ import annotations

import click

from conformance.cli import options
from conformance.cli.page import Group


def build(lang: str) -> click.Command:
    """The group."""
    modules = {name: f"conformance.cli.commands.spec_{name}" for name in ("schema", "lint", "test", "mutate", "docs")}
    return Group("spec", lang, modules, [options.lang(lang), options.debug(lang), options.help_option(lang)])
