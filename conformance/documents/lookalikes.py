"""Characters of Chinese input methods and of copied text that look like YAML's own but are none.

``lanes：8`` is a text to YAML, not a key with a value. It is reported where a mapping was evidently meant; the same
colon inside a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.documents.libyaml import ScalarEvent
from conformance.documents.places import Event, Place
from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span

_FIELD = re.compile(r"\s*[a-z_][A-Za-z0-9_]*\s*：")
_KEY = re.compile(r"\s*[A-Za-z_][\w.-]*\s*(：|:(?=[^\s/:]))")
_BLANK = re.compile("[\u00a0\u2000-\u200b\u202f\u3000]")


def lookalikes(root: Place, source: Source, line_offset: int) -> list[Finding]:
    """The findings of one document, ``root`` being the place of its root."""
    found = list(_alone(root, source, line_offset))
    found += (item for place in _all(root) for item in _in_place(place, source, line_offset))
    return found


def _alone(root: Place, source: Source, line_offset: int) -> Iterator[Finding]:
    """A document that is one text: perhaps its only line was meant as a key."""
    if _is_plain(root.first) and (match := _KEY.match(root.first.value)):
        code = "DOC-full-width-colon" if match[1] == "：" else "DOC-colon-blank"
        yield _finding(code, source, root.first, line_offset, match.start(1), key=match[0][:-1].strip())


def _all(place: Place) -> Iterator[Place]:
    for child in place.inner.values():
        yield child
        yield from _all(child)


def _in_place(place: Place, source: Source, line_offset: int) -> Iterator[Finding]:
    key, value = place.key, place.first
    if key is not None and not key.style:
        if _BLANK.match(key.value):
            yield _finding("DOC-odd-blank", source, key, line_offset, 0, character=f"U+{ord(key.value[0]):04X}")
        elif "：" in key.value and _is_plain(value) and not value.value:
            yield _colon(key, source, line_offset, key.value.index("："))
    if not _is_plain(value) or "：" not in value.value:
        return
    below = key is None or value.start_mark.line > key.start_mark.line
    if below and (match := _FIELD.match(value.value)):
        yield _colon(value, source, line_offset, match.end() - 1)
    else:
        yield from _continued(value, source, line_offset)


def _continued(value: Event, source: Source, line_offset: int) -> Iterator[Finding]:
    """A text over several lines that goes on with what was meant as the next field."""
    for number in range(value.start_mark.line + 2, value.end_mark.line + 2):
        match = _FIELD.match(source.line(number + line_offset))
        if match:
            span = Span(number + line_offset, match.end(), number + line_offset, match.end() + 1)
            yield Finding("DOC-full-width-colon", Location(source.name, span), {"key": match[0][:-1].strip()})
            return


def _colon(event: Event, source: Source, line_offset: int, offset: int) -> Finding:
    return _finding("DOC-full-width-colon", source, event, line_offset, offset, key=event.value[:offset].strip())


def _finding(code: str, source: Source, event: Event, line_offset: int, offset: int, **arguments: str) -> Finding:
    line, column = event.start_mark.line + 1 + line_offset, event.start_mark.column + 1 + offset
    return Finding(code, Location(source.name, Span(line, column, line, column + 1)), arguments)


def _is_plain(event: Event) -> bool:
    return event.__class__ is ScalarEvent and not event.style
