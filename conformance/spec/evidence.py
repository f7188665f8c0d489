"""Evidence speaks for a claim of the same descriptor: what it names must be there."""

from __future__ import annotations

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.spec.places import at_value


def without_claim(document: Document) -> list[Finding]:
    """A finding for each entry of ``evidence`` that names a claim which the descriptor does not make."""
    value = document.value
    entries = value.get("evidence") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(entries, list):
        return []
    findings = []
    for index, entry in enumerate(entries):
        claim = entry.get("claim") if isinstance(entry, dict) else None
        if isinstance(claim, str) and not _present(value, claim.replace("[", ".").replace("]", "").split(".")):
            known = ", ".join(f"claims.{name}" for name in value.get("claims") or ()) or "-"
            findings.append(
                at_value(
                    document, "KIND-evidence-without-claim", ("evidence", index, "claim"), found=claim, known=known
                )
            )
    return findings


def _present(value: object, parts: list[str]) -> bool:
    for part in parts:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list):
            found = [item for item in value if isinstance(item, dict) and item.get("id") == part]
            if part.isdecimal() and int(part) < len(value):
                found.append(value[int(part)])
            if not found:
                return False
            value = found[0]
        else:
            return False
    return True
