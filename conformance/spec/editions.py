"""Editions: frozen lists of rules with their levels, that certificates name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.spec import files
from conformance.spec.model_findings import validated
from conformance.spec.models import EditionModel
from conformance.spec.places import at_value


def editions_of(paths: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Edition name to rule id to level; files with errors are left out."""
    return read_editions(paths)[0]


def read_editions(paths: Iterable[str]) -> tuple[Mapping[str, Mapping[str, str]], list[Finding]]:
    """The same, and what is wrong with the files."""
    found: dict[str, Mapping[str, str]] = {}
    findings: list[Finding] = []
    for path in paths:
        document, wrong = files.read(Path(path))
        findings += wrong
        if document is None:
            continue
        model, wrong = validated(EditionModel, document.value, document)
        findings += wrong
        findings += _repeated(model, document) if model is not None else ()
        if model is not None:
            found.setdefault(model.edition, {entry.id: entry.level for entry in model.rules})
    return found, findings


def _repeated(model: EditionModel, document: Document) -> Iterator[Finding]:
    """Ids that an edition lists twice, maybe at two levels."""
    ids = [entry.id for entry in model.rules]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield at_value(document, "SPEC-edition-repeated", ("rules", index, "id"), id=name)


def listing(editions: Mapping[str, Mapping[str, str]], rule: str) -> dict[str, Any]:
    """What the editions beside a rule's area say of it, for its compiled form: its level in each, and the newest one."""
    levels = {name: rules[rule] for name, rules in sorted(editions.items()) if rule in rules}
    return {"editions": levels, "edition": max(editions, default="")}
