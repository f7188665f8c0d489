"""What both imports do with their drafts: YAML to a file or standard output, findings to standard error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.cli.misuse import Misuse
from conformance.cli.output import complain, hand_over, say
from conformance.cli.settings import Settings
from conformance.cli.sources import reader
from conformance.cli.writing import write_whole
from conformance.findings.model import Finding, Location, Severity
from conformance.reports.outcome import Exit
from conformance.reports.text import finding_blocks
from conformance.spec.kinds import Kind
from conformance.spec.load import SpecSet

if TYPE_CHECKING:
    from conformance.importers.draft import Draft
    from conformance.importers.redfish import Imported


def deliver(imported: Imported, output: str | None, chosen: Settings) -> int:
    """Write the drafts, say what they lack and what could not be read; the exit code."""
    from conformance.importers.yaml_text import written

    if output not in (None, "-") and Path(str(output)).exists():
        raise Misuse("CLI-exists", file=str(output))
    specs = chosen.open()
    texts = [written(draft, _kind(draft, specs), chosen.style.lang) for draft in imported.drafts]
    findings = [*imported.findings, *_gaps(imported.drafts, specs)]
    if findings:
        complain("\n".join(finding_blocks(findings, reader(), chosen.style)).rstrip("\n"))
    if texts:
        _hand_out("---\n".join(texts), output, chosen)
    unusable = not texts or any(finding.severity is Severity.ERROR for finding in imported.findings)
    return Exit.UNUSABLE if unusable else Exit.CONFORMING


def _hand_out(text: str, output: str | None, chosen: Settings) -> None:
    if output in (None, "-"):
        hand_over(text)
        return
    write_whole(Path(str(output)), text)
    say(chosen.style.word("written", file=str(output)))


def _kind(draft: Draft, specs: SpecSet) -> Kind:
    found = specs.kind(draft.api, draft.kind)
    assert found is not None, f"{draft.api} {draft.kind}"
    return found


def _gaps(drafts: Sequence[Draft], specs: SpecSet) -> list[Finding]:
    """One note for each draft that is not whole."""
    from conformance.importers.yaml_text import gaps

    found = []
    for draft in drafts:
        lacking = gaps(draft, _kind(draft, specs))
        if lacking:
            arguments = {"kind": draft.kind, "origin": draft.origin, "fields": ", ".join(lacking)}
            found.append(Finding("IMPORT-gaps", Location(draft.origin), arguments, severity=Severity.NOTE))
    return found
