"""Where things stand in a document, and findings that point there."""

from __future__ import annotations

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding, Location, Severity, Span

Path = tuple[str | int, ...]

_SHOWN = 60


def dotted(path: Path) -> str:
    """``design.widths.0`` for ``("design", "widths", 0)``."""
    return ".".join(str(part) for part in path)


def spoken(document: Document, path: Path) -> str:
    """The same as people read it: entries of lists by their ``id`` where no other one has it, as findings of rules do."""
    value: object = document.value
    words: list[str] = []
    for part in path:
        words.append(_entry(value, part) if isinstance(value, list) and isinstance(part, int) else str(part))
        value = _below(value, part)
    return ".".join(words)


def _entry(items: list[object], index: int) -> str:
    """``vl0`` of the first of ``[{id: vl0}, {id: vl1}]``; its number where it has no name of its own."""
    own = items[index] if index < len(items) else None
    name = own.get("id") if isinstance(own, dict) else None
    if not isinstance(name, str) or not name:
        return str(index)
    names = (item.get("id") if isinstance(item, dict) else None for item in items)
    return name if sum(other == name for other in names) == 1 else str(index)


def _below(value: object, part: str | int) -> object:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def at_value(document: Document, code: str, path: Path, /, **arguments: str) -> Finding:
    """A finding about a value; its sentence may use ``{path}``."""
    return _finding(document, code, path, document.value_span(path), arguments)


def at_key(document: Document, code: str, path: Path, /, **arguments: str) -> Finding:
    """A finding about a key: one that should not be there, or whose mapping lacks something."""
    return _finding(document, code, path, _key_span(document, path), arguments)


def at_span(document: Document, code: str, path: Path, span: Span, /, **arguments: str) -> Finding:
    """A finding about a stretch inside a value."""
    return _finding(document, code, path, span, arguments)


def _key_span(document: Document, path: Path) -> Span:
    if path:
        return document.key_span(path)
    # Of a whole document its first key is shown: a caret under every line would say nothing.
    first = next(iter(document.value), None) if isinstance(document.value, dict) else None
    return document.key_span((first,)) if isinstance(first, str) else document.value_span(())


def _finding(document: Document, code: str, path: Path, span: Span, arguments: dict[str, str]) -> Finding:
    place = spoken(document, path)
    return Finding(code, Location(document.source.name, span), {"path": place, **arguments}, place)


def softened(finding: Finding, severity: Severity) -> Finding:
    """The same finding with another weight."""
    return Finding(finding.code, finding.location, finding.arguments, finding.path, severity, finding.related)


def written(document: Document, path: Path) -> str:
    """The value as the author wrote it, on one line; "" where nothing stands at ``path``."""
    span = document.value_span(path)
    if span.line == span.end_line:
        return document.source.line(span.line)[span.column - 1 : span.end_column - 1]
    lines = [document.source.line(number) for number in range(span.line, span.end_line + 1)]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return " ".join(line.strip() for line in lines).strip()


def shown(document: Document, path: Path) -> str:
    """The value as written, cut to what fits into a sentence."""
    text = written(document, path)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
