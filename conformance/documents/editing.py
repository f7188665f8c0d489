"""A document with other values, its text otherwise as its author wrote it: what an example shows to people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.documents.places import Path
from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document, load
from conformance.findings.model import Span


def edited(document: Document, changes: Mapping[Path, object], wanted: object) -> Document | None:
    """The document with single values replaced or removed (None) in its text.

    Args:
        document: as it was read.
        changes: path (keys, positions in lists) to the new value.
        wanted: what the whole must read as: the text is read again, and kept only if it does.

    Returns:
        The document read again, or None where a change does not fit into a line, as a new key.
    """
    lines = document.source.text.split("\n")
    places = sorted(((document.value_span(path), path) for path in changes), reverse=True)
    for span, path in places:
        if span.line != span.end_line:
            return None
        if changes[path] is None:
            if not _stands_alone(lines[span.line - 1], document.key_span(path), span):
                return None
            del lines[span.line - 1]
        else:
            line = lines[span.line - 1]
            lines[span.line - 1] = line[: span.column - 1] + flow(changes[path]) + line[span.end_column - 1 :]
    documents, findings = load(Source(document.source.name, "\n".join(lines)))
    return documents[0] if not findings and len(documents) == 1 and documents[0].value == wanted else None


def _stands_alone(line: str, key: Span, value: Span) -> bool:
    """Whether key and value are all that a line holds, but for a comment."""
    rest = line[value.end_column - 1 :].strip()
    return key.line == value.line and not line[: key.column - 1].strip() and (not rest or rest.startswith("#"))


def flow(value: object) -> str:
    """A value on one line, a text without quotes where it reads the same without."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _plain(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> bool:
    if not text or text != text.strip() or any(mark in text for mark in ",[]{}#:&*!|>'\"%@`\n"):
        return False
    documents, findings = load(Source("", f"- {text}"))
    return not findings and len(documents) == 1 and documents[0].value == [text]
