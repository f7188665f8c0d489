"""Evidence speaks for a claim of the same descriptor: what it names must be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.documents.strict_yaml import Document
from conformance.expressions.tree import path_of, walk
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec.places import at_value

if TYPE_CHECKING:
    from conformance.spec.rules import Rule


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


MEASURED = ("measured", "witnessed")
"""Grades of evidence that the level ``measured`` accepts."""


def unmeasured(document: Document, rules: Iterable[Rule]) -> dict[str, str]:
    """The claims that a ``must`` rule reads and no measurement supports: path to the best grade there is, "" for none.

    Evidence for a claim as a whole speaks for each of its entries; that for one entry for this entry only.
    """
    value = document.value if isinstance(document.value, dict) else {}
    made = value.get("claims")
    read = {name for rule in rules if rule.level == "must" for name in claims_read(rule)}
    found: dict[str, str] = {}
    for name, claim in made.items() if isinstance(made, dict) else ():
        for path, whole in _entries(f"claims.{name}", claim) if name in read else ():
            grades = [grade for known, grade in _grades(value) if known in (path, whole)]
            if not any(grade in MEASURED for grade in grades):
                found[path] = grades[0] if grades else ""
    return found


def claims_read(rule: Rule) -> set[str]:
    """The names below ``claims`` in a rule's formulas."""
    formulas = [clause.that for clause in rule.clauses] + list(rule.let.values())
    formulas += [source for variable in rule.forall for source in variable.source]
    paths = (path_of(node) for formula in formulas for node in walk(formula.root))
    return {str(path[1]) for path in paths if path is not None and len(path) > 1 and path[0] == "claims"}


def _entries(path: str, claim: object) -> list[tuple[str, str]]:
    """(path of an entry, path of the whole claim); a claim that is no list is its own only entry."""
    if not isinstance(claim, list):
        return [(path, path)]
    names = [item.get("id", at) if isinstance(item, dict) else at for at, item in enumerate(claim)]
    return [(f"{path}[{name}]", path) for name in names]


def _grades(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    entries = value.get("evidence")
    listed = entries if isinstance(entries, list) else []
    return [(str(entry.get("claim")), str(entry.get("grade"))) for entry in listed if isinstance(entry, dict)]
