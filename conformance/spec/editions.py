"""Editions: frozen lists of rules with their levels, that certificates name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.spec import files
from conformance.spec.model_findings import validated
from conformance.spec.models import EditionModel
from conformance.spec.places import at_value
from conformance.spec.roots import packaged


def editions_of(paths: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Edition name to rule id to level; files with errors are left out."""
    return read_editions(paths)[0]


def ids_by_file(rules: Iterable[Path]) -> set[str]:
    """The ids of rules as the names of their files begin: also of those that do not load."""
    return {"-".join(path.name.split("-")[:2]) for path in rules}


def read_editions(
    paths: Iterable[str], own: Collection[str] = ()
) -> tuple[Mapping[str, Mapping[str, str]], list[Finding]]:
    """The same, and what is wrong with the files; ``own`` are the ids of an area.

    None that is missing in its series may be listed, nor one of a series that no area has: whose rule is meant cannot be said.
    A misspelt id would otherwise make a preview of that rule, which counts for nothing. Another area's series is its own affair.
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
            foreign = _series_elsewhere(path, own) if own else None
            findings += wrong_ids(model, document, partial(_is_known, own, foreign))
            found.setdefault(model.edition, {entry.id: entry.level for entry in model.rules})
    return found, findings


def _series_elsewhere(path: str, own: Collection[str]) -> set[str]:
    """The series (``CI`` of ``CI-101``) of all areas beside an edition and of the packaged ones, but for an area's own."""
    roots = (Path(path).parent.parent, Path(packaged()))
    known = {name for root in roots for name in ids_by_file(root.glob("*/rules/*.yaml"))}
    return _series(known) - _series(own)


def _series(ids: Iterable[str]) -> set[str]:
    return {name.partition("-")[0] for name in ids}


def _is_known(own: Collection[str], foreign: Collection[str] | None, name: str) -> bool:
    """Whether an edition may list an id; with None for ``foreign`` any."""
    return foreign is None or name in own or name.partition("-")[0] in foreign


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
