"""Entries of the report as plain text, for every format that is made from the report and not from the engine's values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from conformance.engine.shown import Repair
from conformance.findings.catalogue import sentence
from conformance.findings.named import NamedTuple
from conformance.reports import model
from conformance.reports.outcome import is_of_the_lab, severity_of
from conformance.reports.phrases import per_cent_text, repair_text, with_share, with_sign
from conformance.reports.style import Style


class Problem(NamedTuple):
    """Something that is to be looked at: a finding, a failing or broken clause, or a rule that could not be tested.

    Attributes:
        code: ``CI-101/keeps-the-wire-busy``, ``QTY-no-unit``.
        severity: ``error``, ``warning``, ``note`` or ``preview``.
        details: the formula, the operating point, the margin, the rule; a line each.
        fixes: what would mend it, the nearest first.
    """

    code: str
    severity: str
    place: model.Place
    said: str
    details: tuple[str, ...] = ()
    rule: model.RuleEntry | None = None
    clause: model.ClauseEntry | None = None
    fixes: tuple[str, ...] = ()

    def lines(self, lang: str) -> list[str]:
        """Fixes and details, each with its title."""
        titled = [f"{word('help', lang)}{word('colon', lang)}{fix}" for fix in self.fixes]
        return (
            [*self.details[:-1], *titled, *self.details[-1:]] if self.clause is not None else [*self.details, *titled]
        )


def word(slug: str, lang: str, **arguments: str) -> str:
    """The report's own word ``REPORT-slug``."""
    return sentence(f"REPORT-{slug}", lang, arguments)


def phrase(texts: model.Texts, lang: str) -> str:
    """The text of a language, else the English one, else ""."""
    return texts.get(lang) or texts.get("en") or ""


def name_of(descriptor: model.DescriptorEntry) -> str:
    """``example-silicon XL-112``, the file where it has no name."""
    several = " + ".join(f"{part.vendor} {part.model}" for part in descriptor.parts)
    return several.strip("+ ") or f"{descriptor.vendor} {descriptor.model}".strip() or descriptor.label


def state(descriptor: model.DescriptorEntry) -> str:
    """``conforms``, ``untested``, ``lab-fault``, ``fails`` or ``broken``, as the tables of the terminal say it."""
    if descriptor.conforming:
        return "conforms"
    if any(rule.status == "error" and rule.level != "preview" for rule in descriptor.rules):
        return "broken"
    errors = [finding.code for finding in descriptor.findings if finding.severity == "error"]
    hard = any(rule.status == "fail" and rule.level == "must" for rule in descriptor.rules)
    if hard or not all(map(is_of_the_lab, errors)):
        return "fails"
    return "lab-fault" if errors else "untested"


def level_text(descriptor: model.DescriptorEntry, lang: str) -> str:
    """The level that it reached; "" of several parts together, which have none."""
    return "" if descriptor.parts else word(descriptor.level or "no-level", lang)


def bare(descriptor: model.DescriptorEntry, command: str) -> bool:
    """Whether a descriptor conforms without that any ``must`` rule could be decided of it: nothing is verified."""
    return command in ("test", "certify") and descriptor.conforming and descriptor.level == "described"


def signed(margin: model.MarginEntry) -> str:
    """``+0.45 GB/s (+0.4 %)``; the per cent alone where the report is redacted."""
    if margin.amount is None:
        return "" if margin.per_cent is None else per_cent_text(margin.per_cent)
    text = margin.amount.text
    exact = margin.amount.exact
    positive = exact is not None and not exact.startswith("-") and exact != "0"
    text = with_sign(text, positive=positive)
    return text if margin.per_cent is None else with_share(text, margin.per_cent)


def smallest(clauses: Sequence[model.ClauseEntry]) -> model.ClauseEntry | None:
    """The clause with the smallest margin, of those that fail where one does; those without a per cent last."""
    failing = [clause for clause in clauses if clause.status == "fail"]
    known = [clause for clause in failing or clauses if clause.margin is not None]
    return min(known, key=_margin_key, default=None)


def _margin_key(clause: model.ClauseEntry) -> tuple[bool, bool, float]:
    margin = clause.margin
    if margin is None or margin.amount is None or margin.amount.exact is None:
        share = margin.per_cent if margin is not None else None
        return clause.status != "fail", share is None, share or 0.0
    amount = float(Fraction(margin.amount.exact))
    share = (amount - 1) * 100 if margin.ratio else margin.per_cent
    return clause.status != "fail", share is None, amount if share is None else share


def fix(entry: model.RepairEntry, lang: str) -> str:
    """``design.credits: at least 301 passes, now 256``."""
    repair = Repair(
        entry.path,
        entry.current,
        entry.values,
        entry.direction,
        breaks=entry.breaks,
        limit=entry.limit,
        also=entry.also,
        whole=entry.whole,
        choices=entry.choices,
        others_tried=entry.others_tried,
    )
    return repair_text(repair, Style(lang))


def problems(file: model.FileEntry, lang: str) -> Iterator[Problem]:
    """All that an input has against it, in the order of its documents: findings, then failures, then what was not tested."""
    yield from (of_finding(finding, lang) for finding in file.findings)
    for descriptor in file.descriptors:
        yield from problems_of(descriptor, file.file, lang)


def problems_of(descriptor: model.DescriptorEntry, file: str, lang: str) -> Iterator[Problem]:
    """The same of one descriptor."""
    yield from (of_finding(finding, lang) for finding in descriptor.findings)
    for rule in descriptor.rules:
        yield from rule_problems(rule, file, lang)


def rule_problems(rule: model.RuleEntry, file: str, lang: str) -> Iterator[Problem]:
    """The same of one rule: nothing where it passes or does not apply."""
    if rule.status == "not-tested" and rule.level == "must" and not rule.decided_elsewhere:
        yield Problem(rule.id, "note", model.Place(file=file), _reasons(rule, lang), rule=rule)
    bad = [clause for clause in rule.clauses if clause.status in {"fail", "error"}]
    if rule.status == "error" and not bad:
        severity = severity_of(rule.level, broken=True)
        yield Problem(rule.id, severity, model.Place(file=file), phrase(rule.reason, lang), rule=rule)
    for clause in bad:
        yield Problem(
            f"{rule.id}/{clause.clause}" if clause.clause else rule.id,
            severity_of(rule.level, broken=clause.status == "error"),
            _place(clause, file),
            phrase(clause.messages, lang) or phrase(clause.reason, lang) or phrase(rule.statement, lang),
            tuple(_details(clause, rule, lang)),
            rule,
            clause,
            tuple(fix(repair, lang) for repair in clause.repairs),
        )


def of_finding(finding: model.FindingEntry, lang: str) -> Problem:
    """A finding as a problem."""
    advice = phrase(finding.help, lang)
    details = (f"{word('advice', lang)}{word('colon', lang)}{advice}",) if advice else ()
    return Problem(finding.code, finding.severity, finding.place, phrase(finding.message, lang), details)


def _reasons(rule: model.RuleEntry, lang: str) -> str:
    said = [phrase(part.reason, lang) for part in rule.clauses if part.status == "not-tested" and part.reason]
    texts = dict.fromkeys([phrase(rule.reason, lang), *said])
    return word("semicolon", lang).join(text for text in texts if text) or word("not-tested", lang)


def _place(clause: model.ClauseEntry, file: str) -> model.Place:
    """The field that is to be changed first, as on the terminal."""
    places = [entry.place for entry in clause.repairs or clause.blamed]
    return places[0] if places else model.Place(file=file)


def _details(clause: model.ClauseEntry, rule: model.RuleEntry, lang: str) -> Iterator[str]:
    colon = word("colon", lang)
    for slug, text in _notes(clause, rule, lang):
        if text:
            yield f"{word(slug, lang)}{colon}{text}"


def _notes(clause: model.ClauseEntry, rule: model.RuleEntry, lang: str) -> Iterator[tuple[str, str]]:
    yield "record", clause.record
    if clause.counterexample is not None:
        yield "at", point(clause.counterexample, lang)
    if clause.formula is not None:
        yield "formula", clause.formula.names
        yield "numbers", clause.formula.numbers if clause.formula.numbers != clause.formula.names else ""
    if clause.margin is not None:
        yield "margin", signed(clause.margin)
    yield from (("hint", phrase(hint, lang)) for hint in clause.hints)
    yield "preview", word("preview-said", lang) if rule.level == "preview" else ""
    yield "rule", rule_line(rule, lang)


def point(entry: model.PointEntry, lang: str) -> str:
    """``message = 153 B, length = 0.5 m``."""
    return word("comma", lang).join(f"{name} = {entry.values[name].text}" for name in entry.order)


def rule_line(rule: model.RuleEntry, lang: str) -> str:
    """``CI-101 Credits cover the round trip; UB Base Specification 2.0, 4.6.3``."""
    said = f"{rule.id} {phrase(rule.title, lang)}"
    if not rule.sources:
        return said
    parts = [part for part in (rule.sources[0].document, rule.sources[0].clause) if part]
    return word("semicolon", lang).join([said, word("comma", lang).join(parts)])
