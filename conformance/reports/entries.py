"""From findings and verdicts to the entries of the report: plain functions, one per part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from conformance.documents.source import Source
from conformance.engine import verdicts
from conformance.findings.catalogue import LANGUAGES, help_text, label, sentence
from conformance.findings.model import Finding, Location
from conformance.reports import model
from conformance.reports.outcome import Examined, Subject, counts, level_reached, rules_of
from conformance.reports.places import home, place
from conformance.reports.width import flat
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

Named = Callable[[str], str]
"""How a file is called in the report: never an absolute path."""

_LINE = 240
"""Characters of a source line that a report carries."""


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
        api_version=descriptor.kind.api_version,
        kind=descriptor.kind.name,
        vendor=descriptor.vendor,
        model=descriptor.model,
        digest=descriptor.digest,
        conforming=subject.conforming,
        level=level_reached(subject, specs),
        counts=counts(subject.verdicts),
        findings=tuple(finding_entry(finding, source, named) for finding in subject.findings),
        rules=tuple(rule_entry(verdict, rule, descriptor, named) for verdict, rule in rules if rule is not None),
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
        conforming=False,
        level="",
        counts=counts(()),
        findings=tuple(finding_entry(finding, subject.source, named) for finding in subject.findings),
        rules=(),
    )


def _label(subject: Subject, named: Named) -> str:
    name = named(subject.file)
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


def place_entry(location: Location, source: Source | None, named: Named) -> model.Place:
    """A place with the text of its line."""
    span = location.span
    if span is None:
        return model.Place(file=named(location.file))
    known = source is not None and source.name == location.file
    return model.Place(
        file=named(location.file),
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        text=flat(source.line(span.line)).rstrip()[:_LINE] if source is not None and known else "",
    )


def rule_entry(verdict: verdicts.RuleVerdict, rule: Rule, descriptor: Descriptor, named: Named) -> model.RuleEntry:
    """A rule with its verdict."""
    return model.RuleEntry(
        id=rule.id,
        name=rule.name,
        level="must" if verdict.level == "must" else "should",
        static=rule.is_static,
        title=dict(rule.title),
        statement=dict(rule.statement),
        why=dict(rule.why),
        sources=tuple(
            model.SourceEntry(document=s.document, clause=s.clause, status=s.status, note=s.note) for s in rule.sources
        ),
        status=verdict.status.value,
        assurance=verdict.assurance.value if verdict.assurance else None,
        reason=_reason(verdict.reason),
        clauses=tuple(clause_entry(clause, descriptor, named) for clause in verdict.clauses),
        defaults_used=verdict.defaults_used,
    )


def clause_entry(clause: verdicts.ClauseVerdict, descriptor: Descriptor, named: Named) -> model.ClauseEntry:
    """A clause with its verdict."""
    return model.ClauseEntry(
        clause=clause.clause,
        record=clause.record,
        same=clause.same,
        status=clause.status.value,
        assurance=clause.assurance.value if clause.assurance else None,
        reason=_reason(clause.reason),
        messages=dict(clause.messages),
        hints=tuple(dict(hint) for hint in clause.hints),
        margin=_margin(clause.margin),
        at_limit=clause.at_limit,
        low_reserve=clause.low_reserve,
        worst=_point(clause.worst),
        counterexample=_point(clause.counterexample),
        begins={name: model.Stretch(low=_value(low), high=_value(high)) for name, (low, high) in clause.begins.items()},
        immaterial=clause.immaterial,
        blamed=tuple(_field(path, descriptor, named) for path in clause.blamed),
        repairs=tuple(
            model.RepairEntry(path=r.path, current=r.current, values=r.values, direction=r.direction)
            for r in clause.repairs
        ),
        formula=_formula(clause.formula),
        tried=model.TriedEntry(
            enumerated=clause.tried.enumerated,
            boxes=clause.tried.boxes,
            searched=clause.tried.searched,
            examples=clause.tried.examples,
        ),
    )


def _field(path: str, descriptor: Descriptor, named: Named) -> model.FieldEntry:
    source = home(descriptor, path)[0].source
    return model.FieldEntry(path=path, place=place_entry(place(descriptor, path), source, named))


def _reason(reason: verdicts.Reason | None) -> model.Texts:
    return {lang: sentence(reason.code, lang, reason.arguments) for lang in LANGUAGES} if reason else {}


def _value(shown: verdicts.Shown) -> model.Value:
    return model.Value(text=shown.text, exact=None if shown.value is None else str(Fraction(shown.value)))


def _margin(margin: verdicts.Margin | None) -> model.MarginEntry | None:
    if margin is None:
        return None
    return model.MarginEntry(
        amount=_value(margin.amount),
        per_cent=None if margin.per_cent is None else float(f"{float(margin.per_cent):.6g}"),
        dimension=str(margin.dimension),
        guaranteed=_value(margin.guaranteed) if margin.guaranteed else None,
    )


def _point(point: verdicts.Point | None) -> model.PointEntry | None:
    if point is None:
        return None
    return model.PointEntry(values=_values(point.values), order=tuple(point.values), moved=point.moved)


def _values(values: Mapping[str, verdicts.Shown]) -> dict[str, model.Value]:
    return {name: _value(shown) for name, shown in values.items()}


def _formula(formula: verdicts.Formula | None) -> model.FormulaEntry | None:
    if formula is None:
        return None
    steps = (model.StepEntry(name=n, formula=f, numbers=v, value=r) for n, f, v, r in formula.steps)
    return model.FormulaEntry(names=formula.names, numbers=formula.numbers, steps=tuple(steps))
