"""Parts that a descriptor names: read from files beside it, checked against their kinds, and put where they are named."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.expressions.values import Record
from conformance.findings.model import Finding, Severity
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.assembly import below
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.places import Path, at_value

if TYPE_CHECKING:
    from conformance.spec.load import SpecSet

_GROUPS = ("metadata", "design", "envelope", "claims")


def with_parts(descriptor: Descriptor, sources: Mapping[Path, Source], specs: SpecSet) -> list[Finding]:
    """Read every part and put its content under the place that names it; returns what is wrong with them.

    A part keeps its places: ``home`` leads a path below its own into its own document.
    """
    findings: list[Finding] = []
    parts: dict[Path, Descriptor] = {}
    quantities = dict(descriptor.quantities)
    for path, source in sources.items():
        part, found = _part(descriptor, path, source, specs)
        findings += found
        if part is not None:
            parts[path] = part
            quantities |= {(*path, *inner): quantity for inner, quantity in part.quantities.items()}
            _put(descriptor.data, path, part)
    descriptor.parts, descriptor.quantities = parts, quantities
    return findings


def _part(owner: Descriptor, path: Path, source: Source, specs: SpecSet) -> tuple[Descriptor | None, list[Finding]]:
    documents, findings = load(source)
    if len(documents) != 1:
        return None, [*findings, at_value(owner.document, "FILE-several-parts", (*path, "file"), name=source.name)]
    part, found = read_descriptor(documents[0], specs, is_part=True)
    errors = [finding for finding in (*findings, *found) if finding.severity is Severity.ERROR]
    return (None if errors else part), errors


def _put(data: Record, path: Path, part: Descriptor) -> None:
    place: object = data
    for key in path:
        place = place[key]  # type: ignore[index]
    assert isinstance(place, Record)
    place["kind"] = part.kind.name
    place |= {group: below(part.data[group], path) for group in _GROUPS if group in part.data}
