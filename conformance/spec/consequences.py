"""What only follows from another fault of an area is not told beside it: one broken row is no unknown table in every formula."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.findings.named import NamedTuple
from conformance.spec import tables

_FIELD = ("SPEC-unknown-field", "SPEC-misspelt-field")
UNKNOWN_FUNCTION = ("SPEC-unknown-function", "SPEC-misspelt-function")
_TYPE = ("SPEC-unknown-dimension", "SPEC-misspelt-dimension")


class Lost(NamedTuple):
    """The tables and functions that are there but could not be read; each has a finding of its own."""

    tables: frozenset[str]
    functions: frozenset[str] = frozenset()

    def causes(self, finding: Finding) -> bool:
        """Whether the finding only says that one of them is missing."""
        found = finding.arguments
        if finding.code in _FIELD:
            return found.get("record") == "lab" and found.get("name") in self.tables
        if finding.code in _TYPE:
            kind = found.get("found", "")
            return kind.startswith(tables.ROW) and kind.removeprefix(tables.ROW) in self.tables
        return finding.code in UNKNOWN_FUNCTION and found.get("name") in self.functions

    def own(self, findings: list[Finding]) -> list[Finding]:
        """The findings without those that it causes."""
        return [finding for finding in findings if not self.causes(finding)]


def named(document: Document | None) -> set[str]:
    """The names of the functions in a file, whether they can be read or not."""
    entries = document.value.get("functions") if document is not None and isinstance(document.value, Mapping) else None
    known = [entry.get("name") for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []
    return {name for name in known if isinstance(name, str)}
