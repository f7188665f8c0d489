"""Which kind is a document of? Chosen from ``apiVersion`` and ``kind`` alone, before anything else is looked at."""

from __future__ import annotations

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.places import at_value

if TYPE_CHECKING:
    from conformance.spec.kinds import Kind
    from conformance.spec.load import SpecSet


def chosen_kind(document: Document, specs: SpecSet) -> tuple[Kind | None, list[Finding]]:
    """The kind that a document says it is of; else the one finding that says why there is none."""
    value = document.value
    if not isinstance(value, dict):
        return None, [at_value(document, "KIND-not-a-mapping", ())]
    api_version, name = value.get("apiVersion"), value.get("kind")
    if isinstance(api_version, str) and isinstance(name, str):
        kind = specs.kind(api_version, name)
        if kind is not None:
            return kind, []
    from conformance.spec.no_kind import why_none  # nearly every document has a kind

    return None, [why_none(document, value, specs)]
