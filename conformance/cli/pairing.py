"""``openarch interop``: reads the parts, decides the rules between them, and hands over what is to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.cli.misuse import Misuse
from conformance.documents.inputs import STDIN, read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.findings.model import Finding
from conformance.findings.named import NamedTuple
from conformance.reports.outcome import Examined, Exit, Subject, exit_code, lab_findings
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet
from conformance.systems.interop import Pairing, Result, pairings, result_of, rules_between, takes

CODES = {
    Result.WORKS: Exit.CONFORMING,
    Result.DEGRADED: Exit.CONFORMING,
    Result.UNDECIDED: Exit.NOT_CONFORMING,
    Result.LAB_FAULT: Exit.UNUSABLE,
    Result.FAILS: Exit.NOT_CONFORMING,
    Result.BROKEN: Exit.BROKEN,
}


class Met(NamedTuple):
    """What came of the parts.

    Attributes:
        parts: each input as it was read; one that is no descriptor keeps its findings.
        pairings: none where a part could not be read, or no rule between the two.
        result: None where a part could not be read.
    """

    parts: tuple[Examined, ...]
    pairings: tuple[Pairing, ...] = ()
    result: Result | None = None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the descriptors, and once what is wrong with the specification."""
        found = [finding for part in self.parts for subject in part.subjects for finding in subject.findings]
        return [finding for index, finding in enumerate(found) if finding not in found[:index]]

    @property
    def exit(self) -> Exit:
        """The exit code."""
        found = max(map(exit_code, self.parts))
        return found if self.result is None else max(found, CODES[self.result])

    def examined(self) -> list[Examined]:
        """Each pairing as a subject, the parts' own findings with the first; without a pairing the parts."""
        if not self.pairings:
            return list(self.parts)
        found = self.findings
        return [
            Examined(
                pairing.parts.document.source.name,
                pairing.parts.document.source,
                (),
                (
                    Subject(
                        pairing.parts.document.source,
                        0,
                        pairing.parts,
                        tuple(found if not at else ()),
                        pairing.verdicts,
                    ),
                ),
            )
            for at, pairing in enumerate(self.pairings)
        ]


def meet(names: Sequence[str], via: str | None, specs: SpecSet) -> Met:
    """Read two parts, and what lies between them, and decide every rule between them.

    Raises:
        Misuse: where a file holds several documents, or the lab has no rule between parts of these kinds.
    """
    parts = tuple(_read(name, specs) for name in (*names, *([via] if via else [])))
    known = [part.subjects[0].descriptor for part in parts if part.subjects]
    descriptors = [descriptor for descriptor in known if descriptor is not None]
    if len(descriptors) < len(parts):
        return Met(parts)
    first, second, *rest = descriptors
    middle = rest[0] if rest else None
    incomplete = any(map(lab_findings, parts))
    if not incomplete:
        _demand_a_rule(first, second, middle, specs)
    found = tuple(pairings(first, second, middle, specs))
    result = result_of([verdict for pairing in found for verdict in pairing.verdicts])
    settled = not incomplete or result in {Result.FAILS, Result.BROKEN}
    return Met(parts, found, result if settled else Result.LAB_FAULT)


def _demand_a_rule(first: Descriptor, second: Descriptor, middle: Descriptor | None, specs: SpecSet) -> None:
    if not rules_between(first, second, specs):
        raise Misuse("CLI-no-rule-between", first=first.kind.name, second=second.kind.name)
    if middle is not None and not takes(middle, first, second, specs):
        kinds = {"first": first.kind.name, "second": second.kind.name, "via": middle.kind.name}
        raise Misuse("CLI-nothing-via", **kinds)


def _read(name: str, specs: SpecSet) -> Examined:
    source = read(name) if name != STDIN else Misuse("CLI-no-such-part", file=name)
    if isinstance(source, Misuse):
        raise source
    if isinstance(source, Finding):
        return Examined(source.location.file, None, (source,))
    assert isinstance(source, Source)
    documents, findings = load(source)
    if len(documents) > 1:
        raise Misuse("CLI-several-parts", file=name, count=str(len(documents)))
    subjects = []
    for document in documents:
        descriptor, more = read_descriptor(document, specs)
        subjects.append(Subject(source, 0, descriptor, tuple(more)))
    return Examined(source.name, source, tuple(findings), tuple(subjects))
