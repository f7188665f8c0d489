"""The shortest way to a level: what a descriptor lacks, one numbered step for each thing that its author has to do.

Failing clauses that one field can mend are one step: of the fields that could be changed, those are chosen that mend
most. No field is changed twice. Each value was decided alone, with the rules that read the field, and breaks none of them;
``openarch test`` says whether all fit together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.engine.shown import Repair
from conformance.engine.verdicts import NEEDS_RUN, ClauseVerdict, RuleVerdict, Status
from conformance.findings.catalogue import sentence
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.reports.outcome import GREEN, Subject, failures, level_reached, nothing_verified, rules_of
from conformance.reports.phrases import fields_text, repair_label, repair_text
from conformance.reports.rule_lines import reasons_of
from conformance.reports.style import Style
from conformance.reports.width import printable, wrap
from conformance.spec.evidence import unmeasured
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

LEVELS = ("described", "verified", "measured")


class Step(NamedTuple):
    """One thing to do, and what it is good for."""

    what: str
    why: tuple[str, ...] = ()


class _Failing(NamedTuple):
    rule: str
    clause: ClauseVerdict

    def name(self, style: Style) -> str:
        return style.bracketed(f"{self.rule}/{self.clause.clause}", self.clause.record)


def way_lines(subject: Subject, specs: SpecSet, level: str, style: Style, also: Sequence[str] = ()) -> list[str]:
    """The page for one descriptor; ``also`` stands at the end of its head."""
    todo = steps(subject, specs, level, style)
    reached = level_reached(subject, specs)
    slug = "way-reached" if not todo else "way-one" if len(todo) == 1 else "way"
    said = style.word(
        slug,
        file=subject.label,
        now=style.word(reached or "no-level"),
        level=style.word(level),
        count=str(len(todo)),
    )
    head = style.word("semicolon").join([said, *also])
    lines = [style.paint("strong", line) for line in wrap(printable(head), style.width)]
    return [*lines, *(line for number, step in enumerate(todo, 1) for line in _step(number, step, style))]


def _step(number: int, step: Step, style: Style) -> Iterator[str]:
    start = f"{number:>3}. "
    first, *rest = wrap(printable(step.what), style.width - len(start))
    yield start + first
    yield from (" " * len(start) + line for line in rest)
    for reason in step.why:
        for at, line in enumerate(wrap(printable(reason), style.width - len(start) - 2)):
            yield " " * len(start) + ("- " if at == 0 else "  ") + line


def steps(subject: Subject, specs: SpecSet, level: str, style: Style) -> list[Step]:
    """What is to be done, in the order in which it is best done."""
    rules = rules_of(subject, specs)
    asked = [
        verdict
        for verdict in subject.verdicts
        if verdict.level == "must"
        and not verdict.decided_elsewhere
        and (level != "described" or rules[verdict.rule].is_static)
    ]
    found = [_of_finding(finding, style) for finding in subject.findings if finding.severity is Severity.ERROR]
    found += _mending(asked, style)
    found += _claiming(asked, style)
    if not found and level != "described" and nothing_verified(subject):
        found.append(Step(style.word("way-nothing"), tuple(_unasked(subject, style))))
    if level == "measured":
        found += _measuring(subject, list(rules.values()), style)
    return found


def _of_finding(finding: Finding, style: Style) -> Step:
    span = finding.location.span
    place = f"{finding.location.file}:{span.line}:{span.column}" if span else finding.location.file
    said = sentence(finding.code, style.lang, finding.arguments)
    return Step(f"{place}{style.word('colon')}{said}", (finding.code,))


def _mending(verdicts: Sequence[RuleVerdict], style: Style) -> list[Step]:
    """Failures, by the field that mends most of them; what no single field mends comes last."""
    open_ = [_Failing(verdict.rule, clause) for verdict in verdicts for clause in failures(verdict)]
    found: list[Step] = []
    changed: set[str] = set()
    while ways := [(_way(repair), repair.path) for failing in open_ for repair in _harmless(failing)]:
        ways = [(way, path) for way, path in ways if path not in changed]
        if not ways:
            break
        best, path = max(dict.fromkeys(ways), key=ways.count)
        changed.add(path)
        pairs = [(failing, repair) for failing in open_ for repair in _harmless(failing) if _way(repair) == best]
        why = tuple(
            f"{failing.name(style)}{style.word('colon')}{repair_label(repair, style)}" for failing, repair in pairs
        )
        current = pairs[0][1].current
        found.append(
            Step(
                style.word(
                    "way-change" if current else "way-state", path=fields_text(pairs[0][1], style), current=current
                ),
                why,
            )
        )
        open_ = [failing for failing in open_ if failing not in [mended for mended, _ in pairs]]
    found += [Step(style.word("way-redesign", clause=failing.name(style)), _said(failing, style)) for failing in open_]
    broken = [verdict for verdict in verdicts if verdict.status is Status.ERROR]
    return found + [Step(style.word("way-broken", rule=verdict.rule)) for verdict in broken]


def _harmless(failing: _Failing) -> list[Repair]:
    return [repair for repair in failing.clause.repairs if not repair.breaks]


def _way(repair: Repair) -> tuple[str, ...]:
    """What two repairs must share to be one change: the field, and that it rises, falls, or takes the same value."""
    same = (repair.path, *repair.also, repair.direction)
    return same if repair.direction in ("at-least", "at-most") else (*same, *repair.values)


def _said(failing: _Failing, style: Style) -> tuple[str, ...]:
    message = style.phrase(dict(failing.clause.messages))
    repairs = (repair_text(repair, style) for repair in failing.clause.repairs if repair.breaks)
    return (*([message] if message else []), *repairs)


def _claiming(verdicts: Sequence[RuleVerdict], style: Style) -> list[Step]:
    """Rules that could not be tested, by what they lack."""
    lacking: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.status not in GREEN and verdict.status is Status.NOT_TESTED:
            for reason in reasons_of(verdict, style)[:1] or [style.word("not-tested")]:
                lacking.setdefault(reason, []).append(verdict.rule)
    comma = style.word("comma")
    return [Step(reason, (style.word("way-needed-by", rules=comma.join(rules)),)) for reason, rules in lacking.items()]


def _unasked(subject: Subject, style: Style) -> Iterator[str]:
    """Why each ``must`` rule was not decided."""
    for verdict in subject.verdicts:
        if verdict.level == "must":
            said = style.word("semicolon").join(reasons_of(verdict, style)) or style.word(verdict.status.value)
            yield f"{verdict.rule}{style.word('colon')}{said}"


def _measuring(subject: Subject, rules: Sequence[Rule], style: Style) -> list[Step]:
    """Claims without measured evidence; and that live suites, which the level asks for too, are not there yet."""
    if subject.descriptor is None:
        return []
    bare = unmeasured(subject.descriptor.document, rules)
    found = [
        Step(style.word("way-measure", claim=claim, grade=grade or style.word("way-no-evidence")))
        for claim, grade in bare.items()
    ]
    runs = [
        v.rule for v in subject.verdicts if v.level == "must" and v.reason is not None and v.reason.code == NEEDS_RUN
    ]
    needed = (style.word("way-needed-by", rules=style.word("comma").join(runs)),) if runs else ()
    return [*found, Step(style.word("way-live"), needed)]
