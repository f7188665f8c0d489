"""A finding: one thing to tell the user, with its place and the numbers that belong into its sentence.

Named tuples, here and in ``documents``: a frozen dataclass costs a millisecond when it is defined, and these are defined
at every start of `openarch validate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from conformance.findings.named import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: an error makes the input not conforming, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(NamedTuple):
    """A stretch of a source text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Location(NamedTuple):
    """A place in a file; ``span`` is None where the whole file is meant."""

    file: str
    span: Span | None = None

    def __str__(self) -> str:
        """``file:line:column``, as editors and terminals make it clickable."""
        return self.file if self.span is None else f"{self.file}:{self.span.line}:{self.span.column}"


class Finding(NamedTuple):
    """One finding.

    Attributes:
        code: key of the catalogue (``findings/catalogue.py``), never reused for something else.
        location: where in which file.
        arguments: what the catalogue's sentences of this code interpolate, as text.
        path: the field, as ``design.lanes``, or "" where there is none.
        severity: weight of the finding.
        related: other places that belong to it, each with a catalogue key for its label.
    """

    code: str
    location: Location
    arguments: Mapping[str, str] = {}
    path: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[tuple[Location, str], ...] = ()
