"""Editions: frozen lists of rules with their levels, that certificates name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from conformance.spec import files
from conformance.spec.model_findings import validated
from conformance.spec.models import EditionModel


def editions_of(paths: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Edition name to rule id to level; files with errors are left out."""
    found: dict[str, Mapping[str, str]] = {}
    for path in paths:
        document, _ = files.read(Path(path))
        model = validated(EditionModel, document.value, document)[0] if document is not None else None
        if model is not None:
            found.setdefault(model.edition, {entry.id: entry.level for entry in model.rules})
    return found
