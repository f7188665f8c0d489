"""Editions: frozen lists of rules with their levels, that certificates name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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


def ids_by_file(rules: Iterable[Path]) -> set[str]:
    """The ids of rules as the names of their files begin: also of those that do not load."""
    return {"-".join(path.name.split("-")[:2]) for path in rules}


def read_editions(
    paths: Iterable[str], own: Collection[str] = ()
) -> tuple[Mapping[str, Mapping[str, str]], list[Finding]]:
    """The same, and what is wrong with the files; ``own`` are the ids of an area, of whose series none that is missing may be listed.

    A misspelt id would otherwise make a preview of the rule that is meant, which counts for nothing.
    """
    found: dict[str, Mapping[str, str]] = {}
    findings: list[Finding] = []
    for path in paths:
        document, wrong = files.read(Path(path))
        findings += wrong
        if document is None:
            continue
        model, wrong = validated(EditionModel, document.value, document)
        findings += wrong
        if model is not None:
            findings += (*_repeated(model, document), *_unknown(model, document, own))
            found.setdefault(model.edition, {entry.id: entry.level for entry in model.rules})
    return found, findings


def _repeated(model: EditionModel, document: Document) -> Iterator[Finding]:
    """Ids that an edition lists twice, maybe at two levels."""
    ids = [entry.id for entry in model.rules]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield at_value(document, "SPEC-edition-repeated", ("rules", index, "id"), id=name)


def _unknown(model: EditionModel, document: Document, own: Collection[str]) -> Iterator[Finding]:
    """Ids that begin as those of an area do, of which it has no rule."""
    series = {name.partition("-")[0] for name in own}
    for index, entry in enumerate(model.rules):
        if entry.id not in own and entry.id.partition("-")[0] in series:
            yield at_value(document, "SPEC-edition-unknown-rule", ("rules", index, "id"), id=entry.id)


def listing(editions: Mapping[str, Mapping[str, str]], rule: str) -> dict[str, Any]:
    """What the editions beside a rule's area say of it, for its compiled form: its level in each, and the newest one."""
    levels = {name: rules[rule] for name, rules in sorted(editions.items()) if rule in rules}
    return {"editions": levels, "edition": max(editions, default="")}
