"""The report as data, ``openarch-report/1``: what JSON carries, what the HTML page is made from, what replay reads.

Texts stand in both languages. Exact numbers are fractions in base units (``"1224/1"``), so that a counterexample can be
decided again on any machine; the texts beside them are for people. ``schema.py`` publishes it as JSON Schema; what a reader of
one version could stumble over gets the next number.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from conformance.reports.clause_model import (
    AssuranceName,
    ClauseEntry,
    Exact,
    FieldEntry,
    FormulaEntry,
    MarginEntry,
    MarkEntry,
    Part,
    PictureEntry,
    Place,
    PointEntry,
    RepairEntry,
    StepEntry,
    Stretch,
    Texts,
    TriedEntry,
    Value,
)
from conformance.reports.vocabulary import Command, Level, LevelName, StatusName

__all__ = [
    "AreaEntry",
    "AssuranceName",
    "AttachmentEntry",
    "ClauseEntry",
    "Counterexample",
    "DescriptorEntry",
    "Exact",
    "FieldEntry",
    "FileEntry",
    "FindingEntry",
    "FormulaEntry",
    "MarginEntry",
    "MarkEntry",
    "Part",
    "PictureEntry",
    "Place",
    "PointEntry",
    "RelatedEntry",
    "RepairEntry",
    "Report",
    "RuleEntry",
    "SourceEntry",
    "SpecEntry",
    "StepEntry",
    "Stretch",
    "Texts",
    "Tool",
    "Totals",
    "TriedEntry",
    "Value",
]


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in hexadecimal."""


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


class SourceEntry(Part):
    """Where a requirement stands, and whether that text was read."""

    document: str
    clause: str
    status: str
    note: str


class RuleEntry(Part):
    """The verdict of one rule; ``decided_elsewhere``: only a partner, or a run of the part, could answer.

    ``preview``: the edition does not list the rule, which is decided and shown, and counts for nothing.
    """

    id: str
    name: str
    level: LevelName
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
    decided_elsewhere: bool = False


class AttachmentEntry(Part):
    """A file that the descriptor names. ``read`` where the digest was computed from it, false where it is as stated."""

    path: str
    file: str
    sha256: Digest
    read: bool


class PartEntry(Part):
    """A part under the name of its role in the rules between parts."""

    role: str
    file: str
    kind: str
    vendor: str
    model: str
    digest: str


class DescriptorEntry(Part):
    """One descriptor; ``number`` is its position in a file of several documents, else 0.

    ``digest`` is the SHA-256 of its canonical JSON; "" where it could not be bound or the report is redacted.

    Of several parts together, ``parts`` says which they are and which roles they play.
    """

    number: int
    label: str
    api_version: str
    kind: str
    vendor: str
    model: str
    digest: Digest | Literal[""]
    attachments: tuple[AttachmentEntry, ...]
    conforming: bool
    level: Level
    counts: dict[StatusName, int]
    findings: tuple[FindingEntry, ...]
    rules: tuple[RuleEntry, ...]
    parts: tuple[PartEntry, ...] = ()


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
    parts: tuple[PartEntry, ...] = ()


class Tool(Part):
    """What wrote the report; ``digest`` is the SHA-256 of the program's sources."""

    name: Literal["openarch"] = "openarch"
    version: str
    digest: Digest


class AreaEntry(Part):
    """An area whose rules were asked, with the SHA-256 of its kinds, rules, tables and functions."""

    area: str
    digest: Digest


class SpecEntry(Part):
    """What the lab said: the edition that was kept to, "" where there is none, and the areas that were asked."""

    edition: str
    areas: tuple[AreaEntry, ...]


class Totals(Part):
    """How many descriptors, how many conform, and what the rules said of them all.

    ``previews``: failed rules that the edition does not list; they are neither errors nor warnings.
    """

    files: int
    descriptors: int
    conforming: int
    errors: int
    warnings: int
    previews: int
    verdicts: dict[StatusName, int]


class Report(Part):
    """A whole run.

    ``conforming`` asks for every ``must`` rule; a report of ``validate`` can have exit code 0 without it, since a draft
    may leave claims open. ``redacted`` where values and names were taken out; such a report cannot be replayed.
    """

    schema_: Literal["openarch-report/1"] = Field(alias="schema", default="openarch-report/1")
    tool: Tool
    spec: SpecEntry
    redacted: bool = False
    command: Command
    conforming: bool
    exit_code: int
    totals: Totals
    files: tuple[FileEntry, ...]
    counterexamples: tuple[Counterexample, ...]
