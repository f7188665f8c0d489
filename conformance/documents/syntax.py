"""What libyaml's errors mean, in our own words: one finding for each, where the author has to look.

libyaml stops at its first error and names what it expected; the cause is often another one, on the line before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from conformance.documents.libyaml import MarkedYAMLError
from conformance.documents.places import Event, open_bracket
from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span
from conformance.findings.named import NamedTuple

_SHOWN = 40
_LONGEST_KEY = 1024
_KEY = r"\s*(?:-\s+)*[\"']?[\w.-]+[\"']?\s*"
FULL_WIDTH_KEY = re.compile(rf"{_KEY}：")
_GLUED_KEY = re.compile(rf"{_KEY}:(?=[^\s/:])")
_ODD_BLANK = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
_DOCUMENT_MARK = re.compile(r"(?:---|\.\.\.)(?:\s|\Z)")
_SECOND_COLON = re.compile(r":(?=\s|\Z)")


class _Trouble(NamedTuple):
    """An error of libyaml: what it says, and where in the lines of the source (counted from 1)."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    source: Source
    opener: tuple[int, int] | None

    def character(self) -> str:
        """The character at which libyaml stopped; "" at the end of a line or of the text."""
        return self.source.line(self.line)[self.column - 1 : self.column]

    def here(self, code: str, **arguments: str) -> Finding:
        """A finding where libyaml stopped."""
        return self.at(code, self.line, self.column, **arguments)

    def there(self, code: str, **arguments: str) -> Finding:
        """A finding where the thing begins that libyaml was reading."""
        return self.at(code, self.context_line, self.context_column, **arguments)

    def at(self, code: str, line: int, column: int, **arguments: str) -> Finding:
        """A finding at one character."""
        return Finding(code, Location(self.source.name, Span(line, column, line, column + 1)), arguments)


def finding(error: MarkedYAMLError, source: Source, line_offset: int, events: list[Event]) -> Finding:
    """The finding for ``error``; ``events`` are those of the document up to there."""
    mark: Any = error.problem_mark
    context: Any = error.context_mark or mark
    trouble = _Trouble(
        str(error.problem or ""),
        str(error.context or ""),
        mark.line + 1 + line_offset,
        mark.column + 1,
        context.line + 1 + line_offset,
        context.column + 1,
        source,
        _opener(events, line_offset),
    )
    for part, judge in _JUDGES:
        if part in trouble.problem:
            return judge(trouble)
    return _unknown(trouble)


def _opener(events: list[Event], line_offset: int) -> tuple[int, int] | None:
    """Line and column of the innermost bracket that is still open."""
    event = open_bracket(events)
    return None if event is None else (event.start_mark.line + 1 + line_offset, event.start_mark.column + 1)


def _no_colon(trouble: _Trouble) -> Finding:
    return _miswritten_key(trouble, trouble.context_line) or trouble.there("DOC-no-colon", text=_line(trouble))


def _value_not_allowed(trouble: _Trouble) -> Finding:
    for line in range(trouble.line, max(trouble.line - 3, 0), -1):
        found = _miswritten_key(trouble, line)
        if found is not None:
            return found
    before = trouble.source.line(trouble.line)[: trouble.column - 1]
    if before.startswith("--- "):
        return trouble.at("DOC-after-dashes", trouble.line, 5)
    if _SECOND_COLON.search(before):
        return trouble.here("DOC-second-colon")
    if len(before) > _LONGEST_KEY:
        return trouble.here("DOC-long-key")
    return trouble.at("DOC-indentation", trouble.line, len(before) - len(before.lstrip()) + 1)


def _miswritten_key(trouble: _Trouble, number: int) -> Finding | None:
    """A line that was meant as a key, with a colon that YAML takes for none."""
    text = trouble.source.line(number)
    for code, pattern in (("DOC-full-width-colon", FULL_WIDTH_KEY), ("DOC-colon-blank", _GLUED_KEY)):
        match = pattern.match(text)
        if match is not None:
            return trouble.at(code, number, match.end(), key=text[: match.end() - 1].strip(" -\"'"))
    match = _ODD_BLANK.search(text)
    return trouble.at("DOC-odd-blank", number, match.start() + 1, character=f"U+{ord(match[0]):04X}") if match else None


def _expected_key(trouble: _Trouble) -> Finding:
    before = trouble.source.line(trouble.line)[: trouble.column - 1]
    if before.strip(" -"):
        return trouble.here("DOC-text-after-value", text=_cut(trouble.source.line(trouble.line)[trouble.column - 1 :]))
    if trouble.character() == ":":
        return trouble.here("DOC-unexpected", character=":")
    return trouble.here("DOC-indentation")


def _token(trouble: _Trouble) -> Finding:
    character = trouble.character()
    return _tab(trouble) if character == "\t" else trouble.here("DOC-reserved-character", character=character)


def _tab(trouble: _Trouble) -> Finding:
    return trouble.here("DOC-tab")


def _content(trouble: _Trouble) -> Finding:
    character = trouble.character()
    if character and not _DOCUMENT_MARK.match(trouble.source.line(trouble.line)):
        return trouble.here("DOC-unexpected", character=character)
    return trouble.at("DOC-unclosed-bracket", *(trouble.opener or (trouble.context_line, trouble.context_column)))


def _separator(trouble: _Trouble) -> Finding:
    """Between brackets something else stands where a comma is due: often the comma of a Chinese input method."""
    for number in range(trouble.line, trouble.context_line - 1, -1):
        end = trouble.column - 1 if number == trouble.line else None
        column = trouble.source.line(number)[:end].rfind("，")
        if column >= 0:
            return trouble.at("DOC-full-width-comma", number, column + 1)
    return trouble.there("DOC-unclosed-bracket")


def _anchor(trouble: _Trouble) -> Finding:
    text = trouble.source.line(trouble.context_line)
    return trouble.there("DOC-reserved-character", character=text[trouble.context_column - 1 : trouble.context_column])


def _alphabetic(trouble: _Trouble) -> Finding:
    return _anchor(trouble) if "alias" in trouble.context or "anchor" in trouble.context else _unknown(trouble)


def _version(trouble: _Trouble) -> Finding:
    return trouble.here("DOC-yaml-version", version=_line(trouble).removeprefix("%YAML").split("#")[0].strip())


def _unknown(trouble: _Trouble) -> Finding:
    if "tag" in trouble.context or "tag" in trouble.problem:
        line = trouble.source.line(trouble.context_line)
        return trouble.there("DOC-tag", tag=_cut(line[trouble.context_column - 1 :]))
    if "directive" in trouble.context or "directive" in trouble.problem:
        return trouble.here("DOC-directive")
    return trouble.here("DOC-syntax", problem=trouble.problem)


def _line(trouble: _Trouble) -> str:
    return _cut(trouble.source.line(trouble.context_line).strip())


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_JUDGES: tuple[tuple[str, Callable[[_Trouble], Finding]], ...] = (
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _value_not_allowed),
    ("did not find expected key", _expected_key),
    ("did not find expected '-' indicator", lambda trouble: trouble.here("DOC-indentation")),
    ("expected ',' or", _separator),
    ("cannot start any token", _token),
    ("found a tab character", _tab),
    ("did not find expected node content", _content),
    ("found unexpected end of stream", lambda trouble: trouble.there("DOC-unclosed-quote")),
    ("found unexpected document indicator", lambda trouble: trouble.there("DOC-unclosed-quote")),
    ("unknown escape character", lambda trouble: trouble.here("DOC-escape")),
    ("hexdecimal number", lambda trouble: trouble.here("DOC-escape")),
    ("invalid Unicode character escape", lambda trouble: trouble.here("DOC-escape")),
    ("expected comment or line break", lambda trouble: trouble.here("DOC-block-scalar")),
    ("indentation indicator equal to 0", lambda trouble: trouble.here("DOC-block-scalar")),
    ("block sequence entries are not allowed", lambda trouble: trouble.here("DOC-list-here")),
    ("mapping keys are not allowed", lambda trouble: trouble.here("DOC-complex-key")),
    ("did not find expected alphabetic", _alphabetic),
    ("<document start>", lambda trouble: trouble.here("DOC-after-end")),
    ("incompatible YAML document", _version),
)
