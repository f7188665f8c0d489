"""What a descriptor comes to under all rules of its kind: for the tests of shipped parts and flawed submissions."""

from __future__ import annotations

from pathlib import Path

from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide
from conformance.engine.verdicts import Detail, RuleVerdict, Status
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet


def part(path: Path, specs: SpecSet) -> Descriptor:
    """The only descriptor of a file."""
    source = read(str(path))
    assert isinstance(source, Source), source
    (document,), findings = load(source)
    descriptor, more = read_descriptor(document, specs)
    assert descriptor is not None, [*findings, *more]
    return descriptor


def verdicts(path: Path, specs: SpecSet) -> list[RuleVerdict]:
    """What every rule of its kind says of the only descriptor of a file; repairs are not looked for."""
    found = part(path, specs)
    return [decide(rule, found, specs, detail=Detail.STATUS, repaired=False) for rule in specs.rules_for(found.kind)]


def failing(path: Path, specs: SpecSet) -> set[str]:
    """The ids of the rules that it fails; none may be beyond deciding."""
    found = verdicts(path, specs)
    assert not [verdict for verdict in found if verdict.status is Status.ERROR]
    return {verdict.rule for verdict in found if verdict.status is Status.FAIL}
