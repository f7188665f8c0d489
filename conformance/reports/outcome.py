"""What a run found, before it is put into words: one ``Examined`` per input, one ``Subject`` per descriptor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

from conformance.documents.source import Source
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Literal, cast
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.reports.vocabulary import Level, LevelName, StatusName

STATUSES: tuple[StatusName, ...] = ("pass", "fail", "not-applicable", "not-tested", "waived", "error")

LEVELS: tuple[LevelName, ...] = ("must", "should", "preview")
"""How much a rule weighs, heaviest first; a preview weighs nothing."""

Sources = Callable[[str], Source | None]
"""The text of a file that a location names, None where there is none to show."""


class Exit(IntEnum):
    """The exit codes; the worst of several inputs wins, and a larger number is worse."""

    CONFORMING = 0
    NOT_CONFORMING = 1
    UNUSABLE = 2
    BROKEN = 3


GREEN = frozenset({Status.PASS, Status.NOT_APPLICABLE, Status.WAIVED})
"""Verdicts of a ``must`` rule with which a descriptor conforms; ``not-tested`` is never one of them."""
FAILED = frozenset({Status.FAIL, Status.ERROR})
"""Verdicts of a rule that does not hold, or broke."""
# Looked up once: every look at a member of the class takes a third of a microsecond.
_ERROR, _NOT_TESTED, _PASS = Status.ERROR, Status.NOT_TESTED, Status.PASS


class Subject(NamedTuple):
    """One document of an input: its descriptor, where it could be bound, and everything said about it.

    Attributes:
        number: position among the documents of the file, from 1; 0 in a file with a single document.
        static_only: only the static rules were decided (``openarch validate``).
    """

    source: Source
    number: int
    descriptor: Descriptor | None
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[RuleVerdict, ...] = ()
    static_only: bool = False

    @property
    def file(self) -> str:
        """The name of the input."""
        return self.source.name

    @property
    def files(self) -> tuple[str, ...]:
        """The files of its parts."""
        members = getattr(self.descriptor, "members", ())
        return tuple(part.document.source.name for part in members) or (self.file,)

    @property
    def label(self) -> str:
        """The file, with the number of the document where there are several; of several parts, all their files."""
        name = " + ".join(self.files)
        return f"{name}#{self.number}" if self.number else name

    @property
    def conforming(self) -> bool:
        """No error, and every decided ``must`` rule passes, does not apply or is waived; of several parts, one rule was decided."""
        green = self.descriptor is not None and not has_error(self.findings) and _all_green(self.verdicts)
        # Parts that no rule could be asked about were not shown to fit, and nobody asked anything else of them.
        return green and (not hasattr(self.descriptor, "members") or any(map(_is_decided, self.verdicts)))


class Examined(NamedTuple):
    """One input: the source where it could be read, what is wrong with it as a whole, and its documents."""

    file: str
    source: Source | None
    findings: tuple[Finding, ...] = ()
    subjects: tuple[Subject, ...] = ()


def has_error(findings: Sequence[Finding]) -> bool:
    """Whether one of the findings makes the input not conforming."""
    return bool(findings) and any(finding.severity is Severity.ERROR for finding in findings)


def severity_of(level: str, *, broken: bool) -> Literal["error", "warning", "preview"]:
    """How a rule's failure is told; ``broken``: the toolkit broke on it, which stands against any rule that counts."""
    if level == "preview":
        return "preview"
    return "error" if broken or level == "must" else "warning"


def told_as(status: str, level: str) -> str:
    """The word for a verdict; one that does not count says so itself: ``fail-should``, ``fail-preview``, ``pass-preview``."""
    light = (status == "fail" and level == "should") or (status in {"fail", "error", "pass"} and level == "preview")
    return f"{status}-{level}" if light else status


def diagnostics_of(clauses: Iterable[str]) -> int:
    """How many diagnostics a failed rule gives: one for each clause whose verdict fails, one for a rule that fails as a whole."""
    return max(1, sum(status in FAILED for status in clauses))


def is_unusable(finding: Finding) -> bool:
    """Documents that cannot be read as YAML at all, as against documents that say something wrong."""
    return finding.severity is Severity.ERROR and finding.code.startswith(("DOC-", "CLI-"))


def is_of_the_lab(code: str) -> bool:
    """Whether a finding is about the specification, which is not the vendor's: what it concerns was not decided."""
    return code.startswith("SPEC-")


def lab_findings(examined: Examined) -> list[Finding]:
    """The errors of the specification that came up with this input: they are not the vendor's."""
    found: list[Finding] = []
    for subject in examined.subjects:
        if subject.findings:
            found += [f for f in subject.findings if is_of_the_lab(f.code) and f not in found]
    return found


def exit_code(examined: Examined) -> Exit:
    """The exit code that one input asks for."""
    findings = [*examined.findings, *(f for subject in examined.subjects for f in subject.findings)]
    verdicts = [verdict for subject in examined.subjects for verdict in subject.verdicts]
    if any(verdict.status is _ERROR and verdict.level != "preview" for verdict in verdicts):
        return Exit.BROKEN
    if findings and (any(map(is_unusable, findings)) or has_error(lab_findings(examined))):
        return Exit.UNUSABLE
    if has_error(findings) or any(_counts_against(verdict, examined) for verdict in verdicts):
        return Exit.NOT_CONFORMING
    return Exit.CONFORMING


def level_reached(subject: Subject, specs: SpecSet) -> Level:
    """``verified``, ``described`` or "" (design.md, section 9).

    Static rules alone reach ``described`` at most; so does a descriptor of which no ``must`` rule could be decided, since
    nothing was verified then.
    """
    if subject.descriptor is None or has_error(subject.findings) or len(subject.descriptor.kinds) > 1:
        return ""
    if not subject.static_only and _all_green(subject.verdicts):
        return "described" if nothing_verified(subject) else "verified"
    if subject.static_only:
        return "described" if _all_green(subject.verdicts) else ""
    known = rules_of(subject, specs)
    static = [v for v in subject.verdicts if v.rule in known and known[v.rule].is_static]
    return "described" if _all_green(static) else ""


def nothing_verified(subject: Subject) -> bool:
    """Whether all rules were asked of a descriptor, and no ``must`` rule that counts passed: none applies to it alone."""
    return not subject.static_only and not any(v.level == "must" and v.status is _PASS for v in subject.verdicts)


def rules_of(subject: Subject, specs: SpecSet) -> dict[str, Rule]:
    """The rules that were decided, by id; ``validate`` does not read the others."""
    if subject.descriptor is None:
        return {}
    every = [specs.rules_for(kind, static_only=subject.static_only) for kind in subject.descriptor.kinds]
    return {rule.id: rule for rules in every for rule in rules}


def counts(verdicts: Sequence[RuleVerdict]) -> dict[StatusName, int]:
    """How many rules have which verdict; every verdict is named, also with 0."""
    found: dict[StatusName, int] = dict.fromkeys(STATUSES, 0)
    for verdict in verdicts:
        found[cast("StatusName", verdict.status)] += 1
    return found


def failures(verdict: RuleVerdict) -> list[ClauseVerdict]:
    """The clauses that fail, in the order of the rule file."""
    return [clause for clause in verdict.clauses if clause.status is Status.FAIL]


def _all_green(verdicts: Iterable[RuleVerdict]) -> bool:
    """Of a descriptor nothing is asked that only a partner or a run could answer; it is counted and shown as not tested."""
    return all(v.status in GREEN or v.decided_elsewhere for v in verdicts if v.level == "must")


def _is_decided(verdict: RuleVerdict) -> bool:
    return verdict.status in {Status.PASS, Status.FAIL} and verdict.level != "preview"


def _counts_against(verdict: RuleVerdict, examined: Examined) -> bool:
    """A draft without its claims may be validated: what is not tested counts once all rules are asked."""
    if verdict.level != "must" or verdict.status in GREEN or verdict.decided_elsewhere:
        return False
    static_only = all(subject.static_only for subject in examined.subjects)
    return not (static_only and verdict.status is _NOT_TESTED)
