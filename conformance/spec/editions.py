"""Editions: frozen lists of rules with their levels, that certificates name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
    series = {name.partition("-")[0] for name in own}
    for path in paths:
        document, wrong = files.read(Path(path))
        findings += wrong
        if document is None:
            continue
        model, wrong = validated(EditionModel, document.value, document)
        findings += wrong
        if model is not None:
            findings += wrong_ids(model, document, lambda name: name in own or name.partition("-")[0] not in series)
            found.setdefault(model.edition, {entry.id: entry.level for entry in model.rules})
    return found, findings


def wrong_ids(model: EditionModel, document: Document, known: Callable[[str], bool]) -> Iterator[Finding]:
    """Ids that an edition lists twice, maybe at two levels, and those of no rule that is known."""
    seen: set[str] = set()
    for index, entry in enumerate(model.rules):
        place = ("rules", index, "id")
        if entry.id in seen:
            yield at_value(document, "SPEC-edition-repeated", place, id=entry.id)
        elif not known(entry.id):
            yield at_value(document, "SPEC-edition-unknown-rule", place, id=entry.id)
        seen.add(entry.id)


def listing(editions: Mapping[str, Mapping[str, str]], rule: str) -> dict[str, Any]:
    """What the editions beside a rule's area say of it, for its compiled form: its level in each, and the newest one."""
    levels = {name: rules[rule] for name, rules in sorted(editions.items()) if rule in rules}
    return {"editions": levels, "edition": max(editions, default="")}
