"""What the entries of findings, rules and clauses have in common: places with their text, reasons in both languages."""

from __future__ import annotations

from collections.abc import Callable

from conformance.documents.source import Source
from conformance.engine import verdicts
from conformance.findings.catalogue import LANGUAGES, sentence
from conformance.findings.model import Location
from conformance.reports import model
from conformance.reports.width import flat

Named = Callable[[str], str]
"""How a file is called in the report: never an absolute path."""

_LINE = 240
"""Characters of a source line that a report carries."""


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


def reason_texts(reason: verdicts.Reason | None) -> model.Texts:
    """A reason in both languages; empty without one."""
    return {lang: sentence(reason.code, lang, reason.arguments) for lang in LANGUAGES} if reason else {}
