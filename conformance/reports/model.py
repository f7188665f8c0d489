"""The report as data, ``openarch-report/1``: what JSON carries, what the HTML page is made from, what replay reads.

Texts stand in both languages. Exact numbers are fractions in base units (``"1224/1"``), so that a counterexample can be
decided again on any machine; the texts beside them are for people. Fields are added in later versions of the schema,
never given another meaning.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from conformance.reports.outcome import Command, Level, StatusName

Texts = dict[str, str]
"""Language code to text."""

Exact = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(/[0-9]+)?$")]
AssuranceName = Literal["exact", "proved", "tested"]


class Part(BaseModel):
    """What every part of a report has in common: closed, and never changed once built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Part):
    """A stretch of a file, with the text of its first line; line and column from 1, 0 where the whole file is meant."""

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    text: str = ""


class RelatedEntry(Part):
    """Another place that a finding points at."""

    place: Place
    label: Texts


class FindingEntry(Part):
    """A finding about a document."""

    code: str
    severity: Literal["error", "warning", "note"]
    path: str
    place: Place
    message: Texts
    label: Texts
    help: Texts
    arguments: dict[str, str]
    related: tuple[RelatedEntry, ...] = ()


class Value(Part):
    """A value as people read it and exactly, in base units."""

    text: str
    exact: Exact | None = None


class MarginEntry(Part):
    """How far from failing; negative where it fails. ``per_cent`` is rounded to six digits."""

    amount: Value
    per_cent: float | None
    dimension: str
    guaranteed: Value | None = None


class PointEntry(Part):
    """An operating point; ``moved`` names the variables that left their nominal value, ``order`` those of the rule."""

    values: dict[str, Value]
    order: tuple[str, ...]
    moved: tuple[str, ...] = ()


class StepEntry(Part):
    """A named intermediate value."""

    name: str
    formula: str
    numbers: str
    value: str


class FormulaEntry(Part):
    """The clause with names and with the vendor's numbers."""

    names: str
    numbers: str
    steps: tuple[StepEntry, ...] = ()


class FieldEntry(Part):
    """A field of the descriptor that a rule blames."""

    path: str
    place: Place


class RepairEntry(Part):
    """The nearest passing value of a field."""

    path: str
    current: str
    values: tuple[str, ...]
    direction: str


class TriedEntry(Part):
    """What was looked at."""

    enumerated: int
    boxes: int
    searched: int
    examples: int


class Stretch(Part):
    """Where failing begins and ends, around the counterexample."""

    low: Value
    high: Value


class ClauseEntry(Part):
    """The verdict of one clause, for one record of the outermost list where there is one."""

    clause: str
    record: str
    same: tuple[str, ...]
    status: StatusName
    assurance: AssuranceName | None
    reason: Texts
    messages: Texts
    hints: tuple[Texts, ...]
    margin: MarginEntry | None
    at_limit: bool
    low_reserve: bool
    worst: PointEntry | None
    counterexample: PointEntry | None
    begins: dict[str, Stretch]
    immaterial: tuple[str, ...]
    blamed: tuple[FieldEntry, ...]
    repairs: tuple[RepairEntry, ...]
    formula: FormulaEntry | None
    tried: TriedEntry


class SourceEntry(Part):
    """Where a requirement stands, and whether that text was read."""

    document: str
    clause: str
    status: str
    note: str


class RuleEntry(Part):
    """The verdict of one rule."""

    id: str
    name: str
    level: Literal["must", "should"]
    static: bool
    title: Texts
    statement: Texts
    why: Texts
    sources: tuple[SourceEntry, ...]
    status: StatusName
    assurance: AssuranceName | None
    reason: Texts
    clauses: tuple[ClauseEntry, ...]
    defaults_used: tuple[str, ...]


class DescriptorEntry(Part):
    """One descriptor; ``number`` is its position in a file of several documents, else 0."""

    number: int
    label: str
    api_version: str
    kind: str
    vendor: str
    model: str
    digest: str
    conforming: bool
    level: Level
    counts: dict[StatusName, int]
    findings: tuple[FindingEntry, ...]
    rules: tuple[RuleEntry, ...]


class FileEntry(Part):
    """One input, with what is wrong with it as a whole."""

    file: str
    findings: tuple[FindingEntry, ...]
    descriptors: tuple[DescriptorEntry, ...]


class Counterexample(Part):
    """A failure as plain values with units, enough to decide it again: variable to text."""

    schema_: Literal["openarch-counterexample/1"] = Field(alias="schema", default="openarch-counterexample/1")
    file: str
    number: int
    digest: str
    rule: str
    clause: str
    record: str
    at: dict[str, str]


class Tool(Part):
    """What wrote the report."""

    name: Literal["openarch"] = "openarch"
    version: str


class Totals(Part):
    """How many descriptors, how many conform, and what the rules said of them all."""

    files: int
    descriptors: int
    conforming: int
    errors: int
    warnings: int
    verdicts: dict[StatusName, int]


class Report(Part):
    """A whole run.

    ``conforming`` asks for every ``must`` rule; a report of ``validate`` can have exit code 0 without it, since a draft
    may leave claims open.
    """

    schema_: Literal["openarch-report/1"] = Field(alias="schema", default="openarch-report/1")
    tool: Tool
    command: Command
    conforming: bool
    exit_code: int
    totals: Totals
    files: tuple[FileEntry, ...]
    counterexamples: tuple[Counterexample, ...]
