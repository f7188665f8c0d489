"""The shipped specs with their rules and parts, for tests that decide them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.examples import overridden
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.rules import Rule

ROOT = Path(__file__).parents[2]


@cache
def specs() -> SpecSet:
    return open_specs()


def rule(name: str) -> Rule:
    found = specs().rule(name)
    assert found is not None
    return found


def part(file: str, changes: Mapping[str, object] | None = None) -> Descriptor:
    """The descriptor of a file of the checkout, with ``changes``: dotted path to value."""
    path = ROOT / file
    (document,), _ = load(Source(str(path), path.read_text()))
    found, findings = read_descriptor(overridden(document, changes or {}), specs())
    assert found is not None, findings
    return found


def submission(name: str, changes: Mapping[str, object] | None = None) -> Descriptor:
    """The same of a flawed submission, by its name."""
    return part(f"examples/{name}.yaml", changes)
