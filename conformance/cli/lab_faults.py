"""Errors of the specification, shown by the commands that work on it: what they concern was not loaded, and is missing."""

from __future__ import annotations

from conformance.cli.choosing import rules_of
from conformance.cli.output import say
from conformance.cli.settings import Settings
from conformance.cli.sources import reader
from conformance.reports.text import finding_blocks
from conformance.spec.load import SpecSet


def tell_lab_faults(specs: SpecSet, chosen: Settings) -> bool:
    """Print what is wrong with the specification, if anything is; the answer says whether something was."""
    rules_of(specs)  # reads every area
    faults = specs.problems()
    if faults:
        say("\n".join(finding_blocks(faults, reader(), chosen.style)))
    return bool(faults)
