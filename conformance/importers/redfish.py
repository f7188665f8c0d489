"""``openarch import redfish``: a Redfish tree to drafts of hardware and cooling descriptors."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.findings.model import Finding, Location, Severity
from conformance.importers.draft import Draft
from conformance.importers.redfish_cooling import cooling
from conformance.importers.redfish_hardware import hardware
from conformance.importers.redfish_management import management
from conformance.importers.redfish_source import ROOT, RefusedError, opened, without_secret
from conformance.importers.redfish_tree import walked


@dataclass(frozen=True)
class Imported:
    """What an import came to.

    Attributes:
        drafts: in the order of the source.
        findings: what could not be read; errors among them make the input unusable as it stands.
    """

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def import_redfish(place: str) -> Imported:
    """Read the tree of a folder or a service."""
    try:
        source = opened(place)
    except RefusedError as refused:
        return Imported(findings=[Finding(refused.code, Location(without_secret(place)), refused.arguments)])
    tree = walked(source)
    drafts = [*hardware(tree), *management(tree), *cooling(tree)]
    findings = list(tree.findings)
    if not drafts and ROOT in tree.resources:
        count = str(len(tree.resources))
        findings.append(Finding("IMPORT-nothing", Location(place), {"count": count}, severity=Severity.ERROR))
    return Imported(drafts, findings)
