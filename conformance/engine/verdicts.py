"""What the engine says of a rule: plain values, without words; the reports put them into sentences.

What a verdict shows of how it came about stands in ``shown``, which only deciding the full way and reports load.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.engine.shown import Formula, Margin, Picture, Point, Repair, Shown

_NOTHING: Mapping[str, Any] = MappingProxyType({})


NEEDS_PARTNER = "ENGINE-needs-partner"
NEEDS_RUN = "ENGINE-needs-run"
"""The reason of a rule between parts that was asked of a single one."""


class Status(StrEnum):
    """The six verdicts (design.md, section 3)."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NOT_TESTED = "not-tested"
    WAIVED = "waived"
    ERROR = "error"

    # As the text that it equals, and as fast; Enum hashes the name, in Python.
    __hash__ = str.__hash__


class Assurance(StrEnum):
    """How a pass was obtained, from the strongest to the weakest."""

    EXACT = "exact"
    PROVED = "proved"
    TESTED = "tested"


class Detail(IntEnum):
    """How much a verdict tells of what passes; each says all that the ones before it say. What fails is told in full."""

    STATUS = 0
    """That it passes, and how sure that is."""
    MARGINS = 1
    """The least margin and where it is."""
    FORMULAS = 2
    """The formula with the numbers of that point."""
    PICTURES = 3
    """Each clause, failing ones as well, drawn along the variable that matters most."""


class Reason(NamedTuple):
    """Why a verdict is what it is, where that needs a word: a catalogue code and its arguments."""

    code: str
    arguments: Mapping[str, str] = _NOTHING


class Tried(NamedTuple):
    """What was looked at: points enumerated whole, boxes of the proof, points of the search, Hypothesis examples.

    ``undefined`` says that a formula may have no value at points that none of these met.
    """

    enumerated: int = 0
    boxes: int = 0
    searched: int = 0
    examples: int = 0
    undefined: bool = False


class ClauseVerdict(NamedTuple):
    """The verdict of one clause for one record of the outermost ``each`` ("" where there is none).

    Attributes:
        clause: clause id.
        record: label of the record (``efficiency.write-small``), or "".
        status: the verdict.
        reason: for everything but a plain pass or a plain fail.
        margin: at the worst point.
        worst: the worst operating point found.
        counterexample: the canonical one, of a failure.
        begins: for each moved variable, the stretch around the counterexample that fails, as (low, high).
        immaterial: variables whose every value fails as well.
        blamed: fields that the rule blames, most likely first, as paths of the descriptor.
        repairs: of a failure.
        formula: at the counterexample, else at the worst point.
        messages: the rule author's sentence by language, with numbers.
        hints: the classic misreadings that this failure matches, by language.
        same: labels of further records that fail for the equal cause, merged into this verdict.
        picture: the clause along the variable that matters most, where a report is to be written.
    """

    clause: str
    status: Status
    record: str = ""
    assurance: Assurance | None = None
    reason: Reason | None = None
    margin: Margin | None = None
    at_limit: bool = False
    low_reserve: bool = False
    worst: Point | None = None
    counterexample: Point | None = None
    begins: Mapping[str, tuple[Shown, Shown]] = _NOTHING
    immaterial: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    formula: Formula | None = None
    messages: Mapping[str, str] = _NOTHING
    hints: tuple[Mapping[str, str], ...] = ()
    tried: Tried = Tried()
    same: tuple[str, ...] = ()
    picture: Picture | None = None


class RuleVerdict(NamedTuple):
    """The verdict of a rule: the worst of its clauses, which stand in the order of the rule file."""

    rule: str
    status: Status
    level: str
    clauses: tuple[ClauseVerdict, ...] = ()
    reason: Reason | None = None
    assurance: Assurance | None = None
    defaults_used: tuple[str, ...] = ()

    @property
    def decided_elsewhere(self) -> bool:
        """Whether nothing that the descriptor says could answer: a rule between parts, or one that only a run decides."""
        return self.reason is not None and self.reason.code in (NEEDS_PARTNER, NEEDS_RUN)


def coded(rule: str, clause: str, record: str) -> str:
    """``CI-126/fits-the-buffer (channel vl0)``: how a repair names what it breaks."""
    return f"{rule}/{clause} ({record})" if record else f"{rule}/{clause}"
