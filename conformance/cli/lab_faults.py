"""Errors of the specification, shown by the commands that work on it: what they concern was not loaded, and is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conformance.cli.misuse import Misuse, choose
from conformance.cli.output import say
from conformance.cli.settings import Settings
from conformance.cli.sources import reader
from conformance.reports.text import finding_blocks
from conformance.spec.load import SpecSet


def tell_lab_faults(specs: SpecSet, chosen: Settings, tell: Callable[[str], None] = say) -> bool:
    """Print what is wrong with the specification, if anything is; the answer says whether something was."""
    specs.rules()  # reads every area
    faults = specs.problems()
    if faults:
        tell("\n".join(finding_blocks(faults, reader(), chosen.style)))
    return bool(faults)


def none_called(code: str, name: str, names: Iterable[str], specs: SpecSet, lang: str) -> Misuse:
    """What is said of a name that is not there: ``code``, or, where errors of the specification were told, that they may be why."""
    if specs.problems():
        return Misuse("CLI-not-read", name=name)
    return choose(code, name, names, lang, name=name)
