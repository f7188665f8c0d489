"""The order in which a page tells a report: what is worst comes first, in the table, in the sections and in the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conformance.findings.named import NamedTuple
from conformance.reports import model
from conformance.reports.entry_text import name_of, smallest, state, word
from conformance.reports.outcome import LEVELS, told_as
from conformance.reports.vocabulary import StatusName

STATES = ("broken", "unusable", "fails", "lab-fault", "untested", "conforms")
"""What can become of an input, worst first."""
_VERDICTS: tuple[StatusName, ...] = ("error", "fail", "not-tested", "pass", "waived", "not-applicable")
_WORST_FIRST = (
    "error fail fail-should not-tested waived fail-preview error-preview pass pass-preview not-applicable".split()
)
"""Verdicts with their weight (``told_as``), as bars and tallies show them."""


class Section(NamedTuple):
    """One descriptor, or an input that holds none.

    Attributes:
        findings: about the file as a whole; told with its first descriptor.
        least: the clause with the smallest margin (``least_of``).
    """

    number: int
    file: str
    findings: tuple[model.FindingEntry, ...]
    descriptor: model.DescriptorEntry | None
    state: str
    least: model.ClauseEntry | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.file if self.descriptor is None else name_of(self.descriptor)


def sections(report: model.Report) -> list[Section]:
    """All descriptors, worst first, numbered in that order; equals stand as they were given."""
    found = [section for file in report.files for section in _of_file(file)]
    return [section._replace(number=number) for number, section in enumerate(sorted(found, key=_badness), 1)]


def _of_file(file: model.FileEntry) -> Iterable[Section]:
    if not file.descriptors:
        bad = any(finding.severity == "error" for finding in file.findings)
        yield Section(0, file.file, file.findings, None, "unusable" if bad else "conforms", None)
    for index, entry in enumerate(file.descriptors):
        findings = file.findings if index == 0 else ()
        yield Section(0, file.file, findings, entry, state(entry), least_of(entry))


def least_of(entry: model.DescriptorEntry) -> model.ClauseEntry | None:
    """The clause of a descriptor with the smallest margin of the rules that count, as far as it tells (``telling``)."""
    return telling([clause for rule in entry.rules if rule.level != "preview" for clause in rule.clauses])


def telling(clauses: Sequence[model.ClauseEntry]) -> model.ClauseEntry | None:
    """The clause with the smallest margin; None where what fails has none, since a margin would look like a reserve."""
    least = smallest(clauses)
    failing = any(clause.status == "fail" for clause in clauses)
    return None if failing and least is not None and least.status != "fail" else least


def _badness(section: Section) -> tuple[int, int, float]:
    """State, then how many rules fail, then the smallest margin."""
    entry, least = section.descriptor, section.least
    failing = sum(rule.status == "fail" and rule.level != "preview" for rule in entry.rules) if entry is not None else 0
    per_cent = least.margin.per_cent if least is not None and least.margin is not None else None
    return STATES.index(section.state), -failing, float("inf") if per_cent is None else per_cent


def ordered(rules: Iterable[model.RuleEntry]) -> list[model.RuleEntry]:
    """The rules of a descriptor: failing ones first, by their level, then by the smallest margin."""
    return sorted(rules, key=_rule_key)


def _rule_key(rule: model.RuleEntry) -> tuple[int, int, float, str]:
    least = telling(rule.clauses)
    per_cent = least.margin.per_cent if least is not None and least.margin is not None else None
    return (
        _VERDICTS.index(rule.status),
        LEVELS.index(rule.level),
        float("inf") if per_cent is None else per_cent,
        rule.id,
    )


def rules_asked(report: model.Report) -> list[model.RuleEntry]:
    """Every rule that was asked of anything, once, by id: what the lab says stands in one place of the page."""
    found = {rule.id: rule for file in report.files for entry in file.descriptors for rule in entry.rules}
    return [found[name] for name in sorted(found)]


def weighed(entries: Iterable[model.DescriptorEntry]) -> list[tuple[str, int]]:
    """How many verdicts there are of each sort, worst first; failures with which a part conforms are sorts of their own."""
    said = [told_as(rule.status, rule.level) for entry in entries for rule in entry.rules]
    return [(name, said.count(name)) for name in _WORST_FIRST if name in said]


def tone(said: str) -> str:
    """The class of a verdict told so: ``should`` is a warning, ``preview`` weighs nothing, passed or failed."""
    return said.partition("-")[2] if said.endswith(LEVELS) else said


def counted(entry: model.DescriptorEntry, lang: str) -> str:
    """``1 fail, 1 fail (should), 9 pass``: the verdicts on one line, without what does not apply."""
    parts = [f"{count} {word(name, lang)}" for name, count in weighed([entry]) if name != "not-applicable"]
    return word("comma", lang).join(parts)


def tally(found: Iterable[Section]) -> list[tuple[str, int]]:
    """How many are in each state, worst first, without those in which none is."""
    states = [section.state for section in found]
    return [(name, states.count(name)) for name in STATES if name in states]
