"""What no parser should see: characters that readers disagree on or cannot show, and what makes libyaml slow."""

from __future__ import annotations

import re

from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span

# Control characters but tab, line feed and carriage return; NEL and the Unicode line and paragraph separators, which
# YAML 1.1 takes for line breaks and YAML 1.2 does not; surrogates; the byte order mark; U+FFFE and U+FFFF.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MOST_HANDLES = 20
_NAMES = {"\x00": "NUL", "\ufeff": "BOM", "\x85": "NEL", "\x1b": "ESC"}


def forbidden(source: Source) -> Finding | None:
    """The first forbidden character, if there is one."""
    if source.text.replace("\n", "").isprintable():
        return None
    match = FORBIDDEN.search(source.text)
    if match is None:
        return None
    code = "DOC-bom" if match[0] == "\ufeff" and match.start() == 0 else "DOC-character"
    return Finding(code, Location(source.name, _at(source, match.start())), {"character": name_of(match[0])})


def too_many_handles(source: Source) -> Finding | None:
    """A text with many ``%TAG`` lines, before the parser sees it: libyaml compares each with all before it."""
    if source.text.count("%TAG") <= _MOST_HANDLES:
        return None
    return Finding("DOC-tag", Location(source.name, _at(source, source.text.index("%TAG"))), {"tag": "%TAG"})


def name_of(character: str) -> str:
    """What to call a character that cannot be shown: ``U+001B (ESC)``."""
    code = f"U+{ord(character):04X}"
    return f"{code} ({_NAMES[character]})" if character in _NAMES else code


def _at(source: Source, offset: int) -> Span:
    before = source.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(line, column, line, column + 1)
