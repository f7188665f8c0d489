"""From findings and verdicts to the entries of the report: plain functions, one per part."""

from __future__ import annotations

from conformance.documents.source import Source
from conformance.engine import verdicts
from conformance.findings.catalogue import LANGUAGES, help_text, label, sentence
from conformance.findings.model import Finding
from conformance.reports import model
from conformance.reports.basis import attachments
from conformance.reports.clause_entry import clause_entry
from conformance.reports.entry_parts import Named, place_entry, reason_texts
from conformance.reports.outcome import Examined, Subject, counts, level_reached, rules_of
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule


def file_entry(examined: Examined, specs: SpecSet, named: Named) -> model.FileEntry:
    """One input."""
    return model.FileEntry(
        file=named(examined.file),
        findings=tuple(finding_entry(finding, examined.source, named) for finding in examined.findings),
        descriptors=tuple(
            descriptor_entry(subject, specs, named) for subject in examined.subjects if subject.descriptor is not None
        )
        + tuple(_unbound(subject, named) for subject in examined.subjects if subject.descriptor is None),
    )


def descriptor_entry(subject: Subject, specs: SpecSet, named: Named) -> model.DescriptorEntry:
    """One descriptor with its rules."""
    descriptor = subject.descriptor
    if descriptor is None:
        return _unbound(subject, named)
    source = descriptor.document.source
    known = rules_of(subject, specs)
    rules = [(verdict, known.get(verdict.rule)) for verdict in subject.verdicts]
    return model.DescriptorEntry(
        number=subject.number,
        label=_label(subject, named),
        parts=_parts(descriptor, named),
        api_version=descriptor.kind.api_version,
        kind=descriptor.kind.name,
        vendor=descriptor.vendor,
        model=descriptor.model,
        digest=descriptor.digest,
        attachments=attachments(descriptor.data),
        conforming=subject.conforming,
        level=level_reached(subject, specs),
        counts=counts(subject.verdicts),
        findings=tuple(finding_entry(finding, source, named) for finding in subject.findings),
        rules=tuple(rule_entry(verdict, rule, descriptor, named) for verdict, rule in rules if rule is not None),
    )


def _parts(descriptor: Descriptor, named: Named) -> tuple[model.PartEntry, ...]:
    """The parts of an assembly by their roles; none of a single descriptor."""
    parts = descriptor.roles if isinstance(descriptor, Assembly) else {}
    return tuple(
        model.PartEntry(
            role=role,
            file=named(part.document.source.name),
            kind=part.kind.name,
            vendor=part.vendor,
            model=part.model,
            digest=part.digest,
        )
        for role, part in parts.items()
    )


def _unbound(subject: Subject, named: Named) -> model.DescriptorEntry:
    """A document that could not be bound: only its findings are known."""
    return model.DescriptorEntry(
        number=subject.number,
        label=_label(subject, named),
        api_version="",
        kind="",
        vendor="",
        model="",
        digest="",
        attachments=(),
        conforming=False,
        level="",
        counts=counts(()),
        findings=tuple(finding_entry(finding, subject.source, named) for finding in subject.findings),
        rules=(),
    )


def _label(subject: Subject, named: Named) -> str:
    name = " + ".join(map(named, subject.files))
    return f"{name}#{subject.number}" if subject.number else name


def finding_entry(finding: Finding, source: Source | None, named: Named) -> model.FindingEntry:
    """A finding in both languages."""
    arguments = finding.arguments
    return model.FindingEntry(
        code=finding.code,
        severity=finding.severity.value,
        path=finding.path,
        place=place_entry(finding.location, source, named),
        message={lang: sentence(finding.code, lang, arguments) for lang in LANGUAGES},
        label={lang: label(finding.code, lang, arguments) for lang in LANGUAGES},
        help={lang: help_text(finding.code, lang, arguments) for lang in LANGUAGES},
        arguments=dict(arguments),
        related=tuple(
            model.RelatedEntry(
                place=place_entry(location, source, named),
                label={lang: label(code, lang, arguments) or sentence(code, lang, arguments) for lang in LANGUAGES},
            )
            for location, code in finding.related
        ),
    )


def rule_entry(verdict: verdicts.RuleVerdict, rule: Rule, descriptor: Descriptor, named: Named) -> model.RuleEntry:
    """A rule with its verdict."""
    return model.RuleEntry(
        id=rule.id,
        name=rule.name,
        level=rule.level,
        static=rule.is_static,
        title=dict(rule.title),
        statement=dict(rule.statement),
        why=dict(rule.why),
        sources=tuple(
            model.SourceEntry(document=s.document, clause=s.clause, status=s.status, note=s.note) for s in rule.sources
        ),
        status=verdict.status.value,
        assurance=verdict.assurance.value if verdict.assurance else None,
        reason=reason_texts(verdict.reason),
        clauses=tuple(clause_entry(clause, descriptor, named) for clause in verdict.clauses),
        defaults_used=verdict.defaults_used,
        decided_elsewhere=verdict.decided_elsewhere,
    )
