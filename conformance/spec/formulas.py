"""Formulas inside spec files: parsed with their place, so that an error has its caret under the right character."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from conformance.documents.strict_yaml import Document
from conformance.documents.units import UnitTable
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.parse import parse
from conformance.findings.model import Finding, Span
from conformance.spec.places import Path, at_span, dotted

_BLOCK_MARKS = "|>"
_QUOTES = "'\""


def parsed(document: Document, path: Path, text: str, units: UnitTable) -> Expression | Finding:
    """The parsed formula at ``path``, or what is wrong with it."""
    try:
        return parse(text)
    except ExpressionError as error:
        return refusal(document, path, text, error, units)


def refusal(document: Document, path: Path, text: str, error: ExpressionError, units: UnitTable) -> Finding:
    """A finding with its caret where the formula goes wrong."""
    code, arguments = worded(error.code, error.arguments, units)
    span = inside(document, path, text, error.offset)
    return at_span(document, code, path, span, **{**arguments, "formula": dotted(path)})


def worded(code: str, arguments: Mapping[str, str], units: UnitTable) -> tuple[str, dict[str, str]]:
    """The code and arguments as a person wants them: "did you mean", and dimensions by their names."""
    if arguments.get("close"):
        code = code.replace("SPEC-unknown-", "SPEC-misspelt-")
    found = dict(arguments)
    for key in ("left", "right", "found"):
        if key in found:
            names = _dimension_names(units).get(found[key])
            if names is not None:
                found[key], found[f"{key}_zh"] = names
    return code, found


@cache
def _dimension_names(units: UnitTable) -> Mapping[str, tuple[str, str]]:
    """How messages name a dimension, in both languages, by the form it has in formulas (``kg*m^2/s^3``)."""
    found: dict[str, tuple[str, str]] = {}
    for name in units.names():
        shown = units.shown_in(name) or units.accepted(name)
        sample = next((symbol for symbol in shown if units.unit(symbol).factor == 1), shown[0] if shown else "")
        unit = f" ({sample})" if sample else ""
        english, chinese = f"{units.title(name, 'en')}{unit}", f"{units.title(name, 'zh')}{unit}"
        found.setdefault(str(units.dimension(name)), (english, chinese))
    return found


def inside(document: Document, path: Path, text: str, offset: int) -> Span:
    """The place in the file of the character at ``offset`` of the scalar ``text``, to the end of its word.

    YAML folds lines and strips blanks, but keeps every other character of a formula in its order: the place is found by
    counting those.
    """
    span = document.value_span(path)
    nth = sum(1 for letter in text[:offset] if not letter.isspace())
    for line, column, letter in _letters(document, span):
        if nth == 0:
            return Span(line, column, line, column + max(1, _word_length(text[offset:], letter)))
        nth -= 1
    return span


def _letters(document: Document, span: Span) -> list[tuple[int, int, str]]:
    """Line, column and character of everything but blanks in the scalar at ``span``, without its YAML marks."""
    found: list[tuple[int, int, str]] = []
    for number in range(span.line, span.end_line + 1):
        text = document.source.line(number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(text)
        found += [(number, column + 1, text[column]) for column in range(start, min(end, len(text)))]
    letters = [place for place in found if not place[2].isspace()]
    if letters and letters[0][2] in _BLOCK_MARKS:
        return [place for place in letters if place[0] > span.line]
    if letters and letters[0][2] in _QUOTES:
        return letters[1:-1]
    return letters


def _word_length(text: str, first: str) -> int:
    if not (first.isalnum() or first == "_"):
        return 1
    return next((index for index, letter in enumerate(text) if not (letter.isalnum() or letter in "_.")), len(text))
