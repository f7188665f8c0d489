"""The order in which a page tells a report: what is worst comes first, in the table, in the sections and in the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from conformance.findings.named import NamedTuple
from conformance.reports import model
from conformance.reports.entry_text import name_of, smallest, state, word
from conformance.reports.outcome import LEVELS
from conformance.reports.vocabulary import LevelName, StatusName

STATES = ("broken", "unusable", "fails", "lab-fault", "untested", "conforms")
"""What can become of an input, worst first."""
_VERDICTS: tuple[StatusName, ...] = ("error", "fail", "not-tested", "pass", "waived", "not-applicable")


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


def verdicts(counts: Mapping[StatusName, int], left_out: Sequence[str] = ()) -> list[tuple[StatusName, int]]:
    """The verdicts that there are, worst first, whatever the order in which a stored report holds them."""
    return [(name, counts[name]) for name in _VERDICTS if counts.get(name) and name not in left_out]


def light(entries: Iterable[model.DescriptorEntry]) -> list[tuple[LevelName, int]]:
    """Failures with which a part conforms, by level: of rules that only should hold, and of previews."""
    levels = [rule.level for entry in entries for rule in entry.rules if rule.status == "fail"]
    return [(level, levels.count(level)) for level in LEVELS[1:] if level in levels]


def counted(entry: model.DescriptorEntry, lang: str) -> str:
    """``2 fail (1 should), 9 pass``: the verdicts on one line, without what does not apply."""
    comma = word("comma", lang)
    parts: list[str] = []
    for name, count in verdicts(entry.counts, left_out=("not-applicable",)):
        weights = [f"{number} {word(level, lang)}" for level, number in light([entry])] if name == "fail" else []
        parts.append(f"{count} {word(name, lang)}" + (f" ({comma.join(weights)})" if weights else ""))
    return comma.join(parts)


def tally(found: Iterable[Section]) -> list[tuple[str, int]]:
    """How many are in each state, worst first, without those in which none is."""
    states = [section.state for section in found]
    return [(name, states.count(name)) for name in STATES if name in states]
